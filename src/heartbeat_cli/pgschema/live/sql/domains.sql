-- Domains that no extension owns.
SELECT t.oid,
       n.nspname AS schema,
       t.typname AS name,
       format_type(t.typbasetype, t.typtypmod) AS type,
       NOT t.typnotnull AS nullable,
       pg_get_expr(t.typdefaultbin, 0) AS expression,
       CASE WHEN o.collname IS NOT NULL AND t.typcollation <> b.typcollation
            THEN CASE WHEN on_.nspname = 'pg_catalog' THEN '' ELSE on_.nspname || '.' END || o.collname END AS collation,
       obj_description(t.oid, 'pg_type') AS comment
FROM pg_catalog.pg_type t
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
LEFT JOIN pg_catalog.pg_collation o ON o.oid = t.typcollation
LEFT JOIN pg_catalog.pg_namespace on_ ON on_.oid = o.collnamespace
WHERE t.typtype = 'd'
  AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_catalog.pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
ORDER BY t.oid
