"""What PostgreSQL takes an expression to be, and which names of a query no table has."""

from pathlib import Path

import pytest

from heartbeat_cli.files.sql_place import NOWHERE, SqlPlace, from_root
from heartbeat_cli.metrics import parse_sql, unknown_columns
from heartbeat_cli.metrics.kinds import Kinds, kind_of_type
from heartbeat_cli.pgschema import Column, QName

T, U = QName("s", "t"), QName("s", "u")
COLUMNS = {
    T: (
        Column("small", "smallint"),
        Column("n", "integer"),
        Column("big", "bigint"),
        Column("amount", "numeric(18,2)"),
        Column("ratio", "double precision"),
        Column("note", "text"),
        Column("day", "date"),
        Column("begun", "timestamp with time zone"),
        Column("ended", "TIMESTAMP"),
        Column("held", "interval"),
        Column("tags", "text[]"),
    ),
    U: (Column("t_id", "bigint"), Column("x", "integer")),
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        *((name, "integer") for name in ("smallint", "integer", "int", "int2", "int4", "INTEGER", " integer ")),
        *((name, "bigint") for name in ("bigint", "int8", "BIGINT")),
        *((name, "numeric") for name in ("numeric", "decimal", "DECIMAL(18,2)", "numeric (4, 2)")),
        *((name, "double precision") for name in ("real", "double precision", "float4", "float8", "DOUBLE", "float")),
        *((name, "timestamp") for name in ("timestamp", "timestamp with time zone", "TIMESTAMPTZ", "timestamp(3)")),
        ("date", "date"),
        ("interval", "interval"),
        *((name, "other") for name in ("text", "boolean", "uuid", "time", "integer[]", "int128", "")),
    ],
)
def test_kind_of_a_type(name: str, expected: str) -> None:
    assert kind_of_type(name) == expected


@pytest.mark.parametrize(
    ("expected", "expressions"),
    [
        (
            "integer",
            "small, n, (n), -n, abs(n), max(n), min(small), 7, 2147483647, n::int2, length(note), strpos(note, 'x'),"
            " ntile(4) OVER (ORDER BY n), day - day, day - date '2026-01-01', n + small, n * 2, n / 2, n % 2,"
            " nullif(n, 0), lag(n) OVER (ORDER BY n), lead(n) OVER (ORDER BY n), first_value(n) OVER (ORDER BY n),"
            " last_value(n) OVER (ORDER BY n), max(n) FILTER (WHERE n > 1), CASE WHEN n > 1 THEN 1 ELSE 2 END,"
            " CASE WHEN n > 1 THEN 1 END, CASE WHEN n > 1 THEN NULL ELSE 2 END, coalesce(n, 0), greatest(n, 1),"
            " least(n, small), coalesce(NULL, n), mode() WITHIN GROUP (ORDER BY n),"
            " percentile_disc(0.5) WITHIN GROUP (ORDER BY n), (SELECT max(x) FROM s.u), array_length(tags, 1)",
        ),
        (
            "bigint",
            "big, sum(n), sum(small), count(*), count(n), row_number() OVER (ORDER BY n), rank() OVER (ORDER BY n),"
            " dense_rank() OVER (ORDER BY n), 2147483648, n::bigint, n + big, big * 2, coalesce(n, big),"
            " greatest(1, count(*)), sum(n) FILTER (WHERE n > 1), sum(n) OVER (ORDER BY n), CASE WHEN n > 1 THEN 1"
            " ELSE big END, (SELECT count(*) FROM s.u)",
        ),
        (
            "numeric",
            "amount, sum(big), sum(amount), avg(n), avg(big), avg(amount), 1.5, 1e3, n::numeric, n + 1.5, big / amount,"
            " extract(epoch FROM begun), round(n, 2), round(amount), round(amount, 2), floor(amount), ceil(amount),"
            " trunc(amount), sign(amount), abs(amount), stddev(n), stddev_pop(big), stddev_samp(amount), variance(n),"
            " var_pop(amount), coalesce(n, 1.5), sqrt(amount), ln(amount), exp(amount), power(amount, 2),"
            " power(n, 2.0), (SELECT sum(t_id) FROM s.u)",
        ),
        (
            "double precision",
            "ratio, sum(ratio), avg(ratio), ratio * 2, ratio + amount, round(n), round(ratio), floor(n), ceil(big),"
            " trunc(n), sign(n), sqrt(n), ln(n), exp(n), power(n, 2), stddev(ratio), variance(ratio), n::real,"
            " percentile_cont(0.5) WITHIN GROUP (ORDER BY n), percentile_cont(0.5) WITHIN GROUP (ORDER BY ratio),"
            " percent_rank() OVER (ORDER BY n), cume_dist() OVER (ORDER BY n), coalesce(amount, ratio),"
            " least(n, ratio)",
        ),
        (
            "interval",
            "held, ended - ended, begun - begun, now()::timestamp - ended, age(begun), age(begun, ended), AGE(begun),"
            " interval '1 day', held * 2, held / 2, sum(held), avg(held), max(held), held + held, -held,"
            " percentile_cont(0.5) WITHIN GROUP (ORDER BY held), percentile_disc(0.5) WITHIN GROUP (ORDER BY held),"
            " percentile_cont(0.5) WITHIN GROUP (ORDER BY ended - ended), coalesce(held, interval '0')",
        ),
        (
            "timestamp",
            "begun, ended, begun + held, begun - held, held + begun, day + held, day - held, date_trunc('day', begun),"
            " begun AT TIME ZONE 'UTC', max(begun), to_timestamp(n), begun::timestamp, coalesce(begun, ended),"
            " greatest(day, begun)",
        ),
        ("date", "day, day + 1, 1 + day, day - 1, max(day), begun::date, least(day, day)"),
        (
            "other",
            "note, 'x', '1', max(note), n::text, coalesce(note, 'x'), coalesce(n, 'x'), CASE WHEN n > 1 THEN 'x' END",
        ),
        (
            None,
            "nope, sum(nope), avg(nope), nope + 1, 1 + nope, coalesce(nope, 1), greatest(1, nope), note || 'x', NULL,"
            " lower(note)",
        ),
    ],
)  # fmt: skip
def test_kind_of_an_expression(expected: str | None, expressions: str) -> None:
    tree = parse_sql(f"SELECT {expressions} FROM s.t")
    kinds = Kinds(tree, COLUMNS)
    found = {node.sql("postgres"): kinds.of(node.unalias()) for node in tree.expressions}
    assert found == dict.fromkeys(found, expected)


@pytest.mark.parametrize(
    ("expression", "rest", "expected"),
    [
        ("max(q.a)", "FROM (SELECT n AS a, amount AS b FROM s.t) AS q", "integer"),
        ("max(q.b)", "FROM (SELECT n AS a, amount AS b FROM s.t) AS q", "numeric"),
        ("max(b)", "FROM (SELECT n AS a, amount AS b FROM s.t) AS q", "numeric"),
        ("max(a)", "FROM (SELECT n AS a FROM s.t UNION ALL SELECT x FROM s.u) AS q", "integer"),
        ("max(a)", "FROM (SELECT n AS a FROM s.t UNION ALL SELECT t_id FROM s.u) AS q", "bigint"),
        ("max(a)", "FROM (SELECT amount AS a FROM s.t UNION ALL SELECT t_id FROM s.u) AS q", "numeric"),
        ("max(a)", "FROM (SELECT n AS a FROM s.t UNION ALL (SELECT nope AS a FROM s.u)) AS q", None),
        ("max(b)", "FROM (SELECT n AS a FROM s.t) AS q", None),
        ("max(q.n)", "FROM q", "integer"),
        ("max(t.n)", "FROM s.t JOIN s.u ON u.t_id = t.big", "integer"),
        ("max(t_id)", "FROM s.t JOIN s.u ON u.t_id = t.big", "bigint"),
        ("max(g)", "FROM s.t, generate_series(1, 3) AS g", None),
        ("max(n)", "FROM s.nope", None),
    ],
)
def test_kind_through_queries(expression: str, rest: str, expected: str | None) -> None:
    with_ = "WITH q AS (SELECT n FROM s.t) " if rest == "FROM q" else ""
    tree = parse_sql(f"{with_}SELECT {expression} {rest}")
    assert Kinds(tree, COLUMNS).of(tree.expressions[0].unalias()) == expected


def test_a_node_of_another_tree_has_no_kind() -> None:
    assert Kinds(parse_sql("SELECT n FROM s.t"), COLUMNS).of(parse_sql("SELECT 1 FROM s.t").expressions[0]) is None


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT count(n) FROM s.t WHERE amount > 1", ()),
        ("SELECT count(nope) FROM s.t", ((None, "nope"),)),
        ("SELECT count(nope), count(nope), count(none) FROM s.t", ((None, "nope"), (None, "none"))),
        ("SELECT count(p.nope) FROM s.t AS p", ((T, "nope"),)),
        ("SELECT count(nope) FROM s.t, s.u", ((None, "nope"),)),
        ("SELECT count(x) FROM s.t, s.u WHERE u.n = t.x", ((U, "n"), (T, "x"))),
        ("SELECT count(*), count(t.*) FROM s.t", ()),
        ("SELECT count(t) FROM s.t", ()),
        ("SELECT count(p.n) FROM s.unknown AS p", ()),
        ("SELECT max(a) FROM (SELECT n AS a FROM s.t) AS q", ()),
        ("SELECT max(q.b) FROM (SELECT n AS a FROM s.t) AS q", ((None, "q.b"),)),
        ("SELECT max(q.b) FROM (SELECT * FROM s.unknown) AS q", ()),
        ("WITH q AS (SELECT n FROM s.t) SELECT max(q.amount) FROM q", ((None, "q.amount"),)),
        ("WITH q AS (SELECT n FROM s.t) SELECT max(q.n) FROM q", ()),
        ("SELECT count(*) FROM s.t WHERE EXISTS (SELECT 1 FROM s.u WHERE u.t_id = t.big)", ()),
        ("SELECT count(*) FROM s.t WHERE EXISTS (SELECT 1 FROM s.u WHERE u.t_id = t.nope)", ((T, "nope"),)),
        ("SELECT count(*) FROM s.t WHERE EXISTS (SELECT 1 FROM s.u WHERE t_id = big)", ()),
        ("SELECT count(g) FROM s.t, generate_series(1, 2) AS g", ()),
        ("SELECT count(v.a) FROM s.t, (VALUES (1)) AS v(a)", ()),
        ("SELECT count(l.y) FROM s.t, LATERAL unnest(tags) AS l(y)", ()),
        ("SELECT n AS shown FROM s.t ORDER BY shown", ()),
        ("SELECT count(*) AS c FROM s.t HAVING count(*) > 1 ORDER BY c", ()),
    ],
)
def test_names_no_table_has(sql: str, expected: tuple[tuple[QName | None, str], ...]) -> None:
    assert unknown_columns(parse_sql(sql), COLUMNS) == expected


SQL = "SELECT count(ä)\nFROM s.t\nWHERE T = 1"


@pytest.mark.parametrize(
    ("word", "offset", "line", "column"),
    [
        ("SELECT", 0, 1, 1), ("count", 7, 1, 8), ("from", 17, 2, 1), ("t", 24, 2, 8), ("s.t", 22, 2, 6),
        ("where", 26, 3, 1), ("nope", 0, 1, 1), ("cou", 0, 1, 1),
    ],
)  # fmt: skip
def test_where_a_word_stands(word: str, offset: int, line: int, column: int) -> None:
    assert SqlPlace.offset_of(SQL, word) == offset
    assert str(SqlPlace(Path("x.yml"), 4).at(SQL, offset)) == f"x.yml:{line + 3}:{column}"
    assert str(NOWHERE.at(SQL, offset)) == f"SQL:{line}:{column}"


def test_paths_of_a_project_begin_in_its_folder() -> None:
    assert from_root("/a/b/db/x.yml: /a/b/c", Path("/a/b")) == "db/x.yml: c"
