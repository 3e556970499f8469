"""ORDER BY, where NULL stands as in PostgreSQL: last, and first with DESC."""

import re

from heartbeat_cli.marts.kinds.duckdb.translation.scope import Node, Scope
from heartbeat_cli.marts.kinds.duckdb.translation.terms import (
    JSON,
    OTHER,
    QUOTIENT,
    NotAlikeError,
    Term,
    as_decimal,
)


def sorted_by(sorts: list[Node], scope: Scope) -> str:
    """` ORDER BY …` of an aggregate or a window."""
    return " ORDER BY " + ", ".join(sort_item(scope.term(s["SortBy"]["node"]), s["SortBy"]) for s in sorts)


def sort_item(term: Term, sort: Node, *, placed: bool = False) -> str:
    """One item, with its direction and where NULL stands; `placed` is the number of an output."""
    if term.type in (JSON, OTHER):
        raise NotAlikeError(f"an order by {term.type}", "the text or number in it.")
    if sort.get("sortby_dir") == "SORTBY_USING":
        raise NotAlikeError("ORDER BY USING", "ASC or DESC.")
    down = sort.get("sortby_dir") == "SORTBY_DESC"
    nulls = {"SORTBY_NULLS_FIRST": "FIRST", "SORTBY_NULLS_LAST": "LAST"}.get(sort.get("sortby_nulls", ""))
    value = as_decimal(term).sql if term.type == QUOTIENT else term.sql
    if not placed and re.fullmatch(r"[\d.]+|'[^']*'", value):
        # Of a constant by itself DuckDB says that it orders nothing.
        value = f"CAST({value} AS VARCHAR)"
    return f"{value} {'DESC' if down else 'ASC'} NULLS {nulls or ('FIRST' if down else 'LAST')}"
