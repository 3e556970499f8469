"""The texts a query wants: `code = 'SEPA'` shows its subject however the question is worded.

Read by PostgreSQL's grammar, where a text has one value however it is written. What is left out by `<>` or NOT, or
taken off by `-` or EXCEPT, is not wanted; what is left out twice is.
"""

from typing import Any, Final

from heartbeat_cli.metrics.reading import Node, names_of, parse

_LEAVES_OUT: Final = ("<>", "!~~", "!~~*", "!~", "!~*")
_NEGATIONS: Final = {
    "A_Expr": ("kind", ("AEXPR_NOT_BETWEEN", "AEXPR_NOT_BETWEEN_SYM", "AEXPR_DISTINCT")),
    "BoolExpr": ("boolop", ("NOT_EXPR",)),
    "BooleanTest": ("booltesttype", ("IS_FALSE", "IS_NOT_TRUE")),
}


def labels_wanted(sql: str) -> tuple[str, ...]:
    """The texts SQL wants, in their order. Raises InvalidFileError where it is not SQL."""
    found: dict[str, None] = {}
    pending: list[tuple[Any, bool]] = [(parse(sql), False)]
    while pending:
        value, out = pending.pop()
        if isinstance(value, list):
            pending += [(item, out) for item in reversed(value)]
        elif isinstance(value, dict):
            text = _text(value)
            if text is None:
                pending += [part for kind, node in reversed(value.items()) for part in _parts(kind, node, out)]
            elif not out:
                found[text] = None
    return tuple(found)


def _text(node: Node) -> str | None:
    """The text that stands there: a constant, one with a type, or several in a row."""
    if "A_Const" in node:
        return str(node["A_Const"]["sval"].get("sval", "")) if "sval" in node["A_Const"] else None
    if "TypeCast" in node:
        return _text(node["TypeCast"]["arg"])
    expression = node.get("A_Expr", {})
    if "lexpr" not in expression or _operator(expression) != "||":
        return None
    before, after = _text(expression["lexpr"]), _text(expression["rexpr"])
    return None if before is None or after is None else before + after


def _parts(kind: str, node: Any, out: bool) -> list[tuple[Any, bool]]:
    """What is in a node, each with whether it is left out."""
    if not isinstance(node, dict):
        return [(node, out)] if isinstance(node, list) else []
    here = out ^ _negates(kind, node)
    taken_off = _taken_off(kind, node)
    inner = ((name, child) for name, child in reversed(node.items()) if isinstance(child, dict | list))
    return [({name: child}, here ^ (name == taken_off)) for name, child in inner]


def _negates(kind: str, node: Node) -> bool:
    key, values = _NEGATIONS.get(kind, ("", ()))
    return node.get(key) in values or (kind == "A_Expr" and _operator(node) in _LEAVES_OUT)


def _taken_off(kind: str, node: Node) -> str | None:
    if kind == "A_Expr" and "lexpr" in node and _operator(node) == "-":
        return "rexpr"
    return "rarg" if node.get("op") == "SETOP_EXCEPT" else None


def _operator(expression: Node) -> str:
    return names_of(expression["name"])[-1]
