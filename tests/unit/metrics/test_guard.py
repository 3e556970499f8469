"""Metric SQL is one SELECT that only reads landed tables and only computes."""

import subprocess
import sys
from pathlib import Path

import pytest

from heartbeat_cli.errors import InvalidFileError, RefusedError
from heartbeat_cli.files.sql_place import SqlPlace
from heartbeat_cli.metrics import check_sql
from heartbeat_cli.pgschema import QName, grammar

READING = [
    "SELECT count(*) FROM a.b",
    "TABLE a.b",
    "SELECT count(*) FROM a.b;  -- the end",
    "WITH x AS (SELECT 1 AS n FROM a.b) SELECT sum(n) FROM x",
    "SELECT count(*) FROM a.b UNION ALL SELECT count(*) FROM a.b",
    "(SELECT count(*) FROM a.b)",
    "SELECT count(*) FILTER (WHERE extract(dow FROM t) = 1) FROM a.b",
    "SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY n) FROM a.b",
    "SELECT max(pg_catalog.lower(x)::int) FROM a.b WHERE t > now() AND d = current_date",
    "SELECT count(*) FROM a.b, generate_series(1, 3) AS g(n), LATERAL unnest(b.tags) AS u",
    "SELECT trim(both ' ' FROM x)::numeric + position('a' IN x) + substring(x FROM 1 FOR 2)::int FROM a.b",
    "SELECT coalesce(nullif(greatest(x, 1), 0), least(1, 2)) FROM a.b WHERE t AT TIME ZONE 'UTC' > localtimestamp",
]

REFUSED = [
    ("SELECT 1 FROM a.b; SELECT 2 FROM a.b", "2 statements"),
    ("", "found nothing"),
    ("-- only a comment", "found nothing"),
    ("DELETE FROM a.b", "this is DELETE"),
    ("INSERT INTO a.b VALUES (1)", "this is INSERT"),
    ("COPY a.b TO '/tmp/x'", "this is COPY"),
    ("EXPLAIN SELECT 1 FROM a.b", "this is EXPLAIN"),
    ("DO $$ BEGIN END $$", "this is DO"),
    ("SET timezone = 'UTC'", "this is"),
    ("SELECT 1 INTO x FROM a.b", "SELECT INTO"),
    ("SELECT count(*) FROM a.b WHERE EXISTS (SELECT 1 FROM a.c FOR UPDATE)", "FOR UPDATE"),
    ("WITH x AS (DELETE FROM a.b RETURNING 1) SELECT count(*) FROM x", "DELETE inside WITH"),
    ("WITH x AS (INSERT INTO a.b VALUES (1) RETURNING 1) SELECT count(*) FROM x", "INSERT inside WITH"),
    ("SELECT count(*) FROM a.b TABLESAMPLE system (1)", "TABLESAMPLE"),
    ("SELECT count(*) FROM a.b WHERE x = $1", "parameter"),
    ("SELECT a, b FROM a.b", "2 columns"),
    ("SELECT now()", "reads no table"),
    ("VALUES (1)", "reads no table"),
    ("SELECT count(*) FROM b", "which dataset"),
    ("WITH b AS (SELECT * FROM b) SELECT count(*) FROM b", "which dataset"),
    ("SELECT count(*) FROM x.a.b", "three parts"),
    ("SELECT count(*) FROM pg_catalog.pg_authid", "own catalogue"),
    ("SELECT count(*) FROM pg_toast.pg_toast_1", "own catalogue"),
    ("SELECT count(*) FROM information_schema.tables", "own catalogue"),
    ("SELECT current_user::int FROM a.b", "current_user"),
    ("SELECT a OPERATOR(x.+) b FROM a.b", "operator"),
]

FUNCTIONS = [
    *("pg_sleep(1)", "set_config('a', 'b', false)", "current_setting('x')", "lo_import('x')", "lo_export(1, 'x')"),
    *("dblink('x')", "pg_read_file('x')", "pg_read_binary_file('x')", "pg_ls_dir('x')", "nextval('x')", "random()"),
    *("read_csv('x')", "read_text('x')", "read_parquet('x')", "glob('*')", "read_json_auto('x')", "sniff_csv('x')"),
    *("query('SELECT 1')", "query_table('x')", "duckdb_secrets()", "which_secret('x', 'y')", "getenv('HOME')"),
    *("pg_advisory_lock(1)", "pg_terminate_backend(1)", "pg_notify('a', 'b')", "query_to_xml('x', true, true, '')"),
    *("gen_random_uuid()", "txid_current()", "pragma_version()", "postgres_attach('x')", "core.now()", "timeofday()"),
]


@pytest.mark.parametrize("sql", READING)
def test_reading_select_passes(sql: str) -> None:
    assert check_sql(sql) == (QName("a", "b"),)


@pytest.mark.parametrize(("sql", "message"), REFUSED)
def test_anything_else_is_refused(sql: str, message: str) -> None:
    with pytest.raises(RefusedError, match=message) as caught:
        check_sql(sql)
    assert caught.value.exit_code == 5


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize(
    "sql",
    [
        "SELECT max({}::text::int) FROM a.b",
        "SELECT count(*) FROM a.b, {} AS f",
        "SELECT count(*) FROM a.b WHERE x IN (SELECT 1 FROM a.c UNION SELECT count(*) FROM {} AS g)",
        "WITH x AS (SELECT {} FROM a.b) SELECT count(*) FROM a.b ORDER BY 1",
    ],
)
def test_function_that_does_more_than_compute_is_refused(sql: str, function: str) -> None:
    name = function.partition("(")[0]
    with pytest.raises(RefusedError, match=rf"cannot call {name}\(\)"):
        check_sql(sql.format(function))


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("SELECT FROM FROM", "syntax error"),
        ("SELECT count(* FROM a.b", "syntax error"),
        ("SELECT * FROM 'file.csv'", "syntax error"),
        ("SELECT count(*) FROM a.b \0; DROP TABLE a.b", "zero byte"),
        (f"SELECT {'(' * 4000}1{')' * 4000} FROM a.b", "nested too deeply"),
        (f"SELECT 1{'+1' * 10000} FROM a.b", "nested too deeply"),
        (f"SELECT count(*) FROM a.b WHERE x = '{'x' * 50_000}'", "longer than"),
    ],
)
def test_what_is_no_sql_is_an_invalid_file(sql: str, message: str) -> None:
    with pytest.raises(InvalidFileError, match=message) as caught:
        check_sql(sql)
    assert caught.value.exit_code == 1


@pytest.mark.parametrize(
    "value",
    [
        f"1{'+1' * 235} + count(*)",
        f"{'NOT ' * 235} bool_and(true)",
        f"count(*){'::bigint' * 235}",
        f"{'coalesce(' * 150}count(*){', 1)' * 150}",
    ],
)
def test_what_is_nested_deeper_than_rules_go_is_refused(value: str) -> None:
    with pytest.raises(RefusedError, match="the SQL is nested too deeply"):
        check_sql(f"SELECT {value} FROM a.b")


def test_place_is_the_line_of_the_file() -> None:
    place = SqlPlace(Path("db/candidates/x.yml"), 12)
    with pytest.raises(RefusedError) as caught:
        check_sql("SELECT 'äöü€',\n-- two\n lo_import('x')\nFROM a.b", place)
    assert caught.value.where == "db/candidates/x.yml:14:2"
    with pytest.raises(InvalidFileError) as broken:
        check_sql("SELECT count(*)\nFORM a.b", place)
    assert broken.value.where == "db/candidates/x.yml:13:6"


def test_the_package_around_the_grammar_is_not_needed() -> None:
    """On an Intel Mac there is the library alone."""
    program = (
        "import sys\n"
        "sys.modules['postgast'] = sys.modules['postgast.native'] = None\n"
        "from heartbeat_cli.pgschema import grammar\n"
        f"grammar._find_library = lambda: {grammar._find_library()!r}\n"
        "from heartbeat_cli.metrics import check_sql\n"
        "print(*check_sql('SELECT count(*) FROM a.b'))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("a.b\n", "")
