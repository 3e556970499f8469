"""The tables of a dump as a server's catalogue would have them: types resolved, columns and indexes for the keys."""

import re
from collections.abc import Iterator
from typing import Final

from heartbeat_cli.ingest.source.keys import SourceColumn, SourceIndex
from heartbeat_cli.pgschema import (
    Database,
    QName,
    Table,
    built_in_type,
    domain_types,
    enum_labels,
    split_type,
)
from heartbeat_cli.sources import SourceType

_HEADER: Final = 4
_LAST_NAME: Final = re.compile(r'(?:"((?:[^"]|"")+)"|([^".]+))(?:\([^)]*\))?$')


class DumpCatalogue:
    """One database of a dump."""

    def __init__(self, database: Database) -> None:
        self._domains = domain_types(database)
        self._enums = enum_labels(database)
        self.tables = {table.qname: table for schema in database.schemas for table in schema.tables}
        self.schemas = frozenset(schema.name for schema in database.schemas)

    def type_of(self, spelled: str) -> SourceType:
        """A type as `format_type` spells it; domains become what they stand on."""
        if spelled.endswith("[]"):
            element = self.type_of(spelled.removesuffix("[]"))
            return SourceType(f"_{element.name}", builtin=element.builtin, element=element)
        if spelled in self._domains:
            return self.type_of(self._domains[spelled])
        found = built_in_type(spelled)
        if found is None:
            name = _LAST_NAME.search(spelled)
            plain = (name[1] or name[2]).replace('""', '"') if name else spelled
            return SourceType(plain, builtin=False, kind="e" if spelled in self._enums else "b")
        return SourceType(found.catalogue, _typmod(found.catalogue, split_type(spelled)[1]))

    def columns(self, table: Table) -> list[SourceColumn]:
        """Its columns, those the server works out left out: a dump has no values of them."""
        key = table.primary_key.columns if table.primary_key else ()
        return [
            SourceColumn(
                column.name,
                self.type_of(column.type),
                0,
                never_null=not column.nullable or column.name in key,
                identity=column.identity is not None,
                numbered="nextval(" in (column.default or ""),
                refers=any(column.name in one.columns for one in table.foreign_keys),
            )
            for column in table.columns
            if column.generated is None
        ]

    def indexes(self, table: Table) -> list[SourceIndex]:
        """Its usable B-trees, as far as they may be a key."""
        here = {column.name for column in table.columns}
        found = []
        if table.primary_key is not None:
            found.append(
                SourceIndex(table.primary_key.name or "", table.primary_key.columns, primary=True, unique=True)
            )
        found += [SourceIndex(one.name or "", one.columns, unique=True) for one in table.unique_keys]
        for index in table.indexes:
            if index.method == "btree" and index.valid:
                names = tuple(key if key in here else None for key in index.keys)
                partial = index.where is not None
                down = tuple("DESC" in option for option in index.options)
                found.append(SourceIndex(index.name, names, unique=index.unique, partial=partial, descending=down))
        return found

    def read_through(self, table: Table) -> Iterator[QName]:
        """The tables whose SELECT has the rows of this one: itself, and those it is part of or inherits from."""
        yield table.qname
        for parent in (table.partition_of, *table.inherits):
            if parent is not None and parent in self.tables:
                yield from self.read_through(self.tables[parent])

    def heirs(self, table: QName) -> int:
        """How many tables inherit from one that is not partitioned."""
        return sum(table in one.inherits for one in self.tables.values())


def _typmod(catalogue: str, modifiers: tuple[int, ...]) -> int:
    """As pg_attribute has it; -1 for none."""
    if not modifiers:
        return 1 + _HEADER if catalogue == "bpchar" else -1
    if catalogue == "numeric":
        scale = modifiers[1] if len(modifiers) > 1 else 0
        return (modifiers[0] << 16 | scale & 0x7FF) + _HEADER
    if catalogue in ("varchar", "bpchar"):
        return modifiers[0] + _HEADER
    return modifiers[0] if catalogue in ("bit", "varbit", "time", "timetz", "timestamp", "timestamptz") else -1
