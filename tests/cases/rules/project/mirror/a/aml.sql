CREATE SCHEMA aml;
CREATE TABLE aml.decision (id bigint PRIMARY KEY, decided_at timestamptz NOT NULL);
