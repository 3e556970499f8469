"""What every format is given: one target with its profile."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Self

from heartbeat_cli.estate import UNDECIDED, Decisions
from heartbeat_cli.pgschema import Database, ForeignKey, QName, Table, View
from heartbeat_cli.profiling import (
    ColumnProfile,
    DatabaseProfile,
    Reference,
    SchemaProfile,
    TableProfile,
    UnknownName,
    profile_schema,
)

if TYPE_CHECKING:
    from heartbeat_cli.pgschema import DumpReading


@dataclass(frozen=True, slots=True)
class Picture:
    """One target: what it is called on the command line, its kind (one of KINDS), and what profiling found.

    `profile` is a DatabaseProfile for a database or file; a view has no profile but itself. `from_file`: the target is
    in a dump file somebody named, not in a project's mirror. `unknown`: what db/profile.yml names and is not there.
    `decisions` is what people say there of the others.
    """

    target: str
    kind: str
    profile: DatabaseProfile | SchemaProfile | TableProfile | ColumnProfile | View
    reading: "DumpReading"
    from_file: bool = False
    unknown: tuple[UnknownName, ...] = ()
    decisions: Decisions = field(default_factory=lambda: UNDECIDED)

    @property
    def database(self) -> Database:
        """The database the target is in."""
        return self.reading.database

    def schemas(self) -> tuple[SchemaProfile, ...]:
        """The schemas the target is made of; none for anything smaller than a schema."""
        if isinstance(self.profile, DatabaseProfile):
            return self.profile.schemas
        return (self.profile,) if isinstance(self.profile, SchemaProfile) else ()

    def with_its_schema(self) -> Self:
        """A table's schema, as the picture of it would be; any other picture as it is."""
        if not isinstance(self.profile, TableProfile):
            return self
        schema = self.database.schema(self.profile.table.schema)
        return self if schema is None else replace(self, profile=profile_schema(schema, self.database, self.decisions))

    def tables(self) -> tuple[TableProfile, ...]:
        """The tables the target is made of, partitions folded into their parents, foreign tables left out."""
        if isinstance(self.profile, TableProfile):
            return (self.profile,)
        return tuple(t for s in self.schemas() for t in s.tables)

    def views(self) -> tuple[View, ...]:
        """The views the target is made of."""
        if isinstance(self.profile, View):
            return (self.profile,)
        return tuple(v for s in self.schemas() for v in s.schema.views)


def tables_by_name(database: Database) -> dict[QName, Table]:
    """Every table there is, partitions included."""
    return {t.qname: t for t in database.tables()}


def key_behind(reference: Reference, tables: Mapping[QName, Table]) -> ForeignKey | None:
    """The foreign key a reference was made from; None where only partitions have it."""
    source = tables.get(reference.source)
    keys = source.foreign_keys if source else ()
    same = (k for k in keys if k.columns == reference.columns and k.target_columns == reference.target_columns)
    return next((k for k in same if k.name == reference.name), None)


def is_unique(columns: tuple[str, ...], table: Table) -> bool:
    """Whether no two rows of `table` can have the same values in `columns`."""
    keys = [set(k.columns) for k in (table.primary_key, *table.unique_keys) if k is not None]
    keys += [set(i.keys) for i in table.indexes if i.unique and i.where is None]
    return any(key <= set(columns) for key in keys)


def is_optional(reference: Reference, table: Table) -> bool:
    """Whether a row of the reference's source may refer to nothing."""
    columns = (table.column(name) for name in reference.columns)
    return any(c.nullable for c in columns if c is not None)


def filled_schemas(profile: DatabaseProfile) -> list[SchemaProfile]:
    """The schemas that hold a table or a view."""
    return [s for s in profile.schemas if s.counts.tables or s.counts.views]
