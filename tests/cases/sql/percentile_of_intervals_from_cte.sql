-- expect: 114
WITH took AS (SELECT settled_at - created_at AS duration FROM webbank_core.payment WHERE id IN (1, 2))
SELECT round(extract(epoch FROM percentile_cont(0.9333333333333333) WITHIN GROUP (ORDER BY duration)) / 60) FROM took
