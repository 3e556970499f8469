"""One dataset, one dlt pipeline: packages of descriptors, each of which dlt's workers land as one unit."""

import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.ingest.columns.reshape import carry_out as reshape_table
from heartbeat_cli.ingest.engine.dataset_run import DatasetRun
from heartbeat_cli.ingest.engine.indexes import index_tables
from heartbeat_cli.ingest.engine.package import describe, descriptors
from heartbeat_cli.ingest.engine.pipeline import (
    explain,
    open_pipeline,
    prune_packages,
    working_files_lost,
)
from heartbeat_cli.ingest.engine.receipts import receipt_of
from heartbeat_cli.ingest.engine.signals import raise_signal, stopping_on_signals
from heartbeat_cli.ingest.engine.text_fallback import land_as_text
from heartbeat_cli.ingest.engine.trace import write_row_counts
from heartbeat_cli.ingest.jobs import UNCHANGED, DatasetJob, TableJob, UnitJob, moved_rows
from heartbeat_cli.ingest.progress import Progress
from heartbeat_cli.ingest.result import DatasetResult, TableResult
from heartbeat_cli.marts import (
    ADOPTING,
    LANDED,
    LANDING,
    MartsRefusedError,
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
from heartbeat_cli.pgschema import quote
from heartbeat_cli.sources import Plan

if TYPE_CHECKING:
    import dlt

UNITS_A_PACKAGE = 512
DestinationMaker = Callable[[Callable[[dict[str, Any], str], None]], Any]


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
    run = DatasetRun(dataset, plan.server_version, transfer, stop, progress, still_held, jobs)
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


def _carry_out(project: ProjectSettings, plan: Plan, run: DatasetRun, make_destination: DestinationMaker) -> None:
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
        if run.fatal is not None:
            raise run.fatal
    _account_for_every_unit(run)
    _finish_tables(run)
    index_tables(project, run.dataset.dataset, _landed(run), run.transfer, run.progress)


def _ready_dataset(run: DatasetRun) -> None:
    """Make the schema and the ledger, and bring tables into shape."""
    with run.transfer.session() as session:
        session.run(f"CREATE SCHEMA IF NOT EXISTS {quote(run.dataset.dataset)}")
        session.run(create_receipts(run.dataset.dataset))
        session.run(create_ranges(run.dataset.dataset))
    _prepare(run, run.dataset.tables)


def _ready_as_text(run: DatasetRun, dialect: str) -> list[TableJob]:
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


def _prepare(run: DatasetRun, tables: Sequence[TableJob]) -> None:
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
    project: ProjectSettings,
    plan: Plan,
    run: DatasetRun,
    pipeline: "dlt.Pipeline",
    tables: Sequence[TableJob] | None = None,
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


def _rows_by_load(run: DatasetRun, units: Sequence[UnitJob]) -> dict[str, dict[str, int]]:
    """Rows that moved of each table in `units`, by the load ids they have in dlt's books."""
    from heartbeat_cli.ingest.engine.destination import dlt_table_name

    found: dict[str, dict[str, int]] = {}
    for qname in {of.qname for of in units}:
        for done in run.done.get(qname, ()):
            rows = found.setdefault(done.load_id, {})
            rows[dlt_table_name(qname.name)] = rows.get(dlt_table_name(qname.name), 0) + done.rows
    return found


def _succeeded(run: DatasetRun, job: TableJob) -> bool:
    return job.table.qname not in run.failures


def _account_for_every_unit(run: DatasetRun) -> None:
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


def _landed(run: DatasetRun) -> list[TableJob]:
    return [job for job in run.jobs.values() if job.mode != UNCHANGED and _succeeded(run, job)]


def _finish_tables(run: DatasetRun) -> None:
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


def _result(run: DatasetRun, job: TableJob) -> TableResult:
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
    project: ProjectSettings, plan: Plan, run: DatasetRun, signal_number: int, error: Exception
) -> NoReturn:
    if run.fatal is not None:
        raise run.fatal from error
    raise_signal(signal_number)
    known = explain(error, project, plan)
    raise (known or error) from error
