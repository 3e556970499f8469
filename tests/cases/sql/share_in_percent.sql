-- expect: 75
SELECT 100.0 * count(*) FILTER (WHERE state_id = 4) / count(*) FROM webbank_core.payment
