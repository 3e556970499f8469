-- = 2
SELECT count(*) % 3 FROM bank_core.payment

-- = 1000469
SELECT sum(amount::bigint) FROM bank_core.payment

-- = 9
SELECT sum(mod(id, 3)) FROM bank_core.payment

-- = -9
SELECT sum(-id % 3) FROM bank_core.payment

-- = 361
SELECT sum(id * client_id) FROM bank_core.payment

-- = 360000
SELECT sum(id::smallint * 10000) FROM bank_core.payment

-- fails: a number grew beyond its type
SELECT sum(state_id * 10000::smallint) FROM bank_core.payment

-- fails: a number grew beyond its type
SELECT sum(client_id * 1000000000) FROM bank_core.payment

-- = 2147483655
SELECT max(2147483647 + id) FROM bank_core.payment

-- fails: a number grew beyond its type
SELECT max(id + 9223372036854775807) FROM bank_core.payment

-- fails: a number grew beyond its type
SELECT max(2147483647 + client_id) FROM bank_core.payment

-- = 18
SELECT sum(gcd(id, 6)) FROM bank_core.payment

-- = 132
SELECT sum(lcm(id, 6)) FROM bank_core.payment

-- = 20
SELECT sum(5 & id) FROM bank_core.payment

-- = 56
SELECT sum(5 | id) FROM bank_core.payment

-- = 36
SELECT sum(5 # id) FROM bank_core.payment

-- ~ 6.0
SELECT |/ sum(id) FROM bank_core.payment

-- = 1000468750000000000.00
SELECT sum(amount * 1000000 * 1000000) FROM bank_core.payment

-- fails: a number grew beyond its type
SELECT (sum(amount) * 10000)::int FROM bank_core.payment
