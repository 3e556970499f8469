-- expect: 1.6035674514745464
SELECT stddev(fee) FROM webbank_core.payment
