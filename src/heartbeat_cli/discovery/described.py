"""A table as it has landed: its columns and their types, with what the mirror says of it."""

from collections.abc import Iterable

from heartbeat_cli.marts import LandedTable
from heartbeat_cli.pgschema import Column, Database, QName, Schema, Table


def as_landed(landed: LandedTable, mirrored: Table | None, name: QName) -> Table:
    """The landed table with the mirror's comments, and the keys all of whose columns have landed."""
    known = {c.name: c for c in mirrored.columns} if mirrored is not None else {}
    columns = tuple(_column(column, known.get(column.name)) for column in landed.columns)
    if mirrored is None:
        return Table(name.schema, name.name, columns)
    present = {c.name for c in columns}
    return Table(
        name.schema,
        name.name,
        columns,
        primary_key=mirrored.primary_key,
        foreign_keys=tuple(k for k in mirrored.foreign_keys if present.issuperset(k.columns)),
        comment=mirrored.comment,
    )


def _column(landed: Column, mirrored: Column | None) -> Column:
    if mirrored is None:
        return landed
    return Column(landed.name, landed.type, nullable=mirrored.nullable, comment=mirrored.comment)


def database_of(name: str, tables: Iterable[Table]) -> Database:
    """The tables as a database: what is known of a source that has no DDL."""
    by_schema: dict[str, list[Table]] = {}
    for table in tables:
        by_schema.setdefault(table.schema, []).append(table)
    return Database(name, tuple(Schema(schema, tuple(found)) for schema, found in by_schema.items()))
