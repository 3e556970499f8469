"""SQL as PostgreSQL's grammar reads it, without what does not change its meaning.

The tree has no comments, no layout and no parentheses that change nothing; names without quotes are in lower case,
strings are their values however they are written, and `!=` is `<>`. Left to do is to take out where things stand.
"""

import json
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from heartbeat_cli.metrics.reading import parse

_PLACES: Final = ("location", "stmt_len", "list_start", "list_end")
_LONGEST_EXPONENT = 1000


def canonical(sql: str) -> str:
    """One text for all SQL of one meaning and spelling. Raises InvalidFileError where it is not SQL."""
    return json.dumps(_without_places(parse(sql)), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _without_places(tree: Any) -> Any:
    if isinstance(tree, list):
        return [_without_places(item) for item in tree]
    if isinstance(tree, dict):
        kept = ((key, value) for key, value in tree.items() if not key.endswith(_PLACES))
        return {key: _number(value) if key == "fval" else _without_places(value) for key, value in kept}
    return tree


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
