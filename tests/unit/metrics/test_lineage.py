"""The tables SQL reads, with the names WITH brings in told apart."""

import json
import os
from pathlib import Path

import pytest

from heartbeat_cli.errors import InvalidFileError
from heartbeat_cli.metrics import read_tables

CASES = Path(os.environ.get("HB_LINEAGE_CASES", Path(__file__).parents[4] / "shared" / "lineage"))


def names(sql: str) -> list[str]:
    return [str(table).lstrip(".") for table in read_tables(sql)]


@pytest.mark.parametrize(
    ("sql", "tables"),
    [
        ("WITH payment AS (SELECT * FROM core.payment) SELECT count(*) FROM payment", ["core.payment"]),
        ("WITH payment AS (SELECT * FROM payment) SELECT count(*) FROM payment", ["payment"]),
        ("WITH payment AS (SELECT 1) SELECT count(*) FROM core.payment, payment", ["core.payment"]),
        ("WITH payment AS (SELECT 1) SELECT count(*) FROM core.payment", ["core.payment"]),
        ("WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r, a.t", ["a.t"]),
        ("WITH RECURSIVE x AS (SELECT 1 FROM y), y AS (SELECT 1 FROM a.t) SELECT count(*) FROM x", ["a.t"]),
        ("WITH x AS (SELECT 1 FROM y), y AS (SELECT 1 FROM a.t) SELECT count(*) FROM x", ["y", "a.t"]),
        (
            "WITH x AS (SELECT 1 FROM a.t) SELECT * FROM (WITH x AS (SELECT 1 FROM b.t) SELECT * FROM x) q",
            ["a.t", "b.t"],
        ),
        ("SELECT * FROM (WITH x AS (SELECT 1 FROM a.t) SELECT * FROM x) q, x", ["x", "a.t"]),
        ("WITH x AS (WITH y AS (SELECT 1 FROM a.t) SELECT * FROM y) SELECT * FROM x, y", ["y", "a.t"]),
        ("SELECT * FROM a.t, LATERAL (SELECT * FROM b.u WHERE b.u.id = t.id) l", ["a.t", "b.u"]),
        ("SELECT * FROM a.t CROSS JOIN LATERAL unnest(t.tags) AS tag", ["a.t"]),
        ("SELECT (SELECT max(x) FROM b.u) FROM a.t WHERE id IN (SELECT id FROM c.v)", ["a.t", "b.u", "c.v"]),
        ("SELECT 1 FROM a.t WHERE EXISTS (SELECT 1 FROM b.u) ORDER BY (SELECT 1 FROM c.v)", ["a.t", "b.u", "c.v"]),
        ("SELECT 1 FROM a.t UNION (SELECT 1 FROM b.u EXCEPT SELECT 1 FROM c.v)", ["a.t", "b.u", "c.v"]),
        ("WITH x AS (SELECT 1 FROM a.t) SELECT 1 FROM b.u UNION SELECT 1 FROM x", ["a.t", "b.u"]),
        ("SELECT 1 FROM (a.t JOIN b.u USING (id)) JOIN c.v USING (id)", ["a.t", "b.u", "c.v"]),
        ('SELECT 1 FROM "A"."T", A.T', ["A.T", "a.t"]),
        ("SELECT 1 FROM generate_series(1, 3) AS g", []),
        ("SELECT sum(x) OVER (PARTITION BY (SELECT 1 FROM b.u)) FROM a.t", ["a.t", "b.u"]),
        ("SELECT count(*) FROM x.a.t", ["x.a.t"]),
    ],
)
def test_tables_read(sql: str, tables: list[str]) -> None:
    assert sorted(names(sql)) == sorted(tables)


def test_each_table_once_and_sorted() -> None:
    assert names("SELECT 1 FROM b.t, a.t x, a.t y") == ["a.t", "b.t"]


def test_broken_sql_names_its_line() -> None:
    with pytest.raises(InvalidFileError, match="SQL:2:"):
        read_tables("SELECT 1\nFROM FROM")


@pytest.mark.skipif(not CASES.is_dir(), reason=f"no lineage cases at {CASES}; HB_LINEAGE_CASES names their folder")
def test_published_cases() -> None:
    """The queries among the cases of another project's suite; statements that write are refused before lineage."""
    lines = (CASES / "sqllineage_cases.jsonl").read_text().splitlines()
    cases = [json.loads(line) for line in lines]
    queries = [
        case
        for case in cases
        if case["dialect"] in ("ansi", "postgres")
        and not case["targets"]
        and case["sql"].lstrip(" (\n").upper().startswith(("SELECT", "WITH"))
    ]
    assert len(queries) > 50
    wrong = [
        (c["sql"], names(c["sql"]), c["sources"]) for c in queries if sorted(names(c["sql"])) != sorted(c["sources"])
    ]
    assert wrong == []
