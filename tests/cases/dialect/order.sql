-- = 4
SELECT length((array_agg(rail ORDER BY rail))[1]) FROM bank_core.payment

-- null
SELECT length((array_agg(rail ORDER BY rail DESC))[1]) FROM bank_core.payment

-- = 6
SELECT (array_agg(id ORDER BY fee, id))[1] FROM bank_core.payment

-- = 4
SELECT (array_agg(id ORDER BY fee DESC, id))[1] FROM bank_core.payment

-- = 4
SELECT (array_agg(id ORDER BY fee NULLS FIRST, id))[1] FROM bank_core.payment

-- = 5
SELECT (array_agg(id ORDER BY fee DESC NULLS LAST, id))[1] FROM bank_core.payment

-- = 5
SELECT count(*) FILTER (WHERE rail < 'a') FROM bank_core.payment

-- = 6
SELECT count(*) FILTER (WHERE rail COLLATE "C" >= 'SEPA') FROM bank_core.payment

-- = 4
SELECT id FROM bank_core.payment ORDER BY fee DESC, id LIMIT 1

-- = 4
SELECT id FROM bank_core.payment ORDER BY rail COLLATE "C", id LIMIT 1

-- = 18
SELECT sum(id) FROM (SELECT id FROM bank_core.payment ORDER BY amount / rate LIMIT 3) q

-- = 5.00
SELECT (array_agg(amount ORDER BY id DESC))[1] FROM bank_core.payment

-- = 5
SELECT (array_agg(id ORDER BY amount DESC))[1] FROM bank_core.payment
