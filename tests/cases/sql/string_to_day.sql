-- expect: 2
SELECT count(*) FROM webbank_core.payment WHERE to_char(created_at, 'YYYY-MM-DD') = '2026-05-08'
