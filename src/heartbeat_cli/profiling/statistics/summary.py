"""A landed schema on one page: per table rows, empty columns, freshness, and whether keys and references hold."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from heartbeat_cli.pgschema import QName, kind_of, quote
from heartbeat_cli.profiling.statistics.integrity import check_keys, check_references
from heartbeat_cli.profiling.statistics.landed import LandedSource
from heartbeat_cli.profiling.statistics.table import freshness_column, freshness_of
from heartbeat_cli.profiling.statistics.values import KeyCheck, NewestValue, ReferenceCheck

_TOGETHER = 200


@dataclass(frozen=True, slots=True)
class TableSummary:
    """One landed table in short; every figure is exact. `empty` are the columns without a value in any row.

    Keys and references are None where they were not asked for. `receipt_rows` as in TableStatistics.
    """

    table: QName
    dataset: str
    rows: int
    columns: int
    empty: tuple[str, ...]
    freshness: NewestValue | None
    keys: tuple[KeyCheck, ...] | None
    references: tuple[ReferenceCheck, ...] | None
    loaded_at: datetime | None = None
    receipt_rows: int | None = None


def summarise_tables(
    landed: LandedSource, names: Sequence[QName], done: Callable[[str], None], *, check: bool = True
) -> tuple[TableSummary, ...]:
    """The tables, largest first. `check`: hold keys and references against the rows."""
    found = []
    for name in names:
        found.append(_summary(landed, name, check=check))
        done(str(name))
    return tuple(sorted(found, key=lambda s: (-s.rows, s.table)))


def _summary(landed: LandedSource, name: QName, *, check: bool) -> TableSummary:
    shape, table = landed.tables[name], landed.table_of(name)
    time = freshness_column(table, shape)
    newest, rows, empty = None, 0, []
    for start in range(0, max(len(shape.columns), 1), _TOGETHER):
        columns = shape.columns[start : start + _TOGETHER]
        asked = ["count(*)", *(f"count({quote(c.name)})" for c in columns)]
        told = next((c for c in columns if c.name == time), None)
        if told is not None:
            value = quote(told.name)
            finite = landed.dialect.finite(value, kind_of(told.type))
            asked.append(landed.dialect.text(f"max({value}) FILTER (WHERE {finite})"))
        answer = landed.reader.query(f"SELECT {', '.join(asked)} FROM {shape.sql_name}").rows[0]
        rows = int(str(answer[0]))
        empty += [c.name for c, n in zip(columns, answer[1:], strict=False) if not n and rows]
        newest = answer[-1] if told is not None else newest
    receipt = landed.receipts.get(name)
    return TableSummary(
        name,
        shape.dataset,
        rows,
        len(shape.columns),
        tuple(empty),
        None if time is None else freshness_of(landed, time, None if newest is None else str(newest), exact=True),
        tuple(check_keys(landed.reader, landed.dialect, table, shape, _quietly)) if check else None,
        tuple(check_references(landed.reader, table, shape, landed.tables, _quietly)) if check else None,
        receipt.loaded_at if receipt else None,
        receipt.rows if receipt else None,
    )


def _quietly(_: str) -> None:
    """A table is one step of a schema's progress."""
