"""Frozen values for one database: its schemas, and what stands in them beside tables and views: types and sequences.

A reader of dumps and a reader of a live catalogue both fill these; everything else reads them.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from .constraint import CheckConstraint
from .fields import NOT_COMPARED, SQL, UNKNOWN_IF_NONE, compared_as, listed, parts
from .names import QName
from .quoting import literal
from .relation import Column, Grant, Table, View
from .routine import Function


@dataclass(frozen=True, slots=True)
class EnumType:
    """An enum and its labels in order."""

    kind: ClassVar[str] = "enum"
    json_keys: ClassVar = "name labels comment"

    schema: str = field(metadata=NOT_COMPARED)
    name: str
    labels: tuple[str, ...] = field(metadata=compared_as(labels=lambda enum: enum.definition))
    comment: str | None = None

    @property
    def definition(self) -> str | None:
        """What it is, in short."""
        return listed(map(literal, self.labels))


@dataclass(frozen=True, slots=True)
class Domain:
    """A type with a condition: its base type as `format_type` spells it, default, and checks on VALUE."""

    kind: ClassVar[str] = "domain"
    json_keys: ClassVar = "name type nullable default checks comment collation"

    schema: str = field(metadata=NOT_COMPARED)
    name: str
    type: str
    nullable: bool = True
    default: str | None = field(default=None, metadata=SQL)
    checks: tuple[CheckConstraint, ...] = ()
    comment: str | None = None
    collation: str | None = None

    @property
    def definition(self) -> str | None:
        """What it is, in short."""
        return self.type


@dataclass(frozen=True, slots=True)
class CompositeType:
    """A row type made by CREATE TYPE … AS (…). Of a column only name, type, collation and comment mean anything."""

    kind: ClassVar[str] = "composite type"

    schema: str = field(metadata=NOT_COMPARED)
    name: str
    attributes: tuple[Column, ...] = field(default=(), metadata=parts("attribute"))
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class RangeType:
    """A range over `subtype`; `multirange` is the name of the type made with it (None before PostgreSQL 14)."""

    kind: ClassVar[str] = "range type"
    json_keys: ClassVar = "name subtype comment multirange"

    schema: str = field(metadata=NOT_COMPARED)
    name: str
    subtype: str
    comment: str | None = None
    multirange: str | None = field(default=None, metadata=UNKNOWN_IF_NONE)

    @property
    def definition(self) -> str | None:
        """What it is, in short."""
        return self.subtype


@dataclass(frozen=True, slots=True)
class Sequence:
    """A sequence. `owned_by` is the table and column it goes with; `identity`: it is an identity column's own."""

    kind: ClassVar[str] = "sequence"

    schema: str = field(metadata=NOT_COMPARED)
    name: str
    type: str = "bigint"
    start: int = 1
    increment: int = 1
    minimum: int = 1
    maximum: int = 9223372036854775807
    cache: int = 1
    cycle: bool = False
    owned_by: tuple[QName, str] | None = field(
        default=None, metadata=compared_as(owned_by=lambda made: ".".join(map(str, made.owned_by or ())) or None)
    )
    identity: bool = False
    comment: str | None = None
    grants: tuple[Grant, ...] = field(default=(), metadata=NOT_COMPARED)

    @property
    def qname(self) -> QName:
        """Schema and name."""
        return QName(self.schema, self.name)

    @property
    def definition(self) -> str | None:
        """What it is, in short."""
        return self.type


@dataclass(frozen=True, slots=True)
class Extension:
    """An extension a database needs; `schema` is where its objects live, None where a dump does not say."""

    kind: ClassVar[str] = "extension"

    name: str
    schema: str | None = field(default=None, metadata=UNKNOWN_IF_NONE)
    comment: str | None = None

    @property
    def definition(self) -> str | None:
        """What it is, in short."""
        return self.schema


@dataclass(frozen=True, slots=True)
class Schema:
    """A namespace with everything in it, tables in the order of their creation (partitions included).

    Foreign tables stand apart: their rows are another server's.
    """

    kind: ClassVar[str] = "schema"
    diff_first: ClassVar[tuple[str, ...]] = ("tables", "foreign_tables")

    name: str
    tables: tuple[Table, ...] = ()
    views: tuple[View, ...] = ()
    enums: tuple[EnumType, ...] = ()
    comment: str | None = None
    domains: tuple[Domain, ...] = ()
    composites: tuple[CompositeType, ...] = ()
    ranges: tuple[RangeType, ...] = ()
    sequences: tuple[Sequence, ...] = ()
    foreign_tables: tuple[Table, ...] = field(default=(), metadata=parts("foreign table"))
    grants: tuple[Grant, ...] = field(default=(), metadata=NOT_COMPARED)
    functions: tuple[Function, ...] = ()

    def table(self, name: str) -> Table | None:
        """The table of that name; foreign tables and views are none."""
        return next((t for t in self.tables if t.name == name), None)


@dataclass(frozen=True, slots=True)
class Database:
    """One database: its schemas by name. `name` is the file's stem or the database's own name.

    `left_out` are the kinds of things it has that are not kept here (rules, owners …), in the plural, by the alphabet.
    """

    diff_first: ClassVar[tuple[str, ...]] = ("extensions",)

    name: str
    schemas: tuple[Schema, ...] = ()
    extensions: tuple[Extension, ...] = ()
    comment: str | None = None
    left_out: tuple[str, ...] = field(default=(), metadata=NOT_COMPARED)

    def schema(self, name: str) -> Schema | None:
        """The schema of that name."""
        return next((s for s in self.schemas if s.name == name), None)

    def tables(self) -> tuple[Table, ...]:
        """The tables of all schemas."""
        return tuple(t for s in self.schemas for t in s.tables)
