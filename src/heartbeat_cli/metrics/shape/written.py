"""What is written in a query: numbers dressed as values, flags, conditions that hold for all rows or for none."""

from collections.abc import Iterable, Iterator
from typing import Final
from zlib import crc32

from heartbeat_cli.metrics.functions import AGGREGATES
from heartbeat_cli.metrics.reading import Node, names_of
from heartbeat_cli.metrics.shape.columns import bare
from heartbeat_cli.metrics.shape.expressions import conjuncts, function_name, nodes_inside, same
from heartbeat_cli.metrics.shape.numbers import number_of

COMPARISONS: Final = frozenset(
    ("=", "<>", "<", ">", "<=", ">=", "~", "~*", "!~", "!~*", "~~", "!~~", "~~*", "!~~*", "@>", "<@", "?")
)
# What stands for nothing, a flag or a whole; any other number written in place of a value is made up.
_PLAIN_NUMBERS: Final = frozenset((-1.0, 0.0, 1.0, 100.0))
_NEXT_TO_NOTHING: Final = 1e-12


def parts_of(body: Node) -> Iterable[Node]:
    """What an expression is made of."""
    for key, value in body.items():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict) and key not in ("typeName", "typename"):
                yield item


def sides_of(*sides: Node) -> Iterable[Node]:
    """What is compared, a list by its items."""
    for side in sides:
        yield from side["List"]["items"] if "List" in side else [side]


def is_true(condition: Node) -> bool:
    """A condition that is written to hold for every row."""
    comparison = condition.get("A_Expr", {})
    if comparison and names_of(comparison["name"])[-1] == "=" and "lexpr" in comparison:
        return same(comparison["lexpr"], comparison["rexpr"])
    constant = bare(condition).get("A_Const", {})
    return bool(constant.get("boolval", {}).get("boolval")) or constant.get("sval", {}).get("sval", "") in ("t", "true")


def leaves_nothing(operator: str, left: Node, right: Node) -> bool:
    """Whether an operation with a written number makes nothing of what it is done to: `* 0`, `% 1`."""
    numbers = (number_of(left) if left else None, number_of(right))
    if operator == "*":
        return any(n is not None and abs(n) < _NEXT_TO_NOTHING for n in numbers)
    if operator == "/":
        return numbers[0] == 0 or (numbers[1] is not None and abs(numbers[1]) > 1 / _NEXT_TO_NOTHING)
    return (operator == "%" and numbers[1] == 1) or (operator == "^" and numbers[1] == 0)


def is_made_up(value: Node) -> bool:
    """Whether a value is a number that is written, and not a plain one."""
    number = number_of(value)
    return number is not None and number not in _PLAIN_NUMBERS


def is_pinned(condition: Node, value: Node) -> bool:
    """Whether a condition says that a value equals one that is written."""
    comparison = condition.get("A_Expr", {})
    if not comparison or names_of(comparison["name"]) != ["="] or comparison["kind"] != "AEXPR_OP":
        return False
    sides = bare(comparison.get("lexpr", {})), bare(comparison["rexpr"])
    pairs = (sides, sides[::-1])
    return any(same(one, bare(value)) and ("A_Const" in other or number_of(other) is not None) for one, other in pairs)


def conditions_in(value: Node) -> Iterator[Node]:
    """The conditions of each CASE in an expression."""
    for kind, node in nodes_inside(value):
        if kind == "CaseWhen":
            yield from conjuncts(node["expr"])


def is_flag(value: Node) -> bool:
    """Yes or no, as a truth value or as 1 and 0."""
    value = bare(value)
    case = value.get("CaseExpr")
    if case is not None:
        results = [*(when["CaseWhen"]["result"] for when in case["args"]), case.get("defresult", {})]
        return all(not r or "isnull" in bare(r).get("A_Const", {}) or number_of(r) in (0.0, 1.0) for r in results)
    kinds = ("BoolExpr", "NullTest", "BooleanTest", "SubLink")
    call, comparison = value.get("FuncCall"), value.get("A_Expr", {})
    if call is not None:
        return function_name(call) in ("bool_and", "bool_or", "every")
    return any(kind in value for kind in kinds) or bool(comparison and names_of(comparison["name"])[-1] in COMPARISONS)


def names_rows(condition: Node) -> bool:
    """A condition about columns of functions and lists is about rows, too."""
    return any(kind == "ColumnRef" for kind, _ in nodes_inside(condition))


def number_in(constant: Node) -> float:
    """The number a constant is; of a text that is none one between 0 and 1."""
    if "ival" in constant:
        return float(constant["ival"].get("ival", 0))
    if "fval" in constant:
        return float(constant["fval"]["fval"])
    if "boolval" in constant:
        return float(constant["boolval"].get("boolval", False))
    text = constant.get("sval", {}).get("sval", "")
    try:
        return float(text)
    except ValueError:
        return crc32(text.encode()) % 997 / 997


def is_of_each_row(body: Node) -> bool:
    """Whether a comparison is one of columns, not of what rows are taken together to."""
    aggregated = any(kind == "FuncCall" and function_name(node) in AGGREGATES for kind, node in nodes_inside(body))
    return not aggregated and any(kind == "ColumnRef" for kind, _ in nodes_inside(body))


def is_null(node: Node) -> bool:
    """Whether NULL is written."""
    return "isnull" in bare(node).get("A_Const", {})
