-- expect: 7
-- The average of bigints is numeric, and numeric halves go away from zero: 6.5 is 7.
SELECT avg(weight)::bigint FROM webbank_core.payment
