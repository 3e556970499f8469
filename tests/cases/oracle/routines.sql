-- What shapes no table and must not get in the way.
CREATE SCHEMA code;
CREATE TABLE code.t (id integer PRIMARY KEY, body text);
CREATE FUNCTION code.standard(a integer, b integer DEFAULT 2) RETURNS integer LANGUAGE sql IMMUTABLE RETURN a + b;
CREATE FUNCTION code.atomic(a integer) RETURNS SETOF code.t LANGUAGE sql
    BEGIN ATOMIC
 SELECT t.id, CASE WHEN (t.id > 1) THEN 'end;'::text ELSE t.body END AS body FROM code.t;
 INSERT INTO code.t (id, body) VALUES (atomic.a, 'x;'::text) RETURNING t.id, t.body;
END;
CREATE PROCEDURE code.work(INOUT a integer) LANGUAGE plpgsql AS $body$
DECLARE q text := $q$CREATE TABLE code.nope (id int);$q$;
BEGIN
    EXECUTE q; COMMIT;
    IF a > 1 THEN a := 2; END IF;
END
$body$;
CREATE FUNCTION code."Quoted; Name"(text) RETURNS text LANGUAGE sql AS 'SELECT ''it''''s; '' || $1;';
CREATE FUNCTION code.escaped() RETURNS text LANGUAGE sql AS E'SELECT \'a\\\\;\'::text';
CREATE FUNCTION code.out_table(x integer) RETURNS TABLE (a integer, b text) LANGUAGE sql AS $$ SELECT 1, 'a'; $$;
CREATE AGGREGATE code.mul (integer) (SFUNC = int4mul, STYPE = integer, INITCOND = '1');
CREATE OPERATOR code.<+> (LEFTARG = integer, RIGHTARG = integer, FUNCTION = code.standard);
CREATE CAST (code.t AS text) WITH INOUT;
CREATE FUNCTION code.on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN NULL; END $$;
CREATE EVENT TRIGGER oracle_watch ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'ALTER TABLE') EXECUTE FUNCTION code.on_ddl();
CREATE PUBLICATION oracle_publication FOR TABLE code.t;
CREATE TEXT SEARCH CONFIGURATION code.words (COPY = pg_catalog.simple);
CREATE STATISTICS code.stat ON (lower(body)), id FROM code.t;
CREATE TABLE code.uses (id integer DEFAULT code.standard(1, 2), body text DEFAULT code."Quoted; Name"('x'::text), CHECK (code.standard(id) > 2));
CREATE INDEX ON code.uses (code.standard(id, 5));
CREATE INDEX ON code.uses (code."Quoted; Name"(body));
DO $$ BEGIN PERFORM 1; END $$;
BEGIN;
CREATE TABLE code.inside (id integer);
COMMENT ON TABLE code.inside IS 'In a transaction';
COMMIT;
COMMENT ON FUNCTION code.standard(integer, integer) IS 'Adds';
COMMENT ON EVENT TRIGGER oracle_watch IS 'Watches';
INSERT INTO code.t VALUES (1, 'a'), (2, E'b\\;\t');
