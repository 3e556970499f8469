"""Windows of the calendar in a query: this month, last week, since a day that is written down."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from heartbeat_cli.metrics.reading import Node, names_of
from heartbeat_cli.metrics.shape.bounds import Bound
from heartbeat_cli.metrics.shape.columns import QueryNames
from heartbeat_cli.metrics.shape.expressions import function_name, nodes_inside
from heartbeat_cli.metrics.shape.moments import DAY, PERIODS, TIME_TYPES, Moment, text_of
from heartbeat_cli.metrics.shape.spans import Span
from heartbeat_cli.metrics.shape.times_in import column_in
from heartbeat_cli.metrics.window import CALENDAR, Window, usual_windows

_NOW: Final = Moment("now")
_MIDNIGHT: Final = ("", "00:00", "00:00:00")


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day that is written down, from or until which rows count: of `column`, `at` this place of the SQL."""

    column: str
    day: date
    at: int


def calendar_window(span: Span) -> Window | None:
    """The window of the calendar that a span is, None of any other."""
    windows = (window for window in usual_windows() if window.kind == CALENDAR)
    return next((window for window in windows if _is_that(span, window)), None)


def _is_that(span: Span, window: Window) -> bool:
    period = PERIODS[window.unit]
    this = Moment(window.unit)
    if not span.lower.closed or span.lower.moment != this.moved(
        (period[0] * window.number, period[1] * window.number), -1
    ):
        return False
    if span.upper is None:
        return not window.number
    end = _end(span.upper)
    return end == this if window.number else end in (_NOW, this.moved(period), Moment("day", DAY))


def _end(upper: Bound) -> Moment:
    """Before when rows count: with a day that counts as a whole, the day after."""
    return upper.moment.moved((DAY, 0)) if upper.closed and upper.date else upper.moment


def written_days(names: QueryNames, *, ending: bool = False) -> tuple[WrittenDay, ...]:
    """Every day that is written down as the beginning of what counts; those `ending` it are the ones behind it."""
    found = [
        day
        for select in names.shape.selects
        for value in (*(predicate.value for predicate in select.conditions), *select.values())
        for kind, node in nodes_inside(value)
        if kind == "A_Expr"
        for day in (_ending(node) if ending else _of_comparison(node))
    ]
    return tuple(dict.fromkeys(found))


def _ending(node: Node) -> Iterator[WrittenDay]:
    operator, left, right = names_of(node["name"])[-1], node.get("lexpr"), node.get("rexpr")
    if operator == ">":
        operator, left, right = "<", right, left
    if operator == "<" and left is not None and right is not None:
        yield from _compared(left, right, node)


def _of_comparison(node: Node) -> Iterator[WrittenDay]:
    operator, left, right = names_of(node["name"])[-1], node.get("lexpr"), node.get("rexpr")
    if left is None or right is None:
        return
    if node["kind"] == "AEXPR_BETWEEN":
        operator, right = ">=", right["List"]["items"][0]
    elif operator == "<=":
        operator, left, right = ">=", right, left
    if operator == ">=":
        yield from _compared(left, right, node)


def _compared(left: Node, right: Node, node: Node) -> Iterator[WrittenDay]:
    column = column_in(left)
    day = _day(right) if column is not None else None
    if column is not None and day is not None:
        yield WrittenDay(".".join(names_of(column["ColumnRef"]["fields"])), day, max(node.get("location", 0), 0))


def _day(value: Node) -> date | None:
    """The day whose midnight is written down."""
    call = value.get("FuncCall")
    if call is not None and function_name(call) == "timezone":
        return _day(call["args"][-1])
    if "TypeCast" in value:
        is_time = names_of(value["TypeCast"]["typeName"]["names"])[-1] in TIME_TYPES
        return _day(value["TypeCast"]["arg"]) if is_time else None
    text = (text_of(value) or "").replace("t", " ").partition(" ")
    try:
        return date.fromisoformat(text[0]) if text[2].removesuffix("z").partition("+")[0] in _MIDNIGHT else None
    except ValueError:
        return None
