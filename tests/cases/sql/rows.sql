-- The rows every case in this folder is computed over; understood by PostgreSQL and DuckDB alike.
CREATE SCHEMA webbank_core;
CREATE SCHEMA webbank_dict;
CREATE TABLE webbank_core.payment (
  id bigint, client_id bigint, state_id smallint, direction text, amount numeric(18, 2), fee integer, weight bigint,
  created_at timestamp with time zone, settled_at timestamp with time zone, booked_on date, note text
);
INSERT INTO webbank_core.payment VALUES
  (1, 10, 4, 'out', 100.00, 1, 3, '2026-05-08 08:00:00+00', '2026-05-08 08:30:00+00', '2026-05-08', 'rent'),
  (2, 10, 4, 'out', 250.50, 2, 4, '2026-05-07 10:00:00+00', '2026-05-07 12:00:00+00', '2026-05-07', NULL),
  (3, 11, 4, 'in',  75.25, 2, 5, '2026-05-07 23:59:59.999999+00', '2026-05-08 00:29:59.999999+00', '2026-05-07', 'Salary May'),
  (4, 12, 5, 'out', 19.99, NULL, 6, '2026-05-06 09:00:00+00', NULL, '2026-05-06', ''),
  (5, 12, 4, 'out', 1000000.01, 5, 7, '2026-05-01 00:00:00+00', '2026-05-03 00:00:00+00', '2026-05-01', 'car'),
  (6, 13, 2, 'out', 42.00, 0, 8, '2026-05-08 09:00:00+00', NULL, '2026-05-08', 'rent'),
  (7, NULL, 4, 'in', 60.00, 1, 9, '2026-04-09 09:00:00+00', '2026-04-09 09:00:00+00', '2026-04-09', 'refund'),
  (8, 14, 4, 'out', 5.00, 1, 10, '2026-03-31 22:30:00+00', '2026-05-07 09:00:00+00', '2026-03-31', 'late');
CREATE TABLE webbank_dict.payment_state (id smallint, code text, is_final boolean);
INSERT INTO webbank_dict.payment_state VALUES
  (1, 'NEW', false), (2, 'AUTHORIZED', false), (4, 'SETTLED', true), (5, 'REJECTED', true);
