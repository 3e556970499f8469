-- Base tables and partitioned parents of some schemas, with what the planner believes about their size. The exact size
-- would wait for whoever holds a table's lock.
SELECT n.nspname AS schema,
       c.relname AS name,
       c.relkind = 'p' AS partitioned,
       has_schema_privilege(n.oid, 'USAGE') AS may_use,
       has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') AS may_read,
       CASE WHEN c.relkind = 'p' THEN parts.rows ELSE nullif(c.reltuples, -1) END::bigint AS rows,
       CASE WHEN c.relkind = 'p' THEN parts.bytes ELSE nullif(c.relpages, 0) * block.bytes END::bigint AS bytes
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN (SELECT current_setting('block_size')::bigint AS bytes) AS block
LEFT JOIN LATERAL (
    SELECT sum(nullif(leaf.reltuples, -1)) AS rows, sum(nullif(leaf.relpages, 0)) * block.bytes AS bytes
    FROM pg_partition_tree(c.oid) AS tree
    JOIN pg_class leaf ON leaf.oid = tree.relid
    WHERE tree.isleaf
) AS parts ON c.relkind = 'p'
WHERE n.nspname = ANY(%(schemas)s)
  AND c.relkind IN ('r', 'p')
  AND NOT c.relispartition
ORDER BY n.nspname, c.relname
