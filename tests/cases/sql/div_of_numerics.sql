-- expect: 500000
SELECT max(div(amount, 2)) FROM webbank_core.payment
