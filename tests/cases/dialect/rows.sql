-- The rows every case in this folder is computed over; jsonb is read as json by DuckDB.
CREATE SCHEMA bank_core;
CREATE TABLE bank_core.payment (
  id bigint, client_id integer, state_id smallint, rail text, amount numeric(18, 2), fee numeric(5, 0), rate numeric(12, 6),
  weight real, ratio double precision, is_test boolean, booked_on date, booked_at time, created_at timestamp,
  settled_at timestamp with time zone, held interval, tags text[], steps integer[], doc jsonb, note text
);
INSERT INTO bank_core.payment VALUES
  (1, 10, 4, 'SEPA', 100.00, 1, 1.085000, 1.5, 0.1, false, '2026-05-08', '08:00:00', '2026-05-08 08:00:00', '2026-05-08 08:30:00+00', interval '30 minutes', ARRAY['a', 'b'], ARRAY[1, 2, 3], '{"kind": "in", "n": 1, "ok": true, "deep": {"x": "y", "list": [1, 2]}}', 'rent 2026'),
  (2, 10, 4, 'SWIFT', 250.50, 2, 0.914300, 2.25, 0.2, false, '2026-05-07', '10:15:30', '2026-05-07 10:15:30.250', '2026-05-07 12:00:00+00', interval '1 day 2 hours', ARRAY['b'], ARRAY[4], '{"kind": "out", "n": 2.50, "ok": false, "deep": {"x": null}}', NULL),
  (3, 11, 4, 'sepa', 75.25, 2, 1.000000, 0.1, 0.3, true, '2026-05-07', '23:59:59.5', '2026-05-07 23:59:59.999999', '2026-05-08 00:29:59.999999+00', interval '30 minutes', NULL, NULL, '{"kind": "in", "n": -3}', 'Salary May'),
  (4, 12, 5, 'INST', 19.99, NULL, 7.000000, NULL, -0.7, false, '2026-05-06', NULL, '2026-05-06 09:00:00', NULL, NULL, ARRAY['c', NULL], ARRAY[7, NULL], NULL, ''),
  (5, 12, 4, 'SEPA', 1000000.01, 5, 0.000123, 100.125, 123456.789, false, '2026-05-01', '00:00:00', '2026-05-01 00:00:00', '2026-05-03 00:00:00+00', interval '2 days', ARRAY['a'], ARRAY[5, 6], '{"kind": "fee", "list": ["p", "q"]}', 'Übergröße'),
  (6, 13, 2, NULL, -42.00, 0, 3.333333, -8, 0, true, '2026-05-08', '09:00:00', '2026-05-08 09:00:00', NULL, NULL, ARRAY['x', 'y'], ARRAY[9], '[1, "a", null]', 'a_b%c'),
  (7, NULL, 4, 'SEPA', 60.00, 1, 2.500000, 3, 2.5, false, '2026-04-09', '09:00:00', '2026-04-09 09:00:00', '2026-04-09 09:00:00+00', interval '0', ARRAY['b', 'b'], ARRAY[1], '{"kind": "in", "n": 10, "ok": true}', 'refund, 100% €'),
  (8, 14, 4, 'Ärger', 5.00, 1, 1.500000, 0.3, 3.5, false, '2026-03-31', '22:30:00', '2026-03-31 22:30:00', '2026-05-07 09:00:00+02', interval '37 days 8 hours 30 minutes', ARRAY['z'], ARRAY[8], '"text"', 'line one
line two');
CREATE TABLE bank_core.client (id integer, name text, born date, country text, vip boolean);
INSERT INTO bank_core.client VALUES
  (10, 'Ana', '1990-02-28', 'EE', true), (11, 'Bo', '1985-12-31', 'LV', false), (12, 'Çelik', '2000-02-29', 'EE', false),
  (13, 'dora', '1999-01-01', NULL, NULL), (15, 'Eve', '1970-01-01', 'LT', true);
CREATE TABLE bank_core.state (id smallint, code text, is_final boolean);
INSERT INTO bank_core.state VALUES (1, 'NEW', false), (2, 'AUTHORIZED', false), (4, 'SETTLED', true), (5, 'REJECTED', true);
