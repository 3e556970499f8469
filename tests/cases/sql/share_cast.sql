-- expect: 0.75
SELECT count(*) FILTER (WHERE state_id = 4)::numeric / nullif(count(*), 0) FROM webbank_core.payment
