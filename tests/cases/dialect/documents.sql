-- = 3
SELECT count(*) FILTER (WHERE doc ->> 'kind' = 'in') FROM bank_core.payment

-- = 10.50
SELECT sum((doc ->> 'n')::numeric) FROM bank_core.payment

-- fails: a text is no integer
SELECT sum((doc ->> 'n')::int) FROM bank_core.payment

-- fails on duckdb: DuckDB marts cannot give PostgreSQL's text of a JSON number with a fraction
SELECT sum(length(doc ->> 'n')) FROM bank_core.payment

-- = 2
SELECT count(*) FILTER (WHERE (doc ->> 'ok')::boolean) FROM bank_core.payment

-- = 2
SELECT count(*) FILTER (WHERE doc ->> 'ok' = 'true') FROM bank_core.payment

-- = 1
SELECT count(*) FILTER (WHERE doc -> 'deep' ->> 'x' = 'y') FROM bank_core.payment

-- = 1
SELECT count(*) FILTER (WHERE doc #>> '{deep,x}' = 'y') FROM bank_core.payment

-- = 1
SELECT count(*) FILTER (WHERE doc #>> '{deep,list,0}' = '1') FROM bank_core.payment

-- = 2
SELECT count(doc -> 'deep' -> 'x') FROM bank_core.payment

-- = 0
SELECT count(doc ->> 'missing') FROM bank_core.payment

-- = 0
SELECT count(doc -> 'missing') FROM bank_core.payment

-- = 1
SELECT count(doc #>> '{deep,x}') FROM bank_core.payment

-- = 3
SELECT count(*) FILTER (WHERE doc @> '{"kind": "in"}') FROM bank_core.payment

-- = 2
SELECT count(*) FILTER (WHERE doc @> '{"kind": "in", "ok": true}') FROM bank_core.payment

-- = 4
SELECT count(*) FILTER (WHERE NOT doc @> '{"kind": "in"}') FROM bank_core.payment

-- refused: @> with anything but strings and booleans at keys
SELECT count(*) FILTER (WHERE doc @> '{"n": 1}') FROM bank_core.payment

-- = 5
SELECT count(*) FILTER (WHERE doc ? 'kind') FROM bank_core.payment

-- = 1
SELECT count(*) FILTER (WHERE doc ? 'a') FROM bank_core.payment

-- = 1
SELECT count(*) FILTER (WHERE doc ? 'text') FROM bank_core.payment

-- = 2
SELECT count(*) FILTER (WHERE NOT doc ? 'kind') FROM bank_core.payment

-- = 5
SELECT count(*) FILTER (WHERE doc ?| '{kind,n}') FROM bank_core.payment

-- = 4
SELECT count(*) FILTER (WHERE doc ?& '{kind,n}') FROM bank_core.payment

-- refused: a path that is not written as '{a,b}'
SELECT count(*) FILTER (WHERE doc ?& ARRAY['kind', 'n']) FROM bank_core.payment

-- = 1
SELECT count(*) FILTER (WHERE jsonb_extract_path_text(doc, 'deep', 'x') = 'y') FROM bank_core.payment

-- = 5
SELECT count(*) FILTER (WHERE jsonb_typeof(doc) = 'object') FROM bank_core.payment

-- = 4
SELECT count(*) FILTER (WHERE jsonb_typeof(doc -> 'n') = 'number') FROM bank_core.payment

-- = 2
SELECT sum(jsonb_array_length(doc -> 'list')) FROM bank_core.payment

-- fails: a JSON value is no array
SELECT sum(jsonb_array_length(doc)) FROM bank_core.payment

-- refused: json as text
SELECT sum(length(doc::text)) FROM bank_core.payment

-- = 1
SELECT count(*) FILTER (WHERE doc ->> 0 = '1') FROM bank_core.payment

-- refused: a comparison of values of type json
SELECT count(*) FILTER (WHERE doc -> 'n' > '1') FROM bank_core.payment

-- = 2
SELECT count(*) FROM bank_core.payment p, jsonb_array_elements(p.doc -> 'list') e

-- = 1
SELECT count(*) FROM bank_core.payment p CROSS JOIN LATERAL jsonb_array_elements_text(p.doc -> 'list') AS e(v) WHERE e.v = 'p'
