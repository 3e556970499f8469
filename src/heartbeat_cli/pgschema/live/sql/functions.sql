-- Functions, window functions and procedures that no extension owns; no aggregates.
SELECT n.nspname AS schema,
       p.proname AS name,
       ARRAY (SELECT format_type(u.type, NULL) FROM unnest(p.proargtypes) WITH ORDINALITY u (type, place)
              ORDER BY u.place) AS takes,
       pg_get_function_arguments(p.oid) AS arguments,
       pg_get_function_result(p.oid) AS returns,
       p.prokind::text AS routine,
       l.lanname AS language,
       p.provolatile::text AS volatility,
       p.proisstrict AS strict,
       p.prosecdef AS security_definer,
       p.proleakproof AS leakproof,
       p.proparallel::text AS parallel,
       p.procost AS cost,
       p.prorows AS rows,
       NULLIF(p.prosupport::oid, 0)::regproc::text AS support,
       p.proconfig AS config,
       ARRAY (SELECT format_type(u.type, NULL) FROM unnest(p.protrftypes) WITH ORDINALITY u (type, place)
              ORDER BY u.place) AS transforms,
       p.probin AS binary,
       p.prosrc AS source,
       pg_get_function_sqlbody(p.oid) AS parsed,
       obj_description(p.oid, 'pg_proc') AS comment
FROM pg_catalog.pg_proc p
JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_language l ON l.oid = p.prolang
WHERE p.prokind IN ('f', 'w', 'p')
  AND n.nspname NOT IN ('pg_catalog', 'information_schema')
  AND n.nspname !~ '^pg_(toast|temp)'
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_catalog.pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('e', 'i'))
ORDER BY p.proname, p.oid
