-- expect: 7
SELECT count(*) FROM webbank_core.payment WHERE state_id = ANY(ARRAY[4, 5])
