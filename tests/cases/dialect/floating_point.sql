-- ~ 15432.836125
SELECT avg(ratio) FROM bank_core.payment

-- ~ 14.18214285905872
SELECT avg(weight) FROM bank_core.payment

-- refused: a sum of real, which PostgreSQL rounds at every row
SELECT sum(weight) FROM bank_core.payment

-- ~ 99.27500001341105
SELECT sum(weight::double precision) FROM bank_core.payment

-- ~ 123462.689
SELECT sum(ratio) FROM bank_core.payment

-- ~ 43648.268370875325
SELECT stddev(ratio) FROM bank_core.payment

-- ~ 1905171331.7759552
SELECT variance(ratio) FROM bank_core.payment

-- ~ 38.073385044508015
SELECT stddev(weight) FROM bank_core.payment

-- ~ -0.39689298193422956
SELECT corr(amount, rate) FROM bank_core.payment

-- ~ 0.9953744300414414
SELECT corr(ratio, weight) FROM bank_core.payment

-- ~ -63599.61833081871
SELECT regr_slope(amount, rate) FROM bank_core.payment

-- ~ 71593.73107142854
SELECT regr_intercept(amount, id) FROM bank_core.payment

-- ~ 0.006776590638117176
SELECT regr_r2(amount, id) FROM bank_core.payment

-- = 7
SELECT regr_count(amount, fee) FROM bank_core.payment

-- ~ 1.7142857142857142
SELECT regr_avgx(amount, fee) FROM bank_core.payment

-- ~ 123463.0
SELECT round(sum(ratio)) FROM bank_core.payment

-- ~ 123462.0
SELECT sum(round(ratio)) FROM bank_core.payment

-- ~ 123467.0
SELECT sum(ceil(ratio)) FROM bank_core.payment

-- ~ 123460.0
SELECT sum(floor(ratio)) FROM bank_core.payment

-- ~ 123464.089
SELECT sum(abs(ratio)) FROM bank_core.payment

-- ~ 16.30600052603572
SELECT sum(sqrt(id)) FROM bank_core.payment

-- = 123462
SELECT sum(ratio::integer) FROM bank_core.payment

-- ~ 1000468.75
SELECT sum(amount::double precision) FROM bank_core.payment

-- = 123462.689
SELECT sum(ratio::numeric) FROM bank_core.payment

-- = 99.275
SELECT sum(weight::numeric) FROM bank_core.payment

-- = 99.275000013411045
SELECT sum(weight::double precision::numeric) FROM bank_core.payment

-- = 17.332753
SELECT sum(rate::real::numeric) FROM bank_core.payment

-- ~ 483.39111540037266
SELECT sum(exp(state_id)) FROM bank_core.payment

-- ~ 10.60460290274525
SELECT sum(ln(id)) FROM bank_core.payment

-- refused: ln of numeric
SELECT sum(ln(rate)) FROM bank_core.payment

-- ~ -4.539704056047625
SELECT sum(ln(rate::double precision)) FROM bank_core.payment

-- refused: log(base, x), a numeric
SELECT sum(log(10, id)) FROM bank_core.payment

-- ~ 4.605520523437469
SELECT sum(log(id)) FROM bank_core.payment

-- ~ 12.729599394451707
SELECT sum(cbrt(id)) FROM bank_core.payment

-- = 21
SELECT sum(width_bucket(ratio, 0, 5, 7)) FROM bank_core.payment

-- ~ 12.40937500167638
SELECT avg(coalesce(weight, 0)) FROM bank_core.payment

-- ~ 123456.88900000001
SELECT max(ratio) + 0.1 FROM bank_core.payment

-- ~ 370370.367
SELECT max(ratio) * 3 FROM bank_core.payment

-- ~ 100000.001
SELECT max(amount) * 0.1::double precision FROM bank_core.payment

-- ~ 123456790470.74991
SELECT sum(amount * ratio) FROM bank_core.payment

-- ~ 41154.229666666666
SELECT sum(ratio / 3) FROM bank_core.payment

-- fails: the SQL divides by zero on this data
SELECT sum(ratio / fee) FROM bank_core.payment

-- ~ 123498.689
SELECT sum(x) FROM (SELECT id AS x FROM bank_core.payment UNION ALL SELECT ratio FROM bank_core.payment) q

-- = 1
SELECT count(*) FROM bank_core.payment p WHERE p.ratio = 0.1

-- = 0
SELECT count(*) FROM bank_core.payment p WHERE p.weight = 0.1

-- = 1
SELECT count(*) FROM bank_core.payment p WHERE p.weight = 0.1::real

-- ~ 40.0
SELECT sum((id || '.5')::double precision) FROM bank_core.payment

-- ~ 8000.0
SELECT sum('1e3'::double precision) FROM bank_core.payment

-- = 2
SELECT count(*) FILTER (WHERE ratio IN (0.1, 2.5)) FROM bank_core.payment

-- ~ 0.375
SELECT (count(*) FILTER (WHERE fee > 1))::float / count(*) FROM bank_core.payment

-- ~ 0.375
SELECT count(*) FILTER (WHERE fee > 1) / count(*)::float FROM bank_core.payment
