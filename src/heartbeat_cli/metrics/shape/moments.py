"""The moments by the clock that expressions of a query are, and the time zones they are told in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from heartbeat_cli.metrics.functions import CLOCK_FUNCTIONS
from heartbeat_cli.metrics.reading import Node, names_of
from heartbeat_cli.metrics.shape.columns import QueryNames
from heartbeat_cli.metrics.shape.expressions import function_name, nodes_inside
from heartbeat_cli.metrics.shape.numbers import interval_of, number_of
from heartbeat_cli.metrics.shape.select import Select

DAY: Final = 86_400.0
WORDS: Final = {"now": ("now", 0.0), "today": ("day", 0.0), "yesterday": ("day", -DAY), "tomorrow": ("day", DAY)}
TIME_TYPES: Final = frozenset(("date", "timestamp", "timestamptz"))
PERIODS: Final = {"day": (DAY, 0), "week": (7 * DAY, 0), "month": (0.0, 1), "quarter": (0.0, 3), "year": (0.0, 12)}
"""How long what a calendar divides time into is, in seconds and months."""
_UTC: Final = ("utc", "etc/utc", "gmt", "z", "zulu", "universal", "")


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment by the clock: `seconds` and `months` from now, or from the beginning of this `day`, `month`, …"""

    anchor: str
    seconds: float = 0.0
    months: int = 0

    def moved(self, span: tuple[float, int], sign: int = 1) -> "Moment":
        """This much later, or earlier."""
        return replace(self, seconds=self.seconds + sign * span[0], months=self.months + sign * span[1])


def text_of(value: Node) -> str | None:
    """A text that is written, in small letters."""
    text = value.get("A_Const", {}).get("sval", {}).get("sval")
    return str(text).lower() if text is not None else None


def moment_of(value: Node, select: Select, names: QueryNames) -> Moment | None:
    """The moment by the clock that an expression is, None of any other."""
    (kind, node), *_ = value.items()
    if kind == "SQLValueFunction":
        return Moment("day") if "CURRENT_DATE" in node["op"] else Moment("now") if "TIMESTAMP" in node["op"] else None
    if kind == "FuncCall":
        return _of_call(node, select, names)
    if kind == "TypeCast":
        return _of_cast(node, select, names)
    if kind == "A_Expr" and node["kind"] == "AEXPR_OP" and "lexpr" in node:
        sign = {"+": 1, "-": -1}.get(names_of(node["name"])[-1])
        inner = moment_of(node["lexpr"], select, names)
        span = interval_of(node["rexpr"])
        days = number_of(node["rexpr"])
        if sign is None or inner is None:
            return None
        if span is None and days is not None and inner.anchor != "now":
            span = (days * DAY, 0)
        return inner.moved(span, sign) if span is not None else None
    if kind == "ColumnRef":
        use = names.meaning(value, select)
        output = names.output(use) if use is not None else None
        inside_of = use.relation.query if use is not None else None
        if output is not None and output.value is not None and inside_of is not None and not inside_of.branches:
            return moment_of(output.value, inside_of, names)
    if kind == "SubLink" and node.get("subLinkType") == "EXPR_SUBLINK":
        query = names.shape.subquery(node)
        if len(query.outputs) == 1 and query.outputs[0].value is not None and not query.branches:
            return moment_of(query.outputs[0].value, query, names)
    return None


def _of_call(call: Node, select: Select, names: QueryNames) -> Moment | None:
    name, args = function_name(call), call.get("args", [])
    if name in CLOCK_FUNCTIONS:
        return Moment("now")
    if name == "date_trunc":
        inner, unit = moment_of(args[1], select, names), text_of(args[0])
        if inner is None or unit is None:
            return None
        return replace(inner, anchor=unit) if unit not in ("hour", "minute", "second") else inner
    if name in ("timezone", "date") and args:
        inner = moment_of(args[-1], select, names)
        return replace(inner, anchor="day") if inner is not None and name == "date" else inner
    return None


def _of_cast(cast: Node, select: Select, names: QueryNames) -> Moment | None:
    kind = names_of(cast["typeName"]["names"])[-1]
    if kind not in TIME_TYPES:
        return None
    word = (text_of(cast["arg"]) or "").strip()
    if word in WORDS:
        anchor, seconds = WORDS[word]
        return Moment("day" if kind == "date" else anchor, seconds)
    inner = moment_of(cast["arg"], select, names)
    return replace(inner, anchor="day") if inner is not None and kind == "date" and inner.anchor == "now" else inner


def zone_of_days(value: Node) -> str | None:
    """The time zone, in small letters, whose days, weeks or months a moment is cut to; None where it is cut to none.

    `current_date` and its like are days of UTC, which another rule is about.
    """
    for kind, node in nodes_inside(value):
        if kind == "TypeCast" and names_of(node["typeName"]["names"])[-1] == "date":
            return _zone_of(node["arg"]) if "FuncCall" in node["arg"] else None
        if kind == "FuncCall" and function_name(node) == "date_trunc" and len(node["args"]) > 1:
            return text_of(node["args"][2]) if len(node["args"]) > 2 else _zone_of(node["args"][1])
    return None


def _zone_of(value: Node) -> str | None:
    """The zone whose wall clock an expression tells; UTC where it says none, None of the days of a calendar."""
    if "SQLValueFunction" in value and "CURRENT_DATE" in value["SQLValueFunction"]["op"]:
        return None
    for kind, node in nodes_inside(value):
        if kind == "FuncCall" and function_name(node) == "timezone":
            return text_of(node["args"][0])
    return "utc"


def zones_of(value: Node, select: Select, names: QueryNames) -> tuple[str, ...]:
    """The time zones whose wall clock a moment is taken to, UTC left out; there and back is nowhere."""
    found: list[str] = []
    for zone in _zones(value, select, names):
        if found and found[-1] == zone:
            found.pop()
        elif zone not in _UTC:
            found.append(zone)
    return tuple(found)


def _zones(value: Node, select: Select, names: QueryNames) -> Iterator[str]:
    (kind, node), *_ = value.items()
    if kind == "TypeCast":
        yield from _zones(node["arg"], select, names)
    elif kind == "A_Expr" and "lexpr" in node:
        yield from _zones(node["lexpr"], select, names)
    elif kind == "FuncCall" and node.get("args"):
        if function_name(node) == "timezone":
            yield text_of(node["args"][0]) or ""
        cut = function_name(node) in ("date_trunc", "timezone")
        yield from _zones(node["args"][1 if cut and len(node["args"]) > 1 else 0], select, names)
    elif kind == "ColumnRef":
        use = names.meaning(value, select)
        output = names.output(use) if use is not None else None
        query = use.relation.query if use is not None else None
        if output is not None and output.value is not None and query is not None and not query.branches:
            yield from _zones(output.value, query, names)
