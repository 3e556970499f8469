-- Columns of the given relations, and attributes of the given composite types, in order.
SELECT a.attrelid AS relation,
       a.attname AS name,
       format_type(a.atttypid, a.atttypmod) AS type,
       NOT a.attnotnull AS nullable,
       pg_get_expr(d.adbin, d.adrelid) AS expression,
       a.attidentity::text AS identity,
       a.attgenerated::text AS generated,
       a.attinhcount > 0 AS inherited,
       CASE WHEN o.collname IS NOT NULL AND a.attcollation <> t.typcollation
            THEN CASE WHEN on_.nspname = 'pg_catalog' THEN '' ELSE on_.nspname || '.' END || o.collname END AS collation,
       a.attstorage::text AS storage,
       t.typstorage::text AS usual_storage,
       a.attcompression::text AS compression,
       a.attstattarget AS statistics,
       a.attoptions AS options,
       a.attfdwoptions AS foreign_options,
       n.connoinherit AS not_null_not_inherited,
       NOT n.convalidated AS not_null_not_valid,
       col_description(a.attrelid, a.attnum) AS comment
FROM pg_catalog.pg_attribute a
JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
LEFT JOIN pg_catalog.pg_collation o ON o.oid = a.attcollation
LEFT JOIN pg_catalog.pg_namespace on_ ON on_.oid = o.collnamespace
LEFT JOIN pg_catalog.pg_constraint n
       ON n.conrelid = a.attrelid AND n.contype = 'n' AND n.conkey = ARRAY[a.attnum]
WHERE a.attrelid = ANY (%(relations)s) AND a.attnum > 0 AND NOT a.attisdropped
ORDER BY a.attrelid, a.attnum
