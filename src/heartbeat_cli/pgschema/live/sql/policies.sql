-- Row-level security policies of the given tables.
SELECT p.polrelid AS relation,
       p.polname AS name,
       p.polcmd::text AS command,
       p.polpermissive AS permissive,
       ARRAY (SELECT CASE WHEN r = 0 THEN 'public' ELSE pg_get_userbyid(r)::text END
              FROM unnest(p.polroles) r) AS roles,
       pg_get_expr(p.polqual, p.polrelid) AS using,
       pg_get_expr(p.polwithcheck, p.polrelid) AS check,
       obj_description(p.oid, 'pg_policy') AS comment
FROM pg_catalog.pg_policy p
WHERE p.polrelid = ANY (%(relations)s)
ORDER BY p.oid
