CREATE SCHEMA bank_core;
CREATE TABLE bank_core.account (id bigint);
CREATE TABLE bank_core.payment (
    id bigint, account_id bigint, sequence integer, state_id smallint, amount numeric(18,2), big bigint, reference uuid,
    updated_at timestamptz
);
CREATE TABLE bank_core.client (id bigint, email text, date_of_birth date, segment text);
CREATE TABLE bank_core.odd (
    id bigint, ratio double precision, valid_until date, ref uuid, body jsonb, tags integer[], raw bytea, ok boolean,
    took interval, nothing integer, story text, "we""ird Näme" text
);
CREATE TABLE bank_core.empty (id bigint, note text, created_at timestamptz);
CREATE TABLE bank_core.never_analyzed (id bigint) WITH (autovacuum_enabled = false);
INSERT INTO bank_core.never_analyzed VALUES (1);
CREATE TABLE bank_core.ledger WITH (autovacuum_enabled = false) AS
    SELECT i::bigint AS id, 'C' || (i % 50) AS code,
        CASE WHEN i % 10 = 0 THEN NULL ELSE (i / 100.0)::numeric(12,2) END AS spread
    FROM generate_series(1, 400000) AS r(i);
CREATE TABLE bank_core.wide AS
    SELECT i::bigint * 7919 AS number, i::bigint * 7919 AS twin FROM generate_series(0, 699999) AS r(i);
ANALYZE bank_core.ledger;
