-- expect: 3
SELECT count(*) FROM webbank_dict.payment_state s
CROSS JOIN LATERAL (SELECT count(*) AS n FROM webbank_core.payment p WHERE p.state_id = s.id) c
WHERE c.n > 0 AND EXISTS (SELECT 1 FROM webbank_core.payment p WHERE p.state_id = s.id)
