-- What the statements of sound.sql read: small, and no two of its columns alike.
CREATE SCHEMA webbank_core;
CREATE SCHEMA webbank_dict;
CREATE SCHEMA currency_rate;

CREATE TABLE webbank_core.client_profile (id bigint PRIMARY KEY, kind text NOT NULL);
INSERT INTO webbank_core.client_profile SELECT i, CASE WHEN i % 3 = 0 THEN 'COMPANY' ELSE 'PERSON' END FROM generate_series(1, 9) AS s(i);

CREATE TABLE webbank_core.account (id bigint PRIMARY KEY, client_id bigint NOT NULL);
INSERT INTO webbank_core.account SELECT i, 1 + i % 9 FROM generate_series(1, 12) AS s(i);

CREATE TABLE webbank_dict.payment_rail (id smallint PRIMARY KEY, code text NOT NULL);
INSERT INTO webbank_dict.payment_rail VALUES (1, 'SEPA'), (2, 'SWIFT'), (3, 'CARD');

CREATE TABLE webbank_dict.setting (code text PRIMARY KEY, value numeric(18,2));
INSERT INTO webbank_dict.setting VALUES ('LIMIT', 250.00), ('FLOOR', 10.00);

CREATE TABLE currency_rate.rate (id bigint PRIMARY KEY, valid_from timestamptz NOT NULL, valid_to timestamptz NOT NULL, rate numeric(12,6));
INSERT INTO currency_rate.rate SELECT i, CAST('2026-04-01T00:00:00Z' AS timestamptz) + i * interval '7 days', CAST('2026-04-08T00:00:00Z' AS timestamptz) + i * interval '7 days', 1 + i / 100.0 FROM generate_series(0, 4) AS s(i);

CREATE TABLE webbank_core.payment (id bigint PRIMARY KEY, client_id bigint NOT NULL, account_id bigint, counter_account_id bigint, batch_id bigint, rail text, rail_id smallint, state_id smallint NOT NULL, amount numeric(18,2), purpose text, tags text[], created_at timestamptz NOT NULL, authorized_at timestamptz, settled_at timestamptz);
INSERT INTO webbank_core.payment
SELECT i, 1 + i % 8, CASE WHEN i % 5 > 0 THEN 1 + i % 12 END, CASE WHEN i % 4 = 0 THEN 1 + i % 11 END,
       CASE WHEN i % 6 > 0 THEN (i - i % 6) / 6 + 1 END,
       CASE i % 4 WHEN 0 THEN 'SEPA' WHEN 1 THEN 'SWIFT' WHEN 2 THEN 'CARD' END, 1 + i % 3, 1 + i % 5,
       CASE WHEN i % 17 > 0 THEN (i * 137 % 5000) / 10.0 END,
       CASE WHEN i % 7 > 0 THEN CASE WHEN i % 2 = 0 THEN 'a rent of ' ELSE 'wages for ' END || i END,
       CASE i % 3 WHEN 0 THEN ARRAY['new', 'large'] WHEN 1 THEN ARRAY['late'] END,
       CAST('2026-05-08T08:30:00Z' AS timestamptz) - i * interval '13 hours 7 minutes',
       CAST('2026-05-08T08:40:00Z' AS timestamptz) - i * interval '13 hours 7 minutes',
       CASE WHEN i % 9 > 0 THEN CAST('2026-05-08T09:30:00Z' AS timestamptz) - i * interval '13 hours' END
FROM generate_series(1, 90) AS s(i);

CREATE TABLE webbank_core.payment_state_log (id bigint PRIMARY KEY, payment_id bigint NOT NULL REFERENCES webbank_core.payment, state_id smallint NOT NULL, changed_at timestamptz NOT NULL);
INSERT INTO webbank_core.payment_state_log SELECT i, 1 + i % 75, 1 + i % 5, CAST('2026-05-08T08:50:00Z' AS timestamptz) - i * interval '6 hours' FROM generate_series(1, 200) AS s(i);
