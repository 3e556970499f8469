-- What roles other than the owner were granted on relations, their columns, sequences and schemas. An object whose ACL is
-- NULL has granted nothing.
SELECT g.object AS relation,
       g.column_name,
       CASE WHEN e.grantee = 0 THEN 'public' ELSE pg_get_userbyid(e.grantee)::text END AS grantee,
       lower(e.privilege_type) AS privilege,
       bool_or(e.is_grantable) AS grantable
FROM (SELECT c.oid AS object, NULL::name AS column_name, 0 AS place, c.relowner AS owner, c.relacl AS acl
      FROM pg_catalog.pg_class c WHERE c.relacl IS NOT NULL
      UNION ALL
      SELECT a.attrelid, a.attname, a.attnum, c.relowner, a.attacl
      FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
      WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
      UNION ALL
      SELECT n.oid, NULL, 0, n.nspowner, n.nspacl
      FROM pg_catalog.pg_namespace n WHERE n.nspacl IS NOT NULL) g,
     pg_catalog.aclexplode(g.acl) e
WHERE g.object = ANY (%(relations)s) AND e.grantee <> g.owner
GROUP BY g.object, g.place, g.column_name, 3, 4
ORDER BY g.object, g.place, 3, 4
