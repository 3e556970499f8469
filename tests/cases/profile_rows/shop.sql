-- The mirror's DDL of what marts.sql has landed.
CREATE SCHEMA core;
CREATE SCHEMA dict;
CREATE TABLE dict.kind (code text PRIMARY KEY);
CREATE TABLE core.shelf (hall integer, row integer, PRIMARY KEY (hall, row));
CREATE TABLE core.item (
    id bigint PRIMARY KEY, hall integer, row integer, kind text REFERENCES dict.kind (code), next_id bigint REFERENCES core.item (id), gone_id bigint REFERENCES core.gone (id),
    price numeric(10,2), weight double precision, label text, mail text, born_on date, sold boolean, took interval, raw bytea, body jsonb, ref uuid, at_noon time, tags integer[],
    updated_at timestamp with time zone, not_landed text, far integer REFERENCES core.shelf (row), FOREIGN KEY (hall, row) REFERENCES core.shelf (hall, row), UNIQUE (label), UNIQUE NULLS NOT DISTINCT (hall, sold), UNIQUE (kind, not_landed));
CREATE TABLE core.once (id bigint PRIMARY KEY, twice bigint UNIQUE, low bigint UNIQUE, sparse bigint UNIQUE, words text, at_day timestamp with time zone NOT NULL, FOREIGN KEY (id) REFERENCES core.shelf (hall, row));
CREATE TABLE core.nobody (id bigint PRIMARY KEY, mail text, at_day timestamp with time zone NOT NULL);
CREATE TABLE core.many (id bigint PRIMARY KEY, word text, few text, number numeric(12,2), nothing text, doubled text, seldom integer);
CREATE TABLE core.item_log (item_id bigint, changed_at timestamp with time zone, logged_at timestamp with time zone NOT NULL);
CREATE TABLE core.unlanded (id bigint PRIMARY KEY);
CREATE TABLE core.ticket (id bigint PRIMARY KEY, created_at timestamp with time zone, updated_at timestamp with time zone);
CREATE TABLE core.move (id bigserial PRIMARY KEY, status text, created_at timestamp with time zone);
