"""`hb ingest` without its command line: lock, look, land."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Inventory, Project
from heartbeat_cli.ingest.engine import land_dataset
from heartbeat_cli.ingest.pipeline import import_dlt
from heartbeat_cli.ingest.plan import IngestResult, Plan
from heartbeat_cli.ingest.progress import Progress, Silent
from heartbeat_cli.ingest.road import Road
from heartbeat_cli.ingest.stop import Stop
from heartbeat_cli.ingest.survey import survey
from heartbeat_cli.ledger import single_flight


def plan_ingest(
    project: Project, inventory: Inventory, names: Sequence[str], tables: Sequence[str] = ()
) -> tuple[Plan, ...]:
    """What an ingest of the sources `names` would land; reads the live catalogues, writes nothing.

    Raises NotFoundError for an unknown source or table, HbError for a source that cannot be landed or read.
    """
    sources = [inventory.require(name) for name in dict.fromkeys(names)]
    return tuple(survey(project, source, tables) for source in sources)


def run_ingest(
    project: Project,
    inventory: Inventory,
    names: Sequence[str],
    tables: Sequence[str] = (),
    progress: Progress | None = None,
) -> tuple[IngestResult, ...]:
    """Land the slices of the sources `names`, or only `tables` of them.

    Every source is looked at before the first is landed: one that is refused leaves the marts untouched. Raises what
    `plan_ingest` raises, and LockedError while another ingest runs.
    """
    for name in names:
        inventory.require(name)
    with single_flight(project, f"landing {', '.join(names)}"):
        plans = plan_ingest(project, inventory, names, tables)
        return tuple(land(project, plan, progress or Silent()) for plan in plans)


def land(project: Project, plan: Plan, progress: Progress) -> IngestResult:
    """Land one plan. The lock is the caller's."""
    stop = Stop()
    progress.source_started(plan)
    with _road(project, plan, stop) as (road, make_destination):
        results = tuple(
            land_dataset(project, plan, dataset, road, make_destination, stop, progress) for dataset in plan.datasets
        )
    return IngestResult(plan.source.name, results, plan.missing)


@contextmanager
def _road(project: Project, plan: Plan, stop: Stop) -> Iterator[tuple[Road, Callable[[Any], Any]]]:
    import_dlt()
    if project.marts.kind == "postgres":
        from heartbeat_cli.ingest.marts_postgres import postgres_marts

        with postgres_marts(project, plan, stop) as made:
            yield made
    else:
        with _duckdb_marts(project, plan, stop) as made:
            yield made


@contextmanager
def _duckdb_marts(project: Project, plan: Plan, stop: Stop) -> Iterator[tuple[Road, Callable[[Any], Any]]]:
    from heartbeat_cli.ingest.destination import DuckDbMarts
    from heartbeat_cli.ingest.road_duckdb import DuckDbRoad
    from heartbeat_cli.warehouse.duckdb import connect

    path = project.marts.path
    for dataset in plan.datasets:
        if dataset.dataset.casefold() == path.stem.casefold():
            raise HbError(
                f"the marts file and the dataset are both called '{path.stem}', which DuckDB cannot tell apart",
                where=str(path),
                hint="Give marts.path in heartbeat.yml another file name.",
                code="name_collision",
            )
    marts = connect(project, read_only=False)
    try:
        road = DuckDbRoad(marts, plan.source, plan.connection, stop)
        yield road, lambda landing: DuckDbMarts(marts, landing)
        road.close()
    finally:
        marts.close()
