"""Several metrics at once: which were meant, their numbers, and what a check calls wrong with them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from heartbeat_cli.app.from_root import files_from_root, named_from_root
from heartbeat_cli.app.landed import landed_text
from heartbeat_cli.errors import HbError
from heartbeat_cli.files import from_root

if TYPE_CHECKING:
    from heartbeat_cli.estate import ProjectSettings
    from heartbeat_cli.metrics import Tried
    from heartbeat_cli.rules import Finding
    from heartbeat_cli.sheets import MetricRuns


def means_one(names: Sequence[str], statuses: Sequence[str]) -> bool:
    """Whether one metric is meant by its name: a pattern may mean one today and two tomorrow."""
    from heartbeat_cli.metrics import is_pattern

    return len(names) == 1 and not statuses and not is_pattern(names[0])


def run_metrics(
    project: "ProjectSettings",
    names: Sequence[str] = (),
    statuses: Sequence[str] = (),
    as_of: datetime | None = None,
    *,
    change: bool = False,
    since: str | None = None,
    every: str | None = None,
    by: str | None = None,
    top: int | None = None,
) -> "MetricRuns":
    """The numbers of the metrics that names, patterns and statuses mean; see `Project.run_metrics`."""
    from heartbeat_cli.metrics import USUAL_TOP, Beside, choose, parse_schedule, run_several
    from heartbeat_cli.sheets import MetricRuns

    moment = as_of or project.now()
    schedule = parse_schedule(since, every) if since is not None else None
    beside = Beside(change, schedule, by, USUAL_TOP if top is None else top)
    if beside.schedule is not None:
        beside.schedule.moments(moment, project.time_zone)
    with files_from_root(project):
        chosen = choose(project, names, statuses)
        tried = run_several(project, chosen.metrics, moment, beside)
    errors, unjudged = _errors(project, tried)
    return MetricRuns(
        tuple(_named(each, project) for each in tried),
        moment,
        tuple(metric.name for metric in chosen.numberless),
        tuple(from_root(str(problem), project.root) for problem in chosen.problems),
        errors,
        _doubts(project, tried) if as_of is not None else (),
        unjudged,
    )


def _named(tried: "Tried", project: "ProjectSettings") -> "Tried":
    return replace(tried, error=named_from_root(tried.error, project)) if tried.error is not None else tried


def _doubts(project: "ProjectSettings", tried: "Iterable[Tried]") -> tuple[str, ...]:
    from heartbeat_cli.metrics import doubt_about

    values = [each.run.value for each in tried if each.run is not None]
    found = (doubt_about(value.as_of, project, empty=not value.value, age=value.age) for value in values)
    return tuple(dict.fromkeys(doubt for doubt in found if doubt is not None))


def _errors(
    project: "ProjectSettings", tried: "Iterable[Tried]"
) -> "tuple[dict[str, tuple[Finding, ...]], str | None]":
    from heartbeat_cli.rules import all_rules, errors_of, other_rules

    runs = [each.run for each in tried if each.run is not None]
    try:
        read = {table for run in runs for table in run.receipt.tables}
        found = errors_of(project, all_rules, other_rules(), landed_text(read))
    except HbError as error:
        return {}, from_root(error.message, project.root)
    return {run.metric.name: found[run.metric.file] for run in runs if run.metric.file in found}, None
