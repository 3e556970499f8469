SELECT sum(length(repeat('x', 100000000))) FROM webbank_core.payment
SELECT sum(length(repeat(id::text, 100000))) FROM webbank_core.payment
SELECT sum(length(repeat('x', id))) FROM webbank_core.payment
SELECT sum(length(repeat('x', 1000 * 1000))) FROM webbank_core.payment
SELECT sum(length(repeat('x', 10 ^ 9))) FROM webbank_core.payment
SELECT sum(length(repeat(repeat('x', 10000), 10000))) FROM webbank_core.payment
SELECT sum(length(repeat('x', length(purpose)))) FROM webbank_core.payment
SELECT sum(length(lpad('x', 1000000000))) FROM webbank_core.payment
SELECT sum(length(rpad(purpose, 2147483647, 'ab'))) FROM webbank_core.payment
SELECT sum(length(lpad('x', id::int))) FROM webbank_core.payment
SELECT sum(length(upper(repeat('x', 1000000)))) FROM webbank_core.payment
SELECT sum(length(repeat('xxxxxxxxxx', 5000))) FROM webbank_core.payment
SELECT sum(length(pg_catalog.repeat('x', 100000000))) FROM webbank_core.payment
SELECT sum(length(repeat('x', '100000000'::int))) FROM webbank_core.payment
SELECT sum(length(repeat('x', (-1) * -99999))) FROM webbank_core.payment
SELECT sum(length(concat('a', repeat('x', 20000)))) FROM webbank_core.payment
SELECT sum(length(replace('x', 'x', repeat('y', 99999)))) FROM webbank_core.payment
SELECT length(string_agg(repeat('x', 1000000), '')) FROM webbank_core.payment
SELECT length(string_agg(lpad('', 20000), '')) FROM webbank_core.payment
SELECT max(10 ^ 100000) FROM webbank_core.payment
SELECT sum(power(10::numeric, 131000)) FROM webbank_core.payment
SELECT sum(id * 1e100000) FROM webbank_core.payment
SELECT sum(id ^ 99999) FROM webbank_core.payment
SELECT sum(exp(5000::numeric)) FROM webbank_core.payment
SELECT sum(id + 99999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999999) FROM webbank_core.payment
SELECT count(*) FROM generate_series(1, 100000000000) AS g, webbank_core.payment
SELECT count(*) FROM generate_series(1, 1e12) AS g, webbank_core.payment
SELECT count(*) FROM generate_series(0, 10 ^ 9) AS g, webbank_core.payment
SELECT count(*) FROM generate_series(-9999999, 9999999) AS g, webbank_core.payment
SELECT count(*) FROM generate_series(1, 2000001, 2) AS g, webbank_core.payment
SELECT count(*) FROM generate_series(9999999, 1, -1) AS g, webbank_core.payment
SELECT count(*) FROM generate_series(1, 5, 0) AS g, webbank_core.payment
SELECT count(*) FROM generate_series(1, 1, 0) AS g, webbank_core.payment
SELECT count(*) FROM generate_series(1, 2147483647) AS g, webbank_core.payment
SELECT count(*) FROM generate_series(1, 1000 * 1000 * 1000) AS g, webbank_core.payment
SELECT count(*) FROM generate_series(1, '999999999'::bigint) AS g, webbank_core.payment
SELECT count(*) FROM generate_series(now() - interval '30 days', now(), interval '1 second') AS g, webbank_core.payment
SELECT count(*) FROM generate_series(now(), now(), interval '1 microsecond') AS g, webbank_core.payment
SELECT count(*) FROM generate_series('2000-01-01'::timestamp, '2030-01-01'::timestamp, interval '1 second') AS g, webbank_core.payment
SELECT count(*) FROM generate_series('0001-01-01'::date, '9999-12-31'::date, interval '1 minute') AS g, webbank_core.payment
SELECT count(*) FROM generate_series(now() - interval '1 day', now(), '10 milliseconds'::interval) AS g, webbank_core.payment
SELECT count(*) FROM generate_series(now() - interval '1 day', now(), interval '1 day' / 1e6) AS g, webbank_core.payment
SELECT sum(g) FROM generate_series(1, 100000000000) g, webbank_core.payment
SELECT sum(a + b) FROM generate_series(1, 9999) a, generate_series(1, 9999) b, webbank_core.payment
SELECT count(*) FROM webbank_core.payment, LATERAL generate_series(1, id * 1000000000) AS g
SELECT sum((SELECT count(*) FROM generate_series(1, 99999999))) FROM webbank_core.payment
WITH g AS (SELECT generate_series(1, 99999999) AS n) SELECT sum(n) FROM g, webbank_core.payment
SELECT count(*) FROM webbank_core.payment WHERE id IN (SELECT generate_series(1, 1e9))
WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT sum(n) FROM r, webbank_core.payment
WITH RECURSIVE r(n) AS (SELECT 1 UNION SELECT n + 1 FROM r) SELECT sum(n) FROM r, webbank_core.payment
WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 100000000000) SELECT sum(n) FROM r, webbank_core.payment
WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n > 0) SELECT sum(n) FROM r, webbank_core.payment
WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n FROM r) SELECT count(*) FROM r, webbank_core.payment
WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n * 2 FROM r WHERE true) SELECT sum(n) FROM r, webbank_core.payment
WITH RECURSIVE r(t) AS (SELECT 'x' UNION ALL SELECT t || t FROM r) SELECT max(length(t)) FROM r, webbank_core.payment
WITH RECURSIVE r(n) AS (SELECT id FROM webbank_core.payment UNION ALL SELECT p.id FROM webbank_core.payment p, r) SELECT count(*) FROM r, webbank_core.payment
WITH RECURSIVE r(n) AS (SELECT id FROM webbank_core.payment UNION ALL SELECT p.id FROM webbank_core.payment p JOIN r ON true) SELECT count(*) FROM r, webbank_core.payment
WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT a.n + b.n FROM r AS a JOIN r AS b ON a.n = b.n WHERE a.n < 9) SELECT sum(n) FROM r, webbank_core.payment
WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n <> 5) SELECT sum(n) FROM r, webbank_core.payment
WITH RECURSIVE r(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM r WHERE n < 10 ^ 12) SELECT sum(n) FROM r, webbank_core.payment
WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL (SELECT n + 1 FROM r ORDER BY 1)) SELECT sum(n) FROM r, webbank_core.payment
SELECT count(*) FROM webbank_core.payment a, webbank_core.payment b
SELECT count(*) FROM webbank_core.payment a CROSS JOIN webbank_core.payment b
SELECT count(*) FROM webbank_core.payment a JOIN webbank_core.payment b ON true
SELECT count(*) FROM webbank_core.payment a JOIN webbank_core.payment b ON 1 = 1
SELECT count(*) FROM webbank_core.payment a, webbank_core.payment b, webbank_core.payment c
SELECT count(*) FROM webbank_core.payment a JOIN webbank_core.payment b ON a.id <> b.id
SELECT count(*) FROM webbank_core.payment a JOIN webbank_core.payment b ON a.id < b.id
SELECT count(*) FROM webbank_core.payment a LEFT JOIN webbank_core.payment b ON b.amount > 0
SELECT count(*) FROM webbank_core.payment a JOIN webbank_core.payment b ON a.id = b.id OR true
SELECT count(*) FROM webbank_core.payment a JOIN webbank_core.payment b ON a.id = a.id
SELECT count(*) FROM webbank_core.payment a, webbank_core.payment b WHERE a.amount > 5 AND b.amount > 5
SELECT count(*) FROM (SELECT a.id FROM webbank_core.payment a, webbank_core.payment b) q
SELECT count(*) FROM (SELECT id FROM webbank_core.payment) a, (SELECT id FROM webbank_core.payment) b
SELECT count(*) FROM webbank_core.payment a FULL JOIN webbank_core.payment b ON a.id IS DISTINCT FROM b.id
SELECT count(*) FROM webbank_core.payment a JOIN webbank_core.payment b ON a.id = b.id, webbank_core.payment c
SELECT count(*) FROM webbank_core.payment a, LATERAL (SELECT b.id FROM webbank_core.payment b) x
SELECT count(*) FROM (SELECT row_number() OVER (ORDER BY md5(a.id::text || b.id::text)) AS z FROM webbank_core.payment a, webbank_core.payment b) q
SELECT count(*) FROM webbank_core.payment a, webbank_core.payment b GROUP BY a.rail
SELECT count(*) FROM webbank_core.payment a NATURAL JOIN webbank_core.payment b, webbank_core.payment c
SELECT max(z) FROM (SELECT row_number() OVER (ORDER BY md5(a.id::text || b.id::text)) z FROM webbank_core.payment a, webbank_core.payment b) q
SELECT cardinality(array_agg(a.id)) FROM webbank_core.payment a, webbank_core.payment b
WITH a AS (SELECT id FROM webbank_core.payment), b AS (SELECT id FROM webbank_core.payment) SELECT count(*) FROM a, b
SELECT max(n) FROM (SELECT count(*) AS n FROM webbank_core.payment GROUP BY CUBE (a, b, c, d, e, f, g, h)) q
SELECT count(*) FROM webbank_core.payment t0, webbank_core.payment t1, webbank_core.payment t2, webbank_core.payment t3, webbank_core.payment t4, webbank_core.payment t5, webbank_core.payment t6, webbank_core.payment t7, webbank_core.payment t8, webbank_core.payment t9, webbank_core.payment t10, webbank_core.payment t11, webbank_core.payment t12, webbank_core.payment t13, webbank_core.payment t14, webbank_core.payment t15, webbank_core.payment t16, webbank_core.payment t17, webbank_core.payment t18, webbank_core.payment t19, webbank_core.payment t20, webbank_core.payment t21, webbank_core.payment t22, webbank_core.payment t23, webbank_core.payment t24, webbank_core.payment t25, webbank_core.payment t26, webbank_core.payment t27, webbank_core.payment t28, webbank_core.payment t29, webbank_core.payment t30, webbank_core.payment t31, webbank_core.payment t32, webbank_core.payment t33, webbank_core.payment t34, webbank_core.payment t35, webbank_core.payment t36, webbank_core.payment t37, webbank_core.payment t38, webbank_core.payment t39, webbank_core.payment t40, webbank_core.payment t41, webbank_core.payment t42, webbank_core.payment t43, webbank_core.payment t44, webbank_core.payment t45, webbank_core.payment t46, webbank_core.payment t47, webbank_core.payment t48, webbank_core.payment t49
