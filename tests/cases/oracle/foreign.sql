-- Tables whose rows are another server's, and an extension with its own types.
CREATE SCHEMA remote;
CREATE EXTENSION vector WITH SCHEMA remote;
COMMENT ON EXTENSION vector IS 'Vectors; our own words';
CREATE FOREIGN DATA WRAPPER oracle_wrapper;
CREATE SERVER "Far Away" TYPE 'x' VERSION '1' FOREIGN DATA WRAPPER oracle_wrapper OPTIONS (host 'nowhere', port '5;');
CREATE USER MAPPING FOR PUBLIC SERVER "Far Away" OPTIONS (user 'u');
CREATE FOREIGN TABLE remote.orders (
    id integer OPTIONS (key 'true') NOT NULL,
    made_on date DEFAULT CURRENT_DATE,
    amount numeric(10,2),
    CONSTRAINT positive CHECK (amount > 0::numeric)
) SERVER "Far Away" OPTIONS (table 'ORDERS');
COMMENT ON FOREIGN TABLE remote.orders IS 'Over there';
COMMENT ON COLUMN remote.orders.amount IS 'Euro';
CREATE TABLE remote.logs (at date NOT NULL, line text) PARTITION BY RANGE (at);
CREATE FOREIGN TABLE remote.logs_old PARTITION OF remote.logs FOR VALUES FROM (MINVALUE) TO ('2020-01-01') SERVER "Far Away";
CREATE TABLE remote.logs_new PARTITION OF remote.logs DEFAULT;
CREATE VIEW remote.both AS SELECT o.id FROM remote.orders o;
CREATE TABLE remote.embedding (id bigint PRIMARY KEY, v remote.vector(3), h remote.halfvec);
CREATE INDEX embedding_near ON remote.embedding USING hnsw (v remote.vector_l2_ops) WITH (m = 8);
ALTER FOREIGN TABLE remote.orders ADD COLUMN note text;
ALTER FOREIGN TABLE remote.orders RENAME COLUMN note TO remark;
GRANT SELECT ON remote.orders TO oracle_reader;
