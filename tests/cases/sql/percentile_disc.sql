-- expect: 2
SELECT percentile_disc(0.75) WITHIN GROUP (ORDER BY fee) FROM webbank_core.payment
