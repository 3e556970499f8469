\restrict abcDEF123
-- A dump by hand that uses every kind of statement the reader must understand.
SET client_encoding = 'UTF8';
CREATE SCHEMA core;
COMMENT ON SCHEMA core IS 'The bank''s core';
CREATE SCHEMA dict CREATE TABLE state (id smallint PRIMARY KEY, code varchar(16) NOT NULL UNIQUE, name text);
CREATE TYPE core.kind AS ENUM ('person', 'compny');
ALTER TYPE core.kind RENAME VALUE 'compny' TO 'company';
ALTER TYPE core.kind ADD VALUE 'trader' BEFORE 'company';
ALTER TYPE core.kind RENAME TO client_kind;
COMMENT ON TYPE core.client_kind IS 'Person; company (or "trader")';
CREATE DOMAIN core.amount AS numeric(18,2) CHECK (VALUE >= 0);
CREATE TYPE core.address AS (street text, city varchar(80));
CREATE SEQUENCE core.order_seq;

CREATE TABLE core.client (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    "Order" integer DEFAULT nextval('core.order_seq'::regclass) NOT NULL,
    kind core.client_kind DEFAULT 'person'::core.client_kind NOT NULL,
    info jsonb DEFAULT '{"a, b": ")"}'::jsonb,
    "Übung" text COLLATE "C",
    full_name varchar(120) NOT NULL CHECK (length(full_name) > 1),
    tags varchar(10)[] DEFAULT '{}'::varchar[],
    waited interval day to second(3),
    paid timestamp(3) with time zone,
    flags bit varying(8),
    letter char,
    doubled integer GENERATED ALWAYS AS (("Order" * 2)) STORED,
    old_column text,
    balance core.amount DEFAULT 0,
    CONSTRAINT "weird (name" CHECK ("Order" > 0 /* ), */ AND "Order" < 100000) -- trailing ';
);
COMMENT ON COLUMN core.client."Übung" IS E'tab\there; and a semicolon';
COMMENT ON TABLE core.client IS 'Clients';
ALTER TABLE core.client DROP COLUMN old_column;
ALTER TABLE core.client RENAME COLUMN full_name TO "fullName";
ALTER TABLE core.client ADD COLUMN state_id smallint REFERENCES dict.state,
    ADD COLUMN created_at timestamptz DEFAULT now() NOT NULL,
    ALTER COLUMN letter TYPE char(3),
    ALTER COLUMN letter SET DEFAULT 'a, b',
    ALTER COLUMN waited SET NOT NULL;
CREATE INDEX client_low ON core.client USING btree (lower("fullName") DESC NULLS LAST, state_id) WHERE (state_id IS NOT NULL);
CREATE UNIQUE INDEX ON core.client (("Order" + 1));
CREATE INDEX client_incl ON core.client (created_at) INCLUDE (kind);

CREATE TABLE core.payment (
    id bigserial,
    client_id bigint NOT NULL,
    made_on date NOT NULL,
    amount numeric(18,2),
    PRIMARY KEY (id, made_on),
    FOREIGN KEY (client_id) REFERENCES core.client ON DELETE CASCADE,
    CHECK (amount > 0)
) PARTITION BY RANGE (made_on);
CREATE TABLE core.payment_2025 PARTITION OF core.payment FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE core.payment_2026 (LIKE core.payment INCLUDING DEFAULTS INCLUDING CONSTRAINTS);
ALTER TABLE core.payment ATTACH PARTITION core.payment_2026 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE INDEX ON core.payment (client_id);
CREATE INDEX payment_2025_amount ON core.payment_2025 (amount);

CREATE TABLE core.base (created_at timestamp NOT NULL DEFAULT now(), note text, CHECK (note <> ''));
CREATE TABLE core.child (id int PRIMARY KEY) INHERITS (core.base);
ALTER TABLE core.base ADD COLUMN late int DEFAULT 7;
CREATE TABLE core.typed OF core.address (PRIMARY KEY (street));
CREATE TABLE core.copied (LIKE core.client INCLUDING ALL);
CREATE TABLE core.parked (id int UNIQUE, a int, b int, CONSTRAINT ab UNIQUE (a, b));
ALTER TABLE core.parked DROP CONSTRAINT parked_id_key;
ALTER TABLE core.parked SET SCHEMA dict;
ALTER TABLE dict.parked RENAME TO kept;
CREATE TABLE core.gone (id int PRIMARY KEY, kept int);
CREATE TABLE core.refers (gone_id int REFERENCES core.gone);
DROP TABLE core.gone CASCADE;
CREATE TEMP TABLE scratch (id int);
ALTER TABLE scratch ADD COLUMN x int;

CREATE VIEW core.clients AS SELECT NULL::bigint AS id, NULL::text COLLATE "C" AS name;
COMMENT ON VIEW core.clients IS 'View';
COMMENT ON COLUMN core.clients.name IS 'View column';
CREATE OR REPLACE VIEW core.clients AS SELECT c.id, c."Übung" AS name FROM core.client c;
CREATE MATERIALIZED VIEW core.totals AS SELECT client_id, sum(amount) AS total FROM core.payment GROUP BY client_id WITH NO DATA;
CREATE UNIQUE INDEX totals_client ON core.totals (client_id);

CREATE FUNCTION core.f(a integer) RETURNS integer LANGUAGE plpgsql AS $_$
BEGIN
  -- CREATE TABLE inside (id int);
  RETURN a; END; $_$;
CREATE FUNCTION core.g(a integer) RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN a > 1 THEN 1 ELSE 2 END; SELECT a; END;
CREATE TRIGGER t BEFORE UPDATE ON core.client FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
CREATE RULE r AS ON DELETE TO core.client DO INSTEAD (SELECT 1; SELECT 2);
GRANT SELECT ON core.client TO PUBLIC;
COPY dict.state (id, code, name) FROM stdin;
1	a;'b	'CREATE TABLE nope (
2	c	\N
\.
INSERT INTO dict.state VALUES (3, 'x;y', $$z'$$);
/* nested /* comment; */ ; */
SET search_path TO dict, public;
CREATE TABLE unqualified (id int PRIMARY KEY, state smallint REFERENCES state (id));
\unrestrict abcDEF123
