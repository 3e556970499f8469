-- expect: 59.999999
SELECT extract(second FROM created_at) FROM webbank_core.payment WHERE id = 3
