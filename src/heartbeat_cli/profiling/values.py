"""What profiling finds, as frozen values."""

from dataclasses import dataclass

from heartbeat_cli.catalog import Column, Counts, QName, Schema, Table


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
class Cursor:
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
class TableProfile:
    """One table: its role (`dictionary`, `state log`, `log`, `entity`), references both ways, and cursor."""

    table: Table
    role: str
    role_reason: str
    references_out: tuple[Reference, ...]
    references_in: tuple[Reference, ...]
    cursor: Cursor
    event_time: str | None = None
    partitions: int = 0

    @property
    def connections(self) -> int:
        return len(self.references_out) + len(self.references_in)


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
