CREATE SCHEMA bank_core;
CREATE TABLE bank_core.account (id BIGINT);
CREATE TABLE bank_core.payment (
    id BIGINT, account_id BIGINT, sequence INTEGER, state_id SMALLINT, amount DECIMAL(18,2), big BIGINT, reference UUID,
    updated_at TIMESTAMPTZ
);
CREATE TABLE bank_core.client (id BIGINT, email VARCHAR, date_of_birth DATE, segment VARCHAR);
CREATE TABLE bank_core.odd (
    id BIGINT, ratio DOUBLE, valid_until DATE, ref UUID, body JSON, tags INTEGER[], raw BLOB, ok BOOLEAN, took INTERVAL,
    nothing INTEGER, story VARCHAR, "we""ird Näme" VARCHAR
);
CREATE TABLE bank_core.empty (id BIGINT, note VARCHAR, created_at TIMESTAMPTZ);
CREATE TABLE bank_core.never_analyzed (id BIGINT);
CREATE TABLE bank_core.ledger AS
    SELECT i AS id, 'C' || (i % 50) AS code, CASE WHEN i % 10 = 0 THEN NULL ELSE (i / 100)::DECIMAL(12,2) END AS spread
    FROM range(1, 400001) AS r(i);
CREATE TABLE bank_core.wide AS SELECT i * 7919 AS number, i * 7919 AS twin FROM range(700000) AS r(i);
