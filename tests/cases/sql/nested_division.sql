-- expect: 1
SELECT (sum(fee) / (count(*) / 3)) / 3 - 1 + 0 FROM webbank_core.payment
