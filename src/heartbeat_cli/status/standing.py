"""The answer per source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from heartbeat_cli.estate import Source
from heartbeat_cli.marts import Age, SourceLanding, source_age
from heartbeat_cli.metrics import Metric
from heartbeat_cli.sources import Access


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """One source: what the inventory says of it, what is landed, whether we may read it, and what waits for it.

    `waiting` are the metrics and concepts blocked on it: those the inventory names and those parked or caveated in
    their own files, each once. `age` is that of what has landed, None where nothing has. `unknown` is why nobody can
    say what is landed, None where that is known; `landing` is empty then.
    """

    source: Source
    landing: SourceLanding
    access: Access
    waiting: tuple[str, ...]
    age: Age | None = None
    unknown: str | None = None

    @property
    def word(self) -> str:
        """`landed`, `partly`, `not landed` or `unknown`."""
        return self.landing.word if self.unknown is None else "unknown"


def waiting_for(source: Source, metrics: Iterable[Metric]) -> tuple[str, ...]:
    """Everything blocked on a source."""
    named = [entry.title for entry in source.blocks]
    filed = [
        metric.name
        for metric in metrics
        if any(blocked.source == source.name for blocked in metric.blocked_on)
        or any(note.kind == "caveat" and note.source == source.name for note in metric.notes)
    ]
    return tuple(dict.fromkeys([*named, *filed]))


def join(
    sources: Iterable[Source],
    landings: Mapping[str, SourceLanding],
    access: Mapping[str, Access],
    metrics: Iterable[Metric],
    now: datetime,
    unknown: str | None = None,
) -> tuple[SourceStatus, ...]:
    """One status per source, in the order of `sources`, at the moment `now`; `unknown` as in SourceStatus.

    Of a source that has no slice nothing can have landed, whatever the marts say.
    """
    filed = tuple(metrics)

    def status(source: Source) -> SourceStatus:
        landing = landings.get(source.name, SourceLanding(source.name))
        return SourceStatus(
            source=source,
            landing=landing,
            access=access[source.name],
            waiting=waiting_for(source, filed),
            age=source_age(source, landing.reaches, now),
            unknown=unknown if source.slices else None,
        )

    return tuple(map(status, sources))
