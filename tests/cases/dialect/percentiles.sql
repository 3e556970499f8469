-- ~ 1.0
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY fee) FROM bank_core.payment

-- ~ 650087.6814999995
SELECT percentile_cont(0.95) WITHIN GROUP (ORDER BY amount) FROM bank_core.payment

-- ~ 137.625
SELECT percentile_cont(0.25) WITHIN GROUP (ORDER BY amount DESC) FROM bank_core.payment

-- ~ 1.2925
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY rate) FROM bank_core.payment

-- ~ 0.131
SELECT percentile_cont(0.33) WITHIN GROUP (ORDER BY ratio) FROM bank_core.payment

-- ~ 49.625
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY amount / rate) FROM bank_core.payment

-- ~ 7.3
SELECT percentile_cont(0.9) WITHIN GROUP (ORDER BY id) FROM bank_core.payment

-- ~ 67.24791666666667
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM settled_at - created_at) / 60) FROM bank_core.payment

-- ~ 47700.0
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM held)) FILTER (WHERE fee > 0) FROM bank_core.payment

-- = 47700.000000
SELECT extract(epoch FROM percentile_cont(0.5) WITHIN GROUP (ORDER BY held)) FROM bank_core.payment

-- ~ 650087.6814999995
SELECT (percentile_cont(ARRAY[0.5, 0.95]) WITHIN GROUP (ORDER BY amount))[2] FROM bank_core.payment

-- = 60.00
SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY amount) FROM bank_core.payment

-- = 5
SELECT percentile_disc(0.9) WITHIN GROUP (ORDER BY fee) FROM bank_core.payment

-- ~ 0.2
SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY ratio) FROM bank_core.payment

-- = 24.0000000000000000
SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY amount / rate) FROM bank_core.payment

-- = 1
SELECT mode() WITHIN GROUP (ORDER BY fee) FROM bank_core.payment

-- = 10
SELECT mode() WITHIN GROUP (ORDER BY client_id) FROM bank_core.payment

-- = -42.00
SELECT mode() WITHIN GROUP (ORDER BY amount) FROM bank_core.payment

-- = 12
SELECT mode() WITHIN GROUP (ORDER BY client_id DESC) FROM bank_core.payment

-- ~ 1.0
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY n) FROM (SELECT client_id, count(*) AS n FROM bank_core.payment GROUP BY 1) q
