"""What a landing frees: parked candidates become ready, and caveats that waited for it can be cleared."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Inventory, ProjectSettings
from heartbeat_cli.marts import LandedTable, SourceLanding, landing_of, open_marts, read_receipts
from heartbeat_cli.metrics import Metric, is_provided, load_all, move_metric
from heartbeat_cli.mirror import MirrorDumps
from heartbeat_cli.pgschema import QName


@dataclass(frozen=True, slots=True)
class Readied:
    """The candidates that became ready, and why files that should say so could not be rewritten."""

    metrics: tuple[Metric, ...] = ()
    failures: tuple[HbError, ...] = ()


def ready_metrics(
    metrics: Iterable[Metric],
    inventory: Inventory,
    landings: Mapping[str, SourceLanding],
    tables: Iterable[LandedTable],
) -> tuple[Metric, ...]:
    """Those of `metrics` that wait for nothing any more.

    A parked candidate is ready once every source it is blocked on is landed in full and holds every table and column
    it needs there. One that does not say what it waits for stays parked. `landings` are by source.
    """
    columns = {QName(t.dataset, t.name): tuple(c.name for c in t.columns) for t in tables}
    landed = {name for name, landing in landings.items() if landing.landed}
    return tuple(
        metric
        for metric in metrics
        if metric.status == "parked"
        and metric.blocked_on
        and all(is_provided(blocked, inventory, landed, columns) for blocked in metric.blocked_on)
    )


def become_ready(project: ProjectSettings, inventory: Inventory) -> Readied:
    """Mark every parked candidate whose sources have landed as ready, in its own file.

    Raises HbError where the marts cannot be read; a file that cannot be rewritten is in the result, and tried again by
    the next ingest.
    """
    metrics, _ = load_all(project)
    parked = tuple(metric for metric in metrics if metric.status == "parked" and _is_candidate_file(metric, project))
    if not parked:
        return Readied()
    ready, failures = [], []
    for metric in _ready_in_marts(project, inventory, parked):
        try:
            file = move_metric(metric, replace(metric, status="ready"), project.candidates_folder)
            ready.append(replace(metric, status="ready", file=file))
        except HbError as error:
            failures.append(error)
    return Readied(tuple(ready), tuple(failures))


def caveats_to_clear(
    project: ProjectSettings, inventory: Inventory, names: Collection[str]
) -> tuple[tuple[Metric, str], ...]:
    """Metrics with a caveat that waits for one of the sources `names`, and that source, where it is landed in full.

    Raises HbError where the marts cannot be read.
    """
    metrics, _ = load_all(project)
    found = [
        (m, note.source)
        for m in metrics
        for note in m.notes_of("caveat")
        if note.source and note.source in names and m.sql
    ]
    landed = _landings(project, inventory, {source for _, source in found})[0] if found else {}
    return tuple((metric, source) for metric, source in found if landed[source].landed)


def _is_candidate_file(metric: Metric, project: ProjectSettings) -> bool:
    """False for a file at the wrong place or of another name, which `hb check` reports: it is not ours to move."""
    return metric.file == project.candidates_folder / f"{metric.name}.yml"


def _ready_in_marts(project: ProjectSettings, inventory: Inventory, parked: tuple[Metric, ...]) -> tuple[Metric, ...]:
    waited_for = {blocked.source for metric in parked for blocked in metric.blocked_on}
    landings, tables = _landings(project, inventory, waited_for)
    return ready_metrics(parked, inventory, landings, tables)


def _landings(
    project: ProjectSettings, inventory: Inventory, names: Collection[str]
) -> tuple[dict[str, SourceLanding], tuple[LandedTable, ...]]:
    """How far each of the sources `names` is landed, and every table there is."""
    mirror = MirrorDumps(project)
    with open_marts(project) as reader:
        tables = reader.tables()
        receipts = read_receipts(reader)
    landings = {
        source.name: landing_of(source, mirror.database(source), tables, receipts)
        for source in inventory.sources
        if source.name in names and source.slices
    }
    return landings, tables
