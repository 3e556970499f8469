"""What a survey of a source found to land: tables, their columns, what tells their rows apart and what is new."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Final

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Connection, Source
from heartbeat_cli.pgschema import QName, quote
from heartbeat_cli.sources.source_type import SourceType
from heartbeat_cli.sources.stream import Stream

PULLED: Final = "hb_pulled"
"""What the file of a source's pulls is called where it is read."""


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
    each row has a place of its own (ctid) we may ask for. `refused` is why it cannot be read at all. `stream` is what
    it is pulled from, where it is none of a database; it is read from the file of its pull then, and so are the rows
    of a dump (`dumped`).
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
    stream: Stream | None = None
    dumped: bool = False

    @property
    def from_file(self) -> bool:
        """Whether it is read from a file of DuckDB's on this machine, not from a server."""
        return self.stream is not None or self.dumped

    @property
    def in_file(self) -> str:
        """What it is called in that file: a stream has one name, a dump may have two tables of one."""
        return str(self.qname) if self.dumped else self.qname.name

    @property
    def relation(self) -> str:
        """The table as a FROM item of the source."""
        if self.from_file:
            return f"{PULLED}.{quote(self.in_file)}"
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

    `missing` are tables the slice names and the source does not have. `encoding` is how the server keeps text. An API
    has no `connection`: it is entered with its `session`, and what was pulled of it is in the file `pulled`. So are the
    rows of a `dump`, which stand in its own file before.
    """

    source: Source
    connection: Connection | None
    datasets: tuple[PlannedDataset, ...]
    missing: tuple[QName, ...] = ()
    server_version: int = 0
    encoding: str = "UTF8"
    session: Any = field(default=None, repr=False)
    pulled: Path | None = None
    dump: Any = field(default=None, repr=False)

    @property
    def server(self) -> Connection:
        """The connection to the database it is a plan of."""
        assert self.connection is not None
        return self.connection

    @property
    def tables(self) -> tuple[PlannedTable, ...]:
        """The tables of all datasets, in order."""
        return tuple(table for dataset in self.datasets for table in dataset.tables)
