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
