"""What is to be done with each table of a dataset: the jobs an engine carries out. Values only."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.ingest.columns.changes import ColumnChange
from heartbeat_cli.ingest.columns.land_columns import land_all
from heartbeat_cli.ingest.columns.reshape import Step
from heartbeat_cli.ingest.result import LandedNow, TableFailure
from heartbeat_cli.ingest.unit import Unit
from heartbeat_cli.marts import ColumnMapping, LandedRange
from heartbeat_cli.pgschema import QName
from heartbeat_cli.sources import Plan, PlannedTable

if TYPE_CHECKING:
    from heartbeat_cli.ingest.pull.pulling import Pulling
    from heartbeat_cli.marts import MartsLock

UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class TableJob:
    """The job for one table.

    `mode` is a word for people (`backfill`, `resume`, `refresh`, `compare`, `whole`, `reconcile`, `adopt`, `rebuild`,
    `reshape`, `repair`, `unchanged`), `reason` says why. `prepare` are statements for the marts to be run before the
    first unit, in one transaction, and `steps` after them, each in one of its own: the table is made or brought into
    shape, because of `changes`. `stored` are the ranges in the ledger that stay unless a unit replaces them.
    `watermark` is the cursor's maximum before anything was read, `columns` and `counters` what the receipt will say;
    with `measures` nobody knows the watermark yet, and whoever reads the rows looks. Columns in `as_text` have values
    the marts cannot hold in a type of their own. A table of an API has a `pulling`, and what is landed of it is decided
    when it has been pulled.
    """

    dataset: str
    table: PlannedTable
    mode: str
    reason: str
    units: tuple[Unit, ...]
    algorithm: str
    shape: str
    columns: str
    prepare: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    changes: tuple[ColumnChange, ...] = ()
    stored: tuple[LandedRange, ...] = ()
    watermark: str | None = None
    measures: bool = False
    counters: str | None = None
    as_text: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())
    pulling: "Pulling | None" = None

    @property
    def single(self) -> bool:
        """One unit is all there is to do: its transaction writes the receipt as well."""
        return len(self.units) == 1 and not self.prepare and not self.steps

    def mappings(self, dialect: str) -> tuple[ColumnMapping, ...]:
        """How each column lands."""
        return land_all(self.table, dialect, self.as_text)


@dataclass(frozen=True, slots=True)
class DatasetJob:
    """The jobs for one dataset; `pending` says that dlt has an unfinished package of it."""

    dataset: str
    schema: str
    tables: tuple[TableJob, ...]
    failures: tuple[TableFailure, ...] = ()
    pending: bool = False

    @property
    def idle(self) -> bool:
        """Whether there is nothing to do: no unit to land, no table to change, nothing unfinished."""
        return not self.pending and all(not job.units and job.mode == UNCHANGED for job in self.tables)


@dataclass(frozen=True, slots=True)
class SourceJob:
    """The jobs for one source."""

    plan: Plan
    datasets: tuple[DatasetJob, ...]

    @property
    def idle(self) -> bool:
        """Nothing to do."""
        return all(dataset.idle for dataset in self.datasets)

    @property
    def tables(self) -> tuple[TableJob, ...]:
        """The jobs of all datasets, in order."""
        return tuple(job for dataset in self.datasets for job in dataset.tables)


@dataclass(frozen=True, slots=True)
class IngestJob:
    """What a run is to do.

    `keep_going`: a source that fails does not keep the next ones from landing. `lock` is the one of Postgres marts
    under which all of it was decided: it holds good as long as that is held.
    """

    project: ProjectSettings
    sources: tuple[SourceJob, ...]
    keep_going: bool = False
    lock: "MartsLock | None" = None


@dataclass(frozen=True, slots=True)
class UnitJob:
    """A unit with the job it belongs to; what a descriptor of dlt stands for."""

    job: TableJob
    unit: Unit

    @property
    def qname(self) -> QName:
        """The name of the table at the source."""
        return self.job.table.qname


def moved_rows(done: Iterable[LandedNow]) -> int:
    """Rows that went from source to marts."""
    return sum(unit.rows for unit in done)
