-- Every type a column can have; arrays by their element, domains by what they stand on.
SELECT t.oid,
       t.typname AS name,
       n.nspname = 'pg_catalog' AS builtin,
       t.typtype::text AS kind,
       t.typbasetype AS base,
       t.typtypmod AS base_typmod,
       CASE WHEN t.typcategory = 'A' THEN t.typelem ELSE 0 END AS element
FROM pg_type t
JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE t.typtype <> 'p'
