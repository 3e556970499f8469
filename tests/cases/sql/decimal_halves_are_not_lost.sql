-- expect: 1.01
SELECT round(avg(1.005::numeric), 2) FROM webbank_core.payment
