"""Calls of functions: aggregates, window functions, and all others by name."""

from collections.abc import Callable
from typing import Final

from heartbeat_cli.marts.kinds.duckdb.translation.aggregates import AGGREGATES, aggregate, within_group
from heartbeat_cli.marts.kinds.duckdb.translation.casts import cast
from heartbeat_cli.marts.kinds.duckdb.translation.catalogue import call
from heartbeat_cli.marts.kinds.duckdb.translation.documents import json_function
from heartbeat_cli.marts.kinds.duckdb.translation.numbers import number_function
from heartbeat_cli.marts.kinds.duckdb.translation.patterns import counted, extracted, matches, replaced
from heartbeat_cli.marts.kinds.duckdb.translation.scope import Node, Scope, names
from heartbeat_cli.marts.kinds.duckdb.translation.terms import (
    BOOLEAN,
    TEXT,
    UNKNOWN,
    NotAlikeError,
    Term,
)  # fmt: skip
from heartbeat_cli.marts.kinds.duckdb.translation.times import make_interval, time_function
from heartbeat_cli.marts.kinds.duckdb.translation.windows import window_function

WRITTEN_OTHERWISE: Final = {
    "any_value": ("any_value(), which does not say which value", "min(x) or max(x)."),
    "reverse": ("reverse()", "right(x, n) or a comparison with LIKE '%end'."),
    "initcap": ("initcap()", "lower(x) or upper(x)."),
    "similar_to_escape": ("SIMILAR TO", "LIKE, or ~ 'pattern'."),
    "tstzrange": ("a range", "two comparisons: t >= a AND t < b."),
    "jsonb_build_object": ("a JSON object that is built", "the values themselves."),
    "regexp_match": ("regexp_match(), which gives an array", "substring(x FROM 'pattern')."),
    "scale": ("scale()", "a comparison with round(x, n)."),
    "justify_days": ("justify_days()", "extract(epoch FROM x) / 86400."),
    "justify_hours": ("justify_hours()", "extract(epoch FROM x) / 3600."),
    "justify_interval": ("justify_interval()", "extract(epoch FROM x)."),
    "overlay": ("overlay()", "left(x, n) || y || substring(x, m)."),
    "array_remove": ("array_remove()", "unnest(a) in FROM with a condition."),
    "array_position": ("array_position()", "'x' = ANY(a)."),
}  # fmt: skip
_SET_RETURNING: Final = (
    "generate_series", "unnest", "jsonb_array_elements", "jsonb_array_elements_text", "json_array_elements",
    "json_array_elements_text",
)  # fmt: skip


def call_expression(node: Node, scope: Scope) -> Term:
    """A call of any function."""
    name = names(node["funcname"])[-1]
    if "over" in node:
        return window_function(name, node, scope)
    if node.get("agg_within_group"):
        return within_group(name, node, scope)
    if name in AGGREGATES:
        return aggregate(name, node, scope)
    if name in WRITTEN_OTHERWISE:
        raise NotAlikeError(*WRITTEN_OTHERWISE[name])
    if name in _SET_RETURNING:
        raise NotAlikeError(f"{name}() outside of FROM", f"FROM …, {name}(…) AS x.")
    if name == "make_interval":
        return make_interval(
            {
                a["NamedArgExpr"]["name"]: scope.term(a["NamedArgExpr"]["arg"])
                for a in node.get("args", ())
                if "NamedArgExpr" in a
            }
        )
    return function(name, scope.terms(node.get("args", [])))


def function(name: str, arguments: list[Term]) -> Term:
    """A call of a function that is no aggregate."""
    special = _SPECIAL.get(name)
    found = (
        (special(arguments) if special else None)
        or number_function(name, arguments)
        or time_function(name, arguments)
        or json_function(name, arguments)
        or call(name, arguments)
    )
    if found is None:
        raise NotAlikeError(f"{name}()", "a function of the table in docs/reference/engines.md.")
    return found


def _substring(arguments: list[Term]) -> Term | None:
    if len(arguments) == 2 and arguments[1].type in (TEXT, UNKNOWN):
        return extracted(*arguments)
    return None


def _regexp_replace(arguments: list[Term]) -> Term | None:
    if len(arguments) not in (3, 4) or any(a.text is None for a in arguments[1:]):
        raise NotAlikeError("regexp_replace with a pattern that is worked out", "regexp_replace(x, '[^0-9]', '', 'g').")
    return replaced(arguments[0], arguments[1], arguments[2], (arguments[3].text or "") if len(arguments) == 4 else "")


def _regexp_like(arguments: list[Term]) -> Term | None:
    flags = (arguments[2].text or "?") if len(arguments) == 3 else ""
    if set(flags) - {"i", "c"}:
        raise NotAlikeError(f"regexp_like with the flags '{flags}'", "the flag i, or none.")
    return matches(*arguments[:2], cased="i" not in flags)


def _regexp_count(arguments: list[Term]) -> Term | None:
    if len(arguments) != 2:
        raise NotAlikeError("regexp_count from a place or with flags", "regexp_count(x, 'pattern').")
    return counted(*arguments)


def _concat(arguments: list[Term]) -> Term | None:
    return Term(f"concat({', '.join(_shown(t) for t in arguments)})", TEXT)


def _concat_ws(arguments: list[Term]) -> Term | None:
    return Term(f"concat_ws({', '.join(_shown(t) for t in arguments)})", TEXT)


def _shown(term: Term) -> str:
    """concat writes true and false with one letter."""
    return (
        f"CASE WHEN {term.sql} THEN 't' WHEN NOT {term.sql} THEN 'f' END"
        if term.type == BOOLEAN
        else cast(term, TEXT).sql
    )


_SPECIAL: Final[dict[str, Callable[[list[Term]], Term | None]]] = {
    "substring": _substring, "regexp_replace": _regexp_replace, "regexp_like": _regexp_like,
    "regexp_count": _regexp_count, "concat": _concat, "concat_ws": _concat_ws,
}  # fmt: skip
