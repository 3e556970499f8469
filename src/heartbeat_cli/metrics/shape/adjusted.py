"""Numbers written in a query that make its value another one: what is added to a count, or multiplies it.

Followed from the outputs down: through arithmetic, aggregates and queries in FROM. Units are no adjustment.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from heartbeat_cli.metrics.functions import AGGREGATES, CLOCK_FUNCTIONS
from heartbeat_cli.metrics.reading import Node, names_of
from heartbeat_cli.metrics.shape.columns import QueryNames, bare
from heartbeat_cli.metrics.shape.expressions import function_name
from heartbeat_cli.metrics.shape.numbers import interval_of, number_of
from heartbeat_cli.metrics.shape.select import Select
from heartbeat_cli.metrics.shape.spelled import NUMBER_TYPES, spelled_in
from heartbeat_cli.metrics.shape.trial import hardly_changes, written_number
from heartbeat_cli.pgschema import kind_of

_PLAIN: Final = frozenset((-1.0, 0.0, 1.0, 100.0))
_UNITS: Final = (
    4, 7, 12, 24, 28, 30, 31, 52, 60, 90, 168, 365, 365.25, 366, 720, 1440, 3600, 8760, 10_080, 43_200, 60_000, 86_400,
    604_800, 2_592_000, 3_600_000, 31_536_000, 86_400_000,
    1024, 1024**2, 1024**3, 100, 1000, 10_000, 100_000, 1_000_000, 1_000_000_000,
)  # fmt: skip
_TIME_TYPES: Final = ("date", "time", "timetz", "timestamp", "timestamptz", "interval")
_MADE_OF_TIME: Final = frozenset(("extract", "date_part", "to_char", "count"))


@dataclass(frozen=True, slots=True)
class Adjustment:
    """A `number` that is `added` to a value, `times` it, or leaves a `rest` of it; its byte offset.

    `same`: a value is added to itself. `spelled`: digits in a text that becomes a number.
    """

    how: str
    number: float
    at: int


def adjustments(names: QueryNames) -> tuple[Adjustment, ...]:
    """Every number that adjusts what comes out of a query, or what its rows are ordered by where one is taken."""
    walk = _Walk(names)
    root = names.shape.root
    for select in root.branches or (root,):
        for output in select.outputs:
            if output.value is not None:
                walk.value(output.value, select)
        for value in select.order_by if select.limit is not None else ():
            walk.value(value, select)
    return tuple(dict.fromkeys(walk.found))


@dataclass(slots=True)
class _Walk:
    names: QueryNames
    found: list[Adjustment] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def value(self, node: Node, select: Select) -> None:
        (kind, body), *_ = node.items()
        if id(body) in self.seen:
            return
        self.seen.add(id(body))
        if kind == "A_Expr":
            self._operation(body, select)
        elif kind == "FuncCall":
            self._call(body, select)
        elif kind == "ColumnRef":
            self._column(node, select)
        elif kind == "SubLink":
            self._subquery(body)
        else:
            if kind == "TypeCast" and names_of(body["typeName"]["names"])[-1] in NUMBER_TYPES:
                self.found += [Adjustment("spelled", 0, at) for at in spelled_in(body["arg"])]
            for part in _values_in(kind, body):
                self.value(part, select)

    def _operation(self, body: Node, select: Select) -> None:
        operator, left, right = names_of(body["name"])[-1], body.get("lexpr"), body["rexpr"]
        if body["kind"] == "AEXPR_NULLIF" and left is not None:
            self.value(left, select)
        if body["kind"] != "AEXPR_OP" or operator not in ("+", "-", "*", "/", "%", "|", "#", "<<") or left is None:
            return
        self._adjusted(operator, left, right, select, max(body.get("location", 0), 0))
        self.value(left, select)
        self.value(right, select)

    def _adjusted(self, operator: str, left: Node, right: Node, select: Select, at: int) -> None:
        literal = [number_of(side) for side in (left, right)]
        if any(number is not None and _is_harmless(operator, number) for number in literal):
            return
        if self._is_of_time(left, select) or self._is_of_time(right, select):
            return
        numbers = [self._written(side, select) for side in (left, right)]
        if operator == "+" and numbers == [None, None] and self._is_same(left, right, select):
            self.found.append(Adjustment("same", 2, at))
        number = next((n for n in numbers if n is not None), None)
        if number is None or None not in numbers or _is_harmless(operator, number) or _is_mean(left, right):
            return
        if operator == "%" and numbers[0] is None:
            self.found.append(Adjustment("rest", number, at))
        elif operator in ("*", "/", "<<"):
            self.found.append(Adjustment("times", number if operator != "/" else 1 / number, at))
        elif operator != "%":
            self.found.append(Adjustment("added", number if operator != "-" else -number, at))

    def _written(self, side: Node, select: Select) -> float | None:
        """The number a side is whatever the rows are, None of what is counted."""
        number = number_of(side)
        if number is None and hardly_changes(side, select, self.names):
            number = written_number(side, select, self.names)
        return number

    def _is_same(self, left: Node, right: Node, select: Select) -> bool:
        minus = {"kind": "AEXPR_OP", "name": [{"String": {"sval": "-"}}], "lexpr": left, "rexpr": right}
        return hardly_changes({"A_Expr": minus}, select, self.names)

    def _call(self, call: Node, select: Select) -> None:
        name, args = function_name(call), call.get("args", [])
        if name in _MADE_OF_TIME and "agg_distinct" not in call:
            return
        if name == "mod" and (number := number_of(args[1])) is not None and not _is_unit(number):
            self.found.append(Adjustment("rest", number, max(call.get("location", 0), 0)))
        if name in ("min", "max") or "agg_distinct" in call:
            self._bounded(args[0], max(call.get("location", 0), 0))
        if name == "sum" and (number := number_of(args[0])) is not None and number not in _PLAIN:
            self.found.append(Adjustment("times", number, max(call.get("location", 0), 0)))
        ordered = [entry["SortBy"]["node"] for entry in call.get("agg_order", ()) if "agg_within_group" in call]
        for arg in ordered or args:
            self.value(arg, select)

    def _bounded(self, value: Node, at: int) -> None:
        """The extreme of what is bounded is the bound, and of so many steps there are as many."""
        value = bare(value)
        call = value.get("FuncCall", {})
        steps = call["args"][3:] if call and function_name(call) == "width_bucket" else ()
        for bound in value.get("MinMaxExpr", {}).get("args", steps):
            number = number_of(bound)
            if number is not None and number not in _PLAIN:
                self.found.append(Adjustment("rest", number, at))

    def _column(self, node: Node, select: Select) -> None:
        use = self.names.meaning(node, select)
        output = self.names.output(use) if use is not None else None
        query = use.relation.query if use is not None else None
        if output is None or query is None:
            return
        index = query.outputs.index(output)
        for branch in query.branches or (query,):
            value = branch.outputs[index].value if index < len(branch.outputs) else None
            if value is not None:
                self.value(value, branch)

    def _subquery(self, link: Node) -> None:
        inner = self.names.shape.subquery(link)
        if link.get("subLinkType") == "EXPR_SUBLINK":
            for value in (output.value for output in inner.outputs if output.value is not None):
                self.value(value, inner)

    def _is_of_time(self, node: Node, select: Select) -> bool:
        """Whether something is a moment, a day or a span, to which days are added."""
        (kind, body), *_ = node.items()
        if kind == "SQLValueFunction" or interval_of(node) is not None:
            return True
        if kind == "TypeCast":
            return names_of(body["typeName"]["names"])[-1] in _TIME_TYPES or self._is_of_time(body["arg"], select)
        if kind == "ColumnRef":
            return self._is_column_of_time(node, select)
        if kind == "FuncCall":
            name = function_name(body)
            if name in CLOCK_FUNCTIONS or name in ("make_interval", "date_trunc", "age"):
                return True
            return name in AGGREGATES - _MADE_OF_TIME and any(self._is_of_time(a, select) for a in body.get("args", ()))
        if kind == "A_Expr" and "lexpr" in body:
            return self._is_of_time(body["lexpr"], select) or self._is_of_time(body["rexpr"], select)
        return kind == "CoalesceExpr" and any(self._is_of_time(arg, select) for arg in body["args"])

    def _is_column_of_time(self, node: Node, select: Select) -> bool:
        known = self.names.column(node, select)
        if known is not None:
            return kind_of(known[1].type) in _TIME_TYPES
        use = self.names.meaning(node, select)
        output = self.names.output(use) if use is not None else None
        query = use.relation.query if use is not None else None
        if output is None or output.value is None or query is None or query.branches:
            return False
        return self._is_of_time(output.value, query)


def _values_in(kind: str, body: Node) -> Iterator[Node]:
    """What comes out of an expression as it is, its conditions left out."""
    if kind == "CaseExpr":
        yield from (when["CaseWhen"]["result"] for when in body["args"])
        if "defresult" in body:
            yield body["defresult"]
    elif kind in ("CoalesceExpr", "MinMaxExpr"):
        yield from body["args"]
    elif kind in ("TypeCast", "CollateClause", "A_Indirection"):
        yield body["arg"]


def _is_unit(number: float) -> bool:
    size = abs(number)
    if size in _PLAIN:
        return True
    return any(abs(size - unit) < 1e-9 * unit or abs(size * unit - 1) < 1e-6 for unit in _UNITS)


def _is_harmless(operator: str, number: float) -> bool:
    return _is_unit(number) if operator in ("*", "/", "%", "<<") else number in _PLAIN


def _is_mean(left: Node, right: Node) -> bool:
    """`(a + b) / 2`: of as many as are added up."""
    parts = 1
    left = bare(left)
    while names_of(left.get("A_Expr", {}).get("name", [])) == ["+"] and "lexpr" in left["A_Expr"]:
        parts += 1
        left = bare(left["A_Expr"]["lexpr"])
    return parts > 1 and number_of(right) == parts
