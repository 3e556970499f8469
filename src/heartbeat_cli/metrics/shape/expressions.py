"""Walking an expression of a query's tree: nodes, calls, the parts of a condition, what is written alike."""

from collections.abc import Iterator
from typing import Final

from heartbeat_cli.metrics.functions import AGGREGATES
from heartbeat_cli.metrics.reading import Node, names_of

_PLACES: Final = frozenset({"location", "list_start", "list_end", "rexpr_list_start", "rexpr_list_end"})


def nodes_inside(node: Node) -> Iterator[tuple[str, Node]]:
    """Every node of an expression with its kind, those of subqueries left out; what is outside comes first."""
    pending: list[tuple[str, Node]] = [("", node)]
    while pending:
        kind, inner = pending.pop()
        if kind:
            yield kind, inner
            inner = inner.get("testexpr", {}) if kind == "SubLink" else inner
        for name, child in reversed(inner.items()):
            # Looked at a hundred times for each metric: `isinstance` twice for every leaf would be felt.
            shape = type(child)
            if shape is dict:
                pending.append((name, child))
            elif shape is list:
                pending += [("", item) for item in reversed(child) if type(item) is dict]


def calls_in(value: Node) -> Iterator[Node]:
    """The functions called in an expression."""
    return (node for kind, node in nodes_inside(value) if kind == "FuncCall")


def function_name(call: Node) -> str:
    """The name of the function called, `pg_catalog` left out."""
    return names_of(call["funcname"])[-1]


def is_aggregate(call: Node) -> bool:
    """Whether a call takes rows together; over a window it does not."""
    return "over" not in call and function_name(call) in AGGREGATES


def conjuncts(value: Node | None) -> Iterator[Node]:
    """The parts of a condition that all have to hold."""
    if value is None:
        return
    inner = value.get("BoolExpr", {})
    if inner.get("boolop") == "AND_EXPR":
        for part in inner["args"]:
            yield from conjuncts(part)
    else:
        yield value


def is_star(value: Node) -> bool:
    """Whether an expression is `*` or `t.*`."""
    return any("A_Star" in part for part in value.get("ColumnRef", {}).get("fields", ()))


def same(one: object, other: object) -> bool:
    """Whether two expressions are written alike, wherever they stand."""
    if isinstance(one, dict) and isinstance(other, dict):
        parts, others = one.keys() - _PLACES, other.keys() - _PLACES
        return parts == others and all(same(one[key], other[key]) for key in parts)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def unplaced(node: object) -> object:
    """A tree without where its parts stand."""
    if isinstance(node, list):
        return [unplaced(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {key: unplaced(value) for key, value in node.items() if key not in _PLACES}
