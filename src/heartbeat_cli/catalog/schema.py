"""Frozen values for one database: schemas, tables, columns, keys, indexes, views, types, sequences.

A reader of dumps and a reader of a live catalogue both fill these; everything else reads them. Types are spelt as
PostgreSQL's `format_type` spells them (`character varying(34)`, `numeric(18,2)`, `timestamp with time zone`).
"""

from dataclasses import dataclass, fields
from typing import NamedTuple


class QName(NamedTuple):
    """A name inside one database: schema and object. Prints as `core.payment`."""

    schema: str
    name: str

    def __str__(self) -> str:
        return f"{self.schema}.{self.name}"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `default` is SQL text; `identity` is `always`, `by default` or None; `generated` is an expression.

    `virtual`: a generated column that is computed when read (PostgreSQL 18), not stored. `inherited`: the column is
    one of a parent's (inheritance or partition), not, or not only, declared here. `collation` is None for the type's,
    otherwise its name, with its schema in front unless that is `pg_catalog`.
    """

    name: str
    type: str
    nullable: bool = True
    default: str | None = None
    identity: str | None = None
    generated: str | None = None
    comment: str | None = None
    virtual: bool = False
    inherited: bool = False
    collation: str | None = None


@dataclass(frozen=True, slots=True)
class UniqueKey:
    """A primary key or a unique constraint. `include` are columns the index carries beside its keys."""

    columns: tuple[str, ...]
    name: str | None = None
    comment: str | None = None
    include: tuple[str, ...] = ()
    nulls_distinct: bool = True
    deferrable: bool = False


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A reference from `columns` to `target_columns` of `target`, in the same order."""

    columns: tuple[str, ...]
    target: QName
    target_columns: tuple[str, ...]
    name: str | None = None
    comment: str | None = None
    on_delete: str = "no action"
    on_update: str = "no action"
    deferrable: bool = False
    valid: bool = True
    """False for NOT VALID: rows that were there before have not been held against it."""


@dataclass(frozen=True, slots=True)
class CheckConstraint:
    """A check: its SQL expression as text."""

    expression: str
    name: str | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class ExclusionConstraint:
    """No two rows for which every operator holds. `elements` are (column or expression, operator) pairs.

    An operator is spelt `OPERATOR(schema.&&)` where it is none of PostgreSQL's own.
    """

    elements: tuple[tuple[str, str], ...]
    name: str | None = None
    method: str = "gist"
    where: str | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Index:
    """An index made by CREATE INDEX (constraints have their own). `keys` are column names or expressions.

    `options` says per key what is not the default (`DESC`, `NULLS LAST`, an operator class), in SQL's order; it is
    empty where no key has any. `only`: made by CREATE INDEX … ON ONLY, so its partitions' indexes are attached one by
    one; how it was made, no live catalogue tells.
    """

    name: str
    keys: tuple[str, ...]
    unique: bool = False
    method: str = "btree"
    where: str | None = None
    comment: str | None = None
    include: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    nulls_distinct: bool = True
    only: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """A row-level security policy. `command` is `all` or one of `select`, `insert`, `update`, `delete`."""

    name: str
    command: str = "all"
    roles: tuple[str, ...] = ("public",)
    using: str | None = None
    check: str | None = None
    permissive: bool = True
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """What one role may do: `privileges` in alphabetical order, lower case; `columns` where it is about columns only.

    `grantable` are those of the privileges the role may hand on. A role has one grant for the whole object, and one for
    each set of privileges it has on columns, which stand in the table's order. The owner's own rights are not listed,
    nor is what everybody may do in the schema `public` from the start.
    """

    grantee: str
    privileges: tuple[str, ...]
    grantable: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `partition_of` names the parent of a partition, `partitioned_by` the key of a partitioned parent.

    `bound` is a partition's `FOR VALUES …` or `DEFAULT`. `inherits` are the parents of a table that is no partition,
    `of_type` the composite type of a typed table, `server` that of a foreign table.
    `line` is the 1-based line of its CREATE statement in the file it was read from, None from a live catalogue.
    """

    schema: str
    name: str
    columns: tuple[Column, ...] = ()
    primary_key: UniqueKey | None = None
    foreign_keys: tuple[ForeignKey, ...] = ()
    unique_keys: tuple[UniqueKey, ...] = ()
    checks: tuple[CheckConstraint, ...] = ()
    indexes: tuple[Index, ...] = ()
    comment: str | None = None
    partitioned_by: str | None = None
    partition_of: QName | None = None
    line: int | None = None
    bound: str | None = None
    inherits: tuple[QName, ...] = ()
    of_type: QName | None = None
    server: str | None = None
    unlogged: bool = False
    exclusions: tuple[ExclusionConstraint, ...] = ()
    row_security: bool = False
    force_row_security: bool = False
    policies: tuple[Policy, ...] = ()
    grants: tuple[Grant, ...] = ()

    @property
    def qname(self) -> QName:
        return QName(self.schema, self.name)

    def column(self, name: str) -> Column | None:
        return next((c for c in self.columns if c.name == name), None)


@dataclass(frozen=True, slots=True)
class View:
    """A view or materialized view, with its query as text. `columns` is empty where only the query would tell.

    `types` are those of the columns, None where a dump does not say (an expression's); empty where none is known.
    `reads` are the tables and views its query names, in alphabetical order.
    """

    schema: str
    name: str
    query: str
    materialized: bool = False
    columns: tuple[str, ...] = ()
    comment: str | None = None
    line: int | None = None
    column_comments: tuple[tuple[str, str], ...] = ()
    indexes: tuple[Index, ...] = ()
    types: tuple[str | None, ...] = ()
    reads: tuple[QName, ...] = ()
    grants: tuple[Grant, ...] = ()

    @property
    def qname(self) -> QName:
        return QName(self.schema, self.name)


@dataclass(frozen=True, slots=True)
class EnumType:
    """An enum and its labels in order."""

    schema: str
    name: str
    labels: tuple[str, ...]
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Domain:
    """A type with a condition: its base type as `format_type` spells it, default, and checks on VALUE."""

    schema: str
    name: str
    type: str
    nullable: bool = True
    default: str | None = None
    checks: tuple[CheckConstraint, ...] = ()
    comment: str | None = None
    collation: str | None = None


@dataclass(frozen=True, slots=True)
class CompositeType:
    """A row type made by CREATE TYPE … AS (…). Of a column only name, type, collation and comment mean anything."""

    schema: str
    name: str
    attributes: tuple[Column, ...] = ()
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class RangeType:
    """A range over `subtype`; `multirange` is the name of the type made with it (None before PostgreSQL 14)."""

    schema: str
    name: str
    subtype: str
    comment: str | None = None
    multirange: str | None = None


@dataclass(frozen=True, slots=True)
class Sequence:
    """A sequence. `owned_by` is the table and column it goes with; `identity`: it is an identity column's own."""

    schema: str
    name: str
    type: str = "bigint"
    start: int = 1
    increment: int = 1
    minimum: int = 1
    maximum: int = 9223372036854775807
    cache: int = 1
    cycle: bool = False
    owned_by: tuple[QName, str] | None = None
    identity: bool = False
    comment: str | None = None
    grants: tuple[Grant, ...] = ()

    @property
    def qname(self) -> QName:
        return QName(self.schema, self.name)


@dataclass(frozen=True, slots=True)
class Extension:
    """An extension a database needs; `schema` is where its objects live, None where a dump does not say."""

    name: str
    schema: str | None = None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Schema:
    """A namespace with everything in it, tables in the order of their creation (partitions included).

    Foreign tables stand apart: their rows are another server's.
    """

    name: str
    tables: tuple[Table, ...] = ()
    views: tuple[View, ...] = ()
    enums: tuple[EnumType, ...] = ()
    comment: str | None = None
    domains: tuple[Domain, ...] = ()
    composites: tuple[CompositeType, ...] = ()
    ranges: tuple[RangeType, ...] = ()
    sequences: tuple[Sequence, ...] = ()
    foreign_tables: tuple[Table, ...] = ()
    grants: tuple[Grant, ...] = ()

    def table(self, name: str) -> Table | None:
        return next((t for t in self.tables if t.name == name), None)


@dataclass(frozen=True, slots=True)
class Database:
    """One database: its schemas by name. `name` is the file's stem or the database's own name."""

    name: str
    schemas: tuple[Schema, ...] = ()
    extensions: tuple[Extension, ...] = ()
    comment: str | None = None

    def schema(self, name: str) -> Schema | None:
        return next((s for s in self.schemas if s.name == name), None)

    def tables(self) -> tuple[Table, ...]:
        return tuple(t for s in self.schemas for t in s.tables)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many objects there are.

    `tables` leaves partitions out, `partitions` counts them; `columns` are those of tables without partitions; keys,
    constraints, indexes and comments likewise leave out the copies PostgreSQL keeps on each partition. `indexes` are
    those made by CREATE INDEX. `views` include materialized ones. `comments` are those on tables, columns, views and
    types.
    """

    tables: int = 0
    partitions: int = 0
    views: int = 0
    columns: int = 0
    primary_keys: int = 0
    foreign_keys: int = 0
    indexes: int = 0
    unique_constraints: int = 0
    check_constraints: int = 0
    enums: int = 0
    comments: int = 0
    exclusion_constraints: int = 0
    domains: int = 0
    composite_types: int = 0
    range_types: int = 0
    sequences: int = 0
    policies: int = 0
    foreign_tables: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Counts)))


def count_objects(schema: Schema, database: Database | None = None) -> Counts:
    """The counts of one schema; add them for a database.

    `database` is where the parents of partitions are looked up that live in another schema.
    """
    tables = database.tables() if database is not None else schema.tables
    by_name = {t.qname: t for t in tables}
    own = [t for t in schema.tables if t.partition_of is None]
    commented: list[str | None] = [t.comment for t in schema.tables]
    commented += [c.comment for t in schema.tables for c in t.columns]
    commented += [v.comment for v in schema.views] + [c for v in schema.views for _, c in v.column_comments]
    commented += [e.comment for e in schema.enums] + [d.comment for d in schema.domains]
    commented += [t.comment for t in schema.composites] + [r.comment for r in schema.ranges]
    commented += [t.comment for t in schema.foreign_tables]
    commented += [c.comment for t in schema.foreign_tables for c in t.columns]
    counts = Counts(
        tables=len(own),
        partitions=len(schema.tables) - len(own),
        views=len(schema.views),
        columns=sum(len(t.columns) for t in own),
        indexes=sum(len(v.indexes) for v in schema.views),
        enums=len(schema.enums),
        comments=sum(c is not None for c in commented),
        domains=len(schema.domains),
        composite_types=len(schema.composites),
        range_types=len(schema.ranges),
        sequences=len(schema.sequences),
        foreign_tables=len(schema.foreign_tables),
        policies=sum(len(t.policies) for t in schema.tables),
        exclusion_constraints=sum(len(t.exclusions) for t in schema.tables),
    )
    for table in schema.tables:
        counts += _count_constraints(table, by_name.get(table.partition_of) if table.partition_of else None)
    return counts


def _count_constraints(table: Table, parent: Table | None) -> Counts:
    """Keys, constraints and indexes of one table; for a partition those that are no copies of its parent's."""
    if table.partition_of is not None and parent is None:
        return Counts(foreign_keys=len(table.foreign_keys))
    keys = {(k.columns, k.target, k.target_columns) for k in parent.foreign_keys} if parent else set()
    unique = [k.columns for k in parent.unique_keys] if parent else []
    checks = {c.name for c in parent.checks} if parent else set()
    copies = [(i.keys, i.unique, i.method, i.where) for i in parent.indexes] if parent else []
    indexes = 0
    for index in table.indexes:
        shape = (index.keys, index.unique, index.method, index.where)
        if shape in copies:
            copies.remove(shape)
        else:
            indexes += 1
    return Counts(
        primary_keys=int(table.primary_key is not None and (parent is None or parent.primary_key is None)),
        foreign_keys=sum((k.columns, k.target, k.target_columns) not in keys for k in table.foreign_keys),
        indexes=indexes,
        unique_constraints=sum(k.columns not in unique for k in table.unique_keys),
        check_constraints=sum(c.name not in checks for c in table.checks),
    )
