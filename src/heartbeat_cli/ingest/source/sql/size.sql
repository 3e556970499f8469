-- What a table takes now: bytes with all that belongs to it, pages and bytes of a page, the rows that many pages have at
-- the density they were last counted with (NULL: never counted), and the rows that changed since.
WITH RECURSIVE tree AS (
    SELECT %(table)s::regclass::oid AS part
    UNION ALL
    SELECT i.inhrelid FROM tree JOIN pg_inherits i ON %(partitioned)s AND i.inhparent = tree.part
), leaf AS (
    SELECT c.reltuples,
           c.relpages,
           pg_table_size(c.oid) AS bytes,
           pg_relation_size(c.oid) / current_setting('block_size')::bigint AS pages,
           pg_stat_get_mod_since_analyze(c.oid) AS changed
    FROM tree
    JOIN pg_class c ON c.oid = tree.part
    WHERE c.relkind = 'r'
)
SELECT coalesce(sum(bytes), 0)::bigint,
       coalesce(sum(pages), 0)::bigint,
       current_setting('block_size')::int,
       CASE WHEN bool_and(pages = 0 OR (relpages > 0 AND reltuples >= 0)) THEN
           sum(CASE WHEN relpages > 0 THEN reltuples / relpages * pages ELSE 0 END)
       END::double precision,
       greatest(sum(changed), sum(abs(pages - relpages) * greatest(reltuples, 0) / greatest(relpages, 1)))::double precision
FROM leaf
