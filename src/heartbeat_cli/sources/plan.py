"""What a survey of a source found to land: tables, their columns, what tells their rows apart and what is new."""

from dataclasses import dataclass, field
from typing import ClassVar

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Connection, Source
from heartbeat_cli.pgschema import QName, quote
from heartbeat_cli.sources.source_type import SourceType


@dataclass(frozen=True, slots=True)
class RowKey:
    """The key a table's rows are told apart by: a primary key, or a unique index without NULLs.

    `bounds` are the leading columns of it that ranges are cut by, with the types that spell their bounds (`bigint`,
    `uuid`, `timestamp with time zone`…); none where the key begins with a column both sides would not order alike.
    """

    columns: tuple[str, ...]
    bounds: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Cursor:
    """The column that tells what is new, and why this one.

    `kind`: `updated_at` (finds changes as well), `growing` (a key that only grows: finds new rows) or `none`. `type` is
    the column's type as PostgreSQL spells it.
    """

    json_keys: ClassVar = "column kind reason indexed"

    kind: str
    column: str | None
    reason: str
    type: str = ""
    indexed: bool = False


@dataclass(frozen=True, slots=True)
class Counters:
    """PostgreSQL's own count of what was done to a table since the statistics began (`pg_stat_user_tables`)."""

    inserted: int
    updated: int
    deleted: int
    since: str


@dataclass(frozen=True, slots=True)
class PlannedTable:
    """A table to land: its columns with their types, and the planner's estimates (None: never analysed).

    `columns` leaves out what the source's file excludes; `hashed` are those that land as a hash. `numbers` are the
    columns' numbers in the source's catalogue, which outlive a rename. `partitioned` ones are read through the parent,
    with all that is part of them or inherits from them, and so are views. `counters` are None where the server keeps
    none (a replica). `deletes` is `remove` or `mark`. `namesakes` are tables of the slice whose names differ in case
    alone.
    `wide_bytes` is what its wide values take apart from the rows (TOAST), and part of `bytes`; `has_places` says that
    each row has a place of its own (ctid) we may ask for. `refused` is why it cannot be read at all.
    """

    qname: QName
    columns: tuple[tuple[str, SourceType], ...]
    rows: int | None = None
    bytes: int | None = None
    partitioned: bool = False
    key: RowKey | None = None
    cursor: Cursor = field(default=Cursor("none", None, "not looked for"))
    counters: Counters | None = None
    numbers: tuple[int, ...] = ()
    hashed: tuple[str, ...] = ()
    deletes: str = "remove"
    namesakes: tuple[str, ...] = ()
    wide_bytes: int = 0
    has_places: bool = True
    refused: HbError | None = None

    @property
    def relation(self) -> str:
        """The table as a FROM item of the source."""
        name = f"{quote(self.qname.schema)}.{quote(self.qname.name)}"
        return name if self.partitioned else f"ONLY {name}"


@dataclass(frozen=True, slots=True)
class PlannedDataset:
    """The wanted tables of one schema and the dataset they land in."""

    dataset: str
    schema: str
    tables: tuple[PlannedTable, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What one ingest lands from one source.

    `missing` are tables the slice names and the source does not have. `encoding` is how the server keeps text.
    """

    source: Source
    connection: Connection
    datasets: tuple[PlannedDataset, ...]
    missing: tuple[QName, ...] = ()
    server_version: int = 0
    encoding: str = "UTF8"

    @property
    def tables(self) -> tuple[PlannedTable, ...]:
        """The tables of all datasets, in order."""
        return tuple(table for dataset in self.datasets for table in dataset.tables)
