"""The rows that a count counts, as a query of their own: each with its key, its day, or another of its columns."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from heartbeat_cli.errors import RefusedError
from heartbeat_cli.metrics.metric import Metric
from heartbeat_cli.metrics.reading import Node, is_plain
from heartbeat_cli.metrics.shape.bounds import bounds_of
from heartbeat_cli.metrics.shape.columns import ColumnUse, QueryNames
from heartbeat_cli.metrics.shape.expressions import function_name
from heartbeat_cli.metrics.shape.read import read_shape
from heartbeat_cli.metrics.shape.select import Select
from heartbeat_cli.pgschema import QName, Table, quote

_TOKEN: Final = re.compile(rb"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|[A-Za-z_][\w$]*|[()]|.", re.DOTALL)
_BETWEEN: Final = "|"


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
    """The rows of a count. `head` is its SQL up to what it selects, `tail` from FROM on.

    `columns` are those a row has of tables that are known; `day` is the time by which the window picks it, as it is
    written, None where it has none that every row has.
    """

    head: str
    tail: str
    columns: tuple[CountedColumn, ...]
    day: str | None

    def listed(self, *expressions: str) -> str:
        """SQL that gives a row for each that is counted: the texts of `expressions`, joined by `|`, '' for NULL."""
        texts = f" || '{_BETWEEN}' || ".join(f"coalesce(CAST({one} AS text), '')" for one in expressions)
        return f"{self.head}{texts} AS counted {self.tail}"

    @property
    def day_text(self) -> str:
        """The day of a row as an expression; nothing where it has none."""
        return f"CAST({self.day} AS date)" if self.day else "''"


def counted_rows(metric: Metric, tables: Mapping[QName, Table]) -> CountedRows:
    """The rows behind a metric that counts. `tables` are those known, named as in the marts.

    Raises RefusedError (`no_rows`) for a number that is no plain count of rows.
    """
    sql = metric.sql or ""
    if not is_plain(sql):
        raise _no_rows(metric, "its SQL has comments or escapes")
    shape = read_shape(sql)
    names = QueryNames(shape, tables)
    root = shape.root
    call = _count_of(root)
    if call is None:
        raise _no_rows(metric, "it is no plain count(*) of one SELECT")
    written = sql.encode()
    begin = root.outputs[0].at
    end = _from(written, begin)
    if end is None:
        raise _no_rows(metric, "it counts no rows of a table")
    bounds = [b for b in bounds_of(names) if b.lower and b.top and not b.shifted]
    columns = tuple(_columns(root, names))
    return CountedRows(written[:begin].decode(), written[end:].decode(), columns, bounds[0].column if bounds else None)


def _count_of(select: Select) -> Node | None:
    """The `count(*)` that a SELECT is; None of any other."""
    cut = select.group_by or select.having or select.distinct or select.distinct_on or select.limit or select.branches
    if cut or len(select.outputs) != 1 or len(select.aggregates) != 1 or select.outputs[0].value is None:
        return None
    (kind, node), *_ = select.outputs[0].value.items()
    plain = kind == "FuncCall" and function_name(node) == "count" and node.get("agg_star")
    return node if plain and "agg_filter" not in node else None


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


def _from(written: bytes, begin: int) -> int | None:
    """Where the FROM of a SELECT begins whose list begins at `begin`."""
    depth = 0
    for token in _TOKEN.finditer(written, begin):
        text = token[0]
        depth += {b"(": 1, b")": -1}.get(text, 0)
        if depth == 0 and text.upper() == b"FROM":
            return token.start()
    return None


def _no_rows(metric: Metric, why: str) -> RefusedError:
    return RefusedError(
        f"the rows behind {metric.name} cannot be listed: {why}",
        where=str(metric.file) if metric.file else None,
        hint="Totals are compared all the same; `count(*)` over one SELECT is compared row by row.",
        code="no_rows",
    )
