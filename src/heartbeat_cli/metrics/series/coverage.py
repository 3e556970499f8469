"""From when on there are rows to count, and what of a metric's SQL knows only what is so now."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Final

from heartbeat_cli.marts import MartsReader, landed_relation
from heartbeat_cli.metrics.receipt import EvaluationReceipt
from heartbeat_cli.metrics.row_times import RowTimes, row_times
from heartbeat_cli.metrics.shape.columns import QueryNames, references
from heartbeat_cli.metrics.shape.expressions import nodes_inside
from heartbeat_cli.metrics.shape.read import read_shape
from heartbeat_cli.metrics.shape.select import Select
from heartbeat_cli.pgschema import DATE_KINDS, QName, Table, kind_of, quote

_STATE: Final = re.compile(
    r"(^|_)(state|status|stage|phase)(_id|_code)?$|^(is|has)_|(^|_)(active|deleted|enabled|blocked|open|closed)$"
)
_OF_A_LOG: Final = re.compile(r"(^|_)(log|logs|history|event|events|audit|journal)(_|$)|history$", re.IGNORECASE)
_BEGINNING: Final = datetime(1, 1, 1, tzinfo=UTC)


def first_rows(reader: MartsReader, receipt: EvaluationReceipt) -> dict[QName, datetime | None]:
    """The time of the first row of each table an evaluation read; None without a row.

    A table without a column of time has rows from the beginning of time, where it has any.
    """
    return {told.table: _first_row(reader, told) for told in row_times(receipt)}


def _first_row(reader: MartsReader, told: RowTimes) -> datetime | None:
    relation = landed_relation(told.table.schema, told.table.name)
    if not told.columns:
        return _BEGINNING if reader.query(f"SELECT 1 FROM {relation} LIMIT 1").rows else None
    firsts = ", ".join(f"min({quote(name)})" for name, _ in told.columns)
    (row,) = reader.query(f"SELECT {firsts} FROM {relation}").rows
    found = [_instant(value) for value in row if isinstance(value, date)]
    return (max if told.together else min)(found, default=None)


def _instant(value: date) -> datetime:
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=UTC)
    return datetime(value.year, value.month, value.day, tzinfo=UTC)


def states_of_now(sql: str, tables: Mapping[QName, Table]) -> tuple[str, ...]:
    """The columns a query chooses rows by that say how a row is now, and not how it was; a log says how it was."""
    names = QueryNames(read_shape(sql), tables)
    found = (column for select in names.shape.selects for column in _states(select, names))
    return tuple(sorted(set(found)))


def _states(select: Select, names: QueryNames) -> Iterator[str]:
    chosen = [predicate.value for predicate in select.conditions]
    chosen += [
        node["agg_filter"] for value in select.values() for _, node in nodes_inside(value) if "agg_filter" in node
    ]
    chosen += [node["expr"] for value in select.values() for kind, node in nodes_inside(value) if kind == "CaseWhen"]
    for condition in chosen:
        tested = [node["arg"] for kind, node in nodes_inside(condition) if kind == "NullTest"]
        for reference in references(condition):
            known = names.column(reference, select)
            if known is None or _OF_A_LOG.search(known[0].name):
                continue
            table, column = known
            ends = reference in tested and kind_of(column.type) in DATE_KINDS
            if ends or _STATE.search(column.name.lower()):
                yield f"{table.name}.{column.name}"
