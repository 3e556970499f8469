-- null
SELECT sum(amount) / nullif(count(*) - 8, 0) FROM bank_core.payment

-- = 19
SELECT sum(greatest(fee, 2)) FROM bank_core.payment

-- = 24
SELECT sum(least(fee, client_id)) FROM bank_core.payment

-- = 1000519.75
SELECT sum(greatest(amount, rate, id)) FROM bank_core.payment

-- = 12
SELECT sum(greatest(NULL, fee)) FROM bank_core.payment

-- = 12.5
SELECT sum(coalesce(fee, 0.5)) FROM bank_core.payment

-- = 6.00000000000000000000
SELECT sum(coalesce(fee, 0) / 2) FROM bank_core.payment

-- = 9
SELECT sum(nullif(fee, 1)) FROM bank_core.payment

-- = 1000325.76
SELECT sum(CASE WHEN fee > 1 THEN amount ELSE 0 END) FROM bank_core.payment

-- = 333441.9200000000003333
SELECT sum(CASE WHEN fee > 1 THEN amount / 3 ELSE 0 END) FROM bank_core.payment

-- = 11.0
SELECT sum(CASE state_id WHEN 4 THEN 1.5 WHEN 5 THEN 2 END) FROM bank_core.payment

-- = 4
SELECT count(*) FROM bank_core.payment WHERE client_id IN (SELECT id FROM bank_core.client WHERE country = 'EE')

-- = 1
SELECT count(*) FROM bank_core.payment WHERE client_id NOT IN (SELECT id FROM bank_core.client)

-- = 0
SELECT count(*) FROM bank_core.client WHERE id NOT IN (SELECT client_id FROM bank_core.payment)

-- = 3
SELECT count(*) FROM bank_core.payment WHERE (client_id, state_id) IN ((10, 4), (12, 5))

-- = 4
SELECT count(*) FROM bank_core.payment p WHERE amount BETWEEN 50 AND 250.50

-- = 4
SELECT count(*) FROM bank_core.payment p WHERE amount NOT BETWEEN 50 AND 250.50

-- = 0.25000000000000000000
SELECT sum(CASE WHEN is_test THEN 1 ELSE 0 END)::numeric / count(*) FROM bank_core.payment

-- = 2
SELECT max(CASE WHEN false THEN 1 / 0 ELSE 2 END) FROM bank_core.payment

-- = 10.0000000000000000
SELECT max(CASE WHEN fee = 0 THEN NULL ELSE 10 / fee END) FROM bank_core.payment

-- = 200327.8770000000000000
SELECT sum(CASE WHEN fee = 0 THEN 0 ELSE amount / fee END) FROM bank_core.payment

-- = 8
SELECT count(*) FROM bank_core.payment a LEFT JOIN (bank_core.client c JOIN bank_core.state s ON s.id = 4) ON a.client_id = c.id
