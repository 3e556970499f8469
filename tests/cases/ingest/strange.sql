-- Everything a table of the estate could hold that a careless landing would change.
CREATE SCHEMA core;
CREATE SCHEMA "Odd Schema";
CREATE SCHEMA hidden;
CREATE TYPE core.kind AS ENUM ('person', 'company', 'sole trader');
CREATE DOMAIN core.money_amount AS numeric(18,2) CHECK (value > -1e12);
CREATE DOMAIN core.share AS numeric;
CREATE DOMAIN core.amounts AS numeric(9,3)[];
CREATE TYPE core.address AS (street text, zip varchar(9));
CREATE TYPE core.score_range AS RANGE (subtype = float8);

CREATE TABLE core.texts (id integer PRIMARY KEY, t text, v varchar(5), c char(5), n name, q "char");
INSERT INTO core.texts VALUES
  (1, '', '', '', '', 'a'), (2, NULL, NULL, NULL, NULL, NULL), (3, 'NULL', '\N', 'ab', 'x', 'b'),
  (4, E'tab\tnew\nline\r"quote"\\', 'é€😀', '  x', 'y', 'c'), (5, E'\x01\x1e\x1f', ' a ', 'abcde', 'z', 'd');

CREATE TABLE core.numbers (id bigint PRIMARY KEY, s smallint, i integer, f4 real, f8 double precision,
  fixed numeric(18,2), fraction numeric(5,5), whole numeric(38,0), wide numeric(38,20), free numeric, huge numeric(60,10),
  rounded numeric(5,-2), tiny numeric(3,6), amount core.money_amount, share core.share, cash money);
INSERT INTO core.numbers VALUES
  (1, -32768, -2147483648, 1.1, 1.1, 1.10, -0.00007, 12345678901234567890123456789012345678, 0.00000000000000000001,
   1.10, 12345678901234567890123456789012345678901234567890.0123456789, 12300, 0.000123, 99.99, 0.333333333333333333333333, 12.5),
  (2, 32767, 2147483647, 'NaN', 'NaN', 0, 0.99999, -1, 999999999999999999.99999999999999999999, 'NaN', -1, -100, -0.000999, -1, 'Infinity', -0.01),
  (3, 0, 0, '-Infinity', 'Infinity', NULL, NULL, NULL, NULL, 1e100, 0, NULL, NULL, NULL, NULL, NULL),
  (4, NULL, NULL, 1e-40, 5e-324, -99999999999999.99, 0, 0, -0.5, -0.000000000000000000000000000000000000000000001, 0.1, 0, 0, 0, 0, 0),
  (5, 1, 1, -0.0, 1.7976931348623157e308, 1, 0.1, 1, 1, 1.500, 1.5, 5, 0.0005, 1, 1, 1);
CREATE TABLE core.not_a_number (id integer, ratio numeric(10,4), plain numeric(10,4));
INSERT INTO core.not_a_number VALUES (1, 0.5, 0.5), (2, 'NaN', 1), (3, NULL, NULL);

CREATE TABLE core.moments (id integer PRIMARY KEY, d date, t time, tz time with time zone, ts timestamp, tstz timestamptz,
  ts0 timestamp(0), iv interval);
INSERT INTO core.moments VALUES
  (1, '2026-05-08', '10:11:12.123456', '10:11:12+05:30', '2026-05-08 10:11:12.123456', '2026-05-08 10:11:12.123456+02', '2026-05-08 10:11:12', '1 year 2 mons 3 days 04:05:06.7'),
  (2, 'infinity', '24:00:00', '23:59:59.999999-11', 'infinity', '-infinity', '-infinity', '-1 mon +3 days -00:00:01.5'),
  (3, '-infinity', '00:00:00', '00:00+00', '-infinity', 'infinity', 'infinity', '0'),
  (4, '0044-03-15 BC', '12:00', '12:00+01', '0001-01-01 BC', '4713-01-01 BC', '1500-01-01', '178000 years'),
  (5, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE core.far_moments (id integer, ts timestamp, near timestamptz, iv interval);
INSERT INTO core.far_moments VALUES (1, '294276-12-31 23:59:59.999999', '2026-01-01', '1 day'), (2, '2026-01-01', NULL, 'infinity');

CREATE TABLE core.others (id uuid PRIMARY KEY, flag boolean, bin bytea, j json, jb jsonb, x xml, k core.kind, ip inet, net cidr,
  mac macaddr, b bit(3), vb varbit, r daterange, tsr tstzrange, nr numrange, sr core.score_range, a core.address, o oid,
  p point, tsv tsvector, rc regclass, lsn pg_lsn);
INSERT INTO core.others VALUES
  ('00000000-0000-0000-0000-000000000000', true, '\x00ff', '{"a" : 1.10, "a": 2}', '{"a": 1.10, "b": [null, ""]}', NULL, 'sole trader', '10.0.0.1', '10.1.0.0/16',
   '08:00:2b:01:02:03', b'101', b'1', '[2026-01-01,2026-02-01)', '[2026-01-01 00:00+00,)', '(1.50,2]', '[1.5,2)', ROW('a "b", c', NULL), 4294967295, '(1.5,2)', 'fat cat', 'pg_class', '16/B374D848'),
  ('ffffffff-ffff-ffff-ffff-ffffffffffff', false, '', 'null', 'null', NULL, 'person', '::1', '::/0', NULL, NULL, '', 'empty', NULL, NULL, NULL, NULL, NULL, NULL, '', NULL, NULL),
  ('a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', NULL, NULL, NULL, NULL, NULL, NULL, '10.0.0.0/8', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);

CREATE TABLE core.arrays (id integer PRIMARY KEY, i integer[], t text[], n numeric(10,2)[], free numeric[], k core.kind[], u uuid[], ts timestamptz[],
  d date[], f float8[], j jsonb[], ip inet[], c char(3)[], b boolean[], am core.amounts, ba bytea[]);
INSERT INTO core.arrays VALUES
  (1, '{1,NULL,3}', ARRAY['', 'NULL', NULL, 'a"b,{}', E'\\'], '{1.10,-0.01}', '{1.1,NaN}', '{person,NULL}', '{00000000-0000-0000-0000-000000000000}',
   '{2026-01-01 00:00+00,infinity}', '{2026-01-01,-infinity}', '{1.5,NaN,Infinity}', ARRAY['{"a": 1}'::jsonb, NULL], '{10.0.0.1}', '{ab,abc}', '{t,f,NULL}', '{1.5}', ARRAY['\x00ff'::bytea, NULL]),
  (2, '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}'),
  (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE core.odd_arrays (id integer, matrix integer[], shifted text[], nan numeric(5,1)[], fine integer[]);
INSERT INTO core.odd_arrays VALUES (1, '{{1,2},{3,4}}', '[0:1]={a,b}', '{1.5,NaN}', '{1}'), (2, NULL, NULL, NULL, NULL);

CREATE TABLE "Odd Schema"."Payment-Log ""x"".y" ("Id" integer, "order" text, "a""b" text, "c.d" text, "{e} %s $1" text, "naïve €" text, "_dlt_id" text);
INSERT INTO "Odd Schema"."Payment-Log ""x"".y" VALUES (1, 'a', 'b', 'c', 'd', 'e', 'f');
CREATE TABLE "Odd Schema"."select" ("from" integer);
INSERT INTO "Odd Schema"."select" SELECT generate_series(1, 7);
CREATE TABLE "Odd Schema"."_dlt_like" (id integer);
INSERT INTO "Odd Schema"."_dlt_like" VALUES (1);

CREATE TABLE core.empty (id integer PRIMARY KEY, note text);

CREATE TABLE core.event (id bigint NOT NULL, at timestamptz NOT NULL, note text) PARTITION BY RANGE (at);
CREATE TABLE core.event_2026_01 PARTITION OF core.event FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE core.event_2026_02 PARTITION OF core.event FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
CREATE TABLE core.event_rest PARTITION OF core.event DEFAULT;
INSERT INTO core.event SELECT i, timestamptz '2026-01-01 00:00+00' + i * interval '20 minutes', 'event ' || i FROM generate_series(1, 6000) i;

CREATE TABLE core.parent (id integer, note text);
CREATE TABLE core.child (extra text) INHERITS (core.parent);
INSERT INTO core.parent VALUES (1, 'parent');
INSERT INTO core.child VALUES (2, 'child', 'x');

CREATE TABLE core.generated (id integer GENERATED ALWAYS AS IDENTITY, net numeric(10,2), gross numeric(10,2) GENERATED ALWAYS AS (net * 1.2) STORED, gone text);
INSERT INTO core.generated (net, gone) SELECT i, 'x' FROM generate_series(1, 50) i;
ALTER TABLE core.generated DROP COLUMN gone;

CREATE TABLE core.ledger (id bigint PRIMARY KEY, account_id bigint NOT NULL, amount numeric(18,2) NOT NULL, booked_at timestamptz NOT NULL, purpose text, reference uuid);
INSERT INTO core.ledger SELECT i, i % 997, (i * 7 % 100000) / 100.0, timestamptz '2026-01-01 00:00+00' + i * interval '1 second',
  CASE i % 5 WHEN 0 THEN '' WHEN 1 THEN NULL ELSE 'purpose ' || i END, md5(i::text)::uuid FROM generate_series(1, 50000) i;

CREATE VIEW core.texts_v AS SELECT * FROM core.texts;
CREATE MATERIALIZED VIEW core.texts_m AS SELECT * FROM core.texts;
CREATE TABLE hidden.secret (id integer);
INSERT INTO hidden.secret VALUES (1);
ANALYZE;

-- Rows of 40 KB and 10 KB, which come to DuckDB in batches.
CREATE TABLE core.wide (id int PRIMARY KEY, b bytea, j jsonb, t text[]);
ALTER TABLE core.wide ALTER COLUMN b SET STORAGE EXTERNAL;
INSERT INTO core.wide
SELECT i, decode(repeat(md5(i::text), 2500), 'hex'), jsonb_build_object('t', repeat(md5(i::text), 300)),
  CASE WHEN i % 10 = 0 THEN ARRAY[repeat('x', i * 100), NULL] END
FROM generate_series(1, 90) i;

-- Every type alone (a), as an array (b), as a domain (c) and as an array of a domain (d).
CREATE TYPE core.of_all AS ENUM ('one', 'two, "three"');
CREATE TYPE core.pair AS (a int, b text);
CREATE TABLE core.every_type (id int PRIMARY KEY);
INSERT INTO core.every_type SELECT i FROM generate_series(1, 4) i;
DO $$
DECLARE
  of record;
BEGIN
  FOR of IN
    SELECT type, sample, row_number() OVER () AS i FROM (VALUES
      ('smallint', '-32768'), ('integer', '7'), ('bigint', '9223372036854775807'), ('oid', '4294967295'), ('real', '0.1'),
      ('double precision', '1e-300'), ('numeric', '1.2300'), ('numeric(12,4)', '1.5'), ('numeric(50,2)', '7'),
      ('numeric(5,-2)', '1200'), ('money', '12.34'), ('boolean', 'true'), ('text', 'a "b", {c}\'), ('varchar(9)', ''),
      ('char(5)', 'ab'), ('"char"', 'x'), ('name', 'n'), ('date', '0044-03-15 BC'), ('time', '24:00'),
      ('time with time zone', '10:11:12+05:30'), ('timestamp', 'infinity'), ('timestamptz', '2026-05-08 10:11:12.5+02'),
      ('interval', '1 year -2 days 03:00'), ('uuid', '00000000-0000-0000-0000-00000000000f'), ('bytea', '\x00ff'),
      ('json', '{"a": [1, "x"]}'), ('jsonb', '{"a": null}'), ('bit(3)', '101'), ('bit varying', '1'),
      ('inet', '10.0.0.1'), ('inet', '10.0.0.1/8'), ('cidr', '10.1.0.0/16'), ('macaddr', '08:00:2b:01:02:03'),
      ('macaddr8', '08:00:2b:01:02:03:04:05'), ('int4range', '[1,5)'), ('nummultirange', '{[1,2),(3,4]}'),
      ('tstzrange', '[2026-01-01,)'), ('point', '(1,2)'), ('circle', '<(1,1),2>'), ('polygon', '((0,0),(1,1))'),
      ('tsvector', 'cat fat'), ('tsquery', 'a & b'), ('pg_lsn', '16/B374D848'), ('jsonpath', '$."a"'),
      ('regclass', 'pg_catalog.pg_class'), ('core.of_all', 'two, "three"'), ('core.pair', '(1,"x, y")')
    ) AS t (type, sample)
  LOOP
    EXECUTE format('CREATE DOMAIN core.d%s AS %s', of.i, of.type);
    EXECUTE format(
      'ALTER TABLE core.every_type ADD a%1$s %2$s, ADD b%1$s %2$s[], ADD c%1$s core.d%1$s, ADD d%1$s core.d%1$s[]',
      of.i, of.type);
    EXECUTE format(
      'UPDATE core.every_type SET a%1$s = %3$L::%2$s, b%1$s = ARRAY[%3$L::%2$s, NULL], c%1$s = %3$L::%2$s,'
      ' d%1$s = ARRAY[NULL, %3$L::%2$s]::core.d%1$s[] WHERE id = 1', of.i, of.type, of.sample);
    EXECUTE format('UPDATE core.every_type SET b%1$s = ''{}'', d%1$s = ''{}'' WHERE id = 2', of.i);
    EXECUTE format('UPDATE core.every_type SET b%1$s = ARRAY[NULL]::%2$s[] WHERE id = 3', of.i, of.type);
  END LOOP;
END $$;
