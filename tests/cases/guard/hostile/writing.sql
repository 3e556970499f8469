DELETE FROM webbank_core.payment
SELECT 1 INTO x FROM webbank_core.payment
SELECT 1 INTO TEMP x FROM webbank_core.payment
SELECT 1 INTO UNLOGGED x FROM webbank_core.payment
WITH w AS (DELETE FROM webbank_core.payment RETURNING 1 AS n) SELECT count(*) FROM w, webbank_core.payment
WITH w AS (UPDATE webbank_core.payment SET id = 1 RETURNING 1 AS n) SELECT count(*) FROM w, webbank_core.payment
WITH w AS (INSERT INTO webbank_core.payment VALUES (1) RETURNING 1 AS n) SELECT count(*) FROM w, webbank_core.payment
WITH w AS (DELETE FROM ONLY webbank_core.payment WHERE id = 1 RETURNING 1 AS n) SELECT count(*) FROM w, webbank_core.payment
WITH w AS (INSERT INTO webbank_core.payment SELECT * FROM webbank_core.payment RETURNING 1 AS n) SELECT count(*) FROM w, webbank_core.payment
WITH w AS (UPDATE webbank_core.payment SET id = 1 FROM webbank_core.payment AS o RETURNING 1 AS n) SELECT count(*) FROM w, webbank_core.payment
UPDATE webbank_core.payment SET id = 1
INSERT INTO webbank_core.payment DEFAULT VALUES
TRUNCATE webbank_core.payment
DROP TABLE webbank_core.payment
ALTER TABLE webbank_core.payment ADD x int
CREATE TABLE x AS SELECT * FROM webbank_core.payment
CREATE VIEW x AS SELECT * FROM webbank_core.payment
COPY webbank_core.payment TO '/tmp/x'
COPY webbank_core.payment FROM PROGRAM 'id'
COPY (SELECT 1 FROM webbank_core.payment) TO PROGRAM 'curl x'
LOCK webbank_core.payment
ANALYZE webbank_core.payment
VACUUM webbank_core.payment
REINDEX TABLE webbank_core.payment
CLUSTER webbank_core.payment
GRANT ALL ON webbank_core.payment TO PUBLIC
COMMENT ON TABLE webbank_core.payment IS 'x'
MERGE INTO webbank_core.payment USING webbank_core.payment AS s ON true WHEN MATCHED THEN DELETE
SET statement_timeout = 0
RESET ALL
BEGIN
COMMIT
SAVEPOINT x
LISTEN x
NOTIFY x
CHECKPOINT
LOAD 'x'
DO 'BEGIN END'
CALL f()
PREPARE x AS SELECT 1
EXECUTE x
DECLARE c CURSOR FOR SELECT 1
FETCH c
DISCARD ALL
ALTER SYSTEM SET x = 1
CREATE EXTENSION dblink
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'
EXPLAIN ANALYZE SELECT count(*) FROM webbank_core.payment
SELECT count(*) FROM webbank_core.payment FOR UPDATE
SELECT count(*) FROM webbank_core.payment FOR KEY SHARE SKIP LOCKED
SELECT count(*) FROM webbank_core.payment; DROP TABLE webbank_core.payment
SELECT count(*) FROM webbank_core.payment;; SELECT 1
DROP TABLE webbank_core.payment; SELECT count(*) FROM webbank_core.payment
