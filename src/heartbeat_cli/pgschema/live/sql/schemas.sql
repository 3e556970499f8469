-- Namespaces a user made, and their comments; the one `public` comes with is none.
SELECT n.oid,
       n.nspname AS name,
       NULLIF(obj_description(n.oid, 'pg_namespace'), 'standard public schema') AS comment
FROM pg_catalog.pg_namespace n
WHERE n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND n.nspname !~ '^pg_(toast|temp)'
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_catalog.pg_namespace'::regclass AND d.objid = n.oid AND d.deptype = 'e')
ORDER BY n.oid
