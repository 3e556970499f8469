-- Columns of the tables `tables.sql` lists, by their oid. `numbered`: its default takes the next number of a sequence (read
-- from the dependencies: the expression itself would be deparsed under the table's lock). `refers`: part of a foreign key.
WITH wanted AS MATERIALIZED (
    SELECT c.oid
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = ANY(%(schemas)s)
      AND c.relkind IN ('r', 'p', 'v', 'm')
      AND NOT c.relispartition
), refers AS (
    SELECT DISTINCT k.conrelid, unnest(k.conkey) AS number
    FROM pg_constraint k
    JOIN wanted ON wanted.oid = k.conrelid
    WHERE k.contype = 'f'
), unproven AS (
    -- NOT NULL NOT VALID (PostgreSQL 18): rows from before may be null.
    SELECT k.conrelid, unnest(k.conkey) AS number FROM pg_constraint k WHERE k.contype = 'n' AND NOT k.convalidated
), numbered AS (
    SELECT DISTINCT d.adrelid, d.adnum
    FROM pg_depend p
    JOIN pg_attrdef d ON d.oid = p.objid
    JOIN pg_class s ON s.oid = p.refobjid AND s.relkind = 'S'
    WHERE p.classid = 'pg_attrdef'::regclass AND p.refclassid = 'pg_class'::regclass
)
SELECT wanted.oid AS table,
       a.attname AS name,
       a.attnum AS number,
       a.atttypid AS type,
       a.atttypmod AS typmod,
       a.attnotnull AND unproven.number IS NULL AS never_null,
       a.attidentity <> '' AS identity,
       has_column_privilege(a.attrelid, a.attnum, 'SELECT') AS may_read,
       numbered.adnum IS NOT NULL AS numbered,
       refers.number IS NOT NULL AS refers
FROM wanted
JOIN pg_attribute a ON a.attrelid = wanted.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN refers ON refers.conrelid = a.attrelid AND refers.number = a.attnum
LEFT JOIN unproven ON unproven.conrelid = a.attrelid AND unproven.number = a.attnum
LEFT JOIN numbered ON numbered.adrelid = a.attrelid AND numbered.adnum = a.attnum
ORDER BY a.attrelid, a.attnum
