"""`hb ingest` without its command line: lock, look, decide, land."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Inventory, ProjectSettings, Source
from heartbeat_cli.extras import need
from heartbeat_cli.ingest.jobs import UNCHANGED, DatasetJob, IngestJob, SourceJob
from heartbeat_cli.ingest.progress import Progress, Silent
from heartbeat_cli.ingest.request import IngestRequest
from heartbeat_cli.ingest.result import OF_THE_MARTS, DatasetResult, IngestResult, TableResult
from heartbeat_cli.marts import enter_checks, keep_others_out, marts_kind_of
from heartbeat_cli.state import HeldLock, Holder, single_flight

if TYPE_CHECKING:
    from heartbeat_cli.marts import HeldMartsLock

Waiting = Callable[[Holder | None], None]
CarryOut = Callable[[IngestJob, Progress], tuple[IngestResult, ...]]


def _ignore(holder: Holder | None) -> None: ...


def plan_ingest(
    project: ProjectSettings,
    inventory: Inventory,
    names: Sequence[str],
    request: IngestRequest | None = None,
    *,
    keep_going: bool = False,
) -> tuple[list[SourceJob], list[IngestResult]]:
    """What an ingest of the sources `names` would do, and the sources it would be refused by; writes nothing.

    Raises NotFoundError for an unknown source or table, HbError for a source or marts that cannot be read; of sources
    only the marts' own failures, where the others are to `keep_going`.
    """
    need("ingest")
    for name in names:
        inventory.require(name)
    return _decide(project, inventory, names, request or IngestRequest(), keep_going)


def run_ingest(
    project: ProjectSettings,
    inventory: Inventory,
    names: Sequence[str],
    request: IngestRequest | None = None,
    progress: Progress | None = None,
    *,
    keep_going: bool = False,
    isolated: bool = True,
    waiting: Waiting = _ignore,
) -> tuple[IngestResult, ...]:
    """Bring the slices of the sources `names` up to date, or only some tables of them.

    Every source is looked at before the first is landed: one that is refused leaves the marts untouched, unless the
    others are to `keep_going`. `isolated` runs the engine in a process of its own. Raises what `plan_ingest` raises,
    LockedError while another ingest runs, HbError `engine_crashed`.

    Both locks, that of this machine and that of Postgres marts, are held from before the first look until the engine
    has ended: what was decided stays true until it is done.
    """
    need("ingest")
    request, progress = request or IngestRequest(), progress or Silent()
    for name in names:
        inventory.require(name)
    doing = f"landing {', '.join(names)}"

    def report(holder: object) -> None:
        progress.message(f"waiting for {holder}")

    with (
        single_flight(project.state, doing, wait=request.wait, waiting=waiting) as lock,
        _reporting_the_end(progress) as ended,
        keep_others_out(project, doing, wait=request.wait, waiting=report) as marts_lock,
    ):
        looked_at = datetime.now(UTC)
        at_once = not keep_going and request.dump is None
        with _engine(project.marts.kind, lock, marts_lock, isolated=isolated, at_once=at_once) as carry_out:
            jobs, refused = _decide(project, inventory, names, request, keep_going)
            progress.decided(jobs)
            busy = tuple(job for job in jobs if not job.idle)
            results = [_nothing_new(job, progress) for job in jobs if job.idle]
            if busy:
                results += carry_out(
                    IngestJob(project, busy, keep_going, marts_lock.lock if marts_lock else None), progress
                )
            results += refused
        if request.dump is None:
            _record_unchanged(project, results, looked_at, progress)
        ended(results)
    order = {name: number for number, name in enumerate(dict.fromkeys(inventory.require(n).name for n in names))}
    return tuple(sorted(results, key=lambda result: order[result.source]))


def _record_unchanged(
    project: ProjectSettings, results: Sequence[IngestResult], looked_at: datetime, progress: Progress
) -> None:
    """Say in the marts when tables were found unchanged, once nobody else has them open.

    The rows are right either way: that it cannot be said makes them look older than they are, and no run fail.
    """
    statements: list[str] = []
    for dataset in (dataset for result in results for dataset in result.datasets):
        if unchanged := [table.qname.name for table in dataset.tables if table.mode == UNCHANGED]:
            statements += enter_checks(dataset.dataset, unchanged, looked_at)
    try:
        if statements:
            marts_kind_of(project).write(project, statements)
    except HbError as error:
        progress.message(f"that tables are unchanged could not be written down: {error}")


def _look_at(project: ProjectSettings, source: Source, request: IngestRequest) -> SourceJob:
    # Imported when the engine is on its way.
    from heartbeat_cli.ingest.make_jobs import make_jobs
    from heartbeat_cli.ingest.pull.make_jobs import make_pull_jobs
    from heartbeat_cli.ingest.source.connect import despite_recovery
    from heartbeat_cli.ingest.source.survey import survey

    if request.dump is not None:
        from heartbeat_cli.ingest.dump.make_jobs import make_dump_jobs
        from heartbeat_cli.ingest.dump.survey import survey_dump

        return make_dump_jobs(project, survey_dump(project, source, request.dump, request.tables), request)

    def look() -> SourceJob:
        plan = survey(project, source, request.tables)
        return make_jobs(project, plan, request) if plan.connection else make_pull_jobs(project, plan, request)

    return despite_recovery(look)


@contextmanager
def _reporting_the_end(progress: Progress) -> Iterator[Callable[[Sequence[IngestResult]], object]]:
    """Tell that a run begins and how it ended, while the lock is held; yields what is to be given the results."""
    progress.run_started()
    try:
        yield progress.run_ended
    except BaseException as error:
        progress.run_ended((), error)
        raise


def _decide(
    project: ProjectSettings, inventory: Inventory, names: Sequence[str], request: IngestRequest, keep_going: bool
) -> tuple[list[SourceJob], list[IngestResult]]:
    jobs: list[SourceJob] = []
    refused: list[IngestResult] = []
    for name in dict.fromkeys(names):
        source = inventory.require(name)
        try:
            jobs.append(_look_at(project, source, request))
        except HbError as error:
            if not keep_going or isinstance(error, OF_THE_MARTS):
                raise
            refused.append(IngestResult(source.name, (), error=error))
    return jobs, refused


@contextmanager
def _engine(
    marts: str, lock: HeldLock, marts_lock: "HeldMartsLock | None", *, isolated: bool, at_once: bool
) -> Iterator[CarryOut]:
    """What carries out a job: a process of its own, or this one.

    It is started `at_once` where there is most likely something to do: it gets ready while we look.
    """
    if not isolated:
        from heartbeat_cli.ingest.engine.carry_out import carry_out

        yield carry_out
        return
    from heartbeat_cli.ingest.engine.isolate import Engine

    engine = Engine(lock, marts_lock, marts) if at_once else None

    def hand_over(job: IngestJob, progress: Progress) -> tuple[IngestResult, ...]:
        nonlocal engine
        engine = engine or Engine(lock, marts_lock, marts)
        return engine.carry_out(job, progress)

    try:
        yield hand_over
    finally:
        if engine is not None:
            engine.close()


def _nothing_new(job: SourceJob, progress: Progress) -> IngestResult:
    progress.source_started(job)
    datasets = tuple(_as_it_was(dataset) for dataset in job.datasets)
    for dataset in datasets:
        for failure in (one for one in dataset.failures if not one.lasting):
            progress.table_failed(failure)
        progress.dataset_done(dataset)
    return IngestResult(job.plan.source.name, datasets, job.plan.missing)


def _as_it_was(dataset: DatasetJob) -> DatasetResult:
    tables = tuple(
        TableResult(
            job.table.qname,
            job.dataset,
            job.mode,
            job.reason,
            total=sum(entry.rows for entry in job.stored),
            notes=job.notes,
        )
        for job in dataset.tables
    )
    return DatasetResult(dataset.dataset, tables, dataset.failures, 0.0)
