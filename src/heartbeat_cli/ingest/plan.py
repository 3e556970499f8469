"""What an ingest is going to land: values only."""

from dataclasses import dataclass, field

from heartbeat_cli.catalog import QName
from heartbeat_cli.catalog.quoting import quote
from heartbeat_cli.estate import Connection, Source
from heartbeat_cli.ingest.types import SourceType


@dataclass(frozen=True, slots=True)
class PlannedTable:
    """A table to land: its columns with their types, and the planner's estimates (None: never analysed).

    `partitioned` tables are read through the parent, others without the tables that inherit from them.
    """

    qname: QName
    columns: tuple[tuple[str, SourceType], ...]
    rows: int | None = None
    bytes: int | None = None
    partitioned: bool = False
    cursor: str | None = None

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
    """What one ingest lands from one source. `missing` are tables the slice names and the source does not have."""

    source: Source
    connection: Connection
    datasets: tuple[PlannedDataset, ...]
    missing: tuple[QName, ...] = ()

    @property
    def tables(self) -> tuple[PlannedTable, ...]:
        return tuple(table for dataset in self.datasets for table in dataset.tables)


@dataclass(frozen=True, slots=True)
class LandedNow:
    """A table landed by this run; `notes` say what a reader should know about it (a column landed as text)."""

    qname: QName
    dataset: str
    rows: int
    load_id: str
    seconds: float
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class TableFailure:
    """A table that could not be landed: the marts hold what they held before."""

    qname: QName
    dataset: str
    code: str
    message: str
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class DatasetResult:
    """What became of one dataset; `seconds` from its first table to its last, bookkeeping included."""

    dataset: str
    tables: tuple[LandedNow, ...]
    failures: tuple[TableFailure, ...]
    seconds: float

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What became of one source."""

    source: str
    datasets: tuple[DatasetResult, ...]
    missing: tuple[QName, ...] = ()

    @property
    def failures(self) -> tuple[TableFailure, ...]:
        return tuple(failure for dataset in self.datasets for failure in dataset.failures)
