SELECT count(*) FROM webbank_core.payment
SELECT count(1) FROM webbank_core.payment
SELECT count(id) FROM webbank_core.payment
SELECT count(DISTINCT client_id) FROM webbank_core.payment
SELECT sum(amount) FROM webbank_core.payment
SELECT avg(amount) FROM webbank_core.payment
SELECT max(amount) - min(amount) FROM webbank_core.payment
SELECT sum(1) FROM webbank_core.payment
SELECT coalesce(sum(amount), 0) FROM webbank_core.payment
SELECT round(avg(amount), 2) FROM webbank_core.payment
SELECT stddev(amount) FROM webbank_core.payment
SELECT var_pop(amount) FROM webbank_core.payment
SELECT corr(id, amount) FROM webbank_core.payment
SELECT sum(amount) / 100.0 FROM webbank_core.payment
SELECT 100.0 * count(*) FILTER (WHERE rail = 'SEPA') / nullif(count(*), 0) FROM webbank_core.payment
SELECT count(*) FILTER (WHERE settled_at IS NULL) FROM webbank_core.payment
SELECT bool_or(amount > 5)::int FROM webbank_core.payment
SELECT avg(CASE WHEN rail = 'SEPA' THEN 1.0 ELSE 0 END) FROM webbank_core.payment
SELECT sum(CASE WHEN rail = 'SEPA' THEN amount ELSE 0 END) FROM webbank_core.payment
SELECT greatest(count(*), 1) FROM webbank_core.payment
SELECT CASE WHEN count(*) = 0 THEN 0 ELSE sum(amount) / count(*) END FROM webbank_core.payment
SELECT CASE WHEN count(*) > 10 THEN 1 ELSE 0 END FROM webbank_core.payment
SELECT (count(*) > 100)::int FROM webbank_core.payment
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY amount) FROM webbank_core.payment
SELECT percentile_disc(0.9) WITHIN GROUP (ORDER BY amount) FROM webbank_core.payment
SELECT 1 - avg(amount) FROM webbank_core.payment
SELECT mode() WITHIN GROUP (ORDER BY rail_id) FROM webbank_core.payment
SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM settled_at - created_at) / 60) FROM webbank_core.payment
SELECT avg(extract(epoch FROM settled_at - authorized_at)) / 3600 FROM webbank_core.payment
SELECT extract(epoch FROM now() - max(created_at)) / 60 FROM webbank_core.payment
SELECT least(100, avg(amount)) FROM webbank_core.payment
SELECT extract(epoch FROM max(settled_at) - min(created_at)) FROM webbank_core.payment
SELECT max(length(purpose)) FROM webbank_core.payment
SELECT sum(length(lpad(id::text, 10, '0'))) FROM webbank_core.payment
SELECT sum(amount::float8 ^ 2) FROM webbank_core.payment
SELECT sum(length(repeat(rail, 3))) FROM webbank_core.payment
SELECT sqrt(sum(power(amount::float8, 2))) FROM webbank_core.payment
SELECT ln(avg(amount::float8) + 1) FROM webbank_core.payment
SELECT count(DISTINCT (client_id, rail)) FROM webbank_core.payment
SELECT sum(id % 7) FROM webbank_core.payment
SELECT sum(amount) FILTER (WHERE created_at >= now() - interval '1 day') - sum(amount) FROM webbank_core.payment
SELECT max(created_at::date - settled_at::date) FROM webbank_core.payment
SELECT count(DISTINCT date_trunc('day', created_at)) FROM webbank_core.payment
SELECT cardinality(array_agg(DISTINCT rail)) FROM webbank_core.payment
SELECT length(string_agg(DISTINCT rail, ',')) FROM webbank_core.payment
SELECT sum(coalesce(amount, 0)) FROM webbank_core.payment
SELECT sum(nullif(amount, 0)) FROM webbank_core.payment
SELECT avg(nullif(amount, 0)) FROM webbank_core.payment
SELECT sum(least(amount, 10000)) FROM webbank_core.payment
SELECT sum(trunc(amount)) FROM webbank_core.payment
SELECT round(100.0 * sum(amount) / nullif(sum(sum(amount)) OVER (), 0), 1) FROM webbank_core.payment
SELECT count(*) * 12 FROM webbank_core.payment
SELECT regr_slope(amount, id) FROM webbank_core.payment
SELECT min(id) FROM webbank_core.payment
SELECT count(*) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT count(1) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT count(id) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT count(DISTINCT client_id) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT sum(amount) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT avg(amount) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT max(amount) - min(amount) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT sum(1) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT coalesce(sum(amount), 0) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT round(avg(amount), 2) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT stddev(amount) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT var_pop(amount) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT corr(id, amount) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT sum(amount) / 100.0 FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT 100.0 * count(*) FILTER (WHERE rail = 'SEPA') / nullif(count(*), 0) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT count(*) FILTER (WHERE settled_at IS NULL) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT bool_or(amount > 5)::int FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT avg(CASE WHEN rail = 'SEPA' THEN 1.0 ELSE 0 END) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT sum(CASE WHEN rail = 'SEPA' THEN amount ELSE 0 END) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT greatest(count(*), 1) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT CASE WHEN count(*) = 0 THEN 0 ELSE sum(amount) / count(*) END FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT CASE WHEN count(*) > 10 THEN 1 ELSE 0 END FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT (count(*) > 100)::int FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY amount) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT percentile_disc(0.9) WITHIN GROUP (ORDER BY amount) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT 1 - avg(amount) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT mode() WITHIN GROUP (ORDER BY rail_id) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM settled_at - created_at) / 60) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT avg(extract(epoch FROM settled_at - authorized_at)) / 3600 FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT extract(epoch FROM now() - max(created_at)) / 60 FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT least(100, avg(amount)) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT extract(epoch FROM max(settled_at) - min(created_at)) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT max(length(purpose)) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT sum(length(lpad(id::text, 10, '0'))) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT sum(amount::float8 ^ 2) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT sum(length(repeat(rail, 3))) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT sqrt(sum(power(amount::float8, 2))) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT ln(avg(amount::float8) + 1) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT count(DISTINCT (client_id, rail)) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT sum(id % 7) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT sum(amount) FILTER (WHERE created_at >= now() - interval '1 day') - sum(amount) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT max(created_at::date - settled_at::date) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT count(DISTINCT date_trunc('day', created_at)) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT cardinality(array_agg(DISTINCT rail)) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT length(string_agg(DISTINCT rail, ',')) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT sum(coalesce(amount, 0)) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT sum(nullif(amount, 0)) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT avg(nullif(amount, 0)) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT sum(least(amount, 10000)) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT sum(trunc(amount)) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT round(100.0 * sum(amount) / nullif(sum(sum(amount)) OVER (), 0), 1) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT count(*) * 12 FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT regr_slope(amount, id) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT min(id) FROM webbank_core.payment AS p WHERE p.created_at < now()
SELECT count(*) FROM webbank_core.payment WHERE created_at >= now() - interval '30 days' AND created_at < now()
SELECT count(*) FROM webbank_core.payment WHERE rail IN ('SEPA', 'SWIFT')
SELECT count(*) FROM webbank_core.payment AS p JOIN webbank_core.client_profile AS c ON c.id = p.client_id
SELECT count(*) FROM webbank_core.payment AS p LEFT JOIN webbank_core.account AS a ON a.id = p.account_id
SELECT count(*) FROM webbank_core.payment AS p, webbank_core.client_profile AS c WHERE c.id = p.client_id
SELECT count(*) FROM webbank_core.payment AS p JOIN webbank_dict.payment_rail AS r USING (id)
SELECT count(*) FROM webbank_core.payment NATURAL JOIN webbank_core.client_profile
SELECT count(*) FROM webbank_core.payment AS p CROSS JOIN (SELECT max(id) AS top FROM webbank_core.account) AS x
SELECT count(*) FROM webbank_core.payment AS p CROSS JOIN LATERAL (SELECT l.id FROM webbank_core.payment_state_log AS l WHERE l.payment_id = p.id LIMIT 1) AS x
SELECT count(*) FROM webbank_core.payment AS p, LATERAL unnest(p.tags) AS u
SELECT count(*) FROM webbank_core.payment AS p, webbank_dict.setting AS s WHERE s.code = 'LIMIT' AND p.amount > s.value
SELECT count(*) FROM webbank_core.payment AS p JOIN currency_rate.rate AS r ON r.valid_from <= p.created_at AND p.created_at < r.valid_to
SELECT count(*) FROM webbank_core.payment AS a JOIN webbank_core.payment AS b ON a.client_id = b.client_id AND a.id < b.id
SELECT count(*) FROM webbank_core.payment AS p WHERE EXISTS (SELECT 1 FROM webbank_core.payment AS o WHERE o.id = p.id)
SELECT count(*) FROM (SELECT DISTINCT client_id FROM webbank_core.payment) AS q
SELECT count(*) FROM (SELECT client_id, count(*) AS n FROM webbank_core.payment GROUP BY client_id HAVING count(*) > 3) AS q
SELECT count(*) FROM (SELECT id FROM webbank_core.payment EXCEPT SELECT id FROM webbank_core.account) AS q
SELECT count(*) FROM (SELECT id FROM webbank_core.payment UNION ALL SELECT id FROM webbank_core.account) AS q
SELECT count(*) FROM (VALUES (1, 'SEPA'), (2, 'SWIFT')) AS v(k, name) JOIN webbank_core.payment AS p ON p.rail = v.name
SELECT count(*) FROM generate_series(now() - interval '30 days', now(), interval '1 day') AS d LEFT JOIN webbank_core.payment AS p ON p.created_at::date = d
SELECT count(*) FROM generate_series(1, 24) AS h LEFT JOIN webbank_core.payment AS p ON extract(hour FROM p.created_at) = h
SELECT count(*) FROM generate_series(1, 1000000) AS g JOIN webbank_core.payment AS p ON p.batch_id = g
SELECT count(*) FROM generate_series('2026-01-01'::date, '2026-12-31'::date, interval '1 day') AS d, webbank_core.payment AS p WHERE p.created_at < d
SELECT count(*) FROM webbank_core.payment AS p WHERE p.client_id NOT IN (SELECT id FROM webbank_core.client_profile)
SELECT count(*) FROM webbank_core.payment AS p WHERE p.state_id = ANY (ARRAY[1, 2, 3])
SELECT count(*) FROM webbank_core.payment AS p WHERE p.amount > (SELECT avg(amount) FROM webbank_core.payment)
SELECT count(*) FROM webbank_core.payment AS p WHERE (p.client_id, p.rail_id) IN (SELECT id, id FROM webbank_core.account)
SELECT count(*) FROM webbank_core.payment AS p JOIN webbank_core.account AS a ON a.id = p.account_id OR a.id = p.counter_account_id
SELECT count(*) FROM webbank_core.payment AS p WHERE 1 = 1 AND true
SELECT count(*) FROM (SELECT payment_id, row_number() OVER (PARTITION BY payment_id ORDER BY id) AS n FROM webbank_core.payment_state_log) AS l WHERE n = 1
SELECT count(*) FROM webbank_core.payment AS p LEFT JOIN webbank_core.account AS a ON a.id = p.account_id WHERE a.id IS NULL
SELECT count(*) FROM ONLY webbank_core.payment
SELECT count(*) FROM webbank_core.payment AS p (a, b) WHERE a > 1
SELECT count(*) FROM webbank_core.payment GROUP BY ()
SELECT count(*) FROM webbank_core.payment HAVING count(*) > 0
SELECT count(*) FROM webbank_core.payment AS p WHERE p.purpose LIKE 'a%' AND p.purpose NOT ILIKE '%b' AND p.purpose ~ '^a'
TABLE webbank_core.payment
(SELECT count(*) FROM webbank_core.payment)
SELECT count(*) FROM webbank_core.payment;  -- the end
SELECT (SELECT count(*) FROM webbank_core.payment) - (SELECT count(*) FROM webbank_core.account)
SELECT amount FROM webbank_core.payment ORDER BY created_at DESC LIMIT 1
SELECT 100.0 * (SELECT count(*) FROM webbank_core.payment) / nullif((SELECT count(*) FROM webbank_core.account), 0)
WITH RECURSIVE r AS (SELECT id, 1 AS depth FROM webbank_core.payment WHERE batch_id IS NULL UNION ALL SELECT p.id, r.depth + 1 FROM webbank_core.payment p JOIN r ON p.batch_id = r.id WHERE r.depth < 20) SELECT max(depth) FROM r
WITH RECURSIVE r AS (SELECT id FROM webbank_core.payment WHERE batch_id IS NULL UNION SELECT p.id FROM webbank_core.payment p JOIN r ON p.batch_id = r.id) SELECT count(*) FROM r
WITH RECURSIVE d(day) AS (SELECT now() - interval '7 days' UNION ALL SELECT day + interval '1 day' FROM d WHERE day < now()) SELECT count(p.id) FROM d LEFT JOIN webbank_core.payment p ON p.created_at::date = d.day::date
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 24) SELECT count(p.id) FROM n LEFT JOIN webbank_core.payment p ON p.state_id = n.i
WITH a AS (SELECT id FROM webbank_core.payment), b AS (SELECT id FROM a) SELECT count(*) FROM b
WITH payment AS (SELECT * FROM webbank_core.payment) SELECT count(*) FROM payment
SELECT count(*) FROM generate_series(now() - interval '7 days', now(), interval '1 day') AS d WHERE EXISTS (SELECT 1 FROM webbank_core.payment p WHERE p.created_at::date = d)
SELECT count(*) FROM webbank_core.payment UNION SELECT count(*) FROM webbank_core.payment
SELECT avg(n) FROM (SELECT count(*) AS n FROM webbank_core.payment GROUP BY CUBE (rail, state_id)) AS q
SELECT max(n) FROM (SELECT count(*) AS n FROM webbank_core.payment GROUP BY ROLLUP (rail, state_id)) AS q
SELECT sum(amount) AS "x" FROM webbank_core.payment AS "p"
