-- expect: 3
SELECT jsonb_array_length('[4, {"a": 5}, [6, 7]]'::jsonb) FROM webbank_core.payment WHERE id = 1
