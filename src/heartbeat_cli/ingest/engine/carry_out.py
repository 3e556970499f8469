"""Carrying out the orders of a run, source by source, in the process that holds the marts open."""

from collections.abc import Callable

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Project, marts_kind_of
from heartbeat_cli.ingest.engine.dataset import land_dataset
from heartbeat_cli.ingest.engine.pipeline import import_dlt
from heartbeat_cli.ingest.engine.stop import Stop
from heartbeat_cli.ingest.jobs import IngestJob, SourceJob
from heartbeat_cli.ingest.progress import Progress
from heartbeat_cli.ingest.result import OF_THE_MARTS, IngestResult


def carry_out(orders: IngestJob, progress: Progress) -> tuple[IngestResult, ...]:
    """Land every source that has something to do. The locks are the caller's.

    Raises HbError where nothing can go on, KeyboardInterrupt or SystemExit where the process was told to stop.
    """
    results = []
    with marts_kind_of(orders.project).watch(orders.project, orders.lock) as still_held:
        for work in orders.sources:
            try:
                results.append(land_source(orders.project, work, progress, still_held))
            except HbError as error:
                if not orders.keep_going or isinstance(error, OF_THE_MARTS):
                    raise
                results.append(IngestResult(work.plan.source.name, (), work.plan.missing, error=error))
    return tuple(results)


def land_source(
    project: Project, work: SourceJob, progress: Progress, still_held: Callable[[], bool] = lambda: True
) -> IngestResult:
    """Carry out the orders for one source; `still_held` says whether the marts are still ours."""
    stop = Stop()
    progress.source_started(work)
    import_dlt(work.plan.source.connections)
    with marts_kind_of(project).transfer(project, work.plan, stop) as (road, make_destination):
        results = tuple(
            land_dataset(project, work.plan, dataset, road, make_destination, stop, progress, still_held)
            for dataset in work.datasets
        )
    return IngestResult(work.plan.source.name, results, work.plan.missing)
