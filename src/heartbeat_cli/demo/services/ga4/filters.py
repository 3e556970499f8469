"""The filter expressions of a report. Enums come as names or, from Google's own client, as numbers."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from heartbeat_cli.demo.services.ga4.errors import refused

_MATCHES: dict[Any, Callable[[str, str], bool]] = {
    "EXACT": lambda text, wanted: text == wanted,
    "BEGINS_WITH": str.startswith,
    "ENDS_WITH": str.endswith,
    "CONTAINS": lambda text, wanted: wanted in text,
    "FULL_REGEXP": lambda text, wanted: re.fullmatch(wanted, text) is not None,
    "PARTIAL_REGEXP": lambda text, wanted: re.search(wanted, text) is not None,
}
_COMPARES: dict[Any, Callable[[float, float], bool]] = {
    "EQUAL": lambda a, b: a == b,
    "LESS_THAN": lambda a, b: a < b,
    "LESS_THAN_OR_EQUAL": lambda a, b: a <= b,
    "GREATER_THAN": lambda a, b: a > b,
    "GREATER_THAN_OR_EQUAL": lambda a, b: a >= b,
}


def passes(expression: Mapping[str, Any], value: Callable[[str], str]) -> bool:
    """Whether what has these values of fields passes the filter. Raises Refused for one that says nothing known."""
    if not expression:
        return True
    if "andGroup" in expression:
        return all(passes(e, value) for e in expression["andGroup"].get("expressions", ()))
    if "orGroup" in expression:
        return any(passes(e, value) for e in expression["orGroup"].get("expressions", ()))
    if "notExpression" in expression:
        return not passes(expression["notExpression"], value)
    if "filter" not in expression:
        raise refused(400, f"Unknown filter expression: {', '.join(expression)}")
    return _passes_one(expression["filter"], value(str(expression["filter"].get("fieldName", ""))))


def fields_of(expression: Mapping[str, Any]) -> set[str]:
    """The fields a filter asks for."""
    inner = [e for group in ("andGroup", "orGroup") for e in expression.get(group, {}).get("expressions", ())]
    inner += [expression["notExpression"]] if "notExpression" in expression else []
    own = {str(expression["filter"].get("fieldName", ""))} if "filter" in expression else set()
    return own.union(*(fields_of(e) for e in inner)) if inner else own


def _passes_one(wanted: Mapping[str, Any], text: str) -> bool:
    if "stringFilter" in wanted:
        return _passes_text(wanted["stringFilter"], text)
    if "inListFilter" in wanted:
        cased = bool(wanted["inListFilter"].get("caseSensitive"))
        return _cased(text, cased) in {_cased(v, cased) for v in wanted["inListFilter"].get("values", ())}
    if "numericFilter" in wanted:
        compare = _named(_COMPARES, wanted["numericFilter"].get("operation"))
        return compare(float(text), _number(wanted["numericFilter"].get("value", {})))
    if "betweenFilter" in wanted:
        lowest, highest = wanted["betweenFilter"]["fromValue"], wanted["betweenFilter"]["toValue"]
        return _number(lowest) <= float(text) <= _number(highest)
    if "emptyFilter" in wanted:
        return text in ("", "(not set)")
    raise refused(400, "A filter needs one of stringFilter, inListFilter, numericFilter, betweenFilter, emptyFilter.")


def _passes_text(wanted: Mapping[str, Any], text: str) -> bool:
    cased = bool(wanted.get("caseSensitive"))
    match = _named(_MATCHES, wanted.get("matchType") or "EXACT")
    return match(_cased(text, cased), _cased(str(wanted.get("value", "")), cased))


def _cased(text: str, cased: bool) -> str:
    return text if cased else text.lower()


def _named(options: Mapping[Any, Callable[..., bool]], name: Any) -> Callable[..., bool]:
    by_number = dict(enumerate(options, 1))
    found = options.get(by_number.get(name, name))
    if found is None:
        raise refused(400, f"Unknown value in a filter: {name}. One of {', '.join(options)}.")
    return found


def _number(value: Mapping[str, Any]) -> float:
    return float(value.get("int64Value", value.get("doubleValue", 0)))
