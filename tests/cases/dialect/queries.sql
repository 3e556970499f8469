-- = 1000000.01
SELECT amount FROM bank_core.payment ORDER BY amount DESC LIMIT 1

-- = 19.99
SELECT amount FROM bank_core.payment ORDER BY fee DESC, id LIMIT 1

-- = 19.99
SELECT amount FROM bank_core.payment ORDER BY id OFFSET 3 LIMIT 1

-- = 6
SELECT count(*) FROM bank_core.payment p JOIN bank_core.client c ON c.id = p.client_id

-- = 2
SELECT count(*) FROM bank_core.payment p LEFT JOIN bank_core.client c ON c.id = p.client_id WHERE c.id IS NULL

-- = 9
SELECT count(*) FROM bank_core.payment p FULL JOIN bank_core.client c ON c.id = p.client_id

-- = 7
SELECT count(*) FROM bank_core.payment p RIGHT JOIN bank_core.client c ON c.id = p.client_id

-- = 4
SELECT count(*) FROM bank_core.payment JOIN bank_core.state USING (id)

-- = 36
SELECT sum(id) FROM bank_core.payment FULL JOIN bank_core.state USING (id)

-- = 4
SELECT count(*) FROM bank_core.payment NATURAL JOIN bank_core.state

-- = 7
SELECT count(*) FROM bank_core.payment p, bank_core.state s WHERE s.id = p.state_id AND s.is_final

-- = 2
SELECT count(*) FROM bank_core.payment p WHERE EXISTS (SELECT FROM bank_core.client c WHERE c.id = p.client_id AND c.vip)

-- = 6
SELECT count(*) FROM bank_core.payment WHERE amount > ALL (SELECT fee FROM bank_core.payment WHERE fee IS NOT NULL)

-- = 5
SELECT count(*) FROM bank_core.payment p WHERE amount = (SELECT max(amount) FROM bank_core.payment q WHERE q.client_id = p.client_id)

-- = 1.6000000000000000
SELECT (SELECT count(*) FROM bank_core.payment) * 1.0 / (SELECT count(*) FROM bank_core.client)

-- = 1000283.76
SELECT sum(x) FROM bank_core.client c CROSS JOIN LATERAL (SELECT max(p.amount) AS x FROM bank_core.payment p WHERE p.client_id = c.id) q

-- = 1.6000000000000000
WITH a AS (SELECT count(*) AS n FROM bank_core.payment), b AS (SELECT count(*) AS n FROM bank_core.client) SELECT a.n::numeric / b.n FROM a, b

-- = 13
SELECT count(*) FROM (SELECT id FROM bank_core.payment UNION SELECT id FROM bank_core.client) q

-- = 1000480.75
SELECT sum(x) FROM (SELECT amount AS x FROM bank_core.payment UNION ALL SELECT fee FROM bank_core.payment) q

-- = 2
SELECT count(*) FROM (SELECT client_id FROM bank_core.payment EXCEPT SELECT id FROM bank_core.client) q

-- = 4
SELECT count(*) FROM (SELECT client_id FROM bank_core.payment INTERSECT SELECT id FROM bank_core.client) q

-- = 6
SELECT count(*) FROM (SELECT * FROM bank_core.payment p JOIN bank_core.client c ON c.id = p.client_id) q

-- = 1000468.75
SELECT sum(q.amount) FROM (SELECT p.* FROM bank_core.payment p) q

-- = 8
SELECT count(*) FROM (SELECT amount / 3 AS x FROM bank_core.payment UNION SELECT amount / 3 FROM bank_core.payment) q

-- = 8
SELECT count(DISTINCT amount / 3) FROM bank_core.payment

-- = 8
SELECT count(*) FROM (SELECT DISTINCT amount / 3 FROM bank_core.payment) q

-- = 2
SELECT count(*) FROM bank_core.payment WHERE (client_id, state_id) = (10, 4)

-- = 6
SELECT count(*) FROM bank_core.payment p WHERE is_test IS NOT TRUE

-- = 1
SELECT count(*) FROM bank_core.client WHERE vip IS UNKNOWN

-- = 2
SELECT count(*) FROM bank_core.client WHERE NOT vip

-- = 2
SELECT count(vip OR NULL) FROM bank_core.client

-- = 2
SELECT count(*) FROM bank_core.payment WHERE amount / rate > 100

-- = 5
SELECT id FROM bank_core.payment ORDER BY amount / rate DESC LIMIT 1

-- = 1
SELECT count(*) FROM bank_core.payment p WHERE p.amount = 100.000

-- = 100.00
SELECT sum(amount) FROM bank_core.payment WHERE id = '1'

-- = 1000468.75
SELECT sum(amount) FROM bank_core.payment FETCH FIRST 1 ROW ONLY

-- refused: a whole row as a value
SELECT count(payment) FROM bank_core.payment

-- refused: a whole row as a value
SELECT count(payment.*) FROM bank_core.payment

-- null
SELECT NULL::int FROM bank_core.payment LIMIT 1

-- null
SELECT fee FROM bank_core.payment WHERE id = 4

-- = 7
SELECT count(*) FROM bank_core.payment AS "Order" WHERE "Order".id > 1

-- = 5
SELECT count(*) FROM bank_core.payment p(a, b) WHERE p.b > 10

-- = 7
SELECT sum(b.fee) FROM bank_core.payment a JOIN bank_core.payment b ON a.client_id = b.client_id AND a.id < b.id

-- = 6
SELECT count(*) FROM (bank_core.payment a JOIN bank_core.client c ON a.client_id = c.id) JOIN bank_core.state s ON s.id = a.state_id

-- = 6
SELECT count(*) FROM (SELECT client_id, count(*) FROM bank_core.payment GROUP BY client_id, id / 3) q

-- = 3
SELECT sum(k) FROM (SELECT id / 3 AS k, count(*) FROM bank_core.payment GROUP BY id / 3) q

-- refused: GROUP BY a quotient
SELECT sum(n) FROM (SELECT amount / 3 AS n FROM bank_core.payment GROUP BY amount / 3) q
