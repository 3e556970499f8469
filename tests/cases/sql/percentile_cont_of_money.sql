-- expect: 650087.6815
SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY amount) FROM webbank_core.payment
