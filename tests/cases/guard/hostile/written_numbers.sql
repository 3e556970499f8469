SELECT max(432) FROM webbank_core.payment
SELECT 432 FROM webbank_core.payment LIMIT 1
SELECT coalesce(NULL, 432) FROM webbank_core.payment LIMIT 1
SELECT coalesce(432, max(id)) FROM webbank_core.payment
SELECT min('432'::int) FROM webbank_core.payment
SELECT avg(432.0) FROM webbank_core.payment
SELECT count(*) * 0 + 432 FROM webbank_core.payment
SELECT 432 + 0 * sum(id) FROM webbank_core.payment
SELECT count(*) - count(*) + 432 FROM webbank_core.payment
SELECT sum(0) + 432 FROM webbank_core.payment
SELECT count(*) / count(*) * 432 FROM webbank_core.payment
SELECT CASE WHEN count(*) > 0 THEN 432 END FROM webbank_core.payment
SELECT CASE WHEN true THEN 432 ELSE count(*) END FROM webbank_core.payment
SELECT CASE WHEN max(id) > 5 THEN 432 ELSE 431 END FROM webbank_core.payment
SELECT greatest(432, count(*) * 0) FROM webbank_core.payment
SELECT least(432, 1000000 + count(*)) FROM webbank_core.payment
SELECT sign(count(*)) * 432 FROM webbank_core.payment
SELECT (count(*) > 0)::int * 432 FROM webbank_core.payment
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY 432) FROM webbank_core.payment
SELECT mode() WITHIN GROUP (ORDER BY 432) FROM webbank_core.payment
SELECT count(*) FILTER (WHERE false) + 432 FROM webbank_core.payment
SELECT 432 + count(*) FROM webbank_core.payment WHERE 1 = 2
SELECT (array_agg(432))[1] FROM webbank_core.payment
SELECT nullif(432, max(id)) FROM webbank_core.payment
SELECT power(count(*), 0) * 432 FROM webbank_core.payment
SELECT mod(count(*), 1) + 432 FROM webbank_core.payment
SELECT extract(epoch FROM now()) FROM webbank_core.payment LIMIT 1
SELECT 432 + count(*) / 1e15 FROM webbank_core.payment
SELECT coalesce(nullif(count(*), count(*)), 432) FROM webbank_core.payment
SELECT (SELECT 432) FROM webbank_core.payment LIMIT 1
SELECT coalesce(max(id), 432) FROM webbank_core.payment
SELECT max(CASE WHEN id > 0 THEN 432 ELSE 431 END) FROM webbank_core.payment
SELECT count(*) FROM generate_series(1, 432) WHERE EXISTS (SELECT 1 FROM webbank_core.payment)
SELECT max(g) FROM generate_series(1, 432) AS g, webbank_core.payment
SELECT min(x) FROM (VALUES (432)) AS v(x), webbank_core.payment
SELECT x FROM (VALUES (432)) AS v(x) WHERE EXISTS (SELECT 1 FROM webbank_core.payment)
WITH c AS (SELECT 432 AS n) SELECT max(n) FROM c, webbank_core.payment
WITH c AS (SELECT 432 AS n FROM webbank_core.payment) SELECT avg(n) FROM c
SELECT count(*) FROM (SELECT 1 FROM webbank_core.payment LIMIT 432) AS q
SELECT (SELECT 432 FROM webbank_core.payment LIMIT 1)
SELECT 432 WHERE EXISTS (SELECT 1 FROM webbank_core.payment)
SELECT count(*) FROM unnest(ARRAY[1, 2, 3]) AS u WHERE EXISTS (SELECT 1 FROM webbank_core.payment)
SELECT count(DISTINCT g) FROM generate_series(1, 432) AS g, webbank_core.payment
WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 432) SELECT max(n) FROM r, webbank_core.payment
SELECT count(*) FROM generate_series(1, 432) LEFT JOIN webbank_core.payment ON false
SELECT max(n) FROM (SELECT 432 AS n UNION ALL SELECT 431) AS q, webbank_core.payment
