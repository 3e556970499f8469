"""One dataset, one dlt pipeline: packages of descriptors, each of which dlt's workers land as one unit."""

import threading
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

from heartbeat_cli.errors import ConnectionFailedError, HbError, MartsFailedError, SourceFailedError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.ingest.columns.reshape import carry_out as reshape_table
from heartbeat_cli.ingest.engine.indexes import index_tables
from heartbeat_cli.ingest.engine.land import land_unit
from heartbeat_cli.ingest.engine.package import describe, descriptors
from heartbeat_cli.ingest.engine.pipeline import (
    explain,
    open_pipeline,
    prune_packages,
    working_files_lost,
)
from heartbeat_cli.ingest.engine.range_check import RangeMismatchError
from heartbeat_cli.ingest.engine.receipts import receipt_of
from heartbeat_cli.ingest.engine.signals import raise_signal, stopping_on_signals
from heartbeat_cli.ingest.engine.text_fallback import land_as_text
from heartbeat_cli.ingest.engine.trace import write_row_counts
from heartbeat_cli.ingest.engine.unrepresentable import UnrepresentableValueError, unrepresentable_columns
from heartbeat_cli.ingest.jobs import UNCHANGED, DatasetJob, TableJob, UnitJob, moved_rows
from heartbeat_cli.ingest.progress import Progress
from heartbeat_cli.ingest.result import DatasetResult, LandedNow, TableFailure, TableResult
from heartbeat_cli.ingest.source.connect import despite_recovery
from heartbeat_cli.ingest.source.width import may_be_wide
from heartbeat_cli.marts import (
    ADOPTING,
    LANDED,
    LANDING,
    MartsRefusedError,
    MemoryLimitError,
    Room,
    Stop,
    Stopped,
    Transfer,
    TransferSession,
    create_ranges,
    create_receipts,
    marts_kind_of,
    retitle_shape,
    select_totals,
    write_receipt,
)
from heartbeat_cli.pgschema import QName, quote
from heartbeat_cli.sources import Plan

if TYPE_CHECKING:
    import dlt

UNITS_A_PACKAGE = 512
# Failures of everything rather than of one table: the next table would meet them too.
_STOPPING = (MartsFailedError, ConnectionFailedError)
# Ways in which values that have no place in the marts show.
_MAYBE_UNREPRESENTABLE = (SourceFailedError, RangeMismatchError)

DestinationMaker = Callable[[Callable[[dict[str, Any], str], None]], Any]


@dataclass
class _Run:
    """One dataset while it is being landed: dlt's worker threads call `land`."""

    dataset: DatasetJob
    source_version: int
    transfer: Transfer
    stop: Stop
    progress: Progress
    still_held: Callable[[], bool]
    jobs: dict[str, TableJob] = field(default_factory=dict)
    done: dict[QName, list[LandedNow]] = field(default_factory=dict)
    failures: dict[QName, TableFailure] = field(default_factory=dict)
    unrepresentable: dict[QName, tuple[str, ...]] = field(default_factory=dict)
    rooms: dict[QName, Room] = field(default_factory=dict)
    totals: dict[str, int] = field(default_factory=dict)
    fatal: Exception | None = None
    name: str = field(default_factory=lambda: uuid.uuid4().hex)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def land(self, descriptor: dict[str, Any], load_id: str) -> None:
        """Land the unit a descriptor names; a failure is kept for the report and told to dlt as terminal.

        A defect of ours as well, which dlt would keep to itself: the run stops, and raises it.
        """
        from dlt.common.destination.exceptions import DestinationException, DestinationTerminalException

        try:
            self._land_named(descriptor, load_id)
        except DestinationException:
            raise
        except Exception as error:  # noqa: BLE001 - raised again when the run has stopped
            self._end_with(error)
            raise DestinationTerminalException(f"a defect: {error!r}") from None

    def _land_named(self, descriptor: dict[str, Any], load_id: str) -> None:
        from dlt.common.destination.exceptions import DestinationTerminalException, DestinationTransientException

        job = self.jobs.get(descriptor["table"])
        unit = next((u for u in job.units if u.number == descriptor["unit"]), None) if job else None
        if job is None or unit is None or descriptor["run"] != self.name:
            raise DestinationTerminalException("left by a run that was interrupted; what it lacked is landed anew")
        if self.fatal is not None or job.table.qname in self.failures:
            raise DestinationTerminalException("not tried: the table has failed")
        if job.table.qname in self.unrepresentable:
            raise DestinationTerminalException("not tried: the table lands as text")
        if self.stop.requested:
            raise DestinationTransientException("stopped")
        self.progress.unit_started(job.dataset, job.table.qname, unit.number)
        try:
            done = despite_recovery(lambda: self._land(UnitJob(job, unit), load_id), self.stop.pause)
        except Stopped:
            if self.fatal is not None:
                raise DestinationTerminalException(f"not tried: {self.fatal}") from None
            raise DestinationTransientException("stopped") from None
        except UnrepresentableValueError as error:
            with self.lock:
                known = self.unrepresentable.get(job.table.qname, ())
                self.unrepresentable[job.table.qname] = tuple(dict.fromkeys((*known, *error.columns)))
            raise DestinationTerminalException(f"lands as text: {error}") from None
        except HbError as error:
            self.failed(job, error)
            raise DestinationTerminalException(str(error)) from None
        with self.lock:
            self.done.setdefault(job.table.qname, []).append(done)
        self.progress.unit_done(done)

    def _land(self, of: UnitJob, load_id: str) -> LandedNow:
        usual = Room.BATCHES if may_be_wide(of.job.table) else Room.USUAL
        while True:
            room = self.rooms.get(of.qname, usual)
            try:
                return self._land_once(of, load_id, room)
            except MemoryLimitError:
                if room is Room.ALL:
                    raise
                self.rooms[of.qname] = Room.ALL if room is Room.BATCHES else Room.BATCHES

    def _land_once(self, of: UnitJob, load_id: str, room: Room) -> LandedNow:
        try:
            with self.transfer.session(room) as session:
                done = land_unit(session, of, load_id, self.source_version)
                if not self.still_held():
                    raise _lock_lost()
                return done
        except _MAYBE_UNREPRESENTABLE:
            if columns := self._unrepresentable(of):
                raise UnrepresentableValueError(columns) from None
            raise

    def _unrepresentable(self, of: UnitJob) -> tuple[str, ...]:
        with self.transfer.session() as session:
            return unrepresentable_columns(session, of)

    def failed(self, job: TableJob, error: HbError) -> None:
        if isinstance(error, _STOPPING):
            self._end_with(error)
            return
        failure = TableFailure(job.table.qname, job.dataset, error.code, error.message, error.hint)
        with self.lock:
            known = job.table.qname in self.failures
            self.failures.setdefault(job.table.qname, failure)
        if not known:
            self.progress.table_failed(failure)

    def _end_with(self, error: Exception) -> None:
        """Stop everything; the first failure is the one that is raised in the end."""
        with self.lock:
            self.fatal = self.fatal or error
        self.stop.request()


def _lock_lost() -> HbError:
    return MartsFailedError(
        "the lock in the marts was lost, and another ingest may hold it now",
        hint="Run the same command again: what has landed stays.",
        code="marts_lost",
        retryable=True,
    )


def land_dataset(
    project: ProjectSettings,
    plan: Plan,
    dataset: DatasetJob,
    transfer: Transfer,
    make_destination: DestinationMaker,
    stop: Stop,
    progress: Progress,
    still_held: Callable[[], bool],
) -> DatasetResult:
    """Carry out the job of one dataset, as long as the marts are `still_held`.

    Tables that fail are in the result. Raises HbError where none can go on, KeyboardInterrupt or SystemExit where the
    process was told to stop; what has landed by then stays.
    """
    started = time.monotonic()
    jobs = {job.table.qname.name: job for job in dataset.tables}
    run = _Run(dataset, plan.server_version, transfer, stop, progress, still_held, jobs)
    for failure in dataset.failures:
        run.failures[failure.qname] = failure
        if not failure.lasting:
            progress.table_failed(failure)
    if not dataset.idle:
        _carry_out(project, plan, run, make_destination)
    results = tuple(_result(run, run.jobs[job.table.qname.name]) for job in dataset.tables if _succeeded(run, job))
    result = DatasetResult(dataset.dataset, results, tuple(run.failures.values()), round(time.monotonic() - started, 3))
    progress.dataset_done(result)
    return result


def _carry_out(project: ProjectSettings, plan: Plan, run: _Run, make_destination: DestinationMaker) -> None:
    with stopping_on_signals(run.stop) as signalled:
        try:
            pipeline = open_pipeline(project, plan, run.dataset, make_destination(run.land))
            _ready_dataset(run)
            _land_packages(project, plan, run, pipeline)
            while run.unrepresentable and not run.stop.requested:
                _land_packages(project, plan, run, pipeline, _ready_as_text(run, marts_kind_of(project).dialect))
        except _step_failed() as error:
            _raise_what_failed(project, plan, run, signalled(), error)
        except Stopped:
            if run.fatal is not None:
                raise run.fatal from None
            raise_signal(signalled())
            raise
        except (OSError, _dlt_trouble()) as error:
            raise_signal(signalled())
            raise explain(error, project, plan) or working_files_lost(error) from error
        if run.fatal is None:
            raise_signal(signalled())
    if run.fatal is not None:
        raise run.fatal
    _account_for_every_unit(run)
    _finish_tables(run)
    index_tables(project, run.dataset.dataset, _landed(run), run.transfer, run.progress)


def _ready_dataset(run: _Run) -> None:
    """Make the schema and the ledger, and bring tables into shape."""
    with run.transfer.session() as session:
        session.run(f"CREATE SCHEMA IF NOT EXISTS {quote(run.dataset.dataset)}")
        session.run(create_receipts(run.dataset.dataset))
        session.run(create_ranges(run.dataset.dataset))
    _prepare(run, run.dataset.tables)


def _ready_as_text(run: _Run, dialect: str) -> list[TableJob]:
    """New jobs for the tables with unrepresentable values; what had landed of them by the old ones counts no more."""
    again = []
    for qname, columns in run.unrepresentable.items():
        job = run.jobs[qname.name]
        run.done.pop(qname, None)
        try:
            again.append(land_as_text(job, columns, dialect))
        except HbError as error:
            run.failed(job, error)
    run.unrepresentable.clear()
    run.jobs.update((job.table.qname.name, job) for job in again)
    _prepare(run, again)
    return again


def _prepare(run: _Run, tables: Sequence[TableJob]) -> None:
    for job in tables:
        if job.single or job.table.qname in run.failures or not _has_to_be_prepared(job):
            continue
        try:
            _prepare_table(run.transfer, job)
        except HbError as error:
            run.failed(job, error)
            if run.fatal is not None:
                raise run.fatal from error


def _has_to_be_prepared(job: TableJob) -> bool:
    """Whether there is something to do before the first unit, or instead of units."""
    return bool(job.prepare or job.steps) or (not job.units and job.mode != UNCHANGED)


def _prepare_table(transfer: Transfer, job: TableJob) -> None:
    """Make the table, or bring it into shape, and say in its receipt that it is being landed.

    A table that was made is never seen without its receipt, which tells it from somebody else's. The receipt says which
    columns there are, so where steps change them it can only follow.
    """
    with transfer.session() as session:
        for statement in job.prepare:
            session.run(statement)
        if not job.steps:
            _begin_receipt(session, job)
    reshape_table(job.steps, partial(_alone, transfer), (MartsRefusedError,))
    if job.steps:
        with transfer.session() as session:
            _begin_receipt(session, job)


def _begin_receipt(session: TransferSession, job: TableJob) -> None:
    state = ADOPTING if job.mode == "adopt" else LANDING
    for statement in write_receipt(receipt_of(job, "", state, datetime.now(UTC))):
        session.run(statement)
    if not job.units:
        session.run(retitle_shape(job.dataset, job.table.qname.name, job.shape))


def _alone(transfer: Transfer, statement: str) -> None:
    with transfer.session() as session:
        session.run(statement)


def _land_packages(
    project: ProjectSettings, plan: Plan, run: _Run, pipeline: "dlt.Pipeline", tables: Sequence[TableJob] | None = None
) -> None:
    """Hand the units to dlt, a package at a time."""
    jobs = run.dataset.tables if tables is None else tables
    units = [UnitJob(job, unit) for job in jobs if job.table.qname not in run.failures for unit in job.units]
    for start in range(0, len(units), UNITS_A_PACKAGE):
        if run.stop.requested:
            return
        with descriptors(pipeline) as folder:
            part = units[start : start + UNITS_A_PACKAGE]
            pipeline.run(describe(plan, run.dataset.schema, run.name, part, folder, marts_kind_of(project).dialect))
            write_row_counts(pipeline, _rows_by_load(run, part))
    prune_packages(pipeline)


def _rows_by_load(run: _Run, units: Sequence[UnitJob]) -> dict[str, dict[str, int]]:
    """Rows that moved of each table in `units`, by the load ids they have in dlt's books."""
    from heartbeat_cli.ingest.engine.destination import dlt_table_name

    found: dict[str, dict[str, int]] = {}
    for qname in {of.qname for of in units}:
        for done in run.done.get(qname, ()):
            rows = found.setdefault(done.load_id, {})
            rows[dlt_table_name(qname.name)] = rows.get(dlt_table_name(qname.name), 0) + done.rows
    return found


def _succeeded(run: _Run, job: TableJob) -> bool:
    return job.table.qname not in run.failures


def _account_for_every_unit(run: _Run) -> None:
    """A unit that is neither landed nor refused must not pass for either."""
    for job in run.jobs.values():
        if job.table.qname in run.failures:
            continue
        landed = {done.unit for done in run.done.get(job.table.qname, ())}
        if any(unit.number not in landed for unit in job.units):
            raise HbError(
                f"dlt finished the package without all of {job.table.qname}",
                where=run.dataset.dataset,
                hint="Run the same command again; if it happens twice, please report it with --debug.",
                code="incomplete",
                retryable=True,
            )


def _landed(run: _Run) -> list[TableJob]:
    return [job for job in run.jobs.values() if job.mode != UNCHANGED and _succeeded(run, job)]


def _finish_tables(run: _Run) -> None:
    """Tables of several units are landed when the last of them is: their receipts say so now."""
    finished = [job for job in _landed(run) if not job.single]
    with run.transfer.session() as session:
        for job in finished:
            done = run.done.get(job.table.qname, [])
            load_id = done[-1].load_id if done else (job.stored[-1].load_id if job.stored else "")
            for statement in write_receipt(receipt_of(job, load_id, LANDED, datetime.now(UTC))):
                session.run(statement)
        run.totals.update(
            (str(name), int(rows)) for name, rows in session.ask_marts(select_totals(run.dataset.dataset))
        )


def _result(run: _Run, job: TableJob) -> TableResult:
    done = run.done.get(job.table.qname, [])
    stored = sum(entry.rows for entry in job.stored)
    result = TableResult(
        job.table.qname,
        job.dataset,
        job.mode,
        job.reason,
        rows=moved_rows(done),
        total=run.totals.get(job.table.qname.name, stored),
        deleted=sum(unit.deleted for unit in done),
        ranges=len(job.units),
        seconds=round(sum(unit.seconds for unit in done), 3),
        load_id=done[-1].load_id if done else None,
        changes=job.changes,
        notes=job.notes,
    )
    if job.mode != UNCHANGED:
        run.progress.table_done(result)
    return result


def _step_failed() -> type[Exception]:
    from dlt.pipeline.exceptions import PipelineStepFailed

    return PipelineStepFailed


def _dlt_trouble() -> type[Exception]:
    from dlt.common.exceptions import DltException

    return DltException


def _raise_what_failed(
    project: ProjectSettings, plan: Plan, run: _Run, signal_number: int, error: Exception
) -> NoReturn:
    if run.fatal is not None:
        raise run.fatal from error
    raise_signal(signal_number)
    known = explain(error, project, plan)
    raise (known or error) from error
