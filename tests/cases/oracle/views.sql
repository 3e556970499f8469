-- Views on views, joins of all kinds, materialized views with indexes, rules, triggers.
CREATE SCHEMA shown;
CREATE TABLE shown.client (id integer PRIMARY KEY, name text NOT NULL, "Kind" text, since date, parent_id integer);
CREATE TABLE shown.account (id integer PRIMARY KEY, client_id integer REFERENCES shown.client (id), balance numeric(12,2), currency character(3));
CREATE TABLE shown.rate (currency character(3), on_date date, rate numeric(20,8));
CREATE VIEW shown.plain AS SELECT c.id, c.name, c."Kind" FROM shown.client c;
CREATE VIEW shown.renamed (number, "Full Name", kind) AS SELECT id, name, "Kind" FROM shown.client;
CREATE VIEW shown.joined AS
 SELECT c.id, c.name, a.id AS account_id, a.balance * r.rate AS value, r.on_date
   FROM shown.client c
     LEFT JOIN shown.account a ON a.client_id = c.id
     JOIN shown.rate r USING (currency)
     CROSS JOIN shown.plain p
     FULL JOIN shown.renamed n ON n.number = c.id
     RIGHT JOIN (SELECT DISTINCT rate.currency AS cur FROM shown.rate) d ON d.cur = a.currency
     NATURAL JOIN (VALUES (1, 'x'::text), (2, 'y'::text)) v(one, two)
  WHERE c.name ~~ 'a%'::text AND c.since >= '2020-01-01'::date;
CREATE VIEW shown.on_view AS SELECT j.id, count(*) AS n, sum(j.value) AS total FROM shown.joined j GROUP BY j.id HAVING count(*) > 1;
CREATE VIEW shown.star AS SELECT * FROM shown.account;
CREATE RECURSIVE VIEW shown.chain (id, depth) AS
 SELECT id, 0 FROM shown.client WHERE parent_id IS NULL
 UNION ALL
 SELECT c.id, chain.depth + 1 FROM shown.client c JOIN chain ON chain.id = c.parent_id;
CREATE VIEW shown.windowed AS
 WITH recent AS (SELECT a.client_id, a.balance FROM shown.account a), plain AS (SELECT 1 AS one)
 SELECT r.client_id, row_number() OVER (PARTITION BY r.client_id ORDER BY r.balance DESC) AS place,
    lag(r.balance) OVER w AS before, (SELECT max(x.rate) FROM shown.rate x) AS best,
    CASE WHEN r.balance > 0::numeric THEN 'plus' ELSE 'minus' END AS sign
   FROM recent r, plain, LATERAL (SELECT t.rate FROM shown.rate t LIMIT 1) l
  WINDOW w AS (ORDER BY r.balance);
CREATE VIEW shown.sets AS
 SELECT id FROM shown.client UNION SELECT client_id FROM shown.account EXCEPT SELECT 5 INTERSECT SELECT 6 ORDER BY 1;
CREATE VIEW shown.checked WITH (security_barrier=true) AS SELECT c.id, c.name FROM shown.client c WHERE c.id > 0 WITH LOCAL CHECK OPTION;
CREATE VIEW shown.functions AS SELECT g.n, now() AS at, u.v, u.ordinality FROM generate_series(1, 3) g(n), unnest(ARRAY['a'::text]) WITH ORDINALITY u(v);
CREATE MATERIALIZED VIEW shown.totals AS SELECT a.currency, sum(a.balance) AS total, count(*) AS n FROM shown.account a GROUP BY a.currency WITH NO DATA;
CREATE UNIQUE INDEX totals_currency ON shown.totals (currency);
CREATE INDEX totals_total ON shown.totals (total DESC NULLS LAST) WHERE (n > 1);
CREATE MATERIALIZED VIEW shown.on_totals (what, much) AS SELECT t.currency, t.total FROM shown.totals t WITH NO DATA;
COMMENT ON VIEW shown.joined IS 'All; joined';
COMMENT ON COLUMN shown.joined.value IS 'In euro';
COMMENT ON MATERIALIZED VIEW shown.totals IS 'Per currency';
COMMENT ON COLUMN shown.totals.total IS 'Sum';
CREATE OR REPLACE VIEW shown.plain AS SELECT c.id, c.name, c."Kind", c.since FROM shown.client c;
ALTER VIEW shown.checked RENAME TO "Checked";
ALTER VIEW shown.renamed RENAME COLUMN kind TO "Kind of";
ALTER VIEW shown.star ALTER COLUMN balance SET DEFAULT 0;
CREATE FUNCTION shown.note() RETURNS trigger LANGUAGE plpgsql AS $f$BEGIN /* CREATE TABLE shown.no (id int); */ RETURN NEW; END$f$;
CREATE TRIGGER noted AFTER INSERT OR UPDATE OF balance ON shown.account FOR EACH ROW WHEN ((new.balance > 0)) EXECUTE FUNCTION shown.note();
CREATE CONSTRAINT TRIGGER held AFTER DELETE ON shown.account DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION shown.note();
CREATE TRIGGER instead INSTEAD OF UPDATE ON shown.plain FOR EACH ROW EXECUTE FUNCTION shown.note();
ALTER TABLE shown.account DISABLE TRIGGER noted;
CREATE RULE no_delete AS ON DELETE TO shown.client DO INSTEAD NOTHING;
CREATE RULE many AS ON UPDATE TO shown.rate DO ALSO (INSERT INTO shown.rate VALUES ('XXX'); DELETE FROM shown.account WHERE (id = 0));
CREATE TABLE shown.becomes (a integer, b text);
CREATE VIEW shown.dropped AS SELECT 1 AS one;
DROP VIEW shown.dropped;
CREATE TABLE shown.made AS SELECT 1 AS a;
DROP TABLE shown.made;
-- What expressions are called, and which types are certain.
CREATE TABLE shown.figures (s smallint, i integer, b bigint, n numeric(10,2), r real, d double precision, m money, v interval(2), t text, vc character varying(20), ts timestamp(3) with time zone, j json, jb jsonb, flag boolean, xs integer[], ys character varying(5)[]);
CREATE VIEW shown.aggregates AS
 SELECT sum(f.s) AS ss, sum(f.i), sum(f.b) AS sb, sum(f.n) AS sn, sum(f.r) AS sr, sum(f.d) AS sd, sum(f.m) AS sm, sum(f.v) AS sv,
    avg(f.s), avg(f.i) AS ai, avg(f.n) AS an, avg(f.r) AS ar, avg(f.d) AS ad, avg(f.v) AS av,
    min(f.vc) AS least_text, max(f.n) AS most, min(f.ts) AS first, array_agg(f.n) AS ns, array_agg(f.vc) AS vcs, count(f.i) AS c,
    bool_and(f.flag) AS all_of, every(f.flag), json_agg(f.i) AS js, jsonb_object_agg(f.t, f.i) AS jo, max(f.xs) AS longest
   FROM shown.figures f;
CREATE VIEW shown.called AS
 SELECT f.i + 1, (f.i)::bigint, (f.t)::character varying(7) AS cut, ('5'::text)::integer, CASE WHEN f.flag THEN f.i ELSE f.s END, CASE WHEN f.flag THEN 1 END AS one, CASE WHEN f.flag THEN 1 ELSE f.b END,
    coalesce(f.i, 0), nullif(f.t, '') AS nothing, greatest(f.i, 2), least(f.i, 2), ARRAY[1, 2], ARRAY(SELECT 1 AS z) AS listed, EXISTS (SELECT 1 AS z),
    (SELECT x.n FROM shown.figures x LIMIT 1), ROW(1, 2) IS NOT NULL AS pair, f.xs[1] AS at, f.flag AND f.i > 0 AS both, NOT f.flag AS neither, f.i IS NULL AS gone, f.flag IS TRUE AS yes,
    f.i = ANY (f.xs) AS within, f.t ~~ 'a%'::text AS likes, f.i BETWEEN 1 AND 2 AS among, f.i IN (1, 2) AS either, f.t COLLATE "C" AS sorted,
    f.jb ->> 'a'::text AS arrow, 7 AS seven, 2147483648 AS large, 9223372036854775807 AS largest, 9223372036854775808 AS larger, 1.5 AS half, true AS sure, 'x' AS letter, NULL AS missing
   FROM shown.figures f;
CREATE VIEW shown.now_and_here AS
 SELECT CURRENT_DATE, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP(2) AS brief, LOCALTIME, LOCALTIMESTAMP, CURRENT_TIME, CURRENT_USER, SESSION_USER, CURRENT_ROLE, CURRENT_CATALOG, CURRENT_SCHEMA,
    now(), pg_catalog.now() AS again, clock_timestamp(), md5('a'::text), concat('a', 'b'), to_char(now(), 'YYYY'::text), gen_random_uuid(), random(), date_part('day'::text, now()), extract(year FROM now()) AS y,
    row_to_json(ROW(1)) AS rj, jsonb_build_object('a', 1), array_length(ARRAY[1], 1), cardinality(ARRAY[1]), abs(-5), abs('-5'::numeric) AS an, length('a'::text), btrim(' a'::text), split_part('a'::text, 'b'::text, 1);
CREATE VIEW shown.windows AS
 SELECT rank() OVER w, dense_rank() OVER w AS dr, ntile(4) OVER w, percent_rank() OVER w, cume_dist() OVER w AS cd, first_value(f.vc) OVER w, last_value(f.n) OVER w, nth_value(f.i, 2) OVER w, lead(f.ts) OVER w
   FROM shown.figures f WINDOW w AS (ORDER BY f.i);
CREATE VIEW shown.sources AS
 SELECT s.s, e.key, e.value, o.a, o.b, x.x, x.ordinality, k.k, p.part, jt.id, jt.n, jt.there, jt.inner_n, l.*
   FROM generate_series(1, 3) s, json_each('{}'::json) e, json_to_record('{}'::json) o(a integer, b text), unnest(ARRAY[1]) WITH ORDINALITY x, jsonb_object_keys('{}'::jsonb) k,
    string_to_table('a,b'::text, ','::text) p(part),
    JSON_TABLE('[]'::jsonb, '$[*]' COLUMNS (id FOR ORDINALITY, n integer PATH '$.n', there boolean EXISTS PATH '$.t', NESTED PATH '$.m[*]' COLUMNS (inner_n text PATH '$'))) jt,
    LATERAL (SELECT f.i, f.t FROM shown.figures f) l(first, second);
CREATE VIEW shown.nested AS
 WITH RECURSIVE steps(n, name) AS (SELECT 1, 'a'::text UNION ALL SELECT s.n + 1, s.name FROM steps s WHERE s.n < 3), twice AS (SELECT s.n, s.name FROM steps s)
 SELECT t.n, t.name, u.number, u."Kind of", (SELECT c.name FROM shown.client c WHERE c.id = t.n) AS its, v.column1, v.column2
   FROM twice t JOIN shown.renamed u ON u.number = t.n JOIN (VALUES (1, 'x'), (2, 'y')) v ON v.column1 = t.n;
CREATE VIEW shown.merged AS SELECT * FROM shown.account a JOIN shown.rate r USING (currency);
CREATE VIEW shown.natural AS SELECT * FROM (SELECT c.id, c.name FROM shown.client c) x NATURAL LEFT JOIN (SELECT p.id, p.since FROM shown.plain p) y;
CREATE VIEW shown.using_alias AS SELECT k.currency, a.balance, r.rate FROM shown.account a LEFT JOIN shown.rate r USING (currency) AS k;
CREATE VIEW shown.right_side AS SELECT * FROM shown.account a RIGHT JOIN shown.rate r USING (currency);
CREATE VIEW shown.joined_alias AS SELECT j.one, j.two FROM (shown.client c JOIN shown.account a ON a.client_id = c.id) j(one, two);
CREATE VIEW shown.whole_row AS SELECT c, c.name, (c).id AS its_id, a.* FROM shown.client c, shown.account a;
CREATE VIEW shown.values_only (a, b) AS VALUES (1, 'x'::text), (2, 'y'::text);
CREATE VIEW shown.in_parts AS (SELECT c.id, c.name FROM shown.client c) UNION ALL (SELECT a.id, a.currency FROM shown.account a);
CREATE VIEW shown.followed AS SELECT c.name, c."Kind", count(*) FILTER (WHERE c.since IS NOT NULL) AS n FROM shown.client c WHERE c.name <> '' GROUP BY c.name, c."Kind" ORDER BY c.name;
CREATE VIEW shown.unaliased AS SELECT client.name, shown.client.id FROM shown.client WHERE client.id > 0;
ALTER TABLE shown.client RENAME COLUMN name TO "Full name";
ALTER TABLE shown.client RENAME TO customer;
ALTER TABLE shown.figures SET SCHEMA public;
CREATE VIEW shown.reads_cte AS WITH customer AS (SELECT 1 AS id) SELECT customer.id FROM customer;
ALTER TABLE shown.customer RENAME TO buyer;
CREATE TABLE shown.from_query AS SELECT c.id, c."Full name", c.since, 1 AS one, 'x'::text AS letter FROM shown.buyer c WITH NO DATA;
SELECT c.id AS number, now() AS at INTO shown.selected FROM shown.buyer c WHERE false;
CREATE TABLE shown.from_with (number, at) AS WITH x AS (SELECT f.i, f.ts FROM public.figures f) SELECT x.i, x.ts FROM x WITH NO DATA;
CREATE SCHEMA twin;
CREATE TABLE twin.buyer (id bigint, "Full name" character varying(9), other integer);
CREATE VIEW shown.two_of_a_name AS SELECT shown.buyer.since, twin.buyer.other FROM shown.buyer, twin.buyer;
CREATE VIEW shown.merged_types AS SELECT id, b.since, t.other FROM shown.buyer b JOIN twin.buyer t USING (id);
CREATE VIEW shown.merged_right AS SELECT id, b.since, t.other FROM twin.buyer t RIGHT JOIN shown.buyer b USING (id);
CREATE VIEW shown.merged_full AS SELECT id, b.since, t.other FROM twin.buyer t FULL JOIN shown.buyer b USING (id);
CREATE VIEW shown.merged_left AS SELECT * FROM shown.buyer b LEFT JOIN twin.buyer t USING (id, "Full name");
CREATE VIEW shown.unions AS SELECT b.id, b.since FROM shown.buyer b UNION SELECT t.id, NULL FROM twin.buyer t;
CREATE VIEW shown.cases AS SELECT CASE WHEN b.id > 1 THEN b.since WHEN b.id > 2 THEN NULL ELSE b.since END AS one, CASE b.id WHEN 1 THEN b.id END AS two, coalesce(NULL, b.since) AS three, greatest(b.id, NULL) AS four FROM shown.buyer b;
CREATE VIEW shown.subselects AS SELECT (SELECT t.other FROM twin.buyer t WHERE t.id = b.id) AS one, ARRAY(SELECT t.other FROM twin.buyer t) AS many, b.id IN (SELECT t.id FROM twin.buyer t) AS within, b.id > ALL (SELECT t.id FROM twin.buyer t) AS above FROM shown.buyer b;
CREATE VIEW shown.sampled AS SELECT b.id FROM shown.buyer b TABLESAMPLE system (10);
CREATE VIEW shown.functions_of_rows AS SELECT pg_catalog.count(*) AS n, pg_catalog.sum(b.id) AS s, string_agg(b."Full name", ',') AS all_names, max(b."Full name") AS longest FROM shown.buyer b;
CREATE VIEW shown.outer_names AS SELECT b.id FROM shown.buyer b WHERE EXISTS (SELECT 1 FROM twin.buyer t WHERE t.id = b.id AND since IS NOT NULL);
ALTER TABLE shown.buyer RENAME COLUMN since TO known_since;
ALTER TABLE twin.buyer RENAME COLUMN other TO another;
ALTER SCHEMA twin RENAME TO "Twin";
CREATE OR REPLACE VIEW shown.sampled AS SELECT b.id, b.known_since FROM shown.buyer b;
CREATE VIEW shown.expanded AS SELECT b.*, b.id AS again FROM shown.buyer b;
CREATE VIEW shown.of_row AS SELECT (b).id, (b)."Full name" AS named FROM shown.buyer b;
