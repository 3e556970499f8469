CREATE TABLE t (id integer);
CREATE TABLE café (id integer);

COPY t FROM stdin;
1
\.
-- endCREATE TABLE u (id integer) ;
CREATE VIEW long_one AS SELECT 0 AS column_number_0, 1 AS column_number_1, 2 AS column_number_2, 3 AS column_number_3, 4 AS column_number_4, 5 AS column_number_5, 6 AS column_number_6, 7 AS column_number_7, 8 AS column_number_8,,;