-- expect: 1
SELECT mode() WITHIN GROUP (ORDER BY fee) FROM webbank_core.payment
