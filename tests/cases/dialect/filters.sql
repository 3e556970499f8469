-- = 420.0000000000000000
SELECT sum(100 / fee) FILTER (WHERE fee <> 0) FROM bank_core.payment

-- = 0.70000000000000000000
SELECT avg(1.0 / fee) FILTER (WHERE fee <> 0) FROM bank_core.payment

-- = 6
SELECT count(1 / fee) FILTER (WHERE fee > 0) FROM bank_core.payment

-- ~ 0.75
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY 1 / fee) FILTER (WHERE fee > 0) FROM bank_core.payment

-- null
SELECT max(rail::int) FILTER (WHERE rail ~ '^[0-9]+$') FROM bank_core.payment

-- null
SELECT sum((note || '')::int) FILTER (WHERE note ~ '^[0-9]+$') FROM bank_core.payment

-- fails: the SQL divides by zero on this data
SELECT sum(1 / fee) FROM bank_core.payment

-- = 75.0000000000000000
SELECT 100.0 * count(*) FILTER (WHERE state_id = 4) / count(*) FROM bank_core.payment

-- = 0
SELECT count(*) FILTER (WHERE state_id = 4) / count(*) FROM bank_core.payment

-- = 75.0
SELECT round(100.0 * count(*) FILTER (WHERE state_id = 4) / nullif(count(*), 0), 1) FROM bank_core.payment

-- = 0.75000000000000000000
SELECT count(*) FILTER (WHERE state_id = 4)::numeric / count(*) FROM bank_core.payment

-- = 4.20000000000000000000
SELECT sum(1 / fee) FILTER (WHERE fee > 0) FROM bank_core.payment

-- null
SELECT max(fee) FILTER (WHERE id > 100) / 0 FROM bank_core.payment

-- = 2
SELECT count(*) FILTER (WHERE 1 = 1 AND NOT (amount > 50 OR fee IS NULL)) FROM bank_core.payment

-- = 5
SELECT count(*) FILTER (WHERE fee IN (1, 2, NULL)) FROM bank_core.payment

-- = 0
SELECT count(*) FILTER (WHERE fee NOT IN (1, 2, NULL)) FROM bank_core.payment

-- = 2
SELECT count(*) FILTER (WHERE amount IN (100, 60.00)) FROM bank_core.payment

-- refused: BETWEEN SYMMETRIC
SELECT count(*) FILTER (WHERE id BETWEEN SYMMETRIC 5 AND 2) FROM bank_core.payment

-- = 5
SELECT count(*) FILTER (WHERE fee = 1) + count(*) FILTER (WHERE fee = 2) FROM bank_core.payment

-- = 4
SELECT count(*) FILTER (WHERE (fee > 1) = is_test) FROM bank_core.payment

-- = 2
SELECT count(*) FILTER (WHERE is_test) FROM bank_core.payment

-- = 0.14285714285714285714
SELECT count(*) FILTER (WHERE client_id IS NULL)::numeric / NULLIF(count(*) FILTER (WHERE client_id > 0), 0) FROM bank_core.payment

-- = 75.00000000000000000000
SELECT 100 * (1 - count(*) FILTER (WHERE is_test)::numeric / count(*)) FROM bank_core.payment

-- = 0
SELECT coalesce(sum(amount) FILTER (WHERE id > 100), 0) FROM bank_core.payment
