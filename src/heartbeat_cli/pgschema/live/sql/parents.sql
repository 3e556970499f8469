-- What partitions are part of and what tables inherit from, in the order of the INHERITS clause.
SELECT i.inhrelid AS relation, n.nspname AS schema, c.relname AS name
FROM pg_catalog.pg_inherits i
JOIN pg_catalog.pg_class c ON c.oid = i.inhparent
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE i.inhrelid = ANY (%(relations)s)
ORDER BY i.inhrelid, i.inhseqno
