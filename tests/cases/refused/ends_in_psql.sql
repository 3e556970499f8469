CREATE TABLE t (id integer);
\unrestrict abc