-- expect: 1.5
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY fee::numeric(5, 0)) FROM webbank_core.payment WHERE id IN (1, 2)
