-- expect: 13
SELECT sum(CASE WHEN state_id = 5 THEN 1 ELSE coalesce(fee, 0) END) FROM webbank_core.payment
