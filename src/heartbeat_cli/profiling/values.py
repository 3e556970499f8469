"""What profiling finds, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from heartbeat_cli.pgschema import Column, Counts, QName, Schema, Table

if TYPE_CHECKING:
    from heartbeat_cli.profiling.areas import SubjectArea
    from heartbeat_cli.profiling.consistency import Inconsistency
    from heartbeat_cli.profiling.elsewhere import KeyElsewhere
    from heartbeat_cli.profiling.inferred import InferredReference
    from heartbeat_cli.profiling.personal import PersonalTag
    from heartbeat_cli.profiling.quantities import Quantity
    from heartbeat_cli.profiling.recommended_slice import SliceChoice
    from heartbeat_cli.profiling.states import StateMachine


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key seen from outside: who points at whom. `indexed`: an index of the source serves it."""

    source: QName
    columns: tuple[str, ...]
    target: QName
    target_columns: tuple[str, ...]
    name: str | None = None
    indexed: bool = True


@dataclass(frozen=True, slots=True)
class CursorChoice:
    """The column by which new and changed rows are found, and why this one.

    `kind`: `updated_at`, `identity`, `event_time`, or `none` (then `column` is None and the whole table is compared).
    `sees_updates`: whether changed rows are found too, not only new ones.
    """

    kind: str
    column: str | None
    reason: str
    indexed: bool = False
    sees_updates: bool = False


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A small table of codes, why it is taken for one, and the columns that use it."""

    table: QName
    reason: str
    used_by: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class EventLog:
    """A table rows are only added to. `kind` is `state log` or `log`; `subject` is the table it tells about."""

    table: QName
    kind: str
    reason: str
    event_time: str | None = None
    subject: QName | None = None


@dataclass(frozen=True, slots=True)
class PlannedSlice:
    """What the inventory says of a schema: the source, and the tables it lands; None where it lands none of it."""

    source: str
    tables: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class TableContext:
    """What stands around a table, where the table is what was asked for.

    `nearest` are the tables tied to it by references and names, closest first. `machines` are its own state columns,
    and those whose changes it writes down. `partitions` and their bounds, `children` that inherit from it.
    """

    area: "SubjectArea | None" = None
    nearest: tuple[QName, ...] = ()
    machines: "tuple[StateMachine, ...]" = ()
    inferred_out: "tuple[InferredReference, ...]" = ()
    inferred_in: "tuple[InferredReference, ...]" = ()
    choice: "SliceChoice | None" = None
    findings: "tuple[Inconsistency, ...]" = ()
    partitions: tuple[tuple[QName, str | None], ...] = ()
    children: tuple[QName, ...] = ()
    read_by: tuple[QName, ...] = ()
    planned: PlannedSlice | None = None


@dataclass(frozen=True, slots=True)
class TableProfile:
    """One table: its role (`dictionary`, `state log`, `log`, `entity`), references both ways, and cursor.

    `personal` are the tags of its columns that hold personal data. `context` is there for a table asked for by itself.
    """

    table: Table
    role: str
    role_reason: str
    references_out: tuple[Reference, ...]
    references_in: tuple[Reference, ...]
    cursor: CursorChoice
    event_time: str | None = None
    partitions: int = 0
    personal: "Mapping[str, tuple[PersonalTag, ...]]" = field(default_factory=dict)
    quantities: "tuple[Quantity, ...]" = ()
    context: TableContext | None = None

    @property
    def connections(self) -> int:
        return len(self.references_out) + len(self.references_in)

    def quantity(self, column: str) -> "Quantity | None":
        """What one column counts, weighs or pays; None where it is no quantity."""
        return next((q for q in self.quantities if q.column == column), None)


@dataclass(frozen=True, slots=True)
class SchemaProfile:
    """One schema. Partitions are folded into their parents everywhere but in `counts`."""

    schema: Schema
    counts: Counts
    tables: tuple[TableProfile, ...]
    dictionaries: tuple[Dictionary, ...]
    logs: tuple[EventLog, ...]
    most_connected: tuple[TableProfile, ...]
    without_primary_key: tuple[QName, ...]
    without_index: tuple[Reference, ...]
    unconnected: tuple[QName, ...]
    neighbours: tuple[tuple[str, int, int], ...] = ()
    """Other schemas, with how many references go there and how many come from there."""
    dictionaries_elsewhere: tuple[Dictionary, ...] = ()
    """Dictionaries of other schemas that this one uses; `used_by` are its own columns only."""
    areas: "tuple[SubjectArea, ...]" = ()
    machines: "tuple[StateMachine, ...]" = ()
    inferred: "tuple[InferredReference, ...]" = ()
    choices: "tuple[SliceChoice, ...]" = ()
    """The recommended slice: every table in or out."""
    findings: "tuple[Inconsistency, ...]" = ()
    planned: PlannedSlice | None = None


@dataclass(frozen=True, slots=True)
class DatabaseProfile:
    """One database: the sum of its schemas, and each."""

    name: str
    counts: Counts
    schemas: tuple[SchemaProfile, ...]


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """One column in its table: what it refers to, who refers to it, which keys and indexes hold it."""

    table: TableProfile
    column: Column
    refers_to: tuple[Reference, ...]
    referred_by: tuple[Reference, ...]
    in_primary_key: bool
    unique: bool
    indexes: tuple[str, ...]
    checks: tuple[str, ...]
    labels: tuple[str, ...] = ()
    inferred: "tuple[InferredReference, ...]" = ()
    """Likely references out of the column, where it has no declared one, and into it."""
    machines: "tuple[StateMachine, ...]" = ()
    elsewhere: "tuple[KeyElsewhere, ...]" = ()
    """Where else the key it is or carries lives, in the other databases of the estate."""
