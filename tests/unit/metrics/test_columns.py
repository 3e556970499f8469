"""Which names of a query no table has, and where a word stands."""

from pathlib import Path

import pytest

from heartbeat_cli.files.sql_place import NOWHERE, SqlPlace, from_root
from heartbeat_cli.metrics import parse_sql, unknown_columns
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
