"""Several metrics at once: one connection and one snapshot of the marts, and one that fails keeps none from running."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings, load_inventory
from heartbeat_cli.marts import open_snapshot
from heartbeat_cli.metrics.age import is_shown
from heartbeat_cli.metrics.bench import Bench, Run
from heartbeat_cli.metrics.breakdown import USUAL_TOP, Breakdown, break_down
from heartbeat_cli.metrics.change import WindowChange, change_of, compared, unfit
from heartbeat_cli.metrics.metric import Metric
from heartbeat_cli.metrics.recording import Showing, keep_receipts
from heartbeat_cli.metrics.series.points import WHOLE, Series, series_at_once, series_of
from heartbeat_cli.metrics.series.schedule import Schedule
from heartbeat_cli.metrics.window import find_window


@dataclass(frozen=True, slots=True)
class Beside:
    """What is wanted beside each number: the `change` from the window before, a series of a `schedule`, its value `by`
    a column, of which the `top` greatest are listed. `sparing`: a series
    only of what the cockpit shows, where one query gives all of it."""

    change: bool = False
    schedule: Schedule | None = None
    by: str | None = None
    top: int = USUAL_TOP
    sparing: bool = False


@dataclass(frozen=True, slots=True)
class Tried:
    """One of several metrics: its number as a `run`, and the `error` that stood in its way, or beside it.

    `change` is how it stands to the window before, None where that does not move or nobody asked; `series` what it was
    as of other moments, `breakdown` what it is by a column, None likewise.
    """

    metric: Metric
    run: Run | None = None
    error: HbError | None = None
    change: WindowChange | None = None
    series: Series | None = None
    breakdown: Breakdown | None = None

    @property
    def says_nothing(self) -> bool:
        """Whether there is no number to be shown plainly: something failed, or it is too old or of no data."""
        return self.error is not None or self.run is None or (self.run.age is not None and self.run.age.says_nothing)


def run_several(
    project: ProjectSettings, metrics: Iterable[Metric], as_of: datetime, beside: Beside | None = None
) -> tuple[Tried, ...]:
    """The number of each metric at one moment, in the order given; each leaves its receipt in the marts.

    Of what is shown `beside` it no receipt is made. Raises like `open_marts`; what stands in the way of one metric
    stands in its place.
    """
    asked, wanted = tuple(metrics), beside or Beside()
    inventory = load_inventory(project)
    with open_snapshot(project) as reader:
        bench = Bench(project, inventory, reader)
        found = bench.run_all(asked, as_of)
        tried = [_tried(bench, metric, found[metric.name], wanted) for metric in asked]
    receipts = [each.run.receipt for each in tried if each.run is not None]
    unrecorded = keep_receipts(project, receipts, [shown for each in tried if (shown := _shown(each)) is not None])
    return tuple(replace(t, run=replace(t.run, unrecorded=unrecorded)) if t.run is not None else t for t in tried)


def _tried(bench: Bench, metric: Metric, found: Run | HbError, wanted: Beside) -> Tried:
    if isinstance(found, HbError):
        return Tried(metric, error=found)
    try:
        series = _series(bench, found, wanted)
        breakdown = break_down(bench, found, wanted.by, wanted.top) if wanted.by is not None else None
    except HbError as error:
        return Tried(found.metric, found, error=error)
    change = _change(bench, found, series) if wanted.change or series is not None else None
    return Tried(found.metric, found, change=change, series=series, breakdown=breakdown)


def _series(bench: Bench, run: Run, wanted: Beside) -> Series | None:
    if wanted.schedule is None:
        return None
    if not wanted.sparing:
        return series_of(bench, run, wanted.schedule)
    return series_at_once(bench, run, wanted.schedule) if is_shown(run.metric) else None


def _change(bench: Bench, run: Run, series: Series | None) -> WindowChange | None:
    """By the series, where it knows the whole window before; else by a query of its own."""
    window = find_window(run.metric.window)
    before = window.moment_before(run.value.as_of, bench.project.time_zone) if window is not None else None
    known = series.at(before) if series is not None and before is not None else None
    if before is None or known is None or known.state != WHOLE or unfit(bench, run) is not None:
        return change_of(bench, run)
    return compared(run.metric, run.value.value, known.value, before)


def _shown(tried: Tried) -> Showing | None:
    """The numbers of other moments that were shown, which no receipt tells of."""
    if tried.run is None or (tried.series is None and tried.change is None):
        return None
    values = {point.as_of: point.value for point in tried.series.points} if tried.series is not None else {}
    values |= {tried.change.as_of: tried.change.value} if tried.change is not None else {}
    return Showing(tried.run.receipt, tuple((m, v) for m, v in sorted(values.items()) if v is not None))
