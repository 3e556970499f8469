"""`hb ingest` without its command line: lock, look, decide, land."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Inventory, Project, Source
from heartbeat_cli.extras import need
from heartbeat_cli.ingest.jobs import DatasetJob, IngestJob, SourceJob
from heartbeat_cli.ingest.options import IngestOptions
from heartbeat_cli.ingest.progress import Progress, Silent
from heartbeat_cli.ingest.result import OF_THE_MARTS, DatasetResult, IngestResult, TableResult
from heartbeat_cli.marts.lock import keep_others_out
from heartbeat_cli.state import Holder, single_flight
from heartbeat_cli.state.lock import HeldLock

if TYPE_CHECKING:
    from heartbeat_cli.marts.advisory import HeldMarts

Waiting = Callable[[Holder | None], None]
CarryOut = Callable[[IngestJob, Progress], tuple[IngestResult, ...]]


def _nobody_told(holder: Holder | None) -> None: ...


def plan_ingest(
    project: Project,
    inventory: Inventory,
    names: Sequence[str],
    options: IngestOptions | None = None,
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
    return _decide(project, inventory, names, options or IngestOptions(), keep_going)


def run_ingest(
    project: Project,
    inventory: Inventory,
    names: Sequence[str],
    options: IngestOptions | None = None,
    progress: Progress | None = None,
    *,
    keep_going: bool = False,
    isolated: bool = True,
    waiting: Waiting = _nobody_told,
) -> tuple[IngestResult, ...]:
    """Bring the slices of the sources `names` up to date, or only some tables of them.

    Every source is looked at before the first is landed: one that is refused leaves the marts untouched, unless the
    others are to `keep_going`. `isolated` runs the engine in a process of its own. Raises what `plan_ingest` raises,
    LockedError while another ingest runs, HbError `engine_crashed`.

    Both locks, that of this machine and that of Postgres marts, are held from before the first look until the engine
    has ended: what was decided stays true until it is done.
    """
    need("ingest")
    asked, told = options or IngestOptions(), progress or Silent()
    for name in names:
        inventory.require(name)
    doing = f"landing {', '.join(names)}"

    def others(holder: object) -> None:
        told.said(f"waiting for {holder}")

    with (
        single_flight(project.state, doing, wait=asked.wait, waiting=waiting) as held,
        _telling_the_end(told) as ended,
        keep_others_out(project, doing, wait=asked.wait, waiting=others) as marts,
        _engine(held, marts, isolated=isolated, early=not keep_going) as carry_out,
    ):
        works, refused = _decide(project, inventory, names, asked, keep_going)
        told.decided(works)
        busy = tuple(work for work in works if not work.idle)
        results = [_nothing_new(work, told) for work in works if work.idle]
        if busy:
            results += carry_out(IngestJob(project, busy, keep_going, marts.lock if marts else None), told)
        results += refused
        ended(results)
    order = {name: number for number, name in enumerate(dict.fromkeys(inventory.require(n).name for n in names))}
    return tuple(sorted(results, key=lambda result: order[result.source]))


def _look_at(project: Project, source: Source, options: IngestOptions) -> SourceJob:
    # Imported when the engine is on its way.
    from heartbeat_cli.ingest.make_jobs import make_jobs
    from heartbeat_cli.ingest.source.connect import despite_recovery
    from heartbeat_cli.ingest.source.survey import survey

    return despite_recovery(lambda: make_jobs(project, survey(project, source, options.tables), options))


@contextmanager
def _telling_the_end(told: Progress) -> Iterator[Callable[[Sequence[IngestResult]], object]]:
    """Tell that a run begins and how it ended, while the lock is held; yields what is to be given the results."""
    told.run_started()
    try:
        yield told.run_ended
    except BaseException as error:
        told.run_ended((), error)
        raise


def _decide(
    project: Project, inventory: Inventory, names: Sequence[str], options: IngestOptions, keep_going: bool
) -> tuple[list[SourceJob], list[IngestResult]]:
    works: list[SourceJob] = []
    refused: list[IngestResult] = []
    for name in dict.fromkeys(names):
        source = inventory.require(name)
        try:
            works.append(_look_at(project, source, options))
        except HbError as error:
            if not keep_going or isinstance(error, OF_THE_MARTS):
                raise
            refused.append(IngestResult(source.name, (), error=error))
    return works, refused


@contextmanager
def _engine(held: HeldLock, marts: "HeldMarts | None", *, isolated: bool, early: bool) -> Iterator[CarryOut]:
    """What carries out orders: a process of its own, or this one.

    It is started `early` where there is most likely something to do: it gets ready while we look.
    """
    if not isolated:
        from heartbeat_cli.ingest.engine.carry_out import carry_out

        yield carry_out
        return
    from heartbeat_cli.ingest.engine.isolate import Engine

    engine = Engine(held, marts) if early else None

    def hand_over(orders: IngestJob, progress: Progress) -> tuple[IngestResult, ...]:
        nonlocal engine
        engine = engine or Engine(held, marts)
        return engine.carry_out(orders, progress)

    try:
        yield hand_over
    finally:
        if engine is not None:
            engine.close()


def _nothing_new(work: SourceJob, progress: Progress) -> IngestResult:
    progress.source_started(work)
    datasets = tuple(_as_it_was(dataset) for dataset in work.datasets)
    for dataset in datasets:
        for failure in dataset.failures:
            progress.table_failed(failure)
        progress.dataset_done(dataset)
    return IngestResult(work.plan.source.name, datasets, work.plan.missing)


def _as_it_was(dataset: DatasetJob) -> DatasetResult:
    tables = tuple(
        TableResult(
            work.table.qname,
            work.dataset,
            work.mode,
            work.reason,
            total=sum(entry.rows for entry in work.kept),
            notes=work.notes,
        )
        for work in dataset.tables
    )
    return DatasetResult(dataset.dataset, tables, dataset.failures, 0.0)
