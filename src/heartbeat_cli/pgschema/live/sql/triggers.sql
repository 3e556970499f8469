-- Triggers of the given relations that somebody made: neither those behind constraints nor a partition's copies.
SELECT t.tgrelid AS relation,
       t.tgname AS name,
       t.tgtype::integer AS kinds,
       t.tgenabled::text AS enabled,
       t.tgconstraint <> 0 AS constraint,
       t.tgdeferrable AS deferrable,
       t.tginitdeferred AS initially_deferred,
       t.tgoldtable AS old_table,
       t.tgnewtable AS new_table,
       ARRAY (SELECT a.attname::text FROM unnest(t.tgattr) WITH ORDINALITY u (num, place)
              JOIN pg_catalog.pg_attribute a ON a.attrelid = t.tgrelid AND a.attnum = u.num
              ORDER BY u.place) AS update_of,
       NULLIF(t.tgconstrrelid, 0)::regclass::text AS referenced,
       pg_get_triggerdef(t.oid) AS definition,
       obj_description(t.oid, 'pg_trigger') AS comment
FROM pg_catalog.pg_trigger t
WHERE t.tgrelid = ANY (%(relations)s) AND NOT t.tgisinternal AND t.tgparentid = 0
ORDER BY t.tgrelid, t.tgname
