-- expect: 9
SELECT jsonb_extract_path_text('{"a": "9"}'::jsonb, 'a')::int FROM webbank_core.payment WHERE id = 1
