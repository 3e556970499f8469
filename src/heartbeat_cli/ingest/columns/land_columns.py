"""How the columns of a table land, all of them at once."""

from collections.abc import Iterable

from heartbeat_cli.ingest.columns.types import ColumnMapping, land_column
from heartbeat_cli.ingest.plan import PlannedTable


def land_all(table: PlannedTable, dialect: str, as_text: Iterable[str]) -> tuple[ColumnMapping, ...]:
    """How each column of a table lands."""
    text = frozenset(as_text)
    return tuple(
        land_column(name, type_, dialect, as_text=name in text, hashed=name in table.hashed)
        for name, type_ in table.columns
    )
