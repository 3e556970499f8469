-- expect: 111.2875
SELECT (percentile_cont(ARRAY[0.1, 0.75]) WITHIN GROUP (ORDER BY amount))[2] - 26.3375 FROM webbank_core.payment
