"""Which metrics of a project somebody means: by name, by pattern, by status."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from heartbeat_cli.errors import NotFoundError, UsageError, did_you_mean
from heartbeat_cli.estate import ProjectSettings, is_rehearsal
from heartbeat_cli.files import Problem
from heartbeat_cli.metrics.load import find_metric, read_metric_file
from heartbeat_cli.metrics.metric import CANDIDATE_STATUSES, METRIC_STATUSES, Metric
from heartbeat_cli.metrics.records import effective_status

_STATUSES = tuple(dict.fromkeys((*METRIC_STATUSES, *CANDIDATE_STATUSES)))


@dataclass(frozen=True, slots=True)
class ChosenMetrics:
    """The metrics that were meant. `numberless` are those a pattern or a status meant too, and that have no number:
    parked, retired, or without SQL. `problems` are of files that could not be read."""

    metrics: tuple[Metric, ...]
    numberless: tuple[Metric, ...] = ()
    problems: tuple[Problem, ...] = ()


def is_pattern(name: str) -> bool:
    """Whether it may mean several: `clients_*`, `*_30d`, `payments_?epa_*`."""
    return any(sign in name for sign in "*?[")


def choose(project: ProjectSettings, names: Sequence[str], statuses: Sequence[str] = ()) -> ChosenMetrics:
    """Those with one of these names, or that match one of them; of all where there is none; with one of `statuses`.

    A name that is written out is kept whatever it has. Raises UsageError for a status there is not, NotFoundError for
    a name there is not (`unknown_metric`) and where nothing is left.
    """
    _check_statuses(statuses)
    written = [find_metric(project, name) for name in names if not is_pattern(name)]
    patterns = [name for name in names if is_pattern(name)] or ([] if names else ["*"])
    read = list(_matching(project, patterns))
    meant = {m.name: m for m in (*written, *(each for each in read if isinstance(each, Metric)))}
    asked = [m for m in meant.values() if not statuses or effective_status(m) in statuses]
    kept = [m for m in asked if m in written or _has_number(m)]
    problems = tuple(each for each in read if isinstance(each, Problem))
    if not kept and not problems:
        raise _nothing(names, statuses)
    return ChosenMetrics(tuple(kept), tuple(m for m in asked if m not in kept), problems)


def _has_number(metric: Metric) -> bool:
    return metric.sql is not None and metric.status not in ("parked", "retired")


def _matching(project: ProjectSettings, patterns: Iterable[str]) -> Iterator[Metric | Problem]:
    """Each metric of a pattern, patterns in their order; what keeps a file from being one in its place."""
    rehearsal = is_rehearsal(project)
    folders = (project.metrics_folder, project.candidates_folder)
    files = sorted((file for folder in folders for file in folder.glob("*.yml")), key=lambda file: file.stem)
    for pattern in patterns:
        for file in (file for file in files if fnmatchcase(file.stem, pattern)):
            found, problems = read_metric_file(file)
            yield from problems
            if found is not None:
                yield replace(found.metric, rehearsal=rehearsal)


def _check_statuses(statuses: Iterable[str]) -> None:
    for status in statuses:
        if status not in _STATUSES:
            hint = did_you_mean(status, _STATUSES) or f"It is {', '.join(_STATUSES)}."
            raise UsageError(f"--status: '{status}' is no status", hint=hint, code="usage")


def _nothing(names: Sequence[str], statuses: Sequence[str]) -> NotFoundError:
    asked = [*(f"called {name}" for name in names), *(f"that is {status}" for status in statuses)]
    return NotFoundError(
        f"there is no metric with a number {' or '.join(asked)}".rstrip(),
        hint="`hb metrics list` shows them all.",
        code="unknown_metric",
    )
