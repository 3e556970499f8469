-- expect: 1000000
SELECT max(amount)::bigint FROM webbank_core.payment
