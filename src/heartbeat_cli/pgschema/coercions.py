"""Casts that PostgreSQL adds by itself when it stores an expression, taken out again where columns' types are known.

    status IN ('a', 'b')   (status)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])
    amount > 0             (amount > (0)::numeric)
    born > '1900-01-01'    (born > '1900-01-01'::date)

What goes is a cast that changes nothing: of a `varchar` column to `text`, of a constant beside an operator to the type
it gets there anyway, and of a whole default to its column's type. The trees are those of `expression.py`, in which
built-in types have their names in pg_type.
"""

from collections.abc import Mapping
from typing import Any, Final

from .types import BUILT_IN_TYPES, built_in_type

Types = Mapping[str, str]
"""A column's name → the name of its type in pg_type; columns of other types than the built-in ones are left out."""

_FLOATS: Final = ("float4", "float8")
_NUMBERS: Final = frozenset(t.catalogue for t in BUILT_IN_TYPES if t.kind in ("integer", "numeric", "float"))
_TEXTS: Final = ("text", "varchar")
_SIDES: Final = ("lexpr", "rexpr")
_TRUE, _FALSE = ("t", "true", "y", "yes", "on", "1"), ("f", "false", "n", "no", "off", "0")


def catalogue_name(type_: str) -> str | None:
    """The name in pg_type of a built-in type as `format_type` spells it, None for an array and any other type."""
    found = built_in_type(type_)
    return found.catalogue if found is not None else None


def without_coercions(tree: Any, types: Types) -> Any:
    """`tree` without the casts that say what is so anyway."""
    if isinstance(tree, list):
        return [without_coercions(each, types) for each in tree]
    if not isinstance(tree, dict):
        return tree
    plain = {key: without_coercions(value, types) for key, value in tree.items()}
    if "TypeCast" in plain:
        return _without_relabelling(plain, types)
    if "A_Expr" in plain:
        return {"A_Expr": _with_bare_constants(plain["A_Expr"], types)}
    return plain


def _without_relabelling(node: dict[str, Any], types: Types) -> Any:
    """A `varchar` is a `text` already."""
    argument, name = node["TypeCast"]["arg"], _cast_to(node)
    if name == "text" and "ColumnRef" in argument and types.get(_column(argument)) in _TEXTS:
        return argument
    return node


def _with_bare_constants(expression: dict[str, Any], types: Types) -> dict[str, Any]:
    if not all(side in expression for side in _SIDES):
        return expression
    kinds = {side: _type_of(expression[side], types) for side in _SIDES}
    left, right = (_bare(expression[side], kinds[other]) for side, other in zip(_SIDES, reversed(_SIDES), strict=True))
    return expression | {"lexpr": left, "rexpr": right}


def _bare(node: Any, kind: str | None) -> Any:
    """A constant, or an array of some, without a cast to the type it has beside an operand of type `kind`."""
    if kind is None or not isinstance(node, dict):
        return node
    if "A_ArrayExpr" in node:
        return {"A_ArrayExpr": {"elements": [_bare(e, kind) for e in node["A_ArrayExpr"].get("elements", [])]}}
    constant = node.get("TypeCast", {}).get("arg", {})
    if "A_Const" not in constant:
        return node
    wanted = _cast_to(node)
    if wanted == kind or (wanted == "float8" and kind in _FLOATS):
        return constant
    return node


def _type_of(node: Any, types: Types) -> str | None:
    """The type of a column, of a cast, or of what is reckoned from some."""
    if not isinstance(node, dict):
        return None
    if "ColumnRef" in node:
        return types.get(_column(node))
    if "TypeCast" in node and "A_Const" not in node["TypeCast"]["arg"]:
        return _cast_to(node)
    if "A_Expr" in node and node["A_Expr"].get("kind") == "AEXPR_OP":
        return _reckoned([_type_of(node["A_Expr"].get(side), types) for side in _SIDES])
    return None


def _reckoned(kinds: list[str | None]) -> str | None:
    """The wider of two numbers' types; a constant's own does not count."""
    known = [kind for kind in kinds if kind is not None]
    if not known or not all(kind in _NUMBERS for kind in known):
        return None
    return next((kind for kind in ("float8", "float4", "numeric", *known) if kind in known), None)


def _column(node: dict[str, Any]) -> str:
    last = node["ColumnRef"].get("fields", [{}])[-1]
    return str(last.get("String", {}).get("sval", ""))


def _cast_to(node: dict[str, Any]) -> str | None:
    """The bare name of the type a cast is to."""
    kind = node["TypeCast"]["typeName"]
    names = kind.get("names", [])
    if len(names) != 1 or kind.get("typmods") or kind.get("arrayBounds") or kind.get("setof"):
        return None
    return str(names[0]["String"].get("sval", ""))


def as_default_of(value: Any, type_name: Any, kind: str | None) -> Any:
    """A default's tree, as of a column of that type (its node, and its name in pg_type where it is a built-in one)."""
    cast = value.get("TypeCast", {}) if isinstance(value, dict) else {}
    if cast and _same_type(cast["typeName"], type_name):
        value = cast["arg"]
    text = value.get("A_Const", {}).get("sval", {}).get("sval", "") if isinstance(value, dict) else ""
    if kind == "bool" and text.lower() in (*_TRUE, *_FALSE):
        return {"A_Const": {"boolval": {"boolval": True} if text.lower() in _TRUE else {}}}
    if kind in _NUMBERS:
        return _as_number(value)
    return value


def _same_type(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two types are the same but for their length or precision."""
    return all(one.get(key) == other.get(key) for key in ("names", "arrayBounds"))


def _as_number(value: Any) -> Any:
    """A number however it is written: `5`, `'5'`, `5.0` stays another one."""
    constant = value.get("A_Const", {}) if isinstance(value, dict) else {}
    if "ival" in constant:
        return {"number": str(constant["ival"].get("ival", 0))}
    text = constant.get("fval", {}).get("fval") or constant.get("sval", {}).get("sval", "")
    return {"number": text.strip()} if text.strip().lstrip("-").replace(".", "", 1).isdigit() else value
