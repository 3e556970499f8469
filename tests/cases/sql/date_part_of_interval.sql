-- expect: 37
SELECT date_part('day', settled_at - created_at) + 1 FROM webbank_core.payment WHERE id = 8
