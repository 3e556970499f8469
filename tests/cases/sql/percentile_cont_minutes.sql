-- expect: 30
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM settled_at - created_at) / 60)
FROM webbank_core.payment WHERE created_at >= now() - interval '7 days' AND settled_at IS NOT NULL AND id <> 2
