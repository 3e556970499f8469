-- Tables, partitioned ones by their parents, and views of some schemas: what the planner believes about their size, and what was done to
-- them since the statistics began. A partitioned table is the sum of its leaves. Only the catalogue is read: an exact
-- size, or pg_partition_tree, would wait for whoever holds a table's lock.
--
-- `since` changes with everything that would make equal counters a lie: statistics that were reset (the database's), or
-- lost in a crash (the background writer's are then new as well); a table that was truncated or rewritten (its files);
-- a partition that came or went.
-- Wide values lie in a table of their own (TOAST), in pieces of 2,000 bytes: ANALYZE does not look there, so its size is
-- that of the pages VACUUM saw, or that of its live pieces.
WITH RECURSIVE server AS MATERIALIZED (
    SELECT current_setting('block_size')::bigint AS block,
           NOT pg_is_in_recovery() AND current_setting('track_counts')::boolean AS counts,
           concat_ws('/', (SELECT stats_reset FROM pg_stat_database WHERE datname = current_database()),
                     (SELECT stats_reset FROM pg_stat_bgwriter)) AS since
), wanted AS MATERIALIZED (
    SELECT c.oid, c.relname, c.relkind, c.relnamespace
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = ANY(%(schemas)s)
      AND c.relkind IN ('r', 'p', 'v', 'm')
      AND NOT c.relispartition
), tree AS (
    SELECT oid AS root, oid AS part FROM wanted
    UNION
    SELECT tree.root, i.inhrelid FROM tree JOIN pg_inherits i ON i.inhparent = tree.part
), parts AS (
    SELECT tree.root,
           sum(nullif(c.reltuples, -1)) FILTER (WHERE c.relkind <> 'v') AS rows,
           sum(nullif(c.relpages, 0)) AS pages,
           sum(greatest(t.relpages * server.block, pg_stat_get_live_tuples(t.oid) * 2000)) AS wide,
           count(*) - 1 AS children,
           bool_and(c.relkind = 'r') AS counted,
           sum(pg_stat_get_tuples_inserted(c.oid)) AS inserted,
           sum(pg_stat_get_tuples_updated(c.oid)) AS updated,
           sum(pg_stat_get_tuples_deleted(c.oid)) AS deleted,
           md5(string_agg(c.oid || ':' || c.relfilenode, ',' ORDER BY c.oid)) AS files
    FROM tree
    CROSS JOIN server
    JOIN pg_class c ON c.oid = tree.part
    LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
    WHERE c.relkind <> 'p'
    GROUP BY tree.root
)
SELECT wanted.oid,
       n.nspname AS schema,
       wanted.relname AS name,
       wanted.relkind = 'p' AS partitioned,
       wanted.relkind IN ('v', 'm') AS is_view,
       wanted.relkind <> 'v' AS has_places,
       CASE WHEN wanted.relkind = 'r' THEN coalesce(parts.children, 0) ELSE 0 END AS children,
       has_schema_privilege(n.oid, 'USAGE') AS may_use,
       has_table_privilege(wanted.oid, 'SELECT') AS may_read,
       row_security_active(wanted.oid) AS filtered,
       parts.rows::bigint AS rows,
       (parts.pages * server.block + coalesce(parts.wide, 0))::bigint AS bytes,
       coalesce(parts.wide, 0)::bigint AS wide,
       server.counts AND coalesce(parts.counted, true) AS counted,
       coalesce(parts.inserted, 0)::bigint AS inserted,
       coalesce(parts.updated, 0)::bigint AS updated,
       coalesce(parts.deleted, 0)::bigint AS deleted,
       concat_ws('/', nullif(server.since, ''), parts.files) AS since
FROM wanted
JOIN pg_namespace n ON n.oid = wanted.relnamespace
CROSS JOIN server
LEFT JOIN parts ON parts.root = wanted.oid
ORDER BY n.nspname, wanted.relname
