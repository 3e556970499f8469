"""What profiling knows of a table before any detector looks: references, cursor, log, dictionary, as frozen values."""

from dataclasses import dataclass

from heartbeat_cli.pgschema import QName

_NAMED_PARTITIONS = 3


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key seen from outside: who points at whom. `indexed`: an index of the source serves it.

    `partitions` are those of the source that have it, where neither the source itself nor each of them has.
    """

    source: QName
    columns: tuple[str, ...]
    target: QName
    target_columns: tuple[str, ...]
    name: str | None = None
    indexed: bool = True
    partitions: tuple[QName, ...] = ()

    @property
    def partly(self) -> str:
        """Where it holds, in words; empty where it holds for every row."""
        if len(self.partitions) > _NAMED_PARTITIONS:
            return f"only in {len(self.partitions):,} partitions"
        return f"only in {', '.join(q.name for q in self.partitions)}" if self.partitions else ""


@dataclass(frozen=True, slots=True)
class CursorChoice:
    """The column by which new and changed rows are found, and why this one.

    `kind`: `updated_at`, `identity`, `event_time`, or `none` (then `column` is None and the whole table is compared).
    `sees_updates`: whether changed rows are found too, not only new ones. `unseen` is the column that shows that rows
    change, where they are not.
    """

    kind: str
    column: str | None
    reason: str
    indexed: bool = False
    sees_updates: bool = False
    unseen: str | None = None


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
