-- Indexes that no constraint made. INCLUDE columns are no keys. `spelt` are the keys as they stand in `definition`,
-- where their options (operator class, order and so on) follow them.
SELECT i.indrelid AS relation,
       c.relname AS name,
       ARRAY (SELECT COALESCE(a.attname::text, pg_get_indexdef(i.indexrelid, u.place::integer, false))
              FROM unnest(i.indkey) WITH ORDINALITY u (num, place)
              LEFT JOIN pg_catalog.pg_attribute a ON u.num <> 0 AND a.attrelid = i.indrelid AND a.attnum = u.num
              WHERE u.place <= i.indnkeyatts ORDER BY u.place) AS keys,
       ARRAY (SELECT pg_get_indexdef(i.indexrelid, place, false)
              FROM generate_series(1, i.indnkeyatts) place ORDER BY place) AS spelt,
       ARRAY (SELECT a.attname::text FROM unnest(i.indkey) WITH ORDINALITY u (num, place)
              JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.num
              WHERE u.place > i.indnkeyatts ORDER BY u.place) AS include,
       pg_get_indexdef(i.indexrelid) AS definition,
       i.indisunique AS unique,
       i.indisvalid AS valid,
       c.reloptions AS options,
       ts.spcname AS tablespace,
       ARRAY (SELECT a.attnum || '=' || a.attstattarget FROM pg_catalog.pg_attribute a
              WHERE a.attrelid = c.oid AND a.attstattarget >= 0 ORDER BY a.attnum) AS statistics,
       i.indnullsnotdistinct AS nulls_not_distinct,
       m.amname AS method,
       pg_get_expr(i.indpred, i.indrelid) AS condition,
       obj_description(c.oid, 'pg_class') AS comment
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_am m ON m.oid = c.relam
LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = c.reltablespace
WHERE i.indrelid = ANY (%(relations)s)
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k
                  WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
ORDER BY c.oid
