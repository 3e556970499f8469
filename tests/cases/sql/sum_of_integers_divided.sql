-- expect: 1
-- sum(integer) is a bigint: 12 / 8 is 1.
SELECT sum(fee) / count(*) FROM webbank_core.payment
