"""Frozen values for one database: schemas, tables, columns, keys, indexes, views, types, sequences.

A reader of dumps and a reader of a live catalogue both fill these; everything else reads them. Types are spelt as
PostgreSQL's `format_type` spells them (`character varying(34)`, `numeric(18,2)`, `timestamp with time zone`).
"""

from dataclasses import dataclass
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
