-- = 125058.593750000000
SELECT avg(amount) FROM bank_core.payment

-- = 1.7142857142857143
SELECT avg(fee) FROM bank_core.payment

-- = 4.5000000000000000
SELECT avg(id) FROM bank_core.payment

-- = 11.7142857142857143
SELECT avg(client_id) FROM bank_core.payment

-- = 2.1665945000000000
SELECT avg(rate) FROM bank_core.payment

-- = 1016260230.1373575221986638
SELECT avg(amount / rate) FROM bank_core.payment

-- = 2084.3098958333333333
SELECT avg(amount) / 60 FROM bank_core.payment

-- = 57721.2735239566056316
SELECT avg(amount) / avg(rate) FROM bank_core.payment

-- = 353529.72985422
SELECT stddev(amount) FROM bank_core.payment

-- = 330696.78128831
SELECT stddev_pop(amount) FROM bank_core.payment

-- = 124983269890.79891250
SELECT variance(amount) FROM bank_core.payment

-- = 109360361154.44904844
SELECT var_pop(amount) FROM bank_core.payment

-- = 1.6035674514745463
SELECT stddev(fee) FROM bank_core.payment

-- = 1.4960264830861913
SELECT stddev(client_id) FROM bank_core.payment

-- = 2.4494897427831781
SELECT stddev(id) FROM bank_core.payment

-- = 2.2061998541310803
SELECT stddev(rate) FROM bank_core.payment

-- = 0.83452296039628018648
SELECT stddev_samp(state_id) FROM bank_core.payment

-- = 4.8673177963680000
SELECT variance(rate) FROM bank_core.payment

-- ~ -270864.60987583065
SELECT covar_pop(amount, rate) FROM bank_core.payment

-- ~ 3.5476190476190474
SELECT covar_samp(id, client_id) FROM bank_core.payment

-- = 125058.59
SELECT round(avg(amount), 2) FROM bank_core.payment

-- = 125059
SELECT round(avg(amount)) FROM bank_core.payment

-- = 125058.593750000000
SELECT avg(amount::numeric) FROM bank_core.payment

-- = 270951.2613964843750000000000000000
SELECT avg(amount) * avg(rate) FROM bank_core.payment

-- = 125056.4271555000000000
SELECT avg(amount) - avg(rate) FROM bank_core.payment

-- = -125058.593750000000
SELECT -avg(amount) FROM bank_core.payment

-- = 125058.593750000000
SELECT abs(-avg(amount)) FROM bank_core.payment

-- = 125058.593
SELECT trunc(avg(amount), 3) FROM bank_core.payment

-- = 125059
SELECT ceil(avg(amount)) FROM bank_core.payment

-- = 125058
SELECT floor(avg(amount)) FROM bank_core.payment

-- = 3.593750000000
SELECT mod(avg(amount), 7) FROM bank_core.payment

-- = 353.6362449608354
SELECT sqrt(avg(amount)) FROM bank_core.payment

-- = 125059
SELECT avg(amount)::integer FROM bank_core.payment

-- ~ 125058.59375
SELECT avg(amount)::double precision FROM bank_core.payment

-- ~ 125058.59
SELECT avg(amount)::real FROM bank_core.payment

-- = 2.8269127234946219
SELECT stddev(amount) / avg(amount) FROM bank_core.payment

-- = 500283.5000000000000000
SELECT sum(x) FROM (SELECT avg(amount) AS x FROM bank_core.payment GROUP BY client_id) q

-- = 166744.791666666667
WITH x AS (SELECT client_id, sum(amount) AS s FROM bank_core.payment GROUP BY 1) SELECT avg(s) FROM x

-- = 83380.5833333333333333
WITH x AS (SELECT client_id, avg(amount) AS s FROM bank_core.payment GROUP BY 1) SELECT avg(s) FROM x

-- = -11905.0000000000000000
WITH x AS (SELECT client_id, avg(amount) AS s FROM bank_core.payment GROUP BY 1) SELECT max(s) / min(s) FROM x

-- = 2
WITH x(c, s) AS (SELECT client_id, avg(amount) FROM bank_core.payment GROUP BY 1), y AS (SELECT s FROM x WHERE s > 100) SELECT count(*) FROM y

-- = 0.25000000000000000000
SELECT avg(CASE WHEN is_test THEN 1.0 ELSE 0 END) FROM bank_core.payment

-- = 0.25000000000000000000
SELECT avg(CASE WHEN is_test THEN 1 ELSE 0 END) FROM bank_core.payment

-- = 0.25000000000000000000
SELECT avg(is_test::int) FROM bank_core.payment

-- = 2.0000000000000000
SELECT avg(DISTINCT fee) FROM bank_core.payment

-- = 125058.593750000000000000000000000000
SELECT round(avg(amount), 30) FROM bank_core.payment

-- = 125058.594
SELECT avg(amount)::numeric(12, 3) FROM bank_core.payment

-- = 0
SELECT coalesce(avg(amount) FILTER (WHERE id > 100), 0) FROM bank_core.payment

-- = 125058.593750000000
SELECT greatest(avg(amount), 5) FROM bank_core.payment

-- = 125058.593750000000
SELECT CASE WHEN count(*) > 3 THEN avg(amount) ELSE 0 END FROM bank_core.payment

-- ~ 1.7142857142857142
SELECT CASE WHEN count(*) > 3 THEN avg(fee) ELSE sum(ratio) END FROM bank_core.payment

-- = 1.7142857142857143
SELECT nullif(avg(fee), 0) FROM bank_core.payment

-- fails: a metric is a number
SELECT avg(amount) > 5 FROM bank_core.payment

-- = 0.51639777949432225136
SELECT stddev(n) FROM (SELECT client_id, count(*) AS n FROM bank_core.payment GROUP BY 1) q
