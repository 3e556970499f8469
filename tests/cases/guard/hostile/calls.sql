SELECT max(pg_sleep(9)::text::int) FROM webbank_core.payment
SELECT max(pg_sleep_for('9 s')::text::int) FROM webbank_core.payment
SELECT max(pg_read_file('/etc/passwd')::text::int) FROM webbank_core.payment
SELECT max(pg_ls_dir('/')::text::int) FROM webbank_core.payment
SELECT max(pg_stat_file('/')::text::int) FROM webbank_core.payment
SELECT max(lo_get(1)::text::int) FROM webbank_core.payment
SELECT max(lo_import('/etc/passwd')::text::int) FROM webbank_core.payment
SELECT max(dblink('x', 'y')::text::int) FROM webbank_core.payment
SELECT max(query_to_xml('select 1', true, true, '')::text::int) FROM webbank_core.payment
SELECT max(table_to_xml('x', true, true, '')::text::int) FROM webbank_core.payment
SELECT max(database_to_xml(true, true, '')::text::int) FROM webbank_core.payment
SELECT max(cursor_to_xml('c', 1, true, true, '')::text::int) FROM webbank_core.payment
SELECT max(set_config('a', 'b', false)::text::int) FROM webbank_core.payment
SELECT max(current_setting('x')::text::int) FROM webbank_core.payment
SELECT max(pg_terminate_backend(1)::text::int) FROM webbank_core.payment
SELECT max(pg_cancel_backend(1)::text::int) FROM webbank_core.payment
SELECT max(pg_advisory_lock(1)::text::int) FROM webbank_core.payment
SELECT max(pg_notify('a', 'b')::text::int) FROM webbank_core.payment
SELECT max(nextval('s')::text::int) FROM webbank_core.payment
SELECT max(setval('s', 1)::text::int) FROM webbank_core.payment
SELECT max(random()::text::int) FROM webbank_core.payment
SELECT max(gen_random_uuid()::text::int) FROM webbank_core.payment
SELECT max(uuid_generate_v4()::text::int) FROM webbank_core.payment
SELECT max(version()::text::int) FROM webbank_core.payment
SELECT max(inet_server_addr()::text::int) FROM webbank_core.payment
SELECT max(pg_backend_pid()::text::int) FROM webbank_core.payment
SELECT max(txid_current()::text::int) FROM webbank_core.payment
SELECT max(pg_logical_emit_message(true, 'a', 'b')::text::int) FROM webbank_core.payment
SELECT max(pg_export_snapshot()::text::int) FROM webbank_core.payment
SELECT max(pg_switch_wal()::text::int) FROM webbank_core.payment
SELECT max(pg_reload_conf()::text::int) FROM webbank_core.payment
SELECT max(has_table_privilege('x', 'y')::text::int) FROM webbank_core.payment
SELECT max(read_csv('x')::text::int) FROM webbank_core.payment
SELECT max(read_parquet('s3://x')::text::int) FROM webbank_core.payment
SELECT max(read_text('/etc/passwd')::text::int) FROM webbank_core.payment
SELECT max(read_blob('x')::text::int) FROM webbank_core.payment
SELECT max(read_json('x')::text::int) FROM webbank_core.payment
SELECT max(glob('/*')::text::int) FROM webbank_core.payment
SELECT max(getenv('HOME')::text::int) FROM webbank_core.payment
SELECT max(query('SELECT 1')::text::int) FROM webbank_core.payment
SELECT max(query_table('x')::text::int) FROM webbank_core.payment
SELECT max(duckdb_secrets()::text::int) FROM webbank_core.payment
SELECT max(duckdb_settings()::text::int) FROM webbank_core.payment
SELECT max(pragma_database_list()::text::int) FROM webbank_core.payment
SELECT max(parquet_metadata('x')::text::int) FROM webbank_core.payment
SELECT max(sqlite_scan('x', 'y')::text::int) FROM webbank_core.payment
SELECT max(postgres_query('x', 'y')::text::int) FROM webbank_core.payment
SELECT max(iceberg_scan('x')::text::int) FROM webbank_core.payment
SELECT max(st_read('x')::text::int) FROM webbank_core.payment
SELECT max(format('%s', 1)::text::int) FROM webbank_core.payment
SELECT max(array_fill(1, ARRAY[9])::text::int) FROM webbank_core.payment
SELECT max(regexp_split_to_table(x, ',')::text::int) FROM webbank_core.payment
SELECT max(ts_stat('select 1')::text::int) FROM webbank_core.payment
SELECT max(xpath('/x', '<x/>')::text::int) FROM webbank_core.payment
SELECT max(pg_get_viewdef(1)::text::int) FROM webbank_core.payment
SELECT max(col_description(1, 1)::text::int) FROM webbank_core.payment
SELECT max(to_regclass('x')::text::int) FROM webbank_core.payment
SELECT max(currval('s')::text::int) FROM webbank_core.payment
SELECT max(lastval()::text::int) FROM webbank_core.payment
SELECT max(pg_typeof(1)::text::int) FROM webbank_core.payment
SELECT max(crosstab('select 1')::text::int) FROM webbank_core.payment
SELECT max(http_get('x')::text::int) FROM webbank_core.payment
SELECT max(pg_relation_size(1)::text::int) FROM webbank_core.payment
