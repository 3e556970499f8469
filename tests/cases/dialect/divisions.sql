-- = 8130081841.0988601775893101
SELECT sum(amount / rate) FROM bank_core.payment

-- = 2.66666666666666666664
SELECT 1.0 / 3 * count(*) FROM bank_core.payment

-- = 8.00000000000000000004
SELECT 2.0 / 3.0 * sum(fee) FROM bank_core.payment

-- = 1.5000000000000000
SELECT sum(fee) / count(*) FROM bank_core.payment

-- fails: the SQL divides by zero on this data
SELECT sum(amount) / (count(*) - 8) FROM bank_core.payment

-- fails: the SQL divides by zero on this data
SELECT count(*) / 0 FROM bank_core.payment

-- = 0.75
SELECT sum(amount) % 7 FROM bank_core.payment

-- = 0
SELECT sum(fee) % 4 FROM bank_core.payment

-- = 142920
SELECT sum(div(amount, 7)) FROM bank_core.payment

-- = 142924.10714285714314278571
SELECT sum(amount / 7) FROM bank_core.payment

-- = 9
SELECT sum(div(id, 3)) FROM bank_core.payment

-- = 9
SELECT sum(id / 3) FROM bank_core.payment

-- = -9
SELECT sum(-id / 3) FROM bank_core.payment

-- = 20
SELECT sum(client_id / state_id) FROM bank_core.payment

-- null
SELECT sum(NULL::integer) / 0 FROM bank_core.payment

-- = 8.33333333333333333333
SELECT 1.0::numeric(5, 3) / 3 + count(*) FROM bank_core.payment

-- = 2.6664
SELECT (1::numeric / 3)::numeric(10, 4) * count(*) FROM bank_core.payment

-- = 142924.1071428571
SELECT round(sum(amount) / 7, 10) FROM bank_core.payment

-- = 0.00119943776354833672
SELECT 100.0 * sum(fee) / NULLIF(sum(amount), 0) FROM bank_core.payment

-- = 2.6666666666666667
SELECT count(*) / 3.0 FROM bank_core.payment

-- = 2.6666666666666667
SELECT count(*) / 3::numeric FROM bank_core.payment

-- = 0.87500000000000000000
SELECT 1 - 1.0 / count(*) FROM bank_core.payment
