-- = 10
SELECT length(max(amount)::text) FROM bank_core.payment

-- = 19
SELECT length((sum(amount) / 3)::text) FROM bank_core.payment

-- = 3
SELECT length((1.5 + max(0))::text) FROM bank_core.payment

-- = 64
SELECT sum(length(note)) FROM bank_core.payment

-- = 64
SELECT sum(char_length(note)) FROM bank_core.payment

-- = 69
SELECT sum(octet_length(note)) FROM bank_core.payment

-- = 552
SELECT sum(bit_length(note)) FROM bank_core.payment

-- = 4
SELECT count(*) FILTER (WHERE lower(rail) = 'sepa') FROM bank_core.payment

-- = 4
SELECT count(*) FILTER (WHERE upper(rail) = 'SEPA') FROM bank_core.payment

-- = 1
SELECT count(*) FILTER (WHERE upper(rail) = 'ÄRGER') FROM bank_core.payment

-- = 4
SELECT count(*) FILTER (WHERE rail LIKE 'S%') FROM bank_core.payment

-- = 4
SELECT count(*) FILTER (WHERE rail ILIKE 's%a') FROM bank_core.payment

-- = 1
SELECT count(*) FILTER (WHERE note LIKE '%a\_b%') FROM bank_core.payment

-- = 1
SELECT count(*) FILTER (WHERE note LIKE '%a!_b%' ESCAPE '!') FROM bank_core.payment

-- = 3
SELECT count(*) FILTER (WHERE note NOT LIKE '%e%') FROM bank_core.payment

-- = 2
SELECT count(*) FILTER (WHERE note LIKE '%\%%') FROM bank_core.payment

-- = 4
SELECT count(*) FILTER (WHERE rail IN ('SEPA', 'INST')) FROM bank_core.payment

-- = 3
SELECT count(*) FILTER (WHERE rail NOT IN ('SEPA', 'INST')) FROM bank_core.payment

-- = 4
SELECT count(*) FILTER (WHERE rail <> 'SEPA') FROM bank_core.payment

-- = 5
SELECT count(*) FILTER (WHERE rail IS DISTINCT FROM 'SEPA') FROM bank_core.payment

-- = 1
SELECT count(*) FILTER (WHERE rail IS NOT DISTINCT FROM NULL) FROM bank_core.payment

-- = 1
SELECT count(*) FILTER (WHERE note = '') FROM bank_core.payment

-- = 1
SELECT count(*) FILTER (WHERE note || 'x' = 'x') FROM bank_core.payment

-- = 2
SELECT count(*) FILTER (WHERE concat(note, 'x') = 'x') FROM bank_core.payment

-- = 0
SELECT count(*) FILTER (WHERE concat_ws('-', rail, note) = 'SEPA-car') FROM bank_core.payment

-- = 44
SELECT sum(length(id || '-' || rail)) FROM bank_core.payment

-- = 64
SELECT sum(length(trim(note))) FROM bank_core.payment

-- = 62
SELECT sum(length(trim(both 'r' from note))) FROM bank_core.payment

-- = 58
SELECT sum(length(ltrim(note, 'rent'))) FROM bank_core.payment

-- = 63
SELECT sum(length(rtrim(note, '6'))) FROM bank_core.payment

-- = 18
SELECT sum(length(left(note, 3))) FROM bank_core.payment

-- = 46
SELECT sum(length(left(note, -3))) FROM bank_core.payment

-- = 18
SELECT sum(length(right(note, 3))) FROM bank_core.payment

-- = 46
SELECT sum(length(right(note, -3))) FROM bank_core.payment

-- = 58
SELECT sum(length(substr(note, 2))) FROM bank_core.payment

-- = 18
SELECT sum(length(substr(note, 2, 3))) FROM bank_core.payment

-- = 18
SELECT sum(length(substring(note from 2 for 3))) FROM bank_core.payment

-- = 12
SELECT sum(length(substring(note, 0, 3))) FROM bank_core.payment

-- = 12
SELECT sum(length(substring(note, -2, 5))) FROM bank_core.payment

-- = 11
SELECT sum(position('e' in note)) FROM bank_core.payment

-- = 11
SELECT sum(strpos(note, 'e')) FROM bank_core.payment

-- = 7
SELECT sum(position('' in note)) FROM bank_core.payment

-- = 71
SELECT sum(length(replace(note, 'e', 'xx'))) FROM bank_core.payment

-- = 64
SELECT sum(length(replace(note, '', 'xx'))) FROM bank_core.payment

-- = 90
SELECT sum(length(repeat(rail, 3))) FROM bank_core.payment

-- = 0
SELECT sum(length(repeat(rail, -3))) FROM bank_core.payment

-- = 84
SELECT sum(length(lpad(note, 12))) FROM bank_core.payment

-- = 35
SELECT sum(length(lpad(note, 5, 'ab'))) FROM bank_core.payment

-- = 84
SELECT sum(length(rpad(note, 12, 'ab'))) FROM bank_core.payment

-- = 0
SELECT sum(length(lpad(note, -1, 'ab'))) FROM bank_core.payment

-- = 64
SELECT sum(length(lpad(note, 20, ''))) FROM bank_core.payment

-- = 35
SELECT sum(length(split_part(note, ' ', 1))) FROM bank_core.payment

-- = 19
SELECT sum(length(split_part(note, ' ', 2))) FROM bank_core.payment

-- = 25
SELECT sum(length(split_part(note, ' ', -1))) FROM bank_core.payment

-- refused: reverse()
SELECT sum(length(reverse(note))) FROM bank_core.payment

-- refused: initcap()
SELECT sum(length(initcap(note))) FROM bank_core.payment

-- = 736
SELECT sum(ascii(note)) FROM bank_core.payment

-- = 8
SELECT sum(length(chr(id::int + 64))) FROM bank_core.payment

-- = 7
SELECT count(DISTINCT md5(note)) FROM bank_core.payment

-- = 63
SELECT sum(length(translate(note, 'abc', 'xy'))) FROM bank_core.payment

-- = 2
SELECT count(*) FILTER (WHERE starts_with(note, 're')) FROM bank_core.payment

-- refused: text[] as text
SELECT sum(length(string_to_array(note, ' ')::text)) FROM bank_core.payment

-- = 12
SELECT sum(cardinality(string_to_array(note, ' '))) FROM bank_core.payment

-- = 12
SELECT sum(array_length(string_to_array(note, ' '), 1)) FROM bank_core.payment

-- = 5
SELECT max(length(rail)) FROM bank_core.payment

-- = 4
SELECT length(min(rail)) FROM bank_core.payment

-- = 5
SELECT length(max(rail)) FROM bank_core.payment

-- = 0
SELECT length(min(note)) FROM bank_core.payment

-- = 36
SELECT length(string_agg(rail, ',' ORDER BY id)) FROM bank_core.payment

-- = 36
SELECT length(string_agg(rail, ',' ORDER BY rail DESC)) FROM bank_core.payment

-- = 26
SELECT length(string_agg(DISTINCT rail, ',')) FROM bank_core.payment

-- = 8
SELECT cardinality(array_agg(rail)) FROM bank_core.payment

-- = 3
SELECT cardinality(array_agg(rail) FILTER (WHERE rail = 'SEPA')) FROM bank_core.payment

-- = 5
SELECT (array_agg(id ORDER BY rail, id))[3] FROM bank_core.payment

-- = 6
SELECT (array_agg(id ORDER BY rail DESC, id))[1] FROM bank_core.payment

-- = 3
SELECT max(n) FROM (SELECT rail, count(*) AS n FROM bank_core.payment GROUP BY rail) q

-- refused: double precision as text
SELECT sum(length(ratio::text)) FROM bank_core.payment

-- = 8
SELECT sum(length(id::text)) FROM bank_core.payment

-- = 38
SELECT sum(length(is_test::text)) FROM bank_core.payment

-- fails on duckdb: a text is no integer
SELECT count(*) FILTER (WHERE left(note, 4)::text = 'rent' AND substring(note, 6)::int = 2026) FROM bank_core.payment

-- fails: a text is no integer
SELECT sum(note::int) FROM bank_core.payment

-- fails: a metric is a number
SELECT max(note) FROM bank_core.payment
