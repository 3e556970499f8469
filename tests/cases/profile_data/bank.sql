CREATE SCHEMA core;
CREATE SCHEMA dict;
CREATE TABLE dict.state (id smallint PRIMARY KEY, code text);
CREATE TABLE core.account (id bigint PRIMARY KEY);
CREATE TABLE core.account_log (id bigint PRIMARY KEY);
CREATE TABLE core.hidden (id bigint PRIMARY KEY);
CREATE TABLE core.payment (
    id bigint PRIMARY KEY,
    account_id bigint REFERENCES core.account (id),
    sequence integer,
    state_id smallint REFERENCES dict.state (id),
    amount numeric(18,2),
    big bigint,
    reference uuid UNIQUE,
    updated_at timestamp with time zone NOT NULL,
    UNIQUE (account_id, sequence)
);
CREATE TABLE core.client (id bigint PRIMARY KEY, email text, date_of_birth date, segment text);
CREATE TABLE core.odd (id bigint PRIMARY KEY);
CREATE TABLE core.empty (id bigint PRIMARY KEY, note text, created_at timestamp with time zone NOT NULL);
CREATE TABLE core.ledger (id bigint PRIMARY KEY, code text, spread numeric(12,2));
CREATE TABLE core.wide (number bigint, twin bigint PRIMARY KEY);
CREATE TABLE core.never_analyzed (id bigint);
