CREATE SCHEMA core;
CREATE SCHEMA dict;
CREATE SCHEMA scb;
CREATE TABLE core.client_profile (id bigint PRIMARY KEY, state_id smallint NOT NULL, kyc_status_id smallint, created_at timestamptz NOT NULL);
CREATE TABLE core.payment (id bigint PRIMARY KEY, client_id bigint NOT NULL, rail text, amount numeric(18,2), created_at timestamptz NOT NULL, authorized_at timestamptz, settled_at timestamptz);
CREATE TABLE core.internal_job (id bigint PRIMARY KEY, name text);
CREATE TABLE dict.profile_state (id smallint PRIMARY KEY, code text NOT NULL);
CREATE TABLE scb.batch (id bigint PRIMARY KEY);
