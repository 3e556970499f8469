-- Queries of views whose relations and columns got other names afterwards.
CREATE SCHEMA shop;
CREATE SCHEMA "Old Shop";
CREATE TABLE shop.client (id integer PRIMARY KEY, name text, boss integer, home text);
CREATE TABLE shop.sale (id integer PRIMARY KEY, client_id integer, amount numeric(10,2), at date);
CREATE VIEW shop.plain AS SELECT id, name FROM shop.client;
CREATE VIEW shop.qualified AS SELECT client.id, client.name AS called FROM shop.client WHERE client.boss IS NULL ORDER BY client.id;
CREATE VIEW shop.in_full AS SELECT shop.client.id FROM shop.client WHERE shop.client.name <> 'client.id';
CREATE VIEW shop.aliased AS SELECT c.id, c.name, s.amount FROM shop.client c JOIN shop.sale s ON s.client_id = c.id;
CREATE VIEW shop.starred AS SELECT c.*, sale.amount FROM shop.client c, shop.sale;
CREATE VIEW shop.of_all AS SELECT client.* FROM shop.client;
CREATE VIEW shop.nested AS SELECT inner_one.id FROM (SELECT client.id, count(*) AS n FROM shop.client GROUP BY client.id) inner_one WHERE inner_one.n > 0;
CREATE VIEW shop.with_cte AS WITH mine AS (SELECT id, boss FROM shop.client), others(no) AS (SELECT sale.id FROM shop.sale)
    SELECT mine.id, others.no FROM mine JOIN others ON others.no = mine.id;
CREATE VIEW shop.correlated AS SELECT name FROM shop.client
    WHERE EXISTS (SELECT 1 FROM shop.sale WHERE sale.client_id = client.id AND sale.amount > 10::numeric);
CREATE VIEW shop.himself AS SELECT client.id, chief.name FROM shop.client LEFT JOIN shop.client chief ON chief.id = client.boss;
CREATE VIEW shop.counted AS SELECT boss, count(*) AS people FROM shop.client GROUP BY boss HAVING count(*) > 1 ORDER BY boss;
CREATE VIEW shop.both AS SELECT id FROM shop.client UNION ALL SELECT sale.id FROM shop.sale ORDER BY 1;
CREATE VIEW shop.columns_named AS SELECT x.a, x.boss FROM shop.client x(a, b);
CREATE VIEW shop.ranked AS SELECT c.id, row_number() OVER (PARTITION BY c.boss ORDER BY c.name, c.id) AS place FROM shop.client c;
CREATE VIEW shop.over_plain AS SELECT plain.id, plain.name FROM shop.plain WHERE plain.id > 3;
CREATE MATERIALIZED VIEW shop.kept AS SELECT client.id, client.home FROM shop.client WITH NO DATA;
ALTER TABLE shop.client RENAME COLUMN id TO "Id No";
ALTER TABLE shop.client RENAME COLUMN boss TO amount;
ALTER TABLE shop.client RENAME COLUMN home TO at;
ALTER TABLE shop.client RENAME TO "Kunde";
ALTER TABLE shop.sale SET SCHEMA "Old Shop";
ALTER TABLE "Old Shop".sale RENAME COLUMN client_id TO kunde;
ALTER VIEW shop.plain RENAME TO simple;
ALTER VIEW shop.simple SET SCHEMA "Old Shop";
ALTER VIEW "Old Shop".simple RENAME COLUMN name TO called;
ALTER SCHEMA "Old Shop" RENAME TO old_shop;
