"""Digits that are written in texts a query makes numbers of."""

from collections.abc import Iterator
from typing import Final

from heartbeat_cli.metrics.functions import AGGREGATES
from heartbeat_cli.metrics.reading import Node, names_of
from heartbeat_cli.metrics.shape.columns import references
from heartbeat_cli.metrics.shape.expressions import calls_in, function_name

NUMBER_TYPES: Final = frozenset(("int2", "int4", "int8", "numeric", "float4", "float8"))
# Patterns and places, not what comes out.
_PATTERNS: Final = {
    "regexp_replace": (1, 3), "regexp_match": (1, 2), "regexp_count": (1,), "substring": (1, 2), "substr": (1, 2),
    "translate": (1,), "replace": (1,), "split_part": (1, 2), "btrim": (1,), "ltrim": (1,), "rtrim": (1,),
    "starts_with": (1,), "to_date": (1,), "json_extract_path_text": (1,), "jsonb_extract_path_text": (1,),
}  # fmt: skip
_TEXT_TYPES: Final = ("text", "varchar", "bpchar", "json", "jsonb")
_MAKING: Final = ("||", "+", "-", "*", "/", "->", "->>")
_PLAIN: Final = frozenset(("0", "1", "-1", "100"))


def spelled_in(value: Node) -> Iterator[int]:
    """Where texts with digits stand that come out of an expression beside what rows have; their byte offsets."""
    aggregated = any(function_name(call) in AGGREGATES for call in calls_in(value))
    if aggregated or any(True for _ in references(value)):
        yield from _in(value)


def _in(value: Node) -> Iterator[int]:
    for kind, node in value.items():
        if kind == "A_Const" and _has_digits(node.get("sval", {}).get("sval", "")):
            yield max(node.get("location", 0), 0)
        elif kind == "FuncCall":
            yield from _in_call(node)
        elif kind == "CaseWhen":
            yield from _in(node["result"])
        elif kind == "TypeCast":
            if names_of(node["typeName"]["names"])[-1] in (*NUMBER_TYPES, *_TEXT_TYPES):
                yield from _in(node["arg"])
        elif kind == "A_Expr":
            if names_of(node["name"])[-1] in _MAKING:
                yield from (at for side in ("lexpr", "rexpr") if side in node for at in _in(node[side]))
        elif kind in ("BoolExpr", "NullTest", "BooleanTest"):
            continue
        elif isinstance(node, dict) and kind not in ("SubLink", "agg_filter", "indirection"):
            yield from _in(node)
        elif isinstance(node, list) and kind not in ("indirection", "name"):
            for item in (each for each in node if isinstance(each, dict)):
                yield from _in(item)


def _in_call(call: Node) -> Iterator[int]:
    name = function_name(call)
    for index, argument in enumerate(call.get("args", ())):
        if name == "to_char" and index == 1:
            text = argument.get("A_Const", {}).get("sval", {}).get("sval", "")
            quoted = "".join(text.split('"')[1::2])
            if _has_digits(quoted):
                yield max(argument["A_Const"].get("location", 0), 0)
        elif index not in _PATTERNS.get(name, ()):
            yield from _in(argument)


def _has_digits(text: str) -> bool:
    return any(letter.isdigit() for letter in text) and text not in _PLAIN and bool(text.strip("0"))
