"""What a run will probably move, and how long that takes: from the planner's estimates and from runs that ended."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.ingest.jobs import SourceJob, TableJob
from heartbeat_cli.ingest.unit import Action
from heartbeat_cli.marts import Disk, disk_for
from heartbeat_cli.state import RunReport

_COPYING: Final = (Action.REPLACE, Action.WHOLE)
# Runs further back say little of the machine as it is today.
_LAST_RUNS: Final = 20
_WORTH_MEASURING_ROWS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Moved:
    """What is to be copied, estimated: `rows` and `bytes` as the source stores them; None: nobody can say."""

    rows: int | None
    bytes: int | None


@dataclass(frozen=True, slots=True)
class Pace:
    """Rows per second of the run `run_id`."""

    rows_per_second: float
    run_id: str

    def seconds_for(self, rows: int) -> float:
        """How many seconds that many rows take."""
        return rows / self.rows_per_second


def expected(job: TableJob) -> Moved:
    """What will be copied of one table; nothing for one that stays as it is.

    What a comparison or a cursor finds is known only when it has been found.
    """
    if not job.units:
        return Moved(0, 0)
    if any(unit.action not in _COPYING for unit in job.units):
        return Moved(None, None)
    table = job.table
    if table.rows is None:
        return Moved(None, None if job.stored else table.bytes)
    again = {unit.bounds for unit in job.units}
    stays = sum(entry.rows for entry in job.stored if entry.bounds not in again)
    rows = max(0, table.rows - stays)
    if table.bytes is None:
        return Moved(rows, None)
    return Moved(rows, table.bytes * rows // table.rows if table.rows else table.bytes)


def total(moved: Iterable[Moved]) -> Moved:
    """The sum of what is known; None where nothing is."""
    parts = tuple(moved)
    rows = [part.rows for part in parts if part.rows is not None]
    sizes = [part.bytes for part in parts if part.bytes is not None]
    return Moved(sum(rows) if rows or not parts else None, sum(sizes) if sizes or not parts else None)


def measured_pace(reports: Sequence[RunReport], sources: Iterable[str]) -> Pace | None:
    """The pace of the largest of the last runs, of one over these `sources` if there is one; `reports` newest first.

    The largest, because a few rows take as long as starting does.
    """
    own = frozenset(sources)
    moving = [run for run in reports if run.rate is not None and run.rows >= _WORTH_MEASURING_ROWS]
    runs = [run for run in moving if own & frozenset(run.sources)] or moving
    largest = max(runs[:_LAST_RUNS], key=lambda run: run.rows, default=None)
    if largest is None or largest.rate is None:
        return None
    return Pace(largest.rate, largest.run_id)


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a run over some sources will take. `open` counts the tables of which nobody knows what they will move."""

    moved: Moved
    open: int
    pace: Pace | None
    disk: Disk | None

    @property
    def seconds(self) -> float | None:
        """How long the copying takes; None where no run was measured, or nobody knows the rows."""
        if self.pace is None or self.moved.rows is None:
            return None
        return self.pace.seconds_for(self.moved.rows)


def outlook(project: ProjectSettings, jobs: Sequence[SourceJob], reports: Sequence[RunReport]) -> Outlook:
    """The outlook for `works`, with the pace of `reports` (newest first)."""
    parts = [expected(table) for job in jobs for table in job.tables]
    moved = total(parts)
    pace = measured_pace(reports, (job.plan.source.name for job in jobs))
    return Outlook(moved, sum(part.rows is None for part in parts), pace, disk_for(project, moved.bytes or 0))
