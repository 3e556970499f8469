"""One dataset, one dlt pipeline, one load package, in which each table is a descriptor that dlt's workers land."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from heartbeat_cli.catalog import QName
from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Project
from heartbeat_cli.ingest.pipeline import DESCRIPTORS, explain, open_pipeline, pipeline_name, prune_packages
from heartbeat_cli.ingest.plan import DatasetResult, LandedNow, Plan, PlannedDataset, PlannedTable, TableFailure
from heartbeat_cli.ingest.progress import Progress
from heartbeat_cli.ingest.road import Road
from heartbeat_cli.ingest.stop import Stop, Stopped, raise_signal, stopping_on_signals
from heartbeat_cli.ingest.types import DUCKDB, POSTGRES, land_column

if TYPE_CHECKING:
    import dlt

TYPE_HINT = "x-hb-type"
# Failures of everything rather than of one table: the next table would meet them too.
_STOPPING = frozenset(
    {"disk_full", "source_lost", "marts_lost", "connection_failed", "out_of_memory", "marts_unavailable"}
)

DestinationMaker = Callable[[Callable[[str, str], None]], Any]


@dataclass
class _Run:
    """One package while it loads: dlt's worker threads land tables through `land`."""

    dataset: PlannedDataset
    road: Road
    stop: Stop
    progress: Progress
    landed: dict[QName, LandedNow] = field(default_factory=dict)
    failures: dict[QName, TableFailure] = field(default_factory=dict)
    fatal: HbError | None = None

    def land(self, name: str, load_id: str) -> None:
        """Land the table a descriptor names; a failure is kept for the report and told to dlt as terminal."""
        from dlt.common.destination.exceptions import DestinationTerminalException, DestinationTransientException

        table = next(t for t in self.dataset.tables if t.qname.name == name)
        if self.fatal is not None:
            raise DestinationTerminalException(f"not tried: {self.fatal}")
        if self.stop.requested:
            raise DestinationTransientException("stopped")
        self.progress.table_started(self.dataset.dataset, table)
        try:
            done = self.road.land(self.dataset, table, load_id)
        except Stopped:
            if self.fatal is not None:
                raise DestinationTerminalException(f"not tried: {self.fatal}") from None
            raise DestinationTransientException("stopped") from None
        except HbError as error:
            self._failed(table, error)
            raise DestinationTerminalException(str(error)) from None
        self.landed[table.qname] = done
        self.progress.table_done(done)

    def _failed(self, table: PlannedTable, error: HbError) -> None:
        if error.code in _STOPPING:
            self.fatal = error
            self.stop.request()
            return
        failure = TableFailure(table.qname, self.dataset.dataset, error.code, error.message, error.hint)
        self.failures[table.qname] = failure
        self.progress.table_failed(failure)


def land_dataset(
    project: Project,
    plan: Plan,
    dataset: PlannedDataset,
    road: Road,
    make_destination: DestinationMaker,
    stop: Stop,
    progress: Progress,
) -> DatasetResult:
    """Land every table of `dataset` in one load package.

    Tables that fail are in the result. Raises HbError where none can go on, KeyboardInterrupt or SystemExit where the
    process was told to stop; what has landed by then stays.
    """
    started = time.monotonic()
    run = _Run(dataset, road, stop, progress)
    pipeline = open_pipeline(project, plan.source, dataset, make_destination(run.land))
    with _descriptors(pipeline) as folder, stopping_on_signals(stop) as signalled:
        source = _describe(plan, dataset, folder, project.marts.kind)
        try:
            pipeline.run(source)
        except _step_failed() as error:
            _raise_what_failed(project, plan, run, signalled(), error)
        raise_signal(signalled())
    prune_packages(pipeline)
    if run.fatal is not None:
        raise run.fatal
    _account_for_every_table(run)
    seconds = round(time.monotonic() - started, 3)
    result = DatasetResult(dataset.dataset, tuple(run.landed.values()), tuple(run.failures.values()), seconds)
    progress.dataset_done(result)
    return result


def _account_for_every_table(run: _Run) -> None:
    """A table that is neither landed nor refused must not pass for either."""
    lost = [str(t.qname) for t in run.dataset.tables if t.qname not in run.landed and t.qname not in run.failures]
    if lost:
        raise HbError(
            f"dlt finished the package without {', '.join(lost)}",
            where=run.dataset.dataset,
            hint="Run the same command again; if it happens twice, please report it with --debug.",
            code="incomplete",
            retryable=True,
        )


def _step_failed() -> type[Exception]:
    from dlt.pipeline.exceptions import PipelineStepFailed

    return PipelineStepFailed


def _raise_what_failed(project: Project, plan: Plan, run: _Run, signal_number: int, error: Exception) -> NoReturn:
    if run.fatal is not None:
        raise run.fatal from error
    raise_signal(signal_number)
    known = explain(error, project, plan)
    raise (known or error) from error


def _describe(plan: Plan, dataset: PlannedDataset, folder: Path, marts: str) -> Any:
    """The dlt source of a dataset: a resource per table, with its columns as hints and a descriptor as its file."""
    import dlt
    from dlt.extract import DltSource

    from heartbeat_cli.ingest.destination import dlt_table_name, write_descriptor

    name = pipeline_name(plan.source, dataset.schema)
    resources = []
    for number, table in enumerate(dataset.tables):
        path = write_descriptor(folder, f"{number:05d}", table.qname.name)
        dlt_name = dlt_table_name(table.qname.name)
        mark = dlt.mark.with_file_import(str(path), "jsonl", table.rows or 0)
        resources.append(
            dlt.resource([mark], name=dlt_name, write_disposition="replace", columns=_columns(table, marts))
        )
    return DltSource(dlt.Schema(name), name, resources)


def _columns(table: PlannedTable, marts: str) -> Any:
    """A table's columns in dlt's words, with the exact type of the marts as a hint of ours."""
    columns: dict[str, dict[str, Any]] = {}
    for name, type_ in table.columns:
        landing = land_column(name, type_, DUCKDB if marts == "duckdb" else POSTGRES)
        columns[name] = {"name": name, "data_type": landing.dlt_type, "nullable": True, TYPE_HINT: landing.type}
    return columns


@contextmanager
def _descriptors(pipeline: "dlt.Pipeline") -> Iterator[Path]:
    """A folder for descriptors on the file system of dlt's packages, which link to them."""
    folder = Path(tempfile.mkdtemp(prefix=DESCRIPTORS, dir=pipeline.working_dir))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
