"""AND, OR, CASE and their like: expressions that choose."""

from functools import reduce

from heartbeat_cli.marts.kinds.duckdb.translation.operators import (
    compare,
    converted,
)
from heartbeat_cli.marts.kinds.duckdb.translation.scope import Node, Scope
from heartbeat_cli.marts.kinds.duckdb.translation.terms import (
    BOOLEAN,
    QUOTIENT,
    UNKNOWN,
    Term,
    unified,
)  # fmt: skip


def boolean(node: Node, scope: Scope) -> Term:
    """AND, OR and NOT."""
    parts = [scope.condition(arg) for arg in node["args"]]
    if node["boolop"] == "NOT_EXPR":
        return Term(f"(NOT {parts[0]})", BOOLEAN)
    return Term("(" + (" AND " if node["boolop"] == "AND_EXPR" else " OR ").join(parts) + ")", BOOLEAN)


def null_test(node: Node, scope: Scope) -> Term:
    """IS NULL and IS NOT NULL."""
    term = scope.term(node["arg"])
    return Term(f"({term.sql} IS {'NOT ' if node['nulltesttype'] == 'IS_NOT_NULL' else ''}NULL)", BOOLEAN)


def boolean_test(node: Node, scope: Scope) -> Term:
    """IS TRUE, IS NOT FALSE and their like."""
    tested = node["booltesttype"].removeprefix("IS_")
    no, word = ("NOT ", tested.removeprefix("NOT_")) if tested.startswith("NOT_") else ("", tested)
    value = scope.condition(node["arg"])
    return Term(f"({value} IS {no}{'NULL' if word == 'UNKNOWN' else word})", BOOLEAN)


def case(node: Node, scope: Scope) -> Term:
    """CASE, searched or of one value."""
    whens = [when["CaseWhen"] for when in node["args"]]
    if "arg" in node:
        value = scope.term(node["arg"])
        tests = [compare("=", value, scope.term(when["expr"])).sql for when in whens]
    else:
        tests = [scope.condition(when["expr"]) for when in whens]
    results = scope.terms([when["result"] for when in whens])
    default = scope.term(node["defresult"]) if "defresult" in node else Term("NULL", UNKNOWN)
    *results, default = branches([*results, default])
    cases = " ".join(f"WHEN {test} THEN {result.sql}" for test, result in zip(tests, results, strict=True))
    return Term(f"(CASE {cases} ELSE {default.sql} END)", default.type)


def branches(terms: list[Term]) -> list[Term]:
    """All of the type PostgreSQL gives them together."""
    type_ = unified([t.type for t in terms])
    return [converted(t, type_) for t in terms]


def coalesce(node: Node, scope: Scope) -> Term:
    """COALESCE."""
    terms = branches(scope.terms(node["args"]))
    return Term(f"COALESCE({', '.join(t.sql for t in terms)})", terms[0].type)


def extreme(node: Node, scope: Scope) -> Term:
    """GREATEST and LEAST."""
    terms = branches(scope.terms(node["args"]))
    type_ = terms[0].type
    if type_ == QUOTIENT:
        macro = "larger" if node["op"] == "IS_GREATEST" else "smaller"
        return reduce(lambda a, b: Term(f"hb_pg.{macro}({a.sql}, {b.sql})", QUOTIENT), terms)
    word = "greatest" if node["op"] == "IS_GREATEST" else "least"
    return Term(f"{word}({', '.join(t.sql for t in terms)})", type_)
