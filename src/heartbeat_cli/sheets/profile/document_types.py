"""The JSON of `hb profile`, key by key. Every key is described in docs/reference/profile-json.md.

VERSION is that of the format: adding a key leaves it, taking one away or changing what it means raises it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from heartbeat_cli.pgschema import (
    CheckConstraint,
    Column,
    Counts,
    Domain,
    DumpReading,
    EnumType,
    Extension,
    Function,
    Grant,
    Index,
    QName,
    RangeType,
    Trigger,
    UniqueKey,
    View,
)
from heartbeat_cli.profiling import (
    Connected,
    CursorChoice,
    EventLog,
    Inconsistency,
    InferredReference,
    KeyElsewhere,
    PersonalTag,
    Quantity,
    SliceChoice,
    StateMachine,
    SubjectArea,
)
from heartbeat_cli.sheets.document import ABSENT, Absent
from heartbeat_cli.sheets.profile.document_parts import (
    CompositeOfSchema,
    Exclusion,
    ForeignTable,
    Neighbour,
    PartitionBound,
    PersonalColumn,
    Planned,
    QuantityOfTable,
    RecommendedSlice,
    ReferenceWithKey,
    RowSecurity,
    SequenceOfSchema,
    TableLine,
    UsedDictionary,
    ViewColumn,
)

VERSION = 1


Detected = Mapping[str, tuple[Any, ...]] | Absent
"""What the detectors of other packages found, by their names; left out where there are none."""


@dataclass(frozen=True, kw_only=True)
class Head:
    """What every document begins with."""

    version: int
    target: str
    file: str


@dataclass(frozen=True, kw_only=True)
class OfDatabase:
    """What belongs to a database."""

    database: str


@dataclass(frozen=True, kw_only=True)
class SchemaBody:
    """A schema and everything profiling found in it."""

    kind: Literal["schema"] = "schema"
    schema: str
    comment: str | None
    counts: Counts
    tables: tuple[TableLine, ...]
    foreign_tables: tuple[ForeignTable, ...]
    views: tuple[View, ...]
    enums: tuple[EnumType, ...]
    domains: tuple[Domain, ...]
    composites: tuple[CompositeOfSchema, ...]
    ranges: tuple[RangeType, ...]
    sequences: tuple[SequenceOfSchema, ...]
    grants: tuple[Grant, ...]
    functions: tuple[Function, ...]
    most_connected: tuple[Connected, ...]
    dictionaries: tuple[UsedDictionary, ...]
    logs: tuple[EventLog, ...]
    without_primary_key: tuple[QName, ...]
    references: tuple[ReferenceWithKey, ...]
    references_without_index: tuple[ReferenceWithKey, ...]
    unconnected: tuple[QName, ...]
    neighbours: tuple[Neighbour, ...]
    dictionaries_elsewhere: tuple[UsedDictionary, ...]
    areas: tuple[SubjectArea, ...]
    state_machines: tuple[StateMachine, ...]
    personal: tuple[PersonalColumn, ...]
    quantities: tuple[QuantityOfTable, ...]
    findings: tuple[Inconsistency, ...]
    inferred_references: tuple[InferredReference, ...]
    slice: RecommendedSlice
    detectors: Detected = ABSENT


@dataclass(frozen=True, kw_only=True)
class SchemaProfileDocument(SchemaBody, OfDatabase, Head):
    """`hb profile SOURCE.SCHEMA --json`."""

    understood: DumpReading


@dataclass(frozen=True, kw_only=True)
class DatabaseProfileDocument(Head):
    """`hb profile SOURCE --json`, or of a dump file: the sum, and every schema as its own target would show it."""

    kind: Literal["database", "file"]
    database: str
    comment: str | None
    counts: Counts
    extensions: tuple[Extension, ...]
    left_out: tuple[str, ...]
    schemas: tuple[SchemaBody, ...]
    understood: DumpReading


@dataclass(frozen=True, kw_only=True)
class TableProfileDocument(Head):
    """`hb profile SOURCE.SCHEMA.TABLE --json`: columns, keys, references both ways, and what stands around it."""

    kind: Literal["table"] = "table"
    schema: str
    table: str
    line: int | None
    counts: Counts
    name: str
    role: str
    columns: tuple[Column, ...]
    primary_key: UniqueKey | None
    references_out: tuple[ReferenceWithKey, ...]
    references_in: tuple[ReferenceWithKey, ...]
    cursor: CursorChoice
    event_time: str | None
    partitions: int
    comment: str | None
    role_reason: str
    unique_keys: tuple[UniqueKey, ...]
    checks: tuple[CheckConstraint, ...]
    exclusions: tuple[Exclusion, ...]
    indexes: tuple[Index, ...]
    partitioned_by: str | None
    partition_of: QName | None
    bound: str | None
    inherits: tuple[QName, ...]
    of_type: QName | None
    server: str | None
    settings: tuple[str, ...]
    unlogged: bool
    row_security: RowSecurity
    triggers: tuple[Trigger, ...]
    grants: tuple[Grant, ...]
    personal: tuple[PersonalColumn, ...]
    quantities: tuple[Quantity, ...]
    area: str | None
    area_tables: tuple[QName, ...]
    nearest: tuple[QName, ...]
    state_machines: tuple[StateMachine, ...]
    inferred_out: tuple[InferredReference, ...]
    inferred_in: tuple[InferredReference, ...]
    findings: tuple[Inconsistency, ...]
    worth: SliceChoice | None
    planned: Planned | None
    partition_bounds: tuple[PartitionBound, ...]
    children: tuple[QName, ...]
    read_by: tuple[QName, ...]
    understood: DumpReading
    detectors: Detected = ABSENT


@dataclass(frozen=True, kw_only=True)
class ViewProfileDocument(Head):
    """A view: its columns where known, what it reads, and its query."""

    kind: Literal["view", "materialized view"]
    schema: str
    view: str
    line: int | None
    comment: str | None
    counts: Counts
    columns: tuple[ViewColumn, ...]
    indexes: tuple[Index, ...]
    reads: tuple[QName, ...]
    grants: tuple[Grant, ...]
    settings: tuple[str, ...]
    triggers: tuple[Trigger, ...]
    query: str
    understood: DumpReading


@dataclass(frozen=True, kw_only=True)
class ColumnProfileDocument(Head):
    """`hb profile SOURCE.SCHEMA.TABLE.COLUMN --json`: its definition, who refers to it and where it points."""

    kind: Literal["column"] = "column"
    schema: str
    table: str
    column: str
    type: str
    nullable: bool
    default: str | None
    identity: str | None
    generated: str | None
    comment: str | None
    virtual: bool
    inherited: bool
    collation: str | None
    settings: tuple[str, ...]
    in_primary_key: bool
    unique: bool
    is_cursor: bool
    labels: tuple[str, ...]
    refers_to: tuple[ReferenceWithKey, ...]
    referred_by: tuple[ReferenceWithKey, ...]
    indexes: tuple[str, ...]
    checks: tuple[str, ...]
    personal: tuple[PersonalTag, ...]
    quantity: Quantity | None
    state_machines: tuple[StateMachine, ...]
    inferred_references: tuple[InferredReference, ...]
    elsewhere: tuple[KeyElsewhere, ...]
    understood: DumpReading
    detectors: Detected = ABSENT


ProfileDocument = (
    DatabaseProfileDocument | SchemaProfileDocument | TableProfileDocument | ViewProfileDocument | ColumnProfileDocument
)
