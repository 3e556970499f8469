-- = 8
SELECT count(*) FROM bank_core.payment

-- = 7
SELECT count(client_id) FROM bank_core.payment

-- = 5
SELECT count(DISTINCT client_id) FROM bank_core.payment

-- = 1000468.75
SELECT sum(amount) FROM bank_core.payment

-- = 36
SELECT sum(id) FROM bank_core.payment

-- = 31
SELECT sum(state_id) FROM bank_core.payment

-- = 693.21216523
SELECT sum(rate * amount) FROM bank_core.payment

-- = 1301.48515041181329
SELECT sum(amount * rate * rate) FROM bank_core.payment

-- = 1000042.01
SELECT max(amount) - min(amount) FROM bank_core.payment

-- = 7
SELECT max(id) - min(id) FROM bank_core.payment

-- = 20
SELECT round(2.5 * count(*)) FROM bank_core.payment

-- = 17.333
SELECT round(sum(rate), 3) FROM bank_core.payment

-- = 1000469
SELECT sum(round(amount)) FROM bank_core.payment

-- = 1000468.8
SELECT sum(round(amount, 1)) FROM bank_core.payment

-- = 1000600
SELECT sum(round(amount, -2)) FROM bank_core.payment

-- = 1000467
SELECT sum(trunc(amount)) FROM bank_core.payment

-- = 17.32
SELECT sum(trunc(rate, 2)) FROM bank_core.payment

-- = 1000471
SELECT sum(ceil(amount)) FROM bank_core.payment

-- = 1000467
SELECT sum(floor(amount)) FROM bank_core.payment

-- = 6
SELECT sum(sign(amount)) FROM bank_core.payment

-- = 1000552.75
SELECT sum(abs(amount)) FROM bank_core.payment

-- = 1055.435665727337265
SELECT sum(sqrt(abs(amount))) FROM bank_core.payment

-- = 1000.2343475406151
SELECT sqrt(sum(amount)) FROM bank_core.payment

-- = 1000469
SELECT sum(amount::integer) FROM bank_core.payment

-- = 18
SELECT sum(rate::integer) FROM bank_core.payment

-- = 17.33
SELECT sum(rate::numeric(10, 2)) FROM bank_core.payment

-- = 5
SELECT sum((amount > 50)::int) FROM bank_core.payment

-- ~ 204.0
SELECT sum(power(id, 2)) FROM bank_core.payment

-- refused: a power of numerics
SELECT sum(power(rate, 2)) FROM bank_core.payment

-- ~ 204.0
SELECT sum(id ^ 2) FROM bank_core.payment

-- = 28.75
SELECT sum(mod(amount, 7)) FROM bank_core.payment

-- = 20
SELECT sum(width_bucket(amount, 0, 1000, 10)) FROM bank_core.payment

-- = 27
SELECT sum(width_bucket(rate, 0, 5, 7)) FROM bank_core.payment

-- = 0
SELECT bool_and(amount > 0)::int FROM bank_core.payment

-- = 1
SELECT bool_or(is_test)::int FROM bank_core.payment

-- = 1
SELECT every(amount > -100)::int FROM bank_core.payment

-- = 2
SELECT sum(is_test::int) FROM bank_core.payment

-- = 0.3
SELECT 0.1 + 0.2 + max(0) FROM bank_core.payment

-- = 3600
SELECT sum(1e2 * id) FROM bank_core.payment

-- = 54.00
SELECT sum(1.50 * id) FROM bank_core.payment

-- = 72
SELECT sum('2' * id) FROM bank_core.payment

-- = 0.0000036
SELECT sum(1e-7 * id) FROM bank_core.payment

-- = 1116
SELECT sum(0x1F * id) FROM bank_core.payment

-- refused: the operator <<
SELECT sum(id << 1) FROM bank_core.payment

-- = 8
SELECT sum(DISTINCT fee) FROM bank_core.payment

-- = 7
SELECT count(DISTINCT (client_id, state_id)) FROM bank_core.payment

-- = 1000000030017295370.459125
SELECT sum(amount * amount * amount) FROM bank_core.payment

-- refused: a numeric of 42 digits after the point
SELECT sum(rate * rate * rate * rate * rate * rate * rate) FROM bank_core.payment

-- = 36.00
SELECT sum(id::numeric(3, 2)) FROM bank_core.payment

-- = 799999999999999999992
SELECT max(99999999999999999999 * id) FROM bank_core.payment

-- = 1000469
SELECT sum(amount)::int FROM bank_core.payment

-- = 1000468.8
SELECT sum(amount)::numeric(10, 1) FROM bank_core.payment

-- fails: a number grew beyond its type
SELECT sum(amount)::numeric(4, 1) FROM bank_core.payment
