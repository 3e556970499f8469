-- Primary (p), unique (u), foreign (f) and check (c) constraints. Of foreign keys the copies that PostgreSQL keeps on
-- partitions, and for partitioned targets, are left out: pg_dump does not write them either.
SELECT k.conrelid,
       k.contype::text,
       k.conname,
       ARRAY (SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY u (num, place)
              JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.num ORDER BY u.place),
       fn.nspname,
       fc.relname,
       ARRAY (SELECT a.attname::text FROM unnest(k.confkey) WITH ORDINALITY u (num, place)
              JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.num ORDER BY u.place),
       CASE WHEN k.contype = 'c' THEN pg_get_expr(k.conbin, k.conrelid) END
FROM pg_catalog.pg_constraint k
LEFT JOIN pg_catalog.pg_class fc ON fc.oid = k.confrelid
LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = fc.relnamespace
WHERE k.conrelid = ANY (%(relations)s)
  AND (k.contype IN ('p', 'u', 'c') OR (k.contype = 'f' AND k.conparentid = 0))
ORDER BY k.oid
