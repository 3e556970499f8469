"""PostgreSQL's SQL to DuckDB's, so that both give the same number.

DuckDB's text is written from the tree of PostgreSQL's own grammar and from the types PostgreSQL would give each part
of it. What is not known to mean the same is not written: `NotAlike` says what it is and what to write instead.
"""

from collections.abc import Iterable, Mapping

from heartbeat_cli.marts.kinds.duckdb.translation.queries import write_query
from heartbeat_cli.marts.kinds.duckdb.translation.scope import Node, Query, Scope
from heartbeat_cli.marts.kinds.duckdb.translation.terms import NotAlike, type_of_column
from heartbeat_cli.pgschema import Column, QName

__all__ = ["NotAlike", "translate"]


def translate(select: Node, columns: Mapping[QName, Iterable[Column]]) -> Query:
    """The SELECT of a parsed statement over tables with these columns, as DuckDB spells their types."""
    tables = {
        (name.schema, name.name): tuple((c.name, type_of_column(c.type)) for c in found)
        for name, found in columns.items()
    }
    return write_query(select, Scope(tables, write_query))
