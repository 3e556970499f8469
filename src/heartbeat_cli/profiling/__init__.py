"""Schema → what is in it: keys, references, dictionaries, logs, cursors, gaps. Pure functions over catalog values.

Only the values stand here, so that one who reads a remembered profile imports nothing that makes one.
"""

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
]
