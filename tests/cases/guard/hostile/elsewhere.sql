SELECT count(*) FROM payment
SELECT count(*) FROM pg_catalog.pg_authid
SELECT count(*) FROM information_schema.tables
SELECT count(*) FROM pg_stat_activity
SELECT count(*) FROM pg_catalog.pg_shadow
SELECT count(*) FROM webbank.core.payment
SELECT count(*) FROM pg_toast.pg_toast_1
SELECT count(*) FROM pg_temp.x
SELECT count(*) FROM marts.webbank_core.payment
SELECT count(*) FROM "PG_CATALOG".x.y
SELECT count(*) FROM pg_settings
SELECT count(*) FROM duckdb_tables
SELECT count(*) FROM webbank_core.payment WHERE x = current_user
SELECT count(*) FROM webbank_core.payment WHERE x = session_user
SELECT count(*) FROM webbank_core.payment WHERE x = current_catalog
SELECT count(*) FROM webbank_core.payment WHERE x = current_schema
SELECT count(*) FROM webbank_core.payment WHERE x = $1
SELECT count(*) FROM webbank_core.payment TABLESAMPLE bernoulli (1)
SELECT id OPERATOR(public.+) 1 FROM webbank_core.payment
SELECT count(*), 1 FROM webbank_core.payment
SELECT 'file.csv'
SELECT count(*) FROM webbank_core.payment, 'x.parquet'
SELECT 1
VALUES (1)
SELECT now()
SELECT sum(x) FROM public.lower('a') AS f(x), webbank_core.payment
SELECT count(*) FROM webbank_core.payment WHERE ctid = '(0,1)' AND nextval('x') > 1
