"""Lots of rows of a table of the file: a scan reads no value of rows outside the numbers that are asked for."""

from collections.abc import Sequence

import duckdb


def stretches(cursor: duckdb.DuckDBPyConnection, relation: str, condition: str | None, rows: int) -> Sequence[str]:
    """Conditions that cut the rows of `condition` into lots of at most `rows`; none where a column is called `rowid`.

    Where there is no such row it is one that none meets: to look for them again would read all values.
    """
    named = cursor.execute(f"SELECT * FROM {relation} LIMIT 0").description or ()
    if any(str(column[0]).lower() == "rowid" for column in named):
        return ()
    limits = f"SELECT min(rowid), max(rowid) FROM {relation}{f' WHERE {condition}' if condition else ''}"
    ((first, last),) = cursor.execute(limits).fetchall()
    if first is None:
        return ("false",)
    within = f" AND {condition}" if condition else ""
    return [
        f"rowid >= {start} AND rowid < {min(start + rows, last + 1)}{within}" for start in range(first, last + 1, rows)
    ]
