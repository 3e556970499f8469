"""Indexes of landed tables: merges look rows up by the key, and metrics read the rows since a moment."""

from collections.abc import Iterator
from hashlib import sha256

from heartbeat_cli.marts.names import landed_relation
from heartbeat_cli.pgschema import quote
from heartbeat_cli.sources import PlannedTable

_NAME_DIGITS = 12


def create_indexes(dataset: str, table: PlannedTable) -> tuple[str, ...]:
    """Statements for the indexes of a landed table, which do nothing where they are there.

    None is unique: what is landed is proved by sums, and rows that are kept as deleted may come back. An index is known
    by its name, which says of which table and columns it is.
    """
    return tuple(_create(dataset, table, columns) for columns in _indexed(table))


def _indexed(table: PlannedTable) -> Iterator[tuple[str, ...]]:
    key = table.key.columns if table.key else ()
    if key:
        yield key
    # A stream without records has no cursor yet.
    if table.cursor.column in dict(table.columns) and table.cursor.column not in key[:1]:
        yield (table.cursor.column,)


def _create(dataset: str, table: PlannedTable, columns: tuple[str, ...]) -> str:
    of = "\0".join((table.qname.name, *columns))
    name = f"hb_{sha256(of.encode()).hexdigest()[:_NAME_DIGITS]}"
    listed = ", ".join(map(quote, columns))
    return f"CREATE INDEX IF NOT EXISTS {quote(name)} ON {landed_relation(dataset, table.qname.name)} ({listed})"
