-- expect: 1.71
SELECT round(avg(fee), 2) FROM webbank_core.payment
