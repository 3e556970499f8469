-- expect: 4
-- 09:00 the day before is still inside; the payment created at the very moment of the clock is too.
SELECT count(*) FROM webbank_core.payment WHERE created_at >= now() - interval '24 hours'
