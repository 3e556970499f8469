-- expect: 8
SELECT extract(hour FROM created_at) FROM webbank_core.payment WHERE id = 1
