-- Usable B-trees of the tables `tables.sql` lists, by their oid. `columns` are column numbers in the index's order, 0 for
-- an expression; the first `keys` of them are its key. Bit 1 of an option says that the column is sorted downwards.
SELECT c.oid AS table,
       x.relname AS name,
       i.indisprimary AS primary,
       i.indisunique AS unique,
       i.indpred IS NOT NULL AS partial,
       i.indnkeyatts AS keys,
       i.indkey::text AS columns,
       i.indoption::text AS options
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_index i ON i.indrelid = c.oid
JOIN pg_class x ON x.oid = i.indexrelid
JOIN pg_am m ON m.oid = x.relam
WHERE n.nspname = ANY(%(schemas)s)
  AND c.relkind IN ('r', 'p', 'v', 'm')
  AND NOT c.relispartition
  AND m.amname = 'btree'
  AND i.indisvalid
  AND i.indisready
ORDER BY c.oid, x.relname
