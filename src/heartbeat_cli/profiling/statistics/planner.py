"""The statistics a database keeps of a table: no row is read, and they are as old as the last ANALYZE."""

import math
from collections.abc import Sequence

from heartbeat_cli.errors import HbError
from heartbeat_cli.marts import MartsReader, TableShape
from heartbeat_cli.pgschema import Column, kind_of
from heartbeat_cli.profiling.statistics.detail import SHARES
from heartbeat_cli.profiling.statistics.kinds import ORDERED
from heartbeat_cli.profiling.statistics.measure import UNLISTED, Figures
from heartbeat_cli.profiling.statistics.scan import spell
from heartbeat_cli.profiling.statistics.values import ColumnStatistics, Count, Share, TopValue


def read_statistics(reader: MartsReader, query: str, shape: TableShape, columns: Sequence[Column]) -> Figures:
    """What ANALYZE left, by the `query` of a dialect. Raises HbError (`not_analyzed`) where it never ran."""
    found = {str(row[0]): row[1:] for row in reader.query(query).rows}
    rows = shape.estimated_rows
    if rows is None or (rows and not found):
        raise HbError(
            f"the marts keep no statistics of {shape.dataset}.{shape.name}: ANALYZE never ran on it",
            hint="Read a part of it with --sample 1, or all of it without --sample.",
            code="not_analyzed",
        )
    return Figures(
        Count(rows, exact=False),
        "planner statistics",
        tuple(_column(column, rows, found.get(column.name)) for column in columns),
    )


def _column(column: Column, rows: int, stats: Sequence[object] | None) -> ColumnStatistics:
    kind = kind_of(column.type)
    if stats is None:
        unknown = Share(0.0, exact=False)
        return ColumnStatistics(column.name, column.type, kind, unknown, notes=("no statistics of this column",))
    nulls, distinct, values, shares, bounds = stats
    estimate = float(str(distinct))
    number = round(estimate if estimate >= 0 else -estimate * rows)
    top: tuple[TopValue, ...] = ()
    if kind not in UNLISTED and isinstance(values, list) and isinstance(shares, list):
        pairs = list(zip(values, shares, strict=False))[:10]
        top = tuple(TopValue(spell(str(v), kind), Share(float(s), exact=False)) for v, s in pairs)
    edges = [spell(str(b), kind) for b in bounds] if isinstance(bounds, list) else []
    # The bounds leave the frequent values out; only without such values are they quantiles of the column.
    quantiles: tuple[tuple[float, str], ...] = ()
    if kind in ORDERED and kind != "text" and edges and not values:
        quantiles = tuple((s, edges[math.ceil(s * (len(edges) - 1))]) for s in SHARES)
    return ColumnStatistics(
        column.name,
        column.type,
        kind,
        Share(float(str(nulls)), exact=False),
        distinct=Count(number, exact=False),
        quantiles=quantiles,
        top=top,
    )
