-- expect: 5
-- Weeks begin on Monday, 4 May.
SELECT count(*) FROM webbank_core.payment WHERE created_at >= date_trunc('week', now())
