CREATE SCHEMA bank_core;
CREATE SCHEMA bank_dict;
CREATE TABLE bank_dict.state (id smallint, code text);
INSERT INTO bank_dict.state VALUES (1, 'NEW'), (2, 'ACTIVE'), (3, 'CLOSED');
CREATE TABLE bank_core.payment (
  id bigint, state_id smallint, rail text, amount numeric(18, 2), fee numeric(18, 2), share double precision,
  account_id bigint, day date, created_at timestamp with time zone, settled_at timestamp with time zone,
  entered_at timestamp
);
INSERT INTO bank_core.payment
SELECT i, 1 + i % 3, CASE i % 5 WHEN 0 THEN 'SEPA' WHEN 1 THEN 'SWIFT' WHEN 2 THEN 'CARD' ELSE NULL END,
  (i * 37 % 1000) / 4.0, CASE WHEN i % 4 = 0 THEN NULL ELSE (i % 9) / 10.0 END, (i % 7) / 3.0, i % 11,
  CAST(TIMESTAMP '2026-03-01 00:00:00' + i * INTERVAL '97 minutes' AS date),
  CASE WHEN i % 13 = 0 THEN NULL ELSE TIMESTAMPTZ '2026-03-01 00:00:00+00' + i * INTERVAL '97 minutes' END,
  CASE WHEN i % 6 = 0 THEN NULL ELSE TIMESTAMPTZ '2026-03-01 00:00:00+00' + i * INTERVAL '97 minutes'
    + (i % 17) * INTERVAL '3 hours' END,
  TIMESTAMP '2026-03-01 00:00:00' + i * INTERVAL '97 minutes'
FROM generate_series(0, 900) AS r(i)
WHERE i NOT BETWEEN 400 AND 460;
INSERT INTO bank_core.payment SELECT 2000 + i, 2, 'SEPA', 1.25, NULL, 0.1, i, DATE '2026-03-29',
  TIMESTAMPTZ '2026-03-29 00:30:00+00' + i * INTERVAL '15 minutes', TIMESTAMPTZ '2026-03-29 01:00:00+00',
  TIMESTAMP '2026-03-29 02:30:00'
FROM generate_series(0, 8) AS r(i);
