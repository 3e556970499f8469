-- = 11
SELECT sum(cardinality(tags)) FROM bank_core.payment

-- = 11
SELECT sum(array_length(tags, 1)) FROM bank_core.payment

-- = 3
SELECT count(*) FILTER (WHERE 'b' = ANY(tags)) FROM bank_core.payment

-- = 3
SELECT count(*) FILTER (WHERE NOT ('b' = ANY(tags))) FROM bank_core.payment

-- = 4
SELECT count(*) FILTER (WHERE rail = ANY(ARRAY['SEPA', 'INST'])) FROM bank_core.payment

-- = 4
SELECT count(*) FILTER (WHERE rail = ANY('{SEPA,INST}')) FROM bank_core.payment

-- = 3
SELECT count(*) FILTER (WHERE rail <> ALL(ARRAY['SEPA', 'INST'])) FROM bank_core.payment

-- = 3
SELECT count(*) FILTER (WHERE tags && ARRAY['a', 'c']) FROM bank_core.payment

-- = 1
SELECT count(*) FILTER (WHERE tags @> ARRAY['a', 'b']) FROM bank_core.payment

-- = 2
SELECT count(*) FILTER (WHERE tags[1] = 'a') FROM bank_core.payment

-- = 35
SELECT sum(steps[1]) FROM bank_core.payment

-- null
SELECT sum(steps[5]) FROM bank_core.payment

-- null
SELECT sum(steps[0]) FROM bank_core.payment

-- = 1
SELECT count(*) FILTER (WHERE 4 = ANY(steps)) FROM bank_core.payment

-- = 7
SELECT count(*) FILTER (WHERE state_id = ANY(ARRAY[4, 5])) FROM bank_core.payment

-- = 8
SELECT cardinality(ARRAY(SELECT id FROM bank_core.payment))

-- = 5
SELECT count(*) FILTER (WHERE fee = ANY(ARRAY[1, 2]::numeric[])) FROM bank_core.payment

-- = 2
SELECT count(*) FILTER (WHERE amount = ANY('{100,60}')) FROM bank_core.payment
