-- expect: 6.5
-- sum(bigint) is numeric: 52 / 8 keeps its fraction.
SELECT sum(weight) / count(*) FROM webbank_core.payment
