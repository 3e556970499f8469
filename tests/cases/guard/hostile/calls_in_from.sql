SELECT count(*) FROM webbank_core.payment, pg_sleep(9) AS f
SELECT count(*) FROM webbank_core.payment, pg_ls_dir('/') AS f
SELECT count(*) FROM webbank_core.payment, lo_import('/etc/passwd') AS f
SELECT count(*) FROM webbank_core.payment, table_to_xml('x', true, true, '') AS f
SELECT count(*) FROM webbank_core.payment, set_config('a', 'b', false) AS f
SELECT count(*) FROM webbank_core.payment, pg_cancel_backend(1) AS f
SELECT count(*) FROM webbank_core.payment, nextval('s') AS f
SELECT count(*) FROM webbank_core.payment, gen_random_uuid() AS f
SELECT count(*) FROM webbank_core.payment, inet_server_addr() AS f
SELECT count(*) FROM webbank_core.payment, pg_logical_emit_message(true, 'a', 'b') AS f
SELECT count(*) FROM webbank_core.payment, pg_reload_conf() AS f
SELECT count(*) FROM webbank_core.payment, read_parquet('s3://x') AS f
SELECT count(*) FROM webbank_core.payment, read_json('x') AS f
SELECT count(*) FROM webbank_core.payment, query('SELECT 1') AS f
SELECT count(*) FROM webbank_core.payment, duckdb_settings() AS f
SELECT count(*) FROM webbank_core.payment, sqlite_scan('x', 'y') AS f
SELECT count(*) FROM webbank_core.payment, st_read('x') AS f
SELECT count(*) FROM webbank_core.payment, regexp_split_to_table(x, ',') AS f
SELECT count(*) FROM webbank_core.payment, pg_get_viewdef(1) AS f
SELECT count(*) FROM webbank_core.payment, currval('s') AS f
SELECT count(*) FROM webbank_core.payment, crosstab('select 1') AS f
