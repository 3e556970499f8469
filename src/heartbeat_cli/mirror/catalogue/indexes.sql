-- Indexes that no constraint made. INCLUDE columns are no keys.
SELECT i.indrelid,
       c.relname,
       ARRAY (SELECT CASE WHEN i.indkey[k - 1] <> 0
                          THEN (SELECT a.attname::text FROM pg_catalog.pg_attribute a
                                WHERE a.attrelid = i.indrelid AND a.attnum = i.indkey[k - 1])
                          ELSE pg_get_indexdef(i.indexrelid, k, false) END
              FROM generate_series(1, i.indnkeyatts) k ORDER BY k),
       i.indisunique,
       m.amname,
       pg_get_expr(i.indpred, i.indrelid)
FROM pg_catalog.pg_index i
JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
JOIN pg_catalog.pg_am m ON m.oid = c.relam
WHERE i.indrelid = ANY (%(relations)s)
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint k
                  WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
ORDER BY c.oid
