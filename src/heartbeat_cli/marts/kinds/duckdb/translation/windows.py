"""Window functions; a named window is written out where it is used."""

from typing import Final

from heartbeat_cli.marts.kinds.duckdb.translation.aggregates import AGGREGATES, written_aggregate
from heartbeat_cli.marts.kinds.duckdb.translation.casts import cast
from heartbeat_cli.marts.kinds.duckdb.translation.operators import alike
from heartbeat_cli.marts.kinds.duckdb.translation.ordering import sorted_by
from heartbeat_cli.marts.kinds.duckdb.translation.scope import Node, Scope
from heartbeat_cli.marts.kinds.duckdb.translation.terms import (
    BIGINT,
    DOUBLE,
    INTEGER,
    QUOTIENT,
    UNKNOWN,
    NotAlikeError,
    Term,
)

_RANKS: Final = {
    "row_number": BIGINT, "rank": BIGINT, "dense_rank": BIGINT, "percent_rank": DOUBLE, "cume_dist": DOUBLE,
}  # fmt: skip
_VALUES: Final = ("first_value", "last_value", "nth_value", "lag", "lead")
# Bits of PostgreSQL's FRAMEOPTION_….
_MODES: Final = {0x2: "RANGE", 0x4: "ROWS", 0x8: "GROUPS"}
_STARTS: Final = {0x20: "UNBOUNDED PRECEDING", 0x200: "CURRENT ROW", 0x800: "{0} PRECEDING", 0x2000: "{0} FOLLOWING"}
_ENDS: Final = {0x100: "UNBOUNDED FOLLOWING", 0x400: "CURRENT ROW", 0x1000: "{0} PRECEDING", 0x4000: "{0} FOLLOWING"}
_EXCLUSIONS: Final = {0x8000: "CURRENT ROW", 0x10000: "GROUP", 0x20000: "TIES"}
_NON_DEFAULT: Final = 0x1


def window_function(name: str, node: Node, scope: Scope) -> Term:
    """name(…) OVER (…)."""
    over = f" OVER ({_window(_named(node['over'], scope), scope)})"
    if name in AGGREGATES:
        return written_aggregate(name, node, scope, over)
    if name in _RANKS:
        return Term(f"{name}(){over}", _RANKS[name])
    terms = [scope.term(arg) for arg in node.get("args", [])]
    if name == "ntile":
        return Term(f"CAST(ntile({terms[0].sql}){over} AS INTEGER)", INTEGER)
    if name in _VALUES:
        return _value(name, terms, over)
    raise NotAlikeError(f"{name}() OVER", "an aggregate, row_number, rank, lag or lead.")


def _value(name: str, terms: list[Term], over: str) -> Term:
    value = cast(terms[0], terms[2].type if len(terms) > 2 else terms[0].type) if terms[0].type == UNKNOWN else terms[0]
    rest = [t.sql for t in terms[1:2]]
    if len(terms) > 2:
        value, default = alike(value, terms[2])
        rest.append(default.sql)
    return Term(f"{name}({', '.join([value.sql, *rest])}){over}", value.type)


def _named(window: Node, scope: Scope) -> Node:
    """What stands behind OVER, with what it takes from a named window."""
    if "name" in window:
        return _extended(_found(window["name"], scope), scope)
    return _extended(window, scope)


def _extended(window: Node, scope: Scope) -> Node:
    """A window written out, with that of the name it begins with."""
    if "refname" not in window:
        return window
    return {**_extended(_found(window["refname"], scope), scope), **{k: v for k, v in window.items() if k != "refname"}}


def _found(name: str, scope: Scope) -> Node:
    if name not in scope.windows:
        raise NotAlikeError(f"the window {name}, which is not there", f"WINDOW {name} AS (…).")
    return scope.windows[name]


def _window(window: Node, scope: Scope) -> str:
    parts = []
    if "partitionClause" in window:
        terms = [scope.term(item) for item in window["partitionClause"]]
        parts.append(
            "PARTITION BY " + ", ".join(f"hb_pg.fixed({t.sql})" if t.type == QUOTIENT else t.sql for t in terms)
        )
    if "orderClause" in window:
        parts.append(sorted_by(window["orderClause"], scope).strip())
    options = window.get("frameOptions", 0)
    if options & _NON_DEFAULT:
        parts.append(_frame(options, window, scope))
    return " ".join(parts)


def _frame(options: int, window: Node, scope: Scope) -> str:
    mode = next(word for bit, word in _MODES.items() if options & bit)
    start = next(word for bit, word in _STARTS.items() if options & bit)
    end = next((word for bit, word in _ENDS.items() if options & bit), "CURRENT ROW")
    bounds = []
    for word, key in ((start, "startOffset"), (end, "endOffset")):
        bounds.append(word.format(scope.term(window[key]).sql) if key in window else word)
    left_out = next((f" EXCLUDE {word}" for bit, word in _EXCLUSIONS.items() if options & bit), "")
    return f"{mode} BETWEEN {bounds[0]} AND {bounds[1]}{left_out}"
