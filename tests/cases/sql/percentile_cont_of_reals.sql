-- expect: 0.15000000223517418
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY (fee / 10.0)::real) FROM webbank_core.payment WHERE id IN (1, 2)
