-- Primary (p), unique (u), foreign (f), check (c) and exclusion (x) constraints of the given relations and domains.
-- Of foreign keys the copies that PostgreSQL keeps on partitions, and for partitioned targets, are left out: pg_dump
-- does not write them either.
SELECT CASE WHEN k.conrelid <> 0 THEN k.conrelid ELSE k.contypid END AS relation,
       k.contype::text AS kind,
       k.conname AS name,
       ARRAY (SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u (num, place)
              JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num ORDER BY u.place) AS columns,
       fn.nspname AS target_schema,
       fc.relname AS target,
       ARRAY (SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u (num, place)
              JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.num
              ORDER BY u.place) AS target_columns,
       k.confdeltype::text AS on_delete,
       k.confupdtype::text AS on_update,
       k.condeferrable AS deferrable,
       k.condeferred AS initially_deferred,
       CASE WHEN k.contype IN ('p', 'u') THEN i.indisvalid ELSE k.convalidated END AS valid,
       k.conenforced AS enforced,
       k.connoinherit AS no_inherit,
       k.conperiod AS period,
       k.conperiod AS without_overlaps,
       k.confmatchtype::text AS match,
       ARRAY (SELECT a.attname::text FROM unnest(k.confdelsetcols) WITH ORDINALITY u (num, place)
              JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num
              ORDER BY u.place) AS set_columns,
       CASE WHEN k.contype = 'c' THEN pg_get_expr(k.conbin, k.conrelid) END AS expression,
       CASE WHEN k.contype IN ('p', 'u', 'x') THEN
           ARRAY (SELECT a.attname::text FROM unnest(i.indkey) WITH ORDINALITY u (num, place)
                  JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num
                  WHERE u.place > i.indnkeyatts ORDER BY u.place) END AS include,
       COALESCE(i.indnullsnotdistinct, false) AS nulls_not_distinct,
       CASE WHEN k.contype = 'x' THEN
           ARRAY (SELECT COALESCE(a.attname::text, pg_get_indexdef(i.indexrelid, u.place::integer, false))
                  FROM unnest(i.indkey) WITH ORDINALITY u (num, place)
                  LEFT JOIN pg_catalog.pg_attribute a ON u.num <> 0 AND a.attrelid = k.conrelid AND a.attnum = u.num
                  WHERE u.place <= i.indnkeyatts ORDER BY u.place) END AS elements,
       CASE WHEN k.contype = 'x' THEN
           ARRAY (SELECT CASE WHEN n.nspname = 'pg_catalog' THEN o.oprname::text
                              ELSE format('OPERATOR(%%I.%%s)', n.nspname, o.oprname) END
                  FROM unnest(k.conexclop) WITH ORDINALITY u (operator, place)
                  JOIN pg_catalog.pg_operator o ON o.oid = u.operator
                  JOIN pg_catalog.pg_namespace n ON n.oid = o.oprnamespace ORDER BY u.place) END AS operators,
       CASE WHEN k.contype = 'x' THEN m.amname END AS method,
       CASE WHEN k.contype = 'x' THEN pg_get_indexdef(i.indexrelid) END AS definition,
       CASE WHEN k.contype = 'x' THEN
           ARRAY (SELECT pg_get_indexdef(i.indexrelid, place, false)
                  FROM generate_series(1, i.indnkeyatts) place ORDER BY place) END AS spelt,
       ic.reloptions AS options,
       ts.spcname AS tablespace,
       CASE WHEN k.contype = 'x' THEN pg_get_expr(i.indpred, i.indrelid) END AS condition,
       obj_description(k.oid, 'pg_constraint') AS comment
FROM pg_catalog.pg_constraint k
LEFT JOIN pg_catalog.pg_class fc ON fc.oid = k.confrelid
LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = fc.relnamespace
LEFT JOIN pg_catalog.pg_index i ON k.contype IN ('p', 'u', 'x') AND i.indexrelid = k.conindid
LEFT JOIN pg_catalog.pg_class ic ON ic.oid = i.indexrelid
LEFT JOIN pg_catalog.pg_am m ON m.oid = ic.relam
LEFT JOIN pg_catalog.pg_tablespace ts ON ts.oid = ic.reltablespace
WHERE (k.conrelid = ANY (%(relations)s) OR (k.conrelid = 0 AND k.contypid <> 0))
  AND (k.contype IN ('p', 'u', 'c', 'x') OR (k.contype = 'f' AND k.conparentid = 0))
ORDER BY k.oid
