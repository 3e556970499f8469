-- expect: 1.25
SELECT percentile_cont(0.25) WITHIN GROUP (ORDER BY n) FROM (SELECT fee AS n FROM webbank_core.payment WHERE id IN (1, 2)) AS p
