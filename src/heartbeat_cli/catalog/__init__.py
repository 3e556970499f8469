"""What a database consists of, as values everybody speaks. No I/O here."""

from heartbeat_cli.catalog.schema import (
    CheckConstraint,
    Column,
    Counts,
    Database,
    EnumType,
    ForeignKey,
    Index,
    QName,
    Schema,
    Table,
    UniqueKey,
    View,
    count_objects,
)

__all__ = [
    "CheckConstraint",
    "Column",
    "Counts",
    "Database",
    "EnumType",
    "ForeignKey",
    "Index",
    "QName",
    "Schema",
    "Table",
    "UniqueKey",
    "View",
    "count_objects",
]
