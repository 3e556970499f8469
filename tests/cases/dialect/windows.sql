-- = 4
SELECT count(*) FROM (SELECT DISTINCT ON (client_id) id, amount FROM bank_core.payment ORDER BY client_id, amount DESC) q WHERE amount > 50

-- = 30
SELECT sum(id) FROM (SELECT DISTINCT ON (rail) id FROM bank_core.payment ORDER BY rail, id DESC) q

-- = 10
SELECT sum(r) FROM (SELECT row_number() OVER (PARTITION BY client_id ORDER BY amount DESC) AS r FROM bank_core.payment) q

-- = 9
SELECT sum(id) FROM (SELECT id, row_number() OVER (ORDER BY fee DESC, id) AS r FROM bank_core.payment) q WHERE r <= 2

-- = 10
SELECT sum(id) FROM (SELECT id, row_number() OVER (ORDER BY rail, id) AS r FROM bank_core.payment) q WHERE r <= 3

-- = 119.99
SELECT sum(x) FROM (SELECT lag(amount) OVER w AS x FROM bank_core.payment WINDOW w AS (PARTITION BY client_id ORDER BY id)) q

-- = 119.99
SELECT sum(x) FROM (SELECT lag(amount, 1, 0) OVER (w ORDER BY id) AS x FROM bank_core.payment WINDOW w AS (PARTITION BY client_id)) q

-- = 2000932.50
SELECT sum(x) FROM (SELECT sum(amount) OVER (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) AS x FROM bank_core.payment) q

-- = 1000507.3683333333333334
SELECT sum(x) FROM (SELECT avg(amount) OVER (ORDER BY booked_on RANGE BETWEEN interval '1 day' PRECEDING AND CURRENT ROW) AS x FROM bank_core.payment) q

-- = 57
SELECT sum(x) FROM (SELECT sum(fee) OVER (ORDER BY id) AS x FROM bank_core.payment) q

-- = 577.99
SELECT sum(x) FROM (SELECT first_value(amount) OVER (PARTITION BY state_id ORDER BY id) AS x FROM bank_core.payment) q

-- = 1000468.75
SELECT sum(x) FROM (SELECT last_value(amount) OVER (PARTITION BY state_id ORDER BY id) AS x FROM bank_core.payment) q

-- = 15
SELECT sum(x) FROM (SELECT ntile(3) OVER (ORDER BY id) AS x FROM bank_core.payment) q

-- ~ 3.4285714285714284
SELECT sum(x) FROM (SELECT percent_rank() OVER (ORDER BY fee) AS x FROM bank_core.payment) q

-- = 54
SELECT sum(x) FROM (SELECT rank() OVER (ORDER BY fee) + dense_rank() OVER (ORDER BY fee) AS x FROM bank_core.payment) q

-- = 14
SELECT sum(x) FROM (SELECT nth_value(id, 2) OVER (ORDER BY id) AS x FROM bank_core.payment) q

-- = 10
SELECT count(*) FROM (SELECT state_id, rail, sum(amount) FROM bank_core.payment GROUP BY GROUPING SETS ((state_id), (rail), ())) q

-- = 11
SELECT count(*) FROM (SELECT state_id, client_id FROM bank_core.payment GROUP BY ROLLUP (state_id, client_id)) q

-- = 17
SELECT count(*) FROM (SELECT state_id, client_id FROM bank_core.payment GROUP BY CUBE (state_id, client_id)) q

-- = 6
SELECT sum(g) FROM (SELECT grouping(state_id, client_id) AS g FROM bank_core.payment GROUP BY ROLLUP (state_id, client_id)) q

-- = 3
SELECT count(*) FILTER (WHERE (created_at, settled_at) OVERLAPS (timestamp '2026-05-07', timestamp '2026-05-08')) FROM bank_core.payment

-- = 5
SELECT count(*) FILTER (WHERE (booked_on, interval '2 days') OVERLAPS (date '2026-05-07', date '2026-05-09')) FROM bank_core.payment

-- = 2
SELECT count(*) FILTER (WHERE (booked_on, date '2026-05-06') OVERLAPS (date '2026-05-07', NULL)) FROM bank_core.payment

-- fails: a metric is a number
SELECT avg(x) FROM (SELECT lag(created_at) OVER (ORDER BY created_at) - created_at AS x FROM bank_core.payment) q

-- = 462085.714286
SELECT extract(epoch FROM avg(x)) FROM (SELECT created_at - lag(created_at) OVER (ORDER BY created_at) AS x FROM bank_core.payment) q

-- = 7701.4285714285714333
SELECT avg(extract(epoch FROM x)) / 60 FROM (SELECT created_at - lag(created_at) OVER (ORDER BY created_at) AS x FROM bank_core.payment) q

-- = 1000588.74
SELECT sum(x) FROM (SELECT sum(amount) OVER (PARTITION BY client_id ORDER BY id ROWS UNBOUNDED PRECEDING) AS x FROM bank_core.payment) q

-- = 17
SELECT sum(x) FROM (SELECT count(*) FILTER (WHERE fee > 1) OVER (ORDER BY id) AS x FROM bank_core.payment) q

-- = 12.00000000000000000000
SELECT sum(x) FROM (SELECT avg(fee) OVER (PARTITION BY state_id) AS x FROM bank_core.payment) q

-- = 4001099.51
SELECT sum(s) FROM (SELECT sum(sum(amount)) OVER (ORDER BY booked_on) AS s FROM bank_core.payment GROUP BY booked_on) q
