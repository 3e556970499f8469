"""Where we stand in five lines, and the one step that helps most now."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from heartbeat_cli.estate import Inventory, ProjectSettings, has_connection
from heartbeat_cli.marts import FRESH, LATE, STALE
from heartbeat_cli.metrics import ages_by_receipts, effective_status, shown_status
from heartbeat_cli.mirror import dump_file
from heartbeat_cli.sources import archetype_of
from heartbeat_cli.state import RunState
from heartbeat_cli.status.sources import EstateStatus
from heartbeat_cli.status.standing import SourceStatus
from heartbeat_cli.wording import in_words

SILENT_CRON: Final = 26 * 3600
"""Seconds without a run after which a daily one has been missed."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """A command and why it is the next useful one."""

    command: str
    why: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The project at a glance; `ages` has the sources that are fresh, late and stale."""

    root: str
    truth_source: str
    landed: tuple[str, ...]
    partly: tuple[str, ...]
    pending: tuple[str, ...]
    unknown: tuple[str, ...]
    why_unknown: str | None
    rows: int
    last_load: datetime | None
    ages: dict[str, tuple[str, ...]]
    metrics: dict[str, int]
    next: NextStep

    @property
    def stale(self) -> bool:
        """Whether a source, or a number it counts, is."""
        return bool(self.ages[STALE]) or any(status.endswith(STALE) for status in self.metrics)


def overview_of(
    project: ProjectSettings, inventory: Inventory, standing: EstateStatus, broken: NextStep | None = None
) -> Overview:
    """Condense `standing`; `broken` is what to do about a metric that can no longer be right."""
    by_word = {
        word: [s for s in standing.sources if s.word == word] for word in ("landed", "partly", "not landed", "unknown")
    }
    landed = standing.held.tables
    ages = ages_by_receipts(project, inventory, standing.metrics, standing.held.receipts) if landed else {}
    loads = [s.landing.loaded_at for s in standing.sources if s.landing.loaded_at]
    return Overview(
        root=str(project.root),
        truth_source=inventory.truth_source,
        landed=_names(by_word["landed"]),
        partly=_names(by_word["partly"]),
        pending=_names(by_word["not landed"]),
        unknown=_names(by_word["unknown"]),
        why_unknown=standing.held.unknown,
        rows=sum(s.landing.rows for s in standing.sources),
        last_load=max(loads, default=None),
        ages={word: _names(_of_age(standing, word)) for word in (FRESH, LATE, STALE)},
        metrics=dict(sorted(Counter(shown_status(m, ages.get(m.name)) for m in standing.metrics).items())),
        next=next_step(project, inventory, standing, broken),
    )


def _names(statuses: list[SourceStatus]) -> tuple[str, ...]:
    return tuple(s.source.name for s in statuses)


def _of_age(standing: EstateStatus, word: str) -> list[SourceStatus]:
    return [s for s in standing.sources if s.age is not None and s.age.state == word]


def _of(sources: tuple[str, ...]) -> str:
    return f" of {sources[0]}" if len(sources) == 1 else ""


def _trouble(project: ProjectSettings, standing: EstateStatus) -> NextStep | None:
    """What the last run left: it failed, it was killed, or it is so long ago that nothing calls it any more."""
    last = standing.last_run
    if last is None or last.outcome is RunState.RUNNING:
        return None
    if last.outcome is RunState.FAILED:
        return NextStep(f"hb loads {last.run_id}", f"the last run{_of(last.sources)} failed")
    if last.outcome is RunState.KILLED:
        what = f"--source {last.sources[0]}" if len(last.sources) == 1 else "--all"
        return NextStep(
            f"hb ingest {what}", f"the last run{_of(last.sources)} was killed; the same command lands the rest"
        )
    silent = (datetime.now(UTC) - last.started).total_seconds()
    if silent > SILENT_CRON and not project.demo and not standing.stale:
        return NextStep("hb doctor", f"no ingest has run for {in_words(silent)}")
    return None


def _by_dump(project: ProjectSettings, truth: SourceStatus, standing: EstateStatus) -> NextStep | None:
    """What can be done while there is a dump of the truth source, and nobody has said where its server is."""
    source = truth.source
    if source.cluster is None or has_connection(project, source.cluster) or not dump_file(project, source).is_file():
        return None
    if not standing.metrics:
        return NextStep(
            f"hb profile {source.name}",
            "its DDL is here; rows come with `hb ingest --from DUMP`, or a connection in .env",
        )
    return NextStep(
        "hb discover", "ask the next question; it waits for rows: `hb ingest --from DUMP`, or a connection in .env"
    )


def next_step(
    project: ProjectSettings, inventory: Inventory, standing: EstateStatus, broken: NextStep | None = None
) -> NextStep:
    """The first of these that is open: the marts, a running server, the last run, the truth source, what is granted,
    what is stale, a metric that is `broken`, a person."""
    if standing.held.unknown is not None:
        return NextStep("hb sources status", standing.held.hint or "once the marts can be read")
    truth = standing.of(inventory.truth_source)
    if project.demo and truth.access.told_by != "server" and not truth.landing.landed:
        return NextStep("hb demo up", "the demo's servers are not running")
    if (trouble := _trouble(project, standing)) is not None:
        return trouble
    if not truth.landing.landed and truth.access.told_by != "server" and truth.access.detail:
        return _by_dump(project, truth, standing) or NextStep("hb doctor", truth.access.detail)
    if not truth.landing.landed:
        return NextStep(f"hb ingest --source {truth.source.name}", "it is the truth source, and not landed in full")
    for status in standing.sources:
        wanted = status.landing.wanted and not status.landing.landed
        if wanted and status.access.granted and archetype_of(status.source).lands:
            return NextStep(f"hb ingest --source {status.source.name}", "it is granted and not landed")
    for status in _of_age(standing, STALE):
        if status.access.granted:
            return NextStep(f"hb ingest --source {status.source.name}", "its data is stale")
    for metric in standing.metrics:
        if effective_status(metric) == "needs_realignment":
            return NextStep(f"hb metrics show {metric.name}", "its definition changed since it was aligned")
    if broken is not None:
        return broken
    for metric in standing.metrics:
        if effective_status(metric) == "ready" and metric.sql is None:
            return NextStep(f"hb discover --resume {metric.name}", "it was parked, and what it waited for has landed")
    for metric in standing.metrics:
        if effective_status(metric) in ("candidate", "ready") and metric.sql and not metric.notes_of("fallback"):
            return NextStep(f"hb metrics align {metric.name}", "it has a number and no hand count yet")
    return NextStep("hb discover", "ask the next question")
