-- Row types made by CREATE TYPE name AS (...) that no extension owns.
SELECT c.oid, n.nspname AS schema, c.relname AS name, obj_description(c.reltype, 'pg_type') AS comment
FROM pg_catalog.pg_class c
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'c'
  AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_catalog.pg_type'::regclass AND d.objid = c.reltype AND d.deptype = 'e')
ORDER BY c.oid
