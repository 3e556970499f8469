"""How wide a table's rows are: the bytes of their values, as the source can tell at little cost."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from heartbeat_cli.ingest.source.short_timeout import TooLongError, short_timeout
from heartbeat_cli.pgschema import BUILT_IN_TYPES, quote
from heartbeat_cli.sources import PlannedTable, SourceType

if TYPE_CHECKING:
    import psycopg

WIDE_BYTES: Final = 512 * 1024
"""Where so much is kept apart from the rows, compressed to a hundredth perhaps, some may be very wide."""
_NARROW_BYTES: Final = 8
_STORED_BYTES: Final = 400
"""Of a row, where its values may be compressed in it: to two thousand at most, of a hundred times as many."""
_READ_BYTES: Final = 8 * 1024
_SAMPLED_ROWS: Final = 100
_TIMEOUT_MS: Final = 2_000
_NARROW: Final = frozenset(
    t.catalogue
    for t in BUILT_IN_TYPES
    if t.kind in ("integer", "float", "money", "oid", "boolean", "date", "time", "timestamp", "timestamptz", "interval")
    or t.catalogue == "uuid"
)


def may_be_wide(table: PlannedTable) -> bool:
    """Whether rows of it may be too wide to be handled by the thousand."""
    return table.wide_bytes >= WIDE_BYTES


def with_width(session: "psycopg.Connection[Any]", table: PlannedTable) -> PlannedTable:
    """The table as one with wide values, where some rows that are looked at have many bytes for what they take on disk.

    Not looked at are tables whose rows are short even on disk, and views, which may take long over their first row.
    """
    if table.refused or not table.has_places or not table.columns or may_be_wide(table):
        return table
    if table.rows and table.bytes is not None and table.bytes / table.rows < _STORED_BYTES:
        return table
    looked_at = f"SELECT {row_size(table.columns)} AS size FROM {table.relation} LIMIT {_SAMPLED_ROWS}"
    try:
        with short_timeout(session, _TIMEOUT_MS):
            row = session.execute(f"SELECT coalesce(avg(size), 0) FROM ({looked_at}) AS looked_at".encode()).fetchone()
    except TooLongError:
        return table
    return replace(table, wide_bytes=WIDE_BYTES) if row and row[0] >= _READ_BYTES else table


def row_size(columns: Iterable[tuple[str, SourceType]]) -> str:
    """SQL for the source: about how many bytes the values of a row have.

    Of text, documents and bytes that are kept apart their length is known without reading them; of what is not kept as
    text, as jsonb, it is not.
    """
    return " + ".join(_size(quote(name), type_) for name, type_ in columns) or "0"


def _size(value: str, type_: SourceType) -> str:
    if type_.builtin and type_.element is None:
        if type_.name in _NARROW or (type_.name == "numeric" and type_.typmod >= 0):
            return str(_NARROW_BYTES)
        if type_.name == "bytea":
            return f"coalesce(octet_length({value}), 0)"
    return f"coalesce(octet_length({value}::text), 0)"
