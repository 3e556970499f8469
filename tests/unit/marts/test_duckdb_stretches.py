"""Lots of rows of a DuckDB table: together they are all rows of a condition, each once and so many at most."""

import duckdb
import pytest

from heartbeat_cli.marts.kinds.duckdb.stretches import stretches


@pytest.mark.parametrize(
    ("condition", "rows", "lots"),
    [
        (None, 4, [[1, 2, 4], [5, 6, 8], [9]]),
        (None, 3, [[1, 2], [4, 5, 6], [8, 9]]),
        (None, 100, [[1, 2, 4, 5, 6, 8, 9]]),
        ("id > 4 AND id < 9", 2, [[5, 6], [8]]),
        ("EXISTS (SELECT 1 FROM other AS o WHERE o.id = t.id)", 1, [[2], [], [], [], [6]]),
        ("id > 100", 5, [[]]),
    ],
)
def test_lots_of_rows(condition: str | None, rows: int, lots: list[list[int]]) -> None:
    with duckdb.connect() as marts:
        marts.execute("CREATE TABLE m AS SELECT i AS id FROM range(1, 10) AS r(i); DELETE FROM m WHERE id IN (3, 7)")
        marts.execute("CREATE TABLE other AS SELECT unnest([2, 6, 60]) AS id")
        found = stretches(marts, "m AS t", condition, rows)
        read = [marts.execute(f"SELECT id FROM m AS t WHERE {lot} ORDER BY id").fetchall() for lot in found]
    assert [[id_ for (id_,) in lot] for lot in read] == lots


def test_none_where_a_column_hides_the_numbers() -> None:
    with duckdb.connect() as marts:
        marts.execute('CREATE TABLE m AS SELECT 1 AS "RowID"')
        assert stretches(marts, "m", None, 1) == ()
