"""PostgreSQL's SQL to DuckDB's, so that both give the same number.

DuckDB's text is written from the tree of PostgreSQL's own grammar and from the types PostgreSQL would give each part
of it. What is not known to mean the same is not written: `NotAlikeError` says what it is and what to write instead.
"""

from collections.abc import Iterable, Mapping

from heartbeat_cli.marts.kinds.duckdb.translation.expressions import write_term
from heartbeat_cli.marts.kinds.duckdb.translation.queries import write_query
from heartbeat_cli.marts.kinds.duckdb.translation.scope import Node, Scope
from heartbeat_cli.marts.kinds.duckdb.translation.terms import REAL, NotAlikeError, UnknownColumnError, type_of_column
from heartbeat_cli.pgschema import Column, QName

__all__ = ["NotAlikeError", "UnknownColumnError", "translate"]


def translate(select: Node, columns: Mapping[QName, Iterable[Column]]) -> str:
    """The SELECT of a parsed statement over tables with these columns, as DuckDB spells their types."""
    tables = {
        (name.schema, name.name): tuple((c.name, type_of_column(c.type)) for c in found)
        for name, found in columns.items()
    }
    query = write_query(select, Scope(tables, write_query, write_term))
    if [type_ for _, type_ in query.columns] == [REAL]:
        # Of its six digits, not of the double it would come back as.
        return f"SELECT hb_pg.read_number(CAST(q.x AS VARCHAR)) AS x FROM ({query.sql}) AS q(x)"
    return query.sql
