"""Carrying out the orders of a run, source by source, in the process that holds the marts open."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Project
from heartbeat_cli.ingest.engine.dataset import land_dataset
from heartbeat_cli.ingest.engine.pipeline import import_dlt
from heartbeat_cli.ingest.engine.stop import Stop
from heartbeat_cli.ingest.engine.transfer import Transfer
from heartbeat_cli.ingest.jobs import IngestJob, SourceJob
from heartbeat_cli.ingest.plan import Plan
from heartbeat_cli.ingest.progress import Progress
from heartbeat_cli.ingest.result import OF_THE_MARTS, IngestResult


def carry_out(orders: IngestJob, progress: Progress) -> tuple[IngestResult, ...]:
    """Land every source that has something to do. The locks are the caller's.

    Raises HbError where nothing can go on, KeyboardInterrupt or SystemExit where the process was told to stop.
    """
    results = []
    with _watching(orders) as still_held:
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
    with _road(project, work.plan, stop) as (road, make_destination):
        results = tuple(
            land_dataset(project, work.plan, dataset, road, make_destination, stop, progress, still_held)
            for dataset in work.datasets
        )
    return IngestResult(work.plan.source.name, results, work.plan.missing)


@contextmanager
def _watching(orders: IngestJob) -> Iterator[Callable[[], bool]]:
    """Whether the lock still stands under which the orders were given."""
    if orders.project.marts.kind != "postgres":
        yield lambda: True
        return
    if orders.lock is None:
        raise ValueError("orders for Postgres marts are given under their lock")
    from heartbeat_cli.marts.advisory import watch_marts

    with watch_marts(orders.project, orders.lock) as still_held:
        yield still_held


@contextmanager
def _road(project: Project, plan: Plan, stop: Stop) -> Iterator[tuple[Transfer, Callable[[Any], Any]]]:
    import_dlt(plan.source.connections)
    if project.marts.kind == "postgres":
        from heartbeat_cli.ingest.engine.marts_postgres import postgres_marts

        with postgres_marts(project, plan, stop) as made:
            yield made
    else:
        with _duckdb_marts(project, plan, stop) as made:
            yield made


@contextmanager
def _duckdb_marts(project: Project, plan: Plan, stop: Stop) -> Iterator[tuple[Transfer, Callable[[Any], Any]]]:
    from heartbeat_cli.ingest.engine.destination import DuckDbMarts
    from heartbeat_cli.ingest.engine.transfer_duckdb import DuckDbTransfer
    from heartbeat_cli.marts.duckdb import connect

    marts = connect(project, read_only=False)
    try:
        road = DuckDbTransfer(marts, plan.source, plan.connection, stop)
        yield road, lambda landing: DuckDbMarts(marts, landing)
        road.close()
    finally:
        marts.close()
