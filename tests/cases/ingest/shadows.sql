-- What every session of this database finds before PostgreSQL's own: relations, types, functions, aggregates and
-- operators of the same names, which fail or lie, and settings that change how values are written.
CREATE FUNCTION public.shadow() RETURNS text LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'a shadow was asked'; END $$;
CREATE FUNCTION public.format_type(oid, int) RETURNS text LANGUAGE sql AS 'SELECT public.shadow()';
CREATE FUNCTION public.md5(varchar) RETURNS text LANGUAGE sql AS 'SELECT public.shadow()';
CREATE FUNCTION public.md5(bytea) RETURNS text LANGUAGE sql AS 'SELECT public.shadow()';
CREATE FUNCTION public.encode(bytea, text) RETURNS text LANGUAGE sql AS 'SELECT public.shadow()';
CREATE FUNCTION public.length(varchar) RETURNS int LANGUAGE sql AS 'SELECT length(public.shadow())';
CREATE FUNCTION public.has_table_privilege(oid, text) RETURNS boolean LANGUAGE sql AS 'SELECT false';
CREATE FUNCTION public.pg_is_in_recovery() RETURNS boolean LANGUAGE sql AS 'SELECT true';
CREATE FUNCTION public.hashint8extended(bigint, bigint) RETURNS bigint LANGUAGE sql AS 'SELECT random()::bigint';
CREATE FUNCTION public.seven(bigint, bigint) RETURNS bigint LANGUAGE sql AS 'SELECT 7::bigint';
CREATE AGGREGATE public.max(bigint) (sfunc = public.seven, stype = bigint, initcond = '7');
CREATE AGGREGATE public.min(bigint) (sfunc = public.seven, stype = bigint, initcond = '7');
CREATE AGGREGATE public.sum(bigint) (sfunc = public.seven, stype = bigint, initcond = '7');
CREATE FUNCTION public.never(bigint, bigint) RETURNS boolean LANGUAGE sql AS 'SELECT false';
CREATE FUNCTION public.always(varchar, varchar) RETURNS boolean LANGUAGE sql AS 'SELECT true';
CREATE FUNCTION public.nothing(text, text) RETURNS text LANGUAGE sql AS $$ SELECT ''::text $$;
CREATE OPERATOR public.< (leftarg = bigint, rightarg = bigint, function = public.never);
CREATE OPERATOR public.<= (leftarg = bigint, rightarg = bigint, function = public.never);
CREATE OPERATOR public.> (leftarg = bigint, rightarg = bigint, function = public.never);
CREATE OPERATOR public.>= (leftarg = bigint, rightarg = bigint, function = public.never);
CREATE OPERATOR public.= (leftarg = bigint, rightarg = bigint, function = public.never);
CREATE OPERATOR public.= (leftarg = varchar, rightarg = varchar, function = public.always);
CREATE OPERATOR public.|| (leftarg = text, rightarg = text, function = public.nothing);
CREATE TABLE public.pg_class AS SELECT * FROM pg_catalog.pg_class LIMIT 0;
CREATE TABLE public.pg_namespace AS SELECT * FROM pg_catalog.pg_namespace LIMIT 0;
CREATE TABLE public.pg_type AS SELECT * FROM pg_catalog.pg_type LIMIT 0;
CREATE TABLE public.pg_inherits AS SELECT * FROM pg_catalog.pg_inherits LIMIT 0;
CREATE VIEW public.pg_attribute AS SELECT attrelid, attname, attnum FROM pg_catalog.pg_attribute LIMIT 0;
CREATE DOMAIN public.text AS varchar(1);
CREATE DOMAIN public.regclass AS varchar(1);
DO $$
DECLARE setting pg_catalog.text;
BEGIN
  FOREACH setting IN ARRAY ARRAY[
    'search_path = public, pg_catalog', 'datestyle = ''German''', 'intervalstyle = iso_8601', 'bytea_output = escape',
    'extra_float_digits = -3', 'timezone = ''Asia/Kathmandu''', 'quote_all_identifiers = on', 'xmloption = document',
    'transform_null_equals = on', 'statement_timeout = 1', 'jit_above_cost = 0', 'enable_bitmapscan = off'
  ] LOOP
    EXECUTE format('ALTER DATABASE %I SET %s', current_database(), setting);
  END LOOP;
END $$;
