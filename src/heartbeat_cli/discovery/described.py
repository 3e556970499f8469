"""A table as it has landed: its columns and their types, with what the mirror says of it."""

from collections.abc import Iterable

from heartbeat_cli.discovery.columns import event_times
from heartbeat_cli.marts import LandedTable
from heartbeat_cli.pgschema import Column, Database, QName, Schema, Table, kind_of
from heartbeat_cli.profiling import DICTIONARY_SCHEMAS, Reference, dictionary_reason

_LABEL_COLUMNS = ("code", "name", "label", "title")


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


def is_dictionary(table: Table) -> bool:
    """True for a lookup table: in a schema of them, or shaped like one and without a time at which a row happened."""
    if table.schema.casefold() in DICTIONARY_SCHEMAS:
        return True
    user = Reference(QName("", ""), (), table.qname, ())
    return dictionary_reason(table, (), (user,)) is not None and not event_times(table)


def label_column(columns: tuple[Column, ...], key: str) -> str | None:
    """The column that names the rows of a table of codes: one that is called so, else the first text beside the key."""
    names = [c.name for c in columns]
    found = next((n for n in _LABEL_COLUMNS if n in names), None)
    texts = [c.name for c in columns if kind_of(c.type) == "text" and c.name != key]
    return found or (texts[0] if texts else None)
