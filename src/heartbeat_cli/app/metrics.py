"""Metrics: the list with its numbers, one in full, its number at a moment, its alignment.

What fails here names files from the project's folder, as their owner knows them.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from heartbeat_cli.errors import HbError
from heartbeat_cli.files import from_root

if TYPE_CHECKING:
    from heartbeat_cli.estate import ProjectSettings, RightSource
    from heartbeat_cli.metrics import Aligned, HandCount, Metric, Run, Value


@dataclass(frozen=True, slots=True)
class MetricList:
    """Every metric and candidate; `unreadable` says which files are none because of what.

    `values` has, by name, the number of each that shows one, or why it has none; None where none was asked for.
    `doubt` is why these numbers may say nothing.
    """

    metrics: "tuple[Metric, ...]"
    unreadable: tuple[str, ...]
    values: "Mapping[str, Value | HbError] | None" = None
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class MetricDetails:
    """A metric, the tables its SQL reads, and its right sources, each with because of what."""

    metric: "Metric"
    reads: tuple[str, ...]
    right_sources: "tuple[RightSource, ...]"


@dataclass(frozen=True, slots=True)
class MetricHandle:
    """One metric or candidate of a project."""

    settings: "ProjectSettings"
    metric: "Metric"

    def show(self) -> MetricDetails:
        """The metric with what its SQL reads. Raises InvalidFileError for SQL that cannot be parsed."""
        from heartbeat_cli.estate import load_inventory
        from heartbeat_cli.metrics import read_tables, right_sources_of

        with _files_from_root(self.settings):
            reads = tuple(str(table) for table in read_tables(self.metric.sql)) if self.metric.sql else ()
            return MetricDetails(self.metric, reads, right_sources_of(self.metric, load_inventory(self.settings)))

    def run(self, as_of: datetime | None = None) -> "Run":
        """Its number at a moment, by default the project's now.

        Raises RefusedError for what has no number: parked, retired, on the wrong source, with an unexplained fallback.
        """
        from heartbeat_cli.metrics import run_metric

        with _files_from_root(self.settings):
            return run_metric(self.settings, self.metric, as_of or self.settings.now())

    def doubt_about(self, run: "Run") -> str | None:
        """Why the number of another moment than now may say nothing: that is yet to come, or there is no number."""
        from heartbeat_cli.metrics import doubt_about

        return doubt_about(run.value.as_of, self.settings, empty=not run.value.value)

    def check_alignable(self, tolerance: str = "0") -> None:
        """To be asked before anybody counts.

        Raises RefusedError for a metric that no count can make a number of, UsageError for what is no tolerance.
        """
        from heartbeat_cli.metrics import parse_tolerance, refuse_unalignable

        with _files_from_root(self.settings):
            refuse_unalignable(self.metric)
            parse_tolerance(tolerance)

    def doubts_about(self, hand: "HandCount") -> tuple[str, ...]:
        """Why a match with this count may say little: its tolerance is generous, its moment is yet to come."""
        from heartbeat_cli.metrics import doubt_about, generous_tolerance

        found = (generous_tolerance(hand), doubt_about(hand.as_of, self.settings, empty=False))
        return tuple(doubt for doubt in found if doubt)

    def align(self, hand: "HandCount", *, dry_run: bool = False, record: bool = False) -> "Aligned":
        """Hold it against a count a person made; where they agree it is moved to `db/metrics/`.

        Raises RefusedError where they do not; `record` keeps that count in the file. Only a person aligns: whoever
        calls this hands on what a person counted, by which method, and who it was.
        """
        from heartbeat_cli.metrics import align_metric

        with _files_from_root(self.settings):
            return align_metric(self.settings, self.metric, hand, dry_run=dry_run, record=record)


def find_metric(project: "ProjectSettings", name: str) -> MetricHandle:
    """One metric or candidate. Raises NotFoundError, InvalidFileError with file and line."""
    from heartbeat_cli import metrics

    with _files_from_root(project):
        return MetricHandle(project, metrics.find_metric(project, name))


def list_metrics(project: "ProjectSettings", *, values: bool = False, as_of: datetime | None = None) -> MetricList:
    """Every metric and candidate; with `values` the numbers of those that show one, at `as_of` or now.

    Raises HbError for `values` where the marts cannot be read.
    """
    from heartbeat_cli.metrics import doubt_about, load_all, run_shown

    with _files_from_root(project):
        metrics, problems = load_all(project)
        found = MetricList(metrics, tuple(from_root(str(problem), project.root) for problem in problems))
        if not values:
            return found
        computed = run_shown(project, metrics, as_of or project.now())
        return replace(
            found,
            values={
                name: _named_from_root(value, project) if isinstance(value, HbError) else value
                for name, value in computed.items()
            },
            doubt=doubt_about(as_of, project, empty=False) if as_of is not None else None,
        )


def hand_count(count: str, *, by: str, method: str, as_of: datetime, tolerance: str = "0") -> "HandCount":
    """A count as a person writes it: `412`, `1,203`, `41.5`. Raises UsageError for what is no number."""
    from heartbeat_cli.metrics import HandCount, parse_count

    return HandCount(count=parse_count(count), by=by, method=method, as_of=as_of, tolerance=tolerance)


@contextmanager
def _files_from_root(project: "ProjectSettings") -> Iterator[None]:
    try:
        yield
    except HbError as error:
        raise _named_from_root(error, project) from error.__cause__


def _named_from_root(error: HbError, project: "ProjectSettings") -> HbError:
    place, hint = error.place, error.hint
    return error.replace(
        message=from_root(error.message, project.root),
        place=replace(place, name=from_root(place.name, project.root)) if place else None,
        hint=from_root(hint, project.root) if hint else None,
    )
