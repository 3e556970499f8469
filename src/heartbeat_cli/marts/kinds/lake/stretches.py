"""Lots of rows of a table of the lake."""

from collections.abc import Sequence

import duckdb


def stretches(cursor: duckdb.DuckDBPyConnection, relation: str, condition: str | None, rows: int) -> Sequence[str]:
    """Conditions that cut the rows of `condition` into lots of at most `rows`; none where a column is called `rowid`.

    Rows have numbers that jump, those of a transaction that goes on by as much as there are numbers.
    """
    named = cursor.execute(f"SELECT * FROM {relation} LIMIT 0").description or ()
    if any(str(column[0]).lower() == "rowid" for column in named):
        return ()
    limits = f"SELECT DISTINCT rowid // {rows} FROM {relation}{f' WHERE {condition}' if condition else ''} ORDER BY 1"
    lots = [int(lot) for (lot,) in cursor.execute(limits).fetchall()]
    within = f" AND {condition}" if condition else ""
    return [f"rowid >= {lot * rows} AND rowid < {(lot + 1) * rows}{within}" for lot in lots] or ("false",)
