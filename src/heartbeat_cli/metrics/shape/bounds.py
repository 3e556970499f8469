"""From when to when a query looks: its bounds on columns of time, as spans before the moment it is run for."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from heartbeat_cli.metrics.functions import CLOCK_FUNCTIONS
from heartbeat_cli.metrics.reading import Node, names_of
from heartbeat_cli.metrics.shape.columns import QueryNames, bare
from heartbeat_cli.metrics.shape.expressions import function_name, nodes_inside
from heartbeat_cli.metrics.shape.moments import (
    DAY,
    PERIODS,
    WORDS,
    Moment,
    moment_of,
    zone_of_days,
    zones_of,
)
from heartbeat_cli.metrics.shape.select import Relation, Select
from heartbeat_cli.metrics.shape.times_in import cut_to, shifted_column, span_held_against, time_since
from heartbeat_cli.pgschema import kind_of

_ORDER: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass(frozen=True, slots=True)
class Bound:
    """One end of what is looked at: `column` is where it stands, as it is written; None of a moment of a series.

    `lower`: rows from then on; `closed`: with what happened right then. `date`: the column has days and no time.
    `top`: it holds for every row of the outermost SELECT. `arm`: it holds for one side of an OR alone; where the OR
    stands, which side, and of how many. `of` is the relation of the column, where it can be told, and `base` its name
    there; `outer`: it stands in the ON of a join that keeps rows without it. `shifted`: its column and its moment are
    told in different time zones. `zone` is where the days, weeks or months of its moment begin, in small letters; None
    where it is cut to none.
    """

    column: str | None
    lower: bool
    closed: bool
    moment: Moment
    at: int
    date: bool = False
    top: bool = False
    arm: tuple[int, int, int] | None = None
    of: Relation | None = None
    base: str | None = None
    outer: bool = False
    shifted: bool = False
    zone: str | None = None


def bounds_of(names: QueryNames) -> tuple[Bound, ...]:
    """Every bound by the clock in a query."""
    found = [bound for select in names.shape.selects for bound in _of_select(select, names)]
    return tuple(sorted(set(found), key=lambda bound: bound.at))


def is_about_the_clock(names: QueryNames) -> bool:
    """Whether a query asks what time it is, be it in a way that nobody here understands."""
    return any(
        _is_clock(kind, node)
        for select in names.shape.selects
        for value in _expressions(select)
        for kind, node in nodes_inside(value)
    )


def begins_by_rows(names: QueryNames) -> bool:
    """Whether some column has to come after what rows say, as in `created_at >= (SELECT max(created_at) …) - …`."""
    for select in names.shape.selects:
        for kind, node in (pair for predicate in select.conditions for pair in nodes_inside(predicate.value)):
            if kind == "A_Expr" and node["kind"] == "AEXPR_OP" and names_of(node["name"])[-1] in _ORDER:
                after = names_of(node["name"])[-1].startswith(">")
                later, earlier = (node["lexpr"], node["rexpr"]) if after else (node["rexpr"], node["lexpr"])
                asks = any(each in ("ColumnRef", "SubLink") for each, _ in nodes_inside(earlier))
                if shifted_column(later) is not None and asks and moment_of(earlier, select, names) is None:
                    return True
    return False


def _is_clock(kind: str, node: Node) -> bool:
    if kind == "FuncCall":
        name = function_name(node)
        return name in CLOCK_FUNCTIONS or (name == "age" and len(node.get("args", ())) == 1)
    if kind == "A_Const":
        return str(node.get("sval", {}).get("sval", "")).strip().lower() in WORDS
    return kind == "SQLValueFunction"


def _expressions(select: Select) -> Iterator[Node]:
    yield from (predicate.value for predicate in select.conditions)
    yield from select.values()
    yield from select.group_by
    yield from (call for relation in select.relations for call in relation.functions)


def _of_select(select: Select, names: QueryNames) -> Iterator[Bound]:
    top = select is names.shape.root
    for predicate in select.conditions:
        whole = "A_Expr" in predicate.value
        for bound in _of_condition(predicate.value, select, names):
            yield replace(bound, top=top and whole, outer=predicate.outer)
    for value in select.values():
        yield from _of_value(value, select, names)
    for relation in select.relations:
        for call in (f["FuncCall"] for f in relation.functions if "FuncCall" in f):
            if function_name(call) == "generate_series" and len(call.get("args", ())) > 2:
                yield from _of_series(call, select, names)


def _of_value(value: Node, select: Select, names: QueryNames) -> Iterator[Bound]:
    """The bounds in what is worked out: of a FILTER, of the conditions of a CASE, of comparisons elsewhere."""
    conditions = [node["expr"] for kind, node in nodes_inside(value) if kind == "CaseWhen"]
    conditions += [node["agg_filter"] for _, node in nodes_inside(value) if "agg_filter" in node]
    seen: set[int] = set()
    for condition in conditions:
        seen |= {id(node) for _, node in nodes_inside(condition)}
        yield from _of_condition(condition, select, names)
    for kind, node in nodes_inside(value):
        if kind == "A_Expr" and id(node) not in seen:
            yield from _of_comparison(node, select, names)


def _of_condition(value: Node, select: Select, names: QueryNames, *, denied: bool = False) -> Iterator[Bound]:
    """The bounds a condition sets. `denied`: it stands behind NOT."""
    (kind, node), *_ = value.items()
    if kind == "BoolExpr":
        yield from _of_several(node, select, names, denied)
    elif kind == "BooleanTest":
        denies = node["booltesttype"] in ("IS_FALSE", "IS_NOT_TRUE")
        yield from _of_condition(node["arg"], select, names, denied=denied != denies)
    elif kind == "A_Expr" and denied:
        for bound in _of_comparison(node, select, names):
            if node["kind"] == "AEXPR_OP" and names_of(node["name"])[-1] in _ORDER:
                yield replace(bound, lower=not bound.lower, closed=not bound.closed)
    elif kind == "CoalesceExpr" and _is_false(node["args"][-1]):
        yield from _of_condition(node["args"][0], select, names, denied=denied)
    elif kind == "A_Expr":
        yield from _of_comparison(node, select, names)
        yield from _of_nested(node, select, names)
    elif not denied:
        yield from _of_nested(value, select, names)


def _of_nested(node: Node, select: Select, names: QueryNames) -> Iterator[Bound]:
    """The bounds inside of what is no plain condition: nobody knows for which rows they hold."""
    at = _first_place(node)
    for kind, inner in nodes_inside(node):
        if kind == "A_Expr":
            yield from (replace(bound, arm=(at, 0, 2)) for bound in _of_comparison(inner, select, names))


def _first_place(value: Node) -> int:
    return min((node["location"] for _, node in nodes_inside(value) if node.get("location", -1) >= 0), default=0)


def _is_false(value: Node) -> bool:
    constant = bare(value).get("A_Const", {})
    return "boolval" in constant and constant["boolval"].get("boolval", False) is False


def _of_several(node: Node, select: Select, names: QueryNames, denied: bool) -> Iterator[Bound]:
    if node["boolop"] == "NOT_EXPR":
        yield from _of_condition(node["args"][0], select, names, denied=not denied)
        return
    sides = [list(_of_condition(arg, select, names, denied=denied)) for arg in node["args"]]
    if (node["boolop"] == "AND_EXPR") != denied:
        yield from (bound for side in sides for bound in side)
        return
    # What has no time at all is in no window, and nothing is said about it.
    asked = [side for side, arg in zip(sides, node["args"], strict=True) if not _is_about_none(arg)]
    at = max(node.get("location", 0), 0)
    for index, side in enumerate(asked):
        yield from (replace(bound, arm=bound.arm or (at, index, len(asked))) for bound in side)


def _is_about_none(value: Node) -> bool:
    return bool(value.get("NullTest", {}).get("nulltesttype") == "IS_NULL")


def _of_series(call: Node, select: Select, names: QueryNames) -> Iterator[Bound]:
    for index, lower in ((0, True), (1, False)):
        moment = moment_of(call["args"][index], select, names)
        if moment is not None:
            yield Bound(None, lower, True, moment, max(call.get("location", 0), 0))


def _of_comparison(node: Node, select: Select, names: QueryNames) -> Iterator[Bound]:
    kind, operator = node["kind"], names_of(node["name"])[-1]
    at = max(node.get("location", 0), 0)
    left, right = node.get("lexpr"), node.get("rexpr")
    if left is None or right is None:
        return
    if kind == "AEXPR_BETWEEN":
        low, high = right["List"]["items"]
        yield from _of_order(left, ">=", low, at, select, names)
        yield from _of_order(left, "<=", high, at, select, names)
    elif kind == "AEXPR_OP" and operator in _ORDER:
        yield from _of_order(left, operator, right, at, select, names)
        yield from _of_order(right, _ORDER[operator], left, at, select, names)
    elif kind == "AEXPR_OP" and operator == "=":
        yield from _of_day(left, right, at, select, names)
        yield from _of_day(right, left, at, select, names)


def _of_order(left: Node, operator: str, right: Node, at: int, select: Select, names: QueryNames) -> Iterator[Bound]:
    lower, closed = operator.startswith(">"), operator.endswith("=")
    column = shifted_column(left)
    moment = moment_of(right, select, names)
    if column is not None and moment is not None:
        bound = _bound(column, lower, closed, moment, at, select, names)
        shifted = _is_shifted(left, right, column[0], select, names)
        yield replace(bound, shifted=shifted, zone=zone_of_days(right))
        return
    ago = time_since(left, select, names)
    span = span_held_against(left, right)
    if ago is not None and span is not None:
        then, since = ago
        yield _bound(then, not lower, closed, since.moved(span, -1), at, select, names)


def _of_day(left: Node, right: Node, at: int, select: Select, names: QueryNames) -> Iterator[Bound]:
    """`created_at::date = current_date`: from the beginning of that day to its end."""
    unit = cut_to(left)
    moment = moment_of(right, select, names)
    column = shifted_column(left)
    if column is None or moment is None or moment.anchor == "now":
        return
    table = names.column(column[0], select)
    if unit is None and not (table is not None and table[1].type == "date"):
        return
    end = moment.moved(PERIODS.get(unit or "day", (DAY, 0)))
    shifted = _is_shifted(left, right, column[0], select, names)
    zone = zone_of_days(right)
    yield replace(_bound(column, True, True, moment, at, select, names), shifted=shifted, zone=zone)
    yield replace(_bound(column, False, False, end, at, select, names), date=False, shifted=shifted, zone=zone)


def _is_shifted(left: Node, right: Node, column: Node, select: Select, names: QueryNames) -> bool:
    """Whether a moment is held against the wall clock of another time zone than its own."""
    known = names.column(column, select)
    if known is None or kind_of(known[1].type) != "timestamptz":
        return False
    return zones_of(left, select, names) != zones_of(right, select, names)


def _bound(
    column: tuple[Node, tuple[float, int]],
    lower: bool,
    closed: bool,
    moment: Moment,
    at: int,
    select: Select,
    names: QueryNames,
) -> Bound:
    reference, shift = column
    known = names.column(reference, select)
    written = ".".join(names_of(reference["ColumnRef"]["fields"]))
    is_date = known is not None and known[1].type == "date"
    use = names.origin(reference, select)
    of, base = (use.relation, use.name) if use is not None else (None, None)
    return Bound(written, lower, closed, moment.moved(shift, -1), at, is_date, of=of, base=base)
