-- expect: 5
SELECT count(DISTINCT client_id) FROM webbank_core.payment
