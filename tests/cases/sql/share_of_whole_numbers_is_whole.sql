-- expect: 0
-- 6 of 8; PostgreSQL drops the fraction, and so must every other marts.
SELECT count(*) FILTER (WHERE state_id = 4) / count(*) FROM webbank_core.payment
