-- The kinds of things that are there and that the other queries leave out; what an extension owns is none of them.
SELECT kind
FROM (SELECT 'aggregates' AS kind, 'pg_catalog.pg_proc'::regclass AS class, p.oid AS object
      FROM pg_catalog.pg_proc p WHERE p.prokind = 'a'
      UNION ALL SELECT 'casts', 'pg_catalog.pg_cast'::regclass, c.oid FROM pg_catalog.pg_cast c
      UNION ALL SELECT 'collations', 'pg_catalog.pg_collation'::regclass, c.oid FROM pg_catalog.pg_collation c
      UNION ALL SELECT 'conversions', 'pg_catalog.pg_conversion'::regclass, c.oid FROM pg_catalog.pg_conversion c
      UNION ALL SELECT 'default privileges', 'pg_catalog.pg_default_acl'::regclass, a.oid
      FROM pg_catalog.pg_default_acl a
      UNION ALL SELECT 'event triggers', 'pg_catalog.pg_event_trigger'::regclass, e.oid
      FROM pg_catalog.pg_event_trigger e
      UNION ALL SELECT 'foreign data wrappers', 'pg_catalog.pg_foreign_data_wrapper'::regclass, f.oid
      FROM pg_catalog.pg_foreign_data_wrapper f
      UNION ALL SELECT 'foreign servers', 'pg_catalog.pg_foreign_server'::regclass, f.oid
      FROM pg_catalog.pg_foreign_server f
      UNION ALL SELECT 'languages', 'pg_catalog.pg_language'::regclass, l.oid FROM pg_catalog.pg_language l
      UNION ALL SELECT 'operators', 'pg_catalog.pg_operator'::regclass, o.oid FROM pg_catalog.pg_operator o
      UNION ALL SELECT 'operators', 'pg_catalog.pg_opclass'::regclass, o.oid FROM pg_catalog.pg_opclass o
      UNION ALL SELECT 'publications', 'pg_catalog.pg_publication'::regclass, p.oid FROM pg_catalog.pg_publication p
      UNION ALL SELECT 'rules', 'pg_catalog.pg_rewrite'::regclass, r.oid
      FROM pg_catalog.pg_rewrite r WHERE r.rulename <> '_RETURN'
      UNION ALL SELECT 'statistics', 'pg_catalog.pg_statistic_ext'::regclass, s.oid
      FROM pg_catalog.pg_statistic_ext s
      UNION ALL SELECT 'text search objects', 'pg_catalog.pg_ts_config'::regclass, t.oid
      FROM pg_catalog.pg_ts_config t
      UNION ALL SELECT 'text search objects', 'pg_catalog.pg_ts_dict'::regclass, t.oid FROM pg_catalog.pg_ts_dict t
      UNION ALL SELECT 'transforms', 'pg_catalog.pg_transform'::regclass, t.oid FROM pg_catalog.pg_transform t) found
WHERE object >= 16384
  AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
                  WHERE d.classid = found.class AND d.objid = found.object AND d.deptype IN ('e', 'i'))
UNION SELECT 'security labels' WHERE EXISTS (SELECT 1 FROM pg_catalog.pg_seclabel)
UNION SELECT 'rights on functions' WHERE EXISTS (
    SELECT 1 FROM pg_catalog.pg_proc p WHERE p.proacl IS NOT NULL AND p.oid >= 16384)
UNION SELECT 'rights on types' WHERE EXISTS (
    SELECT 1 FROM pg_catalog.pg_type t WHERE t.typacl IS NOT NULL AND t.oid >= 16384)
UNION SELECT 'base types' WHERE EXISTS (
    SELECT 1 FROM pg_catalog.pg_type t
    WHERE t.typtype = 'b' AND t.typelem = 0 AND t.oid >= 16384
      AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_depend d
                      WHERE d.classid = 'pg_catalog.pg_type'::regclass AND d.objid = t.oid AND d.deptype IN ('e', 'i')))
UNION SELECT 'options of range types' WHERE EXISTS (
    SELECT 1 FROM pg_catalog.pg_range r
    WHERE r.rngtypid >= 16384 AND (r.rngcanonical <> 0 OR r.rngsubdiff <> 0))
UNION SELECT 'unlogged sequences' WHERE EXISTS (
    SELECT 1 FROM pg_catalog.pg_class c WHERE c.relkind = 'S' AND c.relpersistence = 'u')
UNION SELECT 'names of NOT NULL constraints' WHERE EXISTS (
    SELECT 1 FROM pg_catalog.pg_constraint k WHERE k.contype = 'n' AND k.oid >= 16384 AND k.conname !~ '_not_null[0-9]*$')
UNION SELECT 'owners'
