-- expect: 75
SELECT extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY settled_at - created_at)) / 60
FROM webbank_core.payment WHERE id IN (1, 2)
