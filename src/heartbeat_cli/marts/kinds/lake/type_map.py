"""How each type of the source lands in a lake: as in DuckDB, but for three, which are text here, as arrays of them are.

| in the source | in a lake |
|---|---|
| interval | VARCHAR of its text: parquet keeps no microseconds of one, and no minus |
| time with time zone | VARCHAR of its text: parquet keeps no zone |
| bytea | VARCHAR of its text, `\\x00ff`: the catalog keeps the least and the greatest value, and holds text only |
"""

from typing import Final

from heartbeat_cli.marts.column_mapping import ColumnMapping
from heartbeat_cli.marts.kinds.duckdb import KIND as DUCKDB
from heartbeat_cli.sources import SourceType

_AS_TEXT: Final = ("interval", "timetz", "bytea")


def map_column(column: str, type_: SourceType, *, as_text: bool) -> ColumnMapping:
    """How `column` lands; `as_text` where it has values its own type here cannot hold."""
    return DUCKDB.map_column(column, type_, as_text=as_text or lands_as_text(type_))


def lands_as_text(type_: SourceType) -> bool:
    """Whether a lake has no type for it, or for what an array has of it."""
    type_ = type_.element or type_
    return type_.builtin and type_.name in _AS_TEXT
