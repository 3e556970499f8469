-- expect: 2
-- A percentile is floating point, and there 2.5 is 2.
SELECT round(percentile_cont(0.5) WITHIN GROUP (ORDER BY fee + 0.5)) FROM webbank_core.payment WHERE fee IN (2)
