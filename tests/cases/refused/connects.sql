-- by hand
\connect -reuse-previous=on "dbname='one'"
CREATE TABLE t (id integer);
\c two
SET x = 1;
\connect "th""ree"
SELECT 1;
