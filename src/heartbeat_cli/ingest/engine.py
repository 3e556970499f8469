"""One dataset, one dlt pipeline, one package: what dlt does for an ingest, and how an interrupted one is cleared away.

dlt reads its settings from the environment, so they are set there before it is imported; telemetry first.
"""

import os
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Project, Source
from heartbeat_cli.ingest.plan import DatasetResult, LandedNow, Plan, PlannedDataset, PlannedTable, TableFailure
from heartbeat_cli.ingest.progress import Progress
from heartbeat_cli.ingest.road import Road, Stop, Stopped
from heartbeat_cli.ingest.types import DUCKDB, POSTGRES, land_column

if TYPE_CHECKING:
    import dlt

WORKERS = 2
TYPE_HINT = "x-hb-type"
# Failures of everything rather than of one table: the next table would meet them too.
_STOPPING = frozenset(
    {"disk_full", "source_lost", "marts_lost", "connection_failed", "out_of_memory", "marts_unavailable"}
)

_SETTINGS = {
    "RUNTIME__DLTHUB_TELEMETRY": "false",
    "RUNTIME__LOG_LEVEL": "CRITICAL",
    "LOAD__WORKERS": str(WORKERS),
    # A table that fails is recorded as such in its package and does not keep the others from landing.
    "LOAD__RAISE_ON_FAILED_JOBS": "false",
    "LOAD__DELETE_COMPLETED_JOBS": "true",
    # Names as the source has them, so that SQL written from the DDL mirror runs on the marts as it stands.
    "SCHEMA__NAMING": "direct",
}

DestinationMaker = Callable[[Callable[[str, str], None]], Any]


def pipelines_folder(project: Project) -> Path:
    """Where dlt keeps its working files: DLT_PIPELINES_DIR, else inside the project's state."""
    named = os.environ.get("DLT_PIPELINES_DIR")
    return Path(named) if named else project.state / "dlt"


def pipeline_name(source: Source, schema: str) -> str:
    """The dlt pipeline of one dataset."""
    name = f"{source.pipeline or source.name}_{schema}"
    return "".join(c if c.isascii() and (c.isalnum() or c == "_") else "_" for c in name)


@dataclass
class _Run:
    """One package while it loads: dlt's worker threads land tables through `land`."""

    dataset: PlannedDataset
    road: Road
    stop: Stop
    progress: Progress
    landed: list[LandedNow] = field(default_factory=list)
    failures: list[TableFailure] = field(default_factory=list)
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
        self.landed.append(done)
        self.progress.table_done(done)

    def _failed(self, table: PlannedTable, error: HbError) -> None:
        failure = TableFailure(table.qname, self.dataset.dataset, error.code, error.message, error.hint)
        self.failures.append(failure)
        self.progress.table_failed(failure)
        if error.code in _STOPPING:
            self.fatal = error
            self.stop.request()


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
    dlt = import_dlt()
    pipeline = dlt.pipeline(
        pipeline_name(plan.source, dataset.schema),
        destination=make_destination(run.land),
        dataset_name=dataset.dataset,
        pipelines_dir=str(pipelines_folder(project)),
    )
    clear_interrupted(pipeline)
    with _descriptors(pipeline) as folder, _watching_signals(stop) as signalled:
        source = _describe(plan, dataset, folder, project.marts.kind)
        _forget_dropped_columns(pipeline, source.schema.name, dataset)
        try:
            pipeline.run(source)
        except _step_failed() as error:
            _raise_what_stopped(run, signalled(), error)
    if run.fatal is not None:
        raise run.fatal
    seconds = round(time.monotonic() - started, 3)
    result = DatasetResult(dataset.dataset, tuple(run.landed), tuple(run.failures), seconds)
    progress.dataset_done(result)
    return result


def import_dlt() -> Any:
    """dlt, with our settings in place before its first line runs."""
    for name, value in _SETTINGS.items():
        os.environ[name] = value
    import dlt

    return dlt


def _step_failed() -> type[Exception]:
    from dlt.pipeline.exceptions import PipelineStepFailed

    return PipelineStepFailed


def _raise_what_stopped(run: _Run, signal_number: int, error: Exception) -> None:
    import signal

    if run.fatal is not None:
        raise run.fatal from error
    if signal_number == signal.SIGTERM:
        raise SystemExit(128 + signal.SIGTERM) from None
    if signal_number:
        raise KeyboardInterrupt from None
    raise error


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
    folder = Path(tempfile.mkdtemp(prefix="descriptors-", dir=pipeline.working_dir))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear_interrupted(pipeline: "dlt.Pipeline") -> None:
    """Drop what an interrupted run left pending.

    Packages hold descriptors only, and every table is landed whole or not at all, so nothing is lost. dlt would
    otherwise load the old package and ignore the new tables.
    """
    working = Path(pipeline.working_dir)
    for leftover in working.glob("descriptors-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    if not (pipeline.has_pending_data or _orphans(working)):
        return
    # State and schemas come back from the marts with the next run, as on a new machine.
    pipeline.drop()


def _orphans(working: Path) -> Sequence[Path]:
    """Half-written packages: dlt gives a folder its final name when the package is complete."""
    found = []
    for step in ("normalize", "load"):
        for stage in ("new", "extracted", "normalized"):
            found += [p for p in (working / step / stage).glob("*") if p.is_dir()]
    return found


def _forget_dropped_columns(pipeline: "dlt.Pipeline", schema: str, dataset: PlannedDataset) -> None:
    """dlt adds columns and never removes one; its schema should say what the table has."""
    from heartbeat_cli.ingest.destination import dlt_table_name

    if schema not in pipeline.schemas:
        return
    known = pipeline.schemas[schema]
    changed = False
    for table in dataset.tables:
        if (stored := known.tables.get(dlt_table_name(table.qname.name))) is not None:
            present = {known.naming.normalize_identifier(name) for name, _ in table.columns}
            for column in set(stored["columns"]) - present:
                del stored["columns"][column]
                changed = True
    if changed:
        pipeline.schemas.save_schema(known)


@contextmanager
def _watching_signals(stop: Stop) -> Iterator[Callable[[], int]]:
    """dlt takes SIGINT and SIGTERM and waits for its jobs; tell these to end at once. Yields the signal received."""
    from dlt.common.runtime import signals

    seen = [0]
    finished = threading.Event()

    def watch() -> None:
        while not finished.wait(0.1):
            if signals.was_signal_received():
                seen[0] = signals._received_signal
                stop.request()
                return

    thread = threading.Thread(target=watch, name="hb-signals", daemon=True)
    thread.start()
    try:
        yield lambda: seen[0]
    finally:
        finished.set()
        thread.join()
