-- expect: 1.7142857142857142
SELECT avg(fee) FROM webbank_core.payment
