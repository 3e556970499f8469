-- Dumped from database version 17.2
SET transaction_timeout = 0;
CREATE TABLE t (id integer);
GRANT ALL ON t TO reader;
\connect again
CREATE TABLE u (id integer);
DROP TABLE u;
GRANT ALL ON SCHEMA public TO PUBLIC;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
