"""What would run is what was judged: SQL that sqlglot reads differently from PostgreSQL is refused."""

from collections.abc import Iterator
from datetime import UTC, datetime

import duckdb
import pytest

from heartbeat_cli.errors import HbError, InvalidFileError, RefusedError
from heartbeat_cli.files import NOWHERE, SqlPlace
from heartbeat_cli.marts.kinds.duckdb.reader import DuckDbReader
from heartbeat_cli.metrics import PURE_FUNCTIONS, bind_clock, check_rewritten, check_sql
from heartbeat_cli.metrics.reading import parse, read
from heartbeat_cli.metrics.sent import as_one_row, check_sent, to_marts
from heartbeat_cli.pgschema import Column, QName

# PostgreSQL reads one string to the last quote; sqlglot ends it at \' and runs what stands behind.
_SMUGGLED = "SELECT extract(epoch FROM interval E'0 day'{}'0 day\\' ) + ({}) -- ') FROM a.b"

REFUSED = [
    *(
        _SMUGGLED.format(gap, hidden)
        for gap in ("\n", "\n\n", "\r\n", "  \n\t")
        for hidden in (
            "SELECT n FROM query($$SELECT 1 AS n$$)",
            "SELECT count(*) FROM a.other",
            "SELECT pg_sleep(3)::int",
        )
    ),
    "SELECT max('a'\n'b') FROM a.b",
    # To PostgreSQL a comment begins behind the operator.
    "SELECT sum(id #-- f() +\n 5) FROM a.b",
    "SELECT sum(id #-- 4 +\n 5) FROM a.b",
    # Spaces to sqlglot, letters to PostgreSQL.
    "SELECT count(*) FROM a.b WHERE x =\u00a01",
    "SELECT count(*) FROM a.b WHERE x >\u30005",
    'SELECT count(*) FROM a.b WHERE U&"d\\0061t" = 1',
]

NO_SQL = [
    "\ufeffSELECT count(*) FROM a.b",
    "SELECT\u00a0count(*) FROM a.b",
    "SELECT count(*) FROM a.b WHERE x = 'a' 'b'",
    "SELECT count(*) FROM a.b {{ x }}",
    "SELECT count(*) FROM a.b /* /* */",
    "SELECT count(*) FROM a.b WHERE x = E'\\'",
    "SELECT count(*) FROM a.b WHERE x = $a$ $b$",
]

ALIKE = [
    "SELECT count(*) FROM a.b WHERE regexp_like(x, 'a', 'i');",
    "SELECT count(*) FROM a.b WHERE x = 0x1F AND y NOT BETWEEN 1 AND 2",
    "SELECT count(*) FROM a.b WHERE i > interval '1 day 02:00'",
    "SELECT count(*) FROM a.b WHERE x = E'a\\'b' AND y = e'\\x41\\t' AND z = E'a\\\\' -- \\'",
    "SELECT count(*) FROM a.b WHERE x = $$it's$$ OR x = $a$ $$ query('x') $a$ OR x = N'abc' OR x = U&'d\\0061t'",
    "SELECT count(*) FROM a.b WHERE x = 'a\\' AND y ~ '\\d' AND z = 'it''s'",
    "SELECT count(*) FROM a.b /* /* */ , a.c */",
    "SELECT count(*) /* /* */ + f() */ FROM a.b -- c\r WHERE x = 1",
    "SELECT count(*) FROM a.b WHERE x = 5 -- */ + f() /*",
    "SELECT count(*)\r\nFROM a.b\r\nWHERE x = 1;  -- the end\r\n;",
    "SELECT count(*) FROM a.b WHERE y = 2 # 3 AND x <-- 5\n 3 AND x -/* 1 */ 3 > 0",
    "SELECT sum(x ^ 2 % 3 + |/ y - ||/ z + .5 + 5. + 1.50e3 + 1e-2) FROM a.b",
    "SELECT max(1) FROM a.b WHERE i > interval '1' day AND i > interval '90 min' AND i < interval '1-2' year to month",
    "SELECT max(1) FROM a.b WHERE i < INTERVAL '24 hours' AND i * 2 > interval '1 mon' AND i > '1 day 02:00'::interval",
    "SELECT count(*) FROM a.b WHERE x !~* 'a' AND x NOT LIKE 'a!%' ESCAPE '!' AND x NOT ILIKE 'b' AND x NOT IN (1, 2)",
    "SELECT count(*) FROM a.b WHERE x ->> 'k' = 'v' AND y #>> '{a,b}' = 'c' AND z ? 'k' AND x @> '{}'::jsonb",
    "SELECT count(*) FROM a.b WHERE x IS DISTINCT FROM 1 AND y IS NOT NULL AND z ISNULL AND x BETWEEN 1 AND 2",
    "SELECT count(*) FROM a.b WHERE (x, y) OVERLAPS (z, x) AND x = ANY('{a,b}') AND y <> ALL (ARRAY[1])",
    "SELECT overlay(x PLACING 'a' FROM 1 FOR 2) || substring(x FROM '^a') || trim(LEADING 'a' FROM x) FROM a.b",
    "SELECT position('a' IN x) + strpos(x, 'a') + char_length(x) FROM a.b",
    "SELECT extract('epoch' FROM x) + date_part('day', y) + extract(dow FROM z) FROM a.b",
    "SELECT max(x::timestamptz(0) AT TIME ZONE 'UTC')::date - current_date FROM a.b WHERE t < current_timestamp(0)",
    "SELECT log10(y) + 10 FROM a.b",
    "SELECT (percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY x))[1] FROM a.b",
    "SELECT count(*) FROM (a.b AS q JOIN a.b AS w USING (id)) NATURAL JOIN a.b CROSS JOIN LATERAL (SELECT 1) AS z",
    "SELECT sum(x) OVER w FROM a.b WINDOW w AS (ORDER BY y ROWS BETWEEN 1 PRECEDING AND CURRENT ROW EXCLUDE TIES)",
    "WITH RECURSIVE x(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM x WHERE n < 3) SELECT max(n) FROM x, a.b",
    'SELECT count(*) FROM A."b" AS "x""y" GROUP BY ROLLUP ("Ä"), CUBE (ä) FETCH FIRST 5 ROWS ONLY',
]


@pytest.mark.parametrize("sql", REFUSED)
def test_what_is_read_differently_is_refused(sql: str) -> None:
    with pytest.raises(RefusedError) as caught:
        check_sql(sql)
    assert (caught.value.code, caught.value.exit_code) == ("sql_refused", 5)


@pytest.mark.parametrize("sql", NO_SQL)
def test_what_only_sqlglot_reads_is_no_sql(sql: str) -> None:
    with pytest.raises(InvalidFileError, match="not valid SQL"):
        check_sql(sql)


@pytest.mark.parametrize("sql", ALIKE)
def test_what_is_read_alike_passes(sql: str) -> None:
    assert check_sql(sql) == (QName("a", "b"),)


def test_refusal_names_what_would_run_and_its_line() -> None:
    with pytest.raises(RefusedError) as caught:
        check_sql("SELECT extract(epoch FROM interval E'0 day'\n'0 day\\' )\n + (SELECT n FROM a.other) -- ') FROM a.b")
    assert str(caught.value) == (
        "SQL:3:39: what would run is not what PostgreSQL reads in this SQL: tables a.other instead of a.b"
    )


def test_long_names_are_cut_as_postgresql_cuts_them() -> None:
    name = "ä" * 40
    assert check_sql(f'SELECT count(*) FROM a."{name}"') == (QName("a", name),)
    assert check_sql("SELECT count(*) FROM a.Äb") == (QName("a", "Äb"),)


# Of a whole number, a text, a moment, a document and a list.
SHAPES = (
    *(
        "n",
        "n, n",
        "n, n, n",
        "n, n, n, n",
        "",
        "t",
        "t, t",
        "t, t, t",
        "t, n",
        "t, n, n",
        "t, 3",
        "t, 3, t",
        "1, 3",
        "t, 'a'",
        "t, 'a', ''",
    ),
    *("'day', m", "m, 'YYYY'", "m, m", "t IN t", "epoch FROM m", "n > 1", "j", "j, 'k'", "l", "l, 1", "d", "'UTC', m"),
    *("interval '1 day', m, m", "n, n, n, n, n, n", "t, t, n", "hours => 1", "n::double precision"),
    "0.5) WITHIN GROUP (ORDER BY n",
    ") WITHIN GROUP (ORDER BY n",
    ") OVER (ORDER BY n",
    "n) OVER (ORDER BY n",
    "n, 1) OVER (ORDER BY n",
)
TYPES = {"n": "bigint", "t": "text", "m": "timestamp with time zone", "j": "jsonb", "l": "integer[]", "d": "date"}
# Those DuckDB has not, or means otherwise by: each is refused with what to write instead.
ONLY_POSTGRES = {
    *("array_position", "array_remove", "initcap", "justify_days", "justify_hours", "justify_interval", "overlay"),
    *("regexp_match", "reverse", "scale", "to_date"),
}


@pytest.fixture(scope="module")
def duck() -> Iterator[DuckDbReader]:
    with DuckDbReader(duckdb.connect()) as reader:
        yield reader


@pytest.mark.parametrize("function", sorted(PURE_FUNCTIONS - {"overlaps", "like_escape"}))
def test_function_that_only_computes_passes_in_one_of_its_shapes(function: str, duck: DuckDbReader) -> None:
    """As far as the database it is sent to: as it is to PostgreSQL, translated to DuckDB."""
    calls = [f"{function}({shape})" for shape in SHAPES]
    asked = [f"SELECT count({call}) FROM a.b" for call in calls] + [
        f"SELECT count(x) FROM a.b, {call} AS x" for call in calls
    ]
    assert any(_passes(sql, "postgres", duck) for sql in asked)
    assert any(_passes(sql, "duckdb", duck) for sql in asked) is (function not in ONLY_POSTGRES)


def _passes(sql: str, dialect: str, duck: DuckDbReader) -> bool:
    columns = {QName("a", "b"): tuple(Column(name, kind) for name, kind in TYPES.items())}
    try:
        tables = check_sql(sql)
        bound = bind_clock(sql, datetime(2026, 5, 8, tzinfo=UTC))
        sent = as_one_row(to_marts(bound, dialect, columns))
        if dialect == "postgres":
            check_rewritten(sent, sql)
        else:
            check_sent(sent, sql, tables, duck, NOWHERE)
    except HbError:
        return False
    return True


@pytest.mark.parametrize("call", ["div(n)", "date()", "initcap()"])
def test_function_without_an_argument_it_needs_is_refused(call: str) -> None:
    columns = {QName("a", "b"): (Column("n", "bigint"),)}
    with pytest.raises(RefusedError, match="DuckDB marts cannot give"):
        to_marts(f"SELECT max({call}) FROM a.b", "duckdb", columns)


SENT = [
    ("SELECT count(*) FROM a.other", "other"),
    ("SELECT count(*) FROM a.b, a.other", "other"),
    ("SELECT count(*) + (SELECT pg_sleep(1)::int) FROM a.b", "pg_sleep"),
    ("SELECT max(lower(x)) FROM a.b", "lower"),
    ("SELECT count(*) FROM a.b; SELECT 1", "2 statements"),
]


@pytest.mark.parametrize(("sent", "named"), SENT)
def test_what_is_sent_to_postgres_is_read_again(sent: str, named: str) -> None:
    with pytest.raises(RefusedError, match=named):
        check_rewritten(sent, "SELECT count(*) FROM a.b")


@pytest.mark.parametrize(
    ("sent", "named"),
    [
        ("SELECT count(*) FROM a.other", r"a\.b|a\.other"),
        ("SELECT count(*) FROM a.b, vss_vss.applicant_log", "vss_vss"),
        ("SELECT count(*) FROM a.b, nowhere", "nowhere"),
        ("SELECT count(*) FROM a.b, query('SELECT 1')", r"query\(\)"),
        ("SELECT count(*) FROM a.b, 'file.csv'", "file.csv"),
        ("SELECT max(getenv('HOME')) FROM a.b", r"getenv\(\)"),
        ("SELECT sum(random()) OVER () FROM a.b", r"random\(\)"),
        ("SELECT count(*) FROM a.b WHERE EXISTS (SELECT 1 FROM read_text('x'))", r"read_text\(\)"),
    ],
)
def test_what_is_sent_to_duckdb_is_read_by_duckdb(sent: str, named: str, duck: DuckDbReader) -> None:
    with pytest.raises(RefusedError, match=named):
        check_sent(sent, "SELECT count(*) FROM a.b", (QName("a", "b"),), duck, NOWHERE)


@pytest.mark.parametrize(
    "sent",
    [
        "SELECT count(*) FROM A.B, (WITH x AS (SELECT 1) SELECT * FROM X), range(3), unnest([1])",
        "SELECT count(*) FROM a.b WHERE t > now() - INTERVAL '30' DAYS AND list_has_any(x, [y -> 1])",
    ],
)
def test_what_is_sent_to_duckdb_may_be_written_in_its_own_way(sent: str, duck: DuckDbReader) -> None:
    check_sent(sent.replace("range(3)", "generate_series(1, 3)"), "", (QName("a", "b"),), duck, NOWHERE)


def test_what_duckdb_cannot_read_is_not_sent(duck: DuckDbReader) -> None:
    with pytest.raises(InvalidFileError, match="the marts cannot run this SQL"):
        check_sent("SELECT FROM FROM a.b", "", (QName("a", "b"),), duck, SqlPlace())


def test_reading_is_all_that_a_statement_names() -> None:
    sql = (
        "WITH c AS (SELECT * FROM a.b), d AS (SELECT * FROM c) SELECT pg_catalog.lower(d.x) || upper('Y  z')"
        " FROM d, c, e, a.c WHERE q = interval '2' hour AND r::numeric(18, 2) < 1.50 AND now() > current_date"
    )
    found = read(parse(sql)[0]["stmt"])
    assert {name: sorted(map(str, getattr(found, name))) for name in found.__slots__} == {
        "functions": ["current_date", "lower", "now", "upper"],
        "tables": [".e", "a.b", "a.c"],
        "columns": ["*", "d.x", "q", "r"],
        "operators": ["<", "=", ">", "||"],
        "constants": ["'y z'", "1.5"],
    }
