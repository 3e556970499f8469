-- Types of every kind, over and inside one another.
CREATE SCHEMA kinds;
CREATE SCHEMA "Other Kinds";
COMMENT ON SCHEMA kinds IS 'Types';
CREATE TYPE kinds.mood AS ENUM ('sad', 'ok', 'it''s "fine"', 'größer');
CREATE TYPE kinds.empty AS ENUM ();
ALTER TYPE kinds.mood ADD VALUE 'meh' AFTER 'sad';
ALTER TYPE kinds.mood ADD VALUE IF NOT EXISTS 'ok';
COMMENT ON TYPE kinds.mood IS 'How it is; really';
CREATE COLLATION kinds.plain (provider = libc, locale = 'C');
CREATE DOMAIN kinds.amount AS numeric(18,2) DEFAULT 0 NOT NULL CONSTRAINT amount_positive CHECK (VALUE >= 0::numeric);
CREATE DOMAIN kinds.fee AS kinds.amount CONSTRAINT fee_small CHECK ((VALUE)::numeric < (1000)::numeric) CONSTRAINT fee_odd CHECK (VALUE <> 13::numeric);
CREATE DOMAIN kinds.code AS character varying(12) COLLATE "C" DEFAULT 'none';
CREATE DOMAIN kinds.codes AS character varying(12)[];
CREATE DOMAIN kinds.local AS text COLLATE kinds.plain;
CREATE DOMAIN "Other Kinds"."Mood?" AS kinds.mood;
COMMENT ON DOMAIN kinds.fee IS 'A fee';
COMMENT ON CONSTRAINT fee_small ON DOMAIN kinds.fee IS 'Small ones only';
CREATE TYPE kinds.address AS (street text, city character varying(80) COLLATE "C", zip kinds.code);
CREATE TYPE kinds.person AS (name text, home kinds.address, others kinds.address[], since date);
ALTER TYPE kinds.person ADD ATTRIBUTE mood kinds.mood;
ALTER TYPE kinds.person RENAME ATTRIBUTE since TO known_since;
ALTER TYPE kinds.person ALTER ATTRIBUTE known_since TYPE timestamp(3) with time zone;
ALTER TYPE kinds.person DROP ATTRIBUTE others;
COMMENT ON TYPE kinds.address IS 'Where';
COMMENT ON COLUMN kinds.address.city IS 'Town, or village';
CREATE TYPE kinds.price_range AS RANGE (subtype = numeric, multirange_type_name = kinds.price_ranges);
CREATE TYPE kinds.span AS RANGE (subtype = timestamp with time zone);
CREATE TYPE kinds.texts AS RANGE (subtype = text, collation = "C");
COMMENT ON TYPE kinds.span IS 'From and to';
CREATE TABLE kinds.everything (
    id bigint GENERATED ALWAYS AS IDENTITY (START WITH 100 INCREMENT BY 5 MAXVALUE 100000 CYCLE),
    mood kinds.mood DEFAULT 'ok'::kinds.mood,
    moods kinds.mood[] DEFAULT '{}'::kinds.mood[],
    fee kinds.fee,
    code kinds.code,
    codes kinds.codes,
    home kinds.address,
    people kinds.person[],
    price kinds.price_range,
    prices kinds.price_ranges,
    span kinds.span DEFAULT '[2020-01-01,2021-01-01)'::kinds.span,
    other "Other Kinds"."Mood?",
    a smallint, b integer, c bigint, d decimal(10), e numeric, f real, g double precision, h float(5), i float(40),
    j char, k character(3), l varchar, m text, n bytea, o boolean, p bit, q bit(8), r bit varying, s varbit(3),
    t date, u time, v time(3), w timetz, x time(2) with time zone, y timestamp, z timestamp(0),
    aa timestamptz, bb timestamp(6) with time zone, cc interval, dd interval year to month, ee interval second(3),
    ff interval(2), gg uuid, hh json, ii jsonb, jj xml, kk inet, ll cidr, mm macaddr, nn macaddr8, oo point, pp box,
    qq int4range, rr nummultirange, ss tsvector, tt tsquery, uu money, vv oid, ww regclass, xx "char", yy name,
    zz pg_lsn, ab text[][], ac integer[3], ad numeric(5,2)[], ae text COLLATE "C", af text COLLATE kinds.plain,
    ag pg_catalog.int4, ah national character varying(4), ai numeric(3,-2), aj jsonpath
);
CREATE TABLE kinds.typed OF kinds.address (street WITH OPTIONS NOT NULL DEFAULT 'x', PRIMARY KEY (zip));
CREATE TABLE kinds.row_typed (id integer, whole kinds.everything, parts kinds.typed[]);
ALTER TYPE kinds.texts SET SCHEMA "Other Kinds";
ALTER DOMAIN kinds.code DROP DEFAULT;
ALTER DOMAIN kinds.local SET NOT NULL;
ALTER DOMAIN kinds.local ADD CONSTRAINT short CHECK (length(VALUE) < 10);
ALTER DOMAIN kinds.local RENAME CONSTRAINT short TO quite_short;
ALTER DOMAIN kinds.fee DROP CONSTRAINT fee_odd;
ALTER TYPE kinds.empty RENAME TO nothing;
ALTER DOMAIN kinds.local DROP NOT NULL;
ALTER DOMAIN kinds.codes SET DEFAULT '{}'::character varying[];
ALTER DOMAIN kinds.amount DROP CONSTRAINT IF EXISTS nothing;
CREATE DOMAIN kinds.named AS integer CONSTRAINT there NOT NULL CHECK (VALUE > 1) CHECK (VALUE < 9) DEFAULT 5;
CREATE DOMAIN kinds.loose AS integer NOT NULL;
ALTER DOMAIN kinds.loose DROP CONSTRAINT loose_not_null;
ALTER DOMAIN kinds.loose ADD NOT NULL;
ALTER DOMAIN kinds.named ADD CONSTRAINT odd CHECK (VALUE % 2 = 1);
COMMENT ON CONSTRAINT odd ON DOMAIN kinds.named IS 'Odd';
COMMENT ON CONSTRAINT there ON DOMAIN kinds.named IS 'There';
CREATE DOMAIN kinds.inner_default AS kinds.named;
CREATE DOMAIN kinds.own_default AS kinds.named DEFAULT 7;
CREATE TYPE kinds.ladder AS ENUM ('low', 'high');
ALTER TYPE kinds.ladder ADD VALUE 'middle' BEFORE 'high';
ALTER TYPE kinds.ladder ADD VALUE 'top' AFTER 'high';
ALTER TYPE kinds.ladder ADD VALUE 'end';
CREATE TABLE kinds.steps (step kinds.ladder DEFAULT 'low', others kinds.ladder[] DEFAULT ARRAY['low'::kinds.ladder], other text DEFAULT 'low', CONSTRAINT not_low CHECK (step <> 'low'::kinds.ladder OR other = 'low'::text)) PARTITION BY LIST (step);
CREATE TABLE kinds.steps_low PARTITION OF kinds.steps FOR VALUES IN ('low');
ALTER TYPE kinds.ladder RENAME VALUE 'low' TO 'lo''w';
CREATE TYPE kinds.coin AS (side text, worth numeric(4,2));
CREATE TABLE kinds.coins OF kinds.coin;
ALTER TYPE kinds.coin ADD ATTRIBUTE year integer CASCADE;
ALTER TYPE kinds.coin RENAME ATTRIBUTE side TO face CASCADE;
ALTER TYPE kinds.coin ALTER ATTRIBUTE worth TYPE numeric(6,2) CASCADE;
ALTER TYPE kinds.coin DROP ATTRIBUTE face CASCADE, ADD ATTRIBUTE mark text COLLATE "C" CASCADE;
ALTER TABLE kinds.coins NOT OF;
CREATE TABLE kinds.becomes_typed (worth numeric(6,2), year integer, mark text COLLATE "C");
ALTER TABLE kinds.becomes_typed OF kinds.coin;
CREATE TYPE kinds.shell;
CREATE TYPE kinds.year_range AS RANGE (subtype = integer);
CREATE TYPE kinds.spread AS RANGE (subtype = numeric);
CREATE TABLE kinds.uses (y kinds.year_range, ys kinds.year_multirange, s kinds.spread_multirange, whole kinds.coin DEFAULT ROW(1, 2, 'x')::kinds.coin);
DROP TYPE kinds.spread CASCADE;
CREATE TYPE kinds.goes AS ENUM ('x');
CREATE TABLE kinds.used_by (id integer, gone kinds.goes, goner kinds.goes[]);
CREATE DOMAIN kinds.goes_too AS kinds.goes;
DROP TYPE kinds.goes CASCADE;
ALTER TYPE kinds.ladder SET SCHEMA "Other Kinds";
ALTER TYPE "Other Kinds".ladder RENAME TO "Ladder";
ALTER SCHEMA "Other Kinds" RENAME TO other_kinds;
CREATE TYPE kinds.doomed AS (one text);
CREATE TABLE kinds.of_doomed OF kinds.doomed;
CREATE VIEW kinds.over_doomed AS SELECT d.one FROM kinds.of_doomed d;
CREATE TABLE kinds.holds_doomed (id integer, doomed kinds.doomed);
CREATE VIEW kinds.shows_doomed AS SELECT h.doomed FROM kinds.holds_doomed h;
DROP TYPE kinds.doomed CASCADE;
CREATE TABLE kinds.many_texts (t kinds.year_multirange);
ALTER TYPE kinds.year_range SET SCHEMA other_kinds;
