-- expect: 1000552.75
SELECT sum(amount) FROM webbank_core.payment
