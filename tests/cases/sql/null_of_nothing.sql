-- expect: null
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY amount) FROM webbank_core.payment WHERE id > 100
