"""Expressions of PostgreSQL's tree, written for DuckDB with their types."""

from collections.abc import Callable
from typing import Final

from heartbeat_cli.marts.kinds.duckdb.translation.branching import (
    boolean,
    boolean_test,
    branches,
    case,
    coalesce,
    extreme,
    null_test,
)
from heartbeat_cli.marts.kinds.duckdb.translation.calls import call_expression
from heartbeat_cli.marts.kinds.duckdb.translation.casts import cast
from heartbeat_cli.marts.kinds.duckdb.translation.constants import cast_expression, constant
from heartbeat_cli.marts.kinds.duckdb.translation.operations import operation
from heartbeat_cli.marts.kinds.duckdb.translation.operators import (
    converted,
)
from heartbeat_cli.marts.kinds.duckdb.translation.scope import Node, Scope, names
from heartbeat_cli.marts.kinds.duckdb.translation.terms import (
    BOOLEAN,
    INTEGER,
    INTEGERS,
    OTHER,
    QUOTIENT,
    TEXT,
    NotAlikeError,
    Term,
    Type,
    array,
    unified,
)  # fmt: skip


def write_term(node: Node, scope: Scope) -> Term:
    """An expression as a term."""
    ((kind, inner),) = node.items()
    handler = _HANDLERS.get(kind)
    if handler is None:
        raise NotAlikeError(f"an expression of the kind {kind}", "it in plainer words.")
    return handler(inner, scope)


def _column(node: Node, scope: Scope) -> Term:
    parts = names(node["fields"])
    relation = scope.relation(parts[0]) if len(parts) == 1 and not scope.has(parts[0]) else None
    if relation is not None and relation.scalar:
        return scope.column([relation.name, relation.columns[0][0]])
    if parts[-1] == "*" or relation is not None:
        raise NotAlikeError("a whole row as a value", "the column that is meant.")
    return scope.column(parts)


def _sublink(node: Node, scope: Scope) -> Term:
    kind = node["subLinkType"]
    query = scope.query(node["subselect"]["SelectStmt"])
    if kind == "EXISTS_SUBLINK":
        return Term(f"EXISTS ({query.sql})", BOOLEAN)
    if kind == "EXPR_SUBLINK":
        return Term(f"({query.sql})", query.columns[0][1])
    if kind == "ARRAY_SUBLINK":
        return Term(f"ARRAY({query.sql})", array(query.columns[0][1]))
    return _quantified(node, query.sql, query.columns[0][1], scope)


def _quantified(node: Node, sql: str, column: Type, scope: Scope) -> Term:
    operator = names(node["operName"])[-1] if "operName" in node else "="
    if "RowExpr" in node["testexpr"]:
        raise NotAlikeError("a row held against a query", "EXISTS with a condition for each column.")
    value = scope.term(node["testexpr"])
    if QUOTIENT in (value.type, column):
        raise NotAlikeError("a quotient held against the rows of a query", "round(x, 6) on both sides.")
    type_ = unified([value.type, column])
    value = converted(value, type_)
    word = "ANY" if node["subLinkType"] == "ANY_SUBLINK" else "ALL"
    return Term(f"({value.sql} {operator} {word} ({sql}))", BOOLEAN)


def _array(node: Node, scope: Scope) -> Term:
    terms = scope.terms(node.get("elements", []))
    if not terms:
        raise NotAlikeError("an array without elements", "ARRAY['a'].")
    terms = branches(terms)
    return Term(f"[{', '.join(t.sql for t in terms)}]", array(terms[0].type))


def _indirection(node: Node, scope: Scope) -> Term:
    value = scope.term(node["arg"])
    steps = node["indirection"]
    if (
        value.type.element is None
        or len(steps) != 1
        or "A_Indices" not in steps[0]
        or steps[0]["A_Indices"].get("is_slice")
    ):
        raise NotAlikeError("a part of a value by brackets", "a[1] of an array.")
    place = scope.term(steps[0]["A_Indices"]["uidx"])
    if place.type not in INTEGERS:
        raise NotAlikeError("a place in an array that is no whole number", "a[1].")
    return Term(f"(CASE WHEN {place.sql} >= 1 THEN {value.sql}[{place.sql}] END)", value.type.element)


def _current(_: Node, __: Scope) -> Term:
    raise NotAlikeError("a clock that was not bound", "now().")


def _row(node: Node, scope: Scope) -> Term:
    """(a, b) as one value, to be counted."""
    parts = (f"'f{i}': {t.sql}" for i, t in enumerate(scope.terms(node["args"])))
    return Term("{" + ", ".join(parts) + "}", OTHER)


def _collated(node: Node, scope: Scope) -> Term:
    """DuckDB orders text by its bytes, which is what "C" is."""
    name = names(node["collname"])[-1]
    if name not in ("C", "POSIX", "ucs_basic"):
        raise NotAlikeError(f'COLLATE "{name}"', 'COLLATE "C".')
    return cast(scope.term(node["arg"]), TEXT)


def _grouping(node: Node, scope: Scope) -> Term:
    terms = scope.terms(node["args"])
    return Term(f"CAST(GROUPING({', '.join(t.sql for t in terms)}) AS INTEGER)", INTEGER)


_HANDLERS: Final[dict[str, Callable[[Node, Scope], Term]]] = {
    "ColumnRef": _column, "A_Const": constant, "TypeCast": cast_expression, "A_Expr": operation, "BoolExpr": boolean,
    "NullTest": null_test, "BooleanTest": boolean_test, "CaseExpr": case, "CoalesceExpr": coalesce,
    "MinMaxExpr": extreme, "FuncCall": call_expression, "SubLink": _sublink, "A_ArrayExpr": _array,
    "A_Indirection": _indirection, "SQLValueFunction": _current, "GroupingFunc": _grouping, "RowExpr": _row,
    "CollateClause": _collated,
}  # fmt: skip
