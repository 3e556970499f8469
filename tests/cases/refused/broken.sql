-- What no grammar takes, and where reading goes on.
CREATE TABLE first (id integer);
CREATE TABLE second (id integer,, x text);
CREATE TABLE third (id integer)
CREATE TABLE fourth (id integer);
ALTER TABLE first ADD COLUMN x text DEFAULT 'it's';
CREATE TABLE fifth (id integer DEFAULT 1, x text DEFAULT 'a;b');
CREATE FUNCTION f() RETURNS integer LANGUAGE plpgsql AS $body$
CREATE TABLE inside (id integer);
$body$ NONSENSE;
CREATE TABLE sixth (id integer);
GRANT SELEKT ON first, TO bob;
CREATE RULE r AS ON DELETE TO first DO INSTEAD (DELETE FROM sixth; DELETE FROM fifth);
CREATE FUNCTION g(a integer) RETURNS integer LANGUAGE sql BEGIN ATOMIC SELECT CASE WHEN a > 1 THEN 1 ELSE 2 END; SELECT a; END;
CREATE TABLE seventh (id integer, y text DEFAULT $$;$$, "z;" text, e text DEFAULT E'a\';b', u text DEFAULT U&'\0041;');
\restrict abc
\echo 'CREATE TABLE echoed (id integer);'
COPY first (id) FROM stdin;
1
CREATE TABLE copied (id integer);
\.
INSERT INTO first VALUES (1), (2);
UPDATE first SET id = 3;
COMMENT ON TABLE seventh IS 'a
CREATE TABLE commented (id integer);
b';
/* a /* nested */ comment; */ CREATE TABLE eighth (id integer); -- trailing; comment
;;
CREATE TABLE ninth (id integer CHECK (id > 0 AND (id < 5)), PRIMARY KEY (id)) -- no; end
;
COMMENT ON COLUMN ninth.id 'missing is';
SET search_path = a, "B b", public;
CREATE TABLE unqualified (id integer);
SELECT set_config('search_path', 'public, a', false), pg_catalog.set_config('other', 'x', false);
CREATE TABLE in_public (id integer);
SET search_path TO DEFAULT;
CREATE TABLE again_public (id integer);
SET SESSION AUTHORIZATION owner;
CREATE TABLE owned (id integer);
GRANT SELECT ON owned TO owner, CURRENT_USER, reader;
RESET SESSION AUTHORIZATION;
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1) THEN CREATE TABLE in_block (id integer); ELSE ALTER TABLE first ADD COLUMN from_block text; END IF;
  CREATE TABLE first (id integer);
END $$;
DO $$ DECLARE t text; BEGIN FOREACH t IN ARRAY ARRAY['loop_one', 'Loop Two', 'it''s'] LOOP EXECUTE format('CREATE TABLE %I (label text DEFAULT %L)', t); END LOOP; END $$;
DO $$ DECLARE t text; BEGIN FOR t IN SELECT unnest(ARRAY['made_one', 'made_two']) LOOP EXECUTE format('CREATE TABLE %I (id integer)', t); END LOOP; END $$;
DO $$ DECLARE t text; BEGIN FOREACH t IN ARRAY ARRAY['a', 'b'] LOOP EXECUTE format('CREATE TABLE %I ()', other); END LOOP; END $$;
DO $$ BEGIN EXECUTE 'DROP TABLE first'; END $$;
DO $$ BEGIN PERFORM 1; END $$;
DO $$ BEGIN EXECUTE format('SELECT %s', 1); END $$;
DO $$ DECLARE t text; BEGIN FOREACH t IN ARRAY ARRAY['a'] LOOP EXECUTE format('CREATE TABLE %I ()', zz); END LOOP; END $$;
DO $$ BEGIN PERFORM f(); x := 1; CREATE TABLE late (id integer,,); END $$;
CREATE TABLE cut (id integer, x text DEFAULT 'never closed);
CREATE TABLE behind (id integer);
COPY behind (id) FROM stdin;
1
2
