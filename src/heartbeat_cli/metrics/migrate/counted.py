"""The rows that a count counts, as a query of their own: each with its key, its day, or another of its columns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from heartbeat_cli.errors import RefusedError
from heartbeat_cli.metrics.metric import Metric
from heartbeat_cli.metrics.pieces import NoPiecesError, Pieces, pieces_of
from heartbeat_cli.metrics.reading import Node
from heartbeat_cli.metrics.shape.bounds import bounds_of
from heartbeat_cli.metrics.shape.columns import ColumnUse, QueryNames
from heartbeat_cli.metrics.shape.expressions import function_name
from heartbeat_cli.metrics.shape.read import read_shape
from heartbeat_cli.metrics.shape.select import Select
from heartbeat_cli.pgschema import QName, Table, quote

BETWEEN: Final = "\x1f"
"""The separator of units: no key and no value has it."""


@dataclass(frozen=True, slots=True)
class CountedColumn:
    """A column that every counted row has: as it is written, and the table's column it is.

    `table` is named as in the marts.
    """

    written: str
    table: QName
    column: str


@dataclass(frozen=True, slots=True)
class CountedRows:
    """The rows of a count, whose SQL is in `pieces`.

    `columns` are those a row has of tables that are known; `day` is the time by which the window picks it, as it is
    written, None where it has none that every row has.
    """

    pieces: Pieces
    columns: tuple[CountedColumn, ...]
    day: str | None

    def listed(self, *expressions: str) -> str:
        """SQL that gives a row for each that is counted: the texts of `expressions` around BETWEEN, '' for NULL."""
        texts = f" || '{BETWEEN}' || ".join(f"coalesce(CAST({one} AS text), '')" for one in expressions)
        where = "\n  AND ".join(f"({one.text}\n)" for one in self.pieces.conditions) or "true"
        return f"SELECT {texts} AS counted\nFROM {self.pieces.source}\nWHERE {where}"

    @property
    def day_text(self) -> str:
        """The day of a row as an expression; nothing where it has none."""
        return f"CAST({self.day} AS date)" if self.day else "''"


def counted_rows(metric: Metric, tables: Mapping[QName, Table]) -> CountedRows:
    """The rows behind a metric that counts. `tables` are those known, named as in the marts.

    Raises RefusedError (`no_rows`) for a number that is no plain count of rows.
    """
    try:
        pieces = pieces_of(metric.sql or "")
    except NoPiecesError as error:
        raise _no_rows(metric, str(error)) from None
    if not _is_count(pieces.output.node):
        raise _no_rows(metric, "it is no plain count(*)")
    names = QueryNames(read_shape(metric.sql or ""), tables)
    root = names.shape.root
    bounds = [b for b in bounds_of(names) if b.lower and b.top and not b.shifted]
    return CountedRows(pieces, tuple(_columns(root, names)), bounds[0].column if bounds else None)


def _is_count(output: Node) -> bool:
    call = output.get("FuncCall", {})
    return bool(call) and function_name(call) == "count" and "agg_star" in call and "agg_filter" not in call


def _columns(select: Select, names: QueryNames) -> Iterator[CountedColumn]:
    for relation in select.relations:
        if relation.joined != "inner":
            continue
        known = names.tables.get(relation.table) if relation.table is not None else None
        outputs = relation.query.outputs if relation.query is not None else ()
        for name in [*(column.name for column in known.columns)] if known else [output.name for output in outputs]:
            base = _base(ColumnUse(select, relation, name), names)
            if base is not None and base.relation.table is not None:
                yield CountedColumn(f"{quote(relation.alias)}.{quote(name)}", base.relation.table, base.name)


def _base(use: ColumnUse, names: QueryNames) -> ColumnUse | None:
    """The table's column that a column is, through the queries in FROM."""
    found: ColumnUse | None = use
    while found is not None and found.relation.query is not None:
        found = names.deeper(found)
    return found


def _no_rows(metric: Metric, why: str) -> RefusedError:
    return RefusedError(
        f"the rows behind {metric.name} cannot be listed: {why}",
        where=str(metric.file) if metric.file else None,
        hint="Totals are compared all the same; `count(*)` over one SELECT is compared row by row.",
        code="no_rows",
    )
