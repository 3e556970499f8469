"""What became of an ingest: values only."""

from dataclasses import dataclass, field
from typing import ClassVar

from heartbeat_cli.errors import HbError, LockedError, MartsFailedError
from heartbeat_cli.ingest.columns.changes import ColumnChange
from heartbeat_cli.pgschema import QName

# Failures of the marts: with these the next source would fail as well.
OF_THE_MARTS = (MartsFailedError, LockedError)


@dataclass(frozen=True, slots=True)
class LandedNow:
    """A unit landed by this run. `rows` were moved; `deleted` were taken out (or marked) as gone at the source.

    `moved` is false where a comparison found nothing to move. `notes` say what a reader should know.
    """

    qname: QName
    dataset: str
    unit: int
    rows: int
    load_id: str
    seconds: float
    deleted: int = 0
    moved: bool = True
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class TableFailure:
    """A table that could not be landed: what of it stood in the marts before stays.

    `lasting` where it will not land before somebody changes the table or the slice: a finding, and no failure of a run.
    """

    json_keys: ClassVar = "table=qname dataset code message hint"

    qname: QName
    dataset: str
    code: str
    message: str
    hint: str | None = None
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class TableResult:
    """What became of one table. `mode` says in a word what was done and `reason` why.

    `rows` were moved by this run, `total` are in the marts now, `deleted` were taken out, `ranges` were worked on;
    `changes` are those of its columns.
    """

    qname: QName
    dataset: str
    mode: str
    reason: str
    rows: int = 0
    total: int = 0
    deleted: int = 0
    ranges: int = 0
    seconds: float = 0.0
    load_id: str | None = None
    changes: tuple[ColumnChange, ...] = field(default=())
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class DatasetResult:
    """What became of one dataset; `seconds` from its first table to its last, bookkeeping included."""

    dataset: str
    tables: tuple[TableResult, ...]
    failures: tuple[TableFailure, ...]
    seconds: float

    @property
    def rows(self) -> int:
        """How many rows were landed."""
        return sum(table.rows for table in self.tables)


@dataclass(frozen=True, slots=True)
class IngestResult:
    """What became of one source; `error` is why it was left alone where others went on."""

    source: str
    datasets: tuple[DatasetResult, ...]
    missing: tuple[QName, ...] = ()
    error: HbError | None = None

    @property
    def failures(self) -> tuple[TableFailure, ...]:
        """The tables that did not land, of all datasets."""
        return tuple(failure for dataset in self.datasets for failure in dataset.failures)

    @property
    def stopped(self) -> tuple[TableFailure, ...]:
        """Those that may land next time."""
        return tuple(failure for failure in self.failures if not failure.lasting)
