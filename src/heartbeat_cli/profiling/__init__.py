"""Schema → what is in it: keys, references, dictionaries, logs, cursors, gaps. Pure functions over catalog values."""

from heartbeat_cli.profiling.profile import profile_database, profile_schema, profile_table
from heartbeat_cli.profiling.values import (
    Cursor,
    DatabaseProfile,
    Dictionary,
    EventLog,
    Reference,
    SchemaProfile,
    TableProfile,
)

__all__ = [
    "Cursor",
    "DatabaseProfile",
    "Dictionary",
    "EventLog",
    "Reference",
    "SchemaProfile",
    "TableProfile",
    "profile_database",
    "profile_schema",
    "profile_table",
]
