-- expect: 137.625
SELECT percentile_cont(0.25) WITHIN GROUP (ORDER BY amount DESC) FILTER (WHERE amount > 50) FROM webbank_core.payment WHERE id < 5 OR id = 7
