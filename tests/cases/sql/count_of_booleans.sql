-- expect: 5
SELECT count(*) FILTER (WHERE amount > 50) FROM webbank_core.payment
