"""Several metrics at once: one connection and one snapshot of the marts, and one that fails keeps none from running."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings, load_inventory
from heartbeat_cli.marts import open_snapshot
from heartbeat_cli.metrics.bench import Bench, Run
from heartbeat_cli.metrics.change import WindowChange, change_of
from heartbeat_cli.metrics.metric import Metric
from heartbeat_cli.metrics.recording import keep_receipts


@dataclass(frozen=True, slots=True)
class Tried:
    """One of several metrics: its number as a `run`, or the `error` that stood in its way.

    `change` is how it stands to the window before, None where that does not move or nobody asked.
    """

    metric: Metric
    run: Run | None = None
    error: HbError | None = None
    change: WindowChange | None = None

    @property
    def says_nothing(self) -> bool:
        """Whether there is no number to be shown plainly: it failed, is too old, or of a moment without data."""
        return self.run is None or (self.run.age is not None and self.run.age.says_nothing)


def run_several(
    project: ProjectSettings, metrics: Iterable[Metric], as_of: datetime, *, change: bool = False
) -> tuple[Tried, ...]:
    """The number of each metric at one moment, in the order given; each leaves its receipt in the marts.

    With `change` that of the window before as well, which takes another query each.

    Raises like `open_marts`; what stands in the way of one metric stands in its place.
    """
    asked = tuple(metrics)
    inventory = load_inventory(project)
    with open_snapshot(project) as reader:
        bench = Bench(project, inventory, reader)
        found = bench.run_all(asked, as_of)
        tried = [_tried(bench, metric, found[metric.name], change=change) for metric in asked]
    unrecorded = keep_receipts(project, [each.run.receipt for each in tried if each.run is not None])
    return tuple(replace(t, run=replace(t.run, unrecorded=unrecorded)) if t.run is not None else t for t in tried)


def _tried(bench: Bench, metric: Metric, found: Run | HbError, *, change: bool) -> Tried:
    if isinstance(found, HbError):
        return Tried(metric, error=found)
    return Tried(found.metric, found, change=change_of(bench, found) if change else None)
