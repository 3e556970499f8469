-- = 4
SELECT count(*) FROM bank_core.payment p, unnest(p.tags) AS t WHERE t = 'b'

-- = 4
SELECT count(*) FROM bank_core.payment p, unnest(p.tags) AS t(tag) WHERE t.tag = 'b'

-- = 16
SELECT sum(n) FROM bank_core.payment p, unnest(p.steps) WITH ORDINALITY AS t(s, n)

-- = 4
SELECT count(*) FROM generate_series(date '2026-05-01', date '2026-05-08', interval '1 day') AS d WHERE NOT EXISTS (SELECT 1 FROM bank_core.payment p WHERE p.booked_on = d::date)

-- = 4
SELECT count(*) FROM generate_series(date '2026-05-01', date '2026-05-08', '1 day') d LEFT JOIN bank_core.payment p ON p.booked_on = d.d::date WHERE p.id IS NULL

-- = 0.75000000000000000000
SELECT avg(n) FROM (SELECT d, count(p.id) AS n FROM generate_series(date '2026-05-01', date '2026-05-08', '1 day') d LEFT JOIN bank_core.payment p ON p.booked_on = d::date GROUP BY d) q

-- = 78
SELECT sum(x) FROM bank_core.payment p, generate_series(1, p.state_id) AS x

-- = 2
SELECT count(*) FROM (VALUES (1, 'a'), (2, 'b')) AS v(i, t) JOIN bank_core.payment p ON p.id = v.i
