"""One spelling for what PostgreSQL lets people write in several ways, in the tree of its grammar.

Only what is the same for every row and in every database is spelled alike: `AND` and `OR` in any order, lists of
constants behind `IN`, `=` and `<` from either side, `BETWEEN`, the clocks (all are bound to one moment before they
run), `count(1)`, intervals of the same months, days and microseconds. `24 hours` is not `1 day`: a day of the clock's
change is longer. `count(x)` is not `count(*)`, and the order of CASE, ORDER BY and GROUP BY stays.
"""

import json
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from heartbeat_cli.metrics.functions import CLOCK_FUNCTIONS
from heartbeat_cli.metrics.reading import Node

_LONGEST_EXPONENT = 1000
_EITHER_SIDE: Final = ("=", "<>")
_MIRRORED: Final = {">": "<", ">=": "<="}
_NOW: Final[Node] = {"FuncCall": {"funcname": [{"String": {"sval": "now"}}], "funcformat": "COERCE_EXPLICIT_CALL"}}

_SECOND: Final = 1_000_000
_UNITS: Final = {
    "microsecond": (0, 0, 1),
    "millisecond": (0, 0, 1_000),
    "second": (0, 0, _SECOND),
    "sec": (0, 0, _SECOND),
    "minute": (0, 0, 60 * _SECOND),
    "min": (0, 0, 60 * _SECOND),
    "hour": (0, 0, 3600 * _SECOND),
    "hr": (0, 0, 3600 * _SECOND),
    "day": (0, 1, 0),
    "week": (0, 7, 0),
    "month": (1, 0, 0),
    "mon": (1, 0, 0),
    "year": (12, 0, 0),
    "yr": (12, 0, 0),
}
"""Months, days and microseconds of a unit: what an interval is made of."""

_SPAN: Final = re.compile(r"\s*(?:([+-]?\d+)\s*([a-z]+)|(\d+):(\d\d)(?::(\d\d))?(?![\d:.]))\s*", re.IGNORECASE)


def one_spelling(tree: Any) -> Any:
    """The tree with one spelling for each thing it says."""
    if isinstance(tree, list):
        return [one_spelling(item) for item in tree]
    if not isinstance(tree, dict):
        return tree
    node = {key: _number(value) if key == "fval" else one_spelling(value) for key, value in tree.items()}
    if len(node) == 1:
        ((kind, child),) = node.items()
        if kind in _RESPELLED and isinstance(child, dict):
            return _RESPELLED[kind](child)
    return node


def _number(node: Any) -> Any:
    """A number with a point by its value: 1.50 is 1.5. A whole number is of another type, and stays what it is."""
    if not isinstance(node, str):
        return {key: _number(value) for key, value in node.items()}
    try:
        number = Decimal(node)
    except InvalidOperation:
        return node
    if not number.is_finite() or abs(number.adjusted()) > _LONGEST_EXPONENT:
        return node
    text = format(number.normalize(), "f")
    return text if "." in text else f"{text}."


def _clock_value(node: Node) -> Node:
    """Without digits of a second, which it would be rounded to."""
    return _NOW if node["op"] == "SVFOP_CURRENT_TIMESTAMP" else {"SQLValueFunction": node}


def _call(node: Node) -> Node:
    names = [part["String"]["sval"] for part in node["funcname"]]
    name = names[-1] if len(names) == 1 or names[0] == "pg_catalog" else None
    arguments = node.get("args", ())
    if name in CLOCK_FUNCTIONS and not arguments:
        return _NOW
    if name == "count" and len(arguments) == 1 and _is_something(arguments[0]) and not node.get("agg_distinct"):
        rest = {key: value for key, value in node.items() if key not in ("args", "agg_order")}
        return {"FuncCall": {**rest, "agg_star": True}}
    return {"FuncCall": node}


def _is_something(node: Node) -> bool:
    """Whether it is a constant, and not NULL."""
    return "A_Const" in node and not node["A_Const"].get("isnull")


def _logic(node: Node) -> Node:
    """`a AND (b AND c)` is `c AND b AND a`."""
    if node["boolop"] == "NOT_EXPR":
        return {"BoolExpr": node}
    return _all_of(node["boolop"], node["args"])


def _all_of(operator: str, terms: list[Node]) -> Node:
    flat = [inner for term in terms for inner in _terms(operator, term)]
    return {"BoolExpr": {"boolop": operator, "args": sorted(flat, key=_text)}}


def _terms(operator: str, term: Node) -> list[Node]:
    inner = term.get("BoolExpr")
    return inner["args"] if inner is not None and inner["boolop"] == operator else [term]


def _comparison(node: Node) -> Node:
    kind, name = node.get("kind"), [part["String"]["sval"] for part in node["name"]]
    if kind == "AEXPR_IN" and "List" in node["rexpr"]:
        return {"A_Expr": {**node, "rexpr": {"List": _in_any_order(node["rexpr"]["List"])}}}
    if kind == "AEXPR_BETWEEN":
        low, high = node["rexpr"]["List"]["items"]
        return _all_of("AND_EXPR", [_at_most(low, node["lexpr"]), _at_most(node["lexpr"], high)])
    if kind not in ("AEXPR_OP", "AEXPR_DISTINCT", "AEXPR_NOT_DISTINCT") or "lexpr" not in node or len(name) != 1:
        return {"A_Expr": node}
    if name[0] in _MIRRORED:
        mirrored = [{"String": {"sval": _MIRRORED[name[0]]}}]
        return {"A_Expr": {**node, "name": mirrored, "lexpr": node["rexpr"], "rexpr": node["lexpr"]}}
    if name[0] in _EITHER_SIDE:
        left, right = sorted((node["lexpr"], node["rexpr"]), key=_text)
        return {"A_Expr": {**node, "lexpr": left, "rexpr": right}}
    return {"A_Expr": node}


def _in_any_order(values: Node) -> Node:
    """Of constants only: with other values in the list, which type they are compared as may follow from the order."""
    items = values["items"]
    return {**values, "items": sorted(items, key=_text)} if all("A_Const" in item for item in items) else values


def _at_most(low: Node, high: Node) -> Node:
    return {"A_Expr": {"kind": "AEXPR_OP", "name": [{"String": {"sval": "<="}}], "lexpr": low, "rexpr": high}}


def _cast(node: Node) -> Node:
    names, text = [part["String"]["sval"] for part in node["typeName"].get("names", ())], _string(node["arg"])
    span = _span(text) if text is not None and names[-1:] == ["interval"] else None
    if span is None or node["typeName"].get("typmods") or node["typeName"].get("arrayBounds"):
        return {"TypeCast": node}
    plain = "{} months {} days {} microseconds".format(*span)
    return {"TypeCast": {**node, "arg": {"A_Const": {"sval": {"sval": plain}}}}}


def _string(node: Node) -> str | None:
    text = node.get("A_Const", {}).get("sval", {}).get("sval")
    return None if text is None else str(text)


def _span(text: str) -> tuple[int, int, int] | None:
    """The months, days and microseconds of an interval of whole units; None for one that is written in another way."""
    months = days = micros = at = 0
    while at < len(text) or not at:
        found = _SPAN.match(text, at)
        if found is None:
            return None
        at = found.end()
        amount, unit, hours, minutes, seconds = found.groups()
        if unit is None:
            micros += ((int(hours) * 60 + int(minutes)) * 60 + int(seconds or 0)) * _SECOND
            continue
        size = _UNITS.get(unit.lower()) or _UNITS.get(unit.lower().removesuffix("s"))
        if size is None:
            return None
        months, days, micros = (
            had + int(amount) * more for had, more in zip((months, days, micros), size, strict=True)
        )
    return months, days, micros


def _sorting(node: Node) -> Node:
    """What is said of the order although it goes without saying."""
    direction, nulls = node.get("sortby_dir"), node.get("sortby_nulls")
    if direction == "SORTBY_ASC":
        direction = "SORTBY_DEFAULT"
    usual = {"SORTBY_DEFAULT": "SORTBY_NULLS_LAST", "SORTBY_DESC": "SORTBY_NULLS_FIRST"}.get(str(direction))
    if nulls == usual:
        nulls = "SORTBY_NULLS_DEFAULT"
    return {"SortBy": {**node, "sortby_dir": direction, "sortby_nulls": nulls}}


def _text(node: Node) -> str:
    return json.dumps(node, ensure_ascii=False, sort_keys=True)


_RESPELLED: Final[dict[str, Callable[[Node], Node]]] = {
    "A_Expr": _comparison,
    "BoolExpr": _logic,
    "FuncCall": _call,
    "SQLValueFunction": _clock_value,
    "SortBy": _sorting,
    "TypeCast": _cast,
}
