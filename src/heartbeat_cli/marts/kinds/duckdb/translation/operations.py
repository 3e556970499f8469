"""Operators and what is written like one: IN, BETWEEN, LIKE, ANY."""

from collections.abc import Callable
from typing import Final

from heartbeat_cli.marts.kinds.duckdb.translation.branching import branches
from heartbeat_cli.marts.kinds.duckdb.translation.casts import cast
from heartbeat_cli.marts.kinds.duckdb.translation.catalogue import call
from heartbeat_cli.marts.kinds.duckdb.translation.documents import OPERATORS, json_operator
from heartbeat_cli.marts.kinds.duckdb.translation.numbers import number_function
from heartbeat_cli.marts.kinds.duckdb.translation.operators import (
    alike,
    binary,
    compare,
    converted,
    negated,
)
from heartbeat_cli.marts.kinds.duckdb.translation.patterns import like, matches
from heartbeat_cli.marts.kinds.duckdb.translation.scope import Node, Scope, names
from heartbeat_cli.marts.kinds.duckdb.translation.terms import (
    BOOLEAN,
    DOUBLE,
    FLOATS,
    INTEGERS,
    QUOTIENT,
    TEXT,
    UNKNOWN,
    NotAlikeError,
    Term,
    array,
    as_decimal,
    as_double,
    is_numeric,
    unified,
)  # fmt: skip


def operation(node: Node, scope: Scope) -> Term:
    """An operation, whichever kind the grammar makes of it."""
    kind, operator = node["kind"], names(node.get("name", []))[-1]
    if kind == "AEXPR_OP" and "lexpr" not in node:
        return _prefixed(operator, scope.term(node["rexpr"]))
    if kind in _KINDS:
        return _KINDS[kind](node, operator, scope)
    raise NotAlikeError("SIMILAR TO" if kind == "AEXPR_SIMILAR" else f"the operation {kind}", "LIKE, or ~ 'pattern'.")


def _prefixed(operator: str, term: Term) -> Term:
    if operator == "-":
        return negated(cast(term, DOUBLE) if term.type == UNKNOWN else term)
    if operator == "+":
        return term
    if operator == "@":
        found = number_function("abs", [term])
    elif operator in ("|/", "||/"):
        found = number_function("sqrt", [cast(term, DOUBLE)]) if operator == "|/" else call("cbrt", [term])
    elif operator == "~" and term.type in INTEGERS:
        found = Term(f"(-1 - {term.sql})", term.type)
    else:
        found = None
    if found is None:
        raise NotAlikeError(f"the operator {operator}", "a function.")
    return found


def _plain(node: Node, operator: str, scope: Scope) -> Term:
    if "RowExpr" in node["lexpr"] and "RowExpr" in node["rexpr"]:
        return _rows(node, operator, scope)
    left, right = scope.term(node["lexpr"]), scope.term(node["rexpr"])
    if operator in ("~", "~*", "!~", "!~*"):
        return matches(left, right, negated=operator[0] == "!", cased=operator[-1] != "*")
    if operator == "||":
        return _concatenated(left, right)
    if operator in ("&&", "@>", "<@") and left.type.element is not None:
        return _arrays(operator, left, right)
    if operator in OPERATORS:
        return json_operator(operator, left, right)
    return binary(operator, left, right)


def _rows(node: Node, operator: str, scope: Scope) -> Term:
    """(a, b) = (c, d)."""
    if operator not in ("=", "<>"):
        raise NotAlikeError(f"rows held together by {operator}", "a > c OR (a = c AND b > d).")
    left, right = (scope.terms(node[side]["RowExpr"]["args"]) for side in ("lexpr", "rexpr"))
    if len(left) != len(right):
        raise NotAlikeError("rows of unequal length", "rows of the same length.")
    parts = [compare("=", a, b).sql for a, b in zip(left, right, strict=True)]
    joined = "(" + " AND ".join(parts) + ")"
    return Term(joined if operator == "=" else f"(NOT {joined})", BOOLEAN)


def _concatenated(left: Term, right: Term) -> Term:
    if left.type.element is not None or right.type.element is not None:
        raise NotAlikeError("arrays put together by ||", "each of them by itself.")
    return Term(f"({_as_text(left).sql} || {_as_text(right).sql})", TEXT)


def _as_text(term: Term) -> Term:
    return cast(term, TEXT)


def _arrays(operator: str, left: Term, right: Term) -> Term:
    right = cast(right, left.type) if right.type == UNKNOWN else right
    if left.type != right.type:
        raise NotAlikeError(f"{left.type} {operator} {right.type}", "arrays of one type.")
    if operator == "&&":
        return Term(f"list_has_any({left.sql}, {right.sql})", BOOLEAN)
    whole, part = (left, right) if operator == "@>" else (right, left)
    return Term(f"list_has_all({whole.sql}, {part.sql})", BOOLEAN)


def _in(node: Node, operator: str, scope: Scope) -> Term:
    items = node["rexpr"].get("List", {}).get("items", [])
    negated_ = operator == "<>"
    if "RowExpr" in node["lexpr"]:
        parts = [_rows({"lexpr": node["lexpr"], "rexpr": item}, "=", scope).sql for item in items]
        return Term(f"({'NOT ' if negated_ else ''}({' OR '.join(parts)}))", BOOLEAN)
    value, values = scope.term(node["lexpr"]), scope.terms(items)
    left, *rest = branches([value, *values]) if len(values) > 1 else alike(value, *values)
    if left.type == QUOTIENT:
        joined = " OR ".join(f"hb_pg.compare({left.sql}, {item.sql}) = 0" for item in rest)
        return Term(f"({'NOT ' if negated_ else ''}({joined}))", BOOLEAN)
    return Term(f"({left.sql} {'NOT ' if negated_ else ''}IN ({', '.join(item.sql for item in rest)}))", BOOLEAN)


def _between(node: Node, _: str, scope: Scope) -> Term:
    value = scope.term(node["lexpr"])
    low, high = scope.terms(node["rexpr"]["List"]["items"])
    if "SYM" in node["kind"]:
        raise NotAlikeError("BETWEEN SYMMETRIC", "BETWEEN least(a, b) AND greatest(a, b).")
    inside = f"({compare('>=', value, low).sql} AND {compare('<=', value, high).sql})"
    return Term(f"(NOT {inside})" if "NOT" in node["kind"] else inside, BOOLEAN)


def _distinct(node: Node, _: str, scope: Scope) -> Term:
    a, b = alike(scope.term(node["lexpr"]), scope.term(node["rexpr"]))
    if a.type == QUOTIENT:
        a, b = (Term(f"hb_pg.fixed({t.sql})", t.type) for t in (a, b))
    word = "IS NOT DISTINCT FROM" if node["kind"] == "AEXPR_NOT_DISTINCT" else "IS DISTINCT FROM"
    return Term(f"({a.sql} {word} {b.sql})", BOOLEAN)


def _nullif(node: Node, _: str, scope: Scope) -> Term:
    value, other = scope.term(node["lexpr"]), scope.term(node["rexpr"])
    if value.type == UNKNOWN:
        value = cast(value, TEXT if other.type == UNKNOWN else other.type)
    if is_numeric(value.type) or value.type != other.type:
        same = compare("=", value, other)
        value = _compared(value, other)
        if value.type != QUOTIENT and other.sql in ("0", "0.0"):
            return Term(f"NULLIF({value.sql}, 0)", value.type)
        return Term(f"(CASE WHEN {same.sql} THEN NULL ELSE {value.sql} END)", value.type)
    return Term(f"NULLIF({value.sql}, {other.sql})", value.type)


def _compared(value: Term, other: Term) -> Term:
    """The value as the equality of PostgreSQL's takes it: whole numbers and floats stay, numerics give way."""
    floats = [t.type for t in (value, other) if t.type in FLOATS]
    if floats and value.type not in FLOATS:
        return as_double(value)
    if floats and is_numeric(other.type):
        return as_double(value)
    return as_decimal(value) if value.type in INTEGERS and is_numeric(other.type) else value


def _like(node: Node, operator: str, scope: Scope) -> Term:
    pattern, escape = node["rexpr"], None
    if "FuncCall" in pattern and names(pattern["FuncCall"]["funcname"])[-1] == "like_escape":
        form, mark = pattern["FuncCall"]["args"]
        pattern, escape = form, scope.term(mark)
    return like(
        scope.term(node["lexpr"]), scope.term(pattern), escape,
        negated=operator.startswith("!"), cased=node["kind"] == "AEXPR_LIKE",
    )  # fmt: skip


def _any(node: Node, operator: str, scope: Scope) -> Term:
    """x = ANY(array); one that is written out is a list of values."""
    if (listed := _listed(node["rexpr"])) is not None and (operator, node["kind"]) in _LISTS:
        return _in({"lexpr": node["lexpr"], "rexpr": {"List": {"items": listed}}}, operator, scope)
    value, items = scope.term(node["lexpr"]), scope.term(node["rexpr"])
    if items.type == UNKNOWN:
        items = cast(items, array(TEXT if value.type == UNKNOWN else value.type))
    if items.type.element is None or operator not in ("=", "<>"):
        raise NotAlikeError(f"{operator} ANY of {items.type}", "= ANY(array), or EXISTS with a condition.")
    element = items.type.element
    if node["kind"] == "AEXPR_OP_ALL" and operator == "<>":
        return Term(f"(NOT hb_pg.any_of({items.sql}, {converted(value, element).sql}))", BOOLEAN)
    if node["kind"] == "AEXPR_OP_ALL" or operator != "=":
        raise NotAlikeError(f"{operator} {'ALL' if 'ALL' in node['kind'] else 'ANY'} of an array", "= ANY or <> ALL.")
    if is_numeric(element) or element != unified([value.type, element]):
        _, listed_as = alike(value, Term("", element))
        if listed_as.type != element:
            raise NotAlikeError(f"{value.type} = ANY of {items.type}", "a cast of the value to what the array holds.")
    return Term(f"hb_pg.any_of({items.sql}, {converted(value, element).sql})", BOOLEAN)


_LISTS: Final = (("=", "AEXPR_OP_ANY"), ("<>", "AEXPR_OP_ALL"))


def _listed(node: Node) -> list[Node] | None:
    """The elements of ARRAY[…], each under the cast of the whole."""
    if "A_ArrayExpr" in node:
        return list(node["A_ArrayExpr"].get("elements", [])) or None
    inner = node.get("TypeCast", {})
    listed = _listed(inner["arg"]) if inner else None
    if listed is None:
        return None
    type_name = {k: v for k, v in inner["typeName"].items() if k != "arrayBounds"}
    return [{"TypeCast": {"arg": item, "typeName": type_name}} for item in listed]


_KINDS: Final[dict[str, Callable[[Node, str, Scope], Term]]] = {
    "AEXPR_OP": _plain, "AEXPR_IN": _in, "AEXPR_BETWEEN": _between, "AEXPR_NOT_BETWEEN": _between,
    "AEXPR_BETWEEN_SYM": _between, "AEXPR_NOT_BETWEEN_SYM": _between, "AEXPR_DISTINCT": _distinct,
    "AEXPR_NOT_DISTINCT": _distinct, "AEXPR_NULLIF": _nullif, "AEXPR_LIKE": _like, "AEXPR_ILIKE": _like,
    "AEXPR_OP_ANY": _any, "AEXPR_OP_ALL": _any,
}  # fmt: skip
