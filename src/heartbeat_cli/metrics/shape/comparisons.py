"""The columns of a query that are held against something written, or against another column."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from heartbeat_cli.metrics.reading import Node, names_of
from heartbeat_cli.metrics.shape.columns import QueryNames, bare
from heartbeat_cli.metrics.shape.expressions import nodes_inside
from heartbeat_cli.metrics.shape.numbers import number_of
from heartbeat_cli.metrics.shape.select import Select
from heartbeat_cli.pgschema import Column, Table

_OPERATORS: Final = frozenset(("=", "<>", "<", ">", "<=", ">="))


@dataclass(frozen=True, slots=True)
class ColumnComparison:
    """A column of a table, and what it is held against: a written `text`, a `number`, or another column."""

    table: Table
    column: Column
    at: int
    equal: bool
    text: str | None = None
    number: float | None = None
    other: Column | None = None


def compared_in(names: QueryNames) -> Iterator[ColumnComparison]:
    """Every comparison of a query whose column is known."""
    for select in names.shape.selects:
        values = [*(p.value for p in select.conditions), *select.values()]
        for value in values:
            for kind, node in nodes_inside(value):
                if kind == "A_Expr":
                    yield from _of(node, select, names)


def _of(node: Node, select: Select, names: QueryNames) -> Iterator[ColumnComparison]:
    operator = names_of(node["name"])[-1]
    left, right = node.get("lexpr"), node.get("rexpr")
    if left is None or right is None:
        return
    if node["kind"] in ("AEXPR_IN", "AEXPR_BETWEEN", "AEXPR_NOT_BETWEEN"):
        for item in right.get("List", {}).get("items", []):
            yield from _pair(left, item, node["kind"] == "AEXPR_IN", select, names)
    elif node["kind"] == "AEXPR_OP" and operator in _OPERATORS:
        equal = operator in ("=", "<>")
        yield from _pair(left, right, equal, select, names)
        yield from _pair(right, left, equal, select, names)


def _pair(one: Node, other: Node, equal: bool, select: Select, names: QueryNames) -> Iterator[ColumnComparison]:
    known = names.column(one, select) if "ColumnRef" in one else None
    if known is None:
        return
    at = _place(other)
    text = other.get("A_Const", {}).get("sval", {}).get("sval") if "A_Const" in other else None
    if text is None and "A_Const" in other and "sval" in other["A_Const"]:
        text = ""
    number = number_of(other) if "TypeCast" not in other else None
    if text is not None or number is not None:
        yield ColumnComparison(*known, at, equal, text, number)
    elif "ColumnRef" in bare(other) and "ColumnRef" in other:
        column = names.column(other, select)
        if column is not None:
            yield ColumnComparison(*known, at, equal, other=column[1])


def _place(value: Node) -> int:
    found = [node["location"] for _, node in nodes_inside(value) if node.get("location", -1) >= 0]
    return min(found, default=0)
