CREATE SCHEMA ledger;
CREATE TABLE ledger.turnover (id bigint PRIMARY KEY, amount numeric(18,2), booked_at timestamptz);
