"""The answer per source."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from heartbeat_cli.estate import Source
from heartbeat_cli.marts.landing import SourceLanding
from heartbeat_cli.metrics import Metric
from heartbeat_cli.status.access import Access


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """One source: what the inventory says of it, what is landed, whether we may read it, and what waits for it.

    `waiting` are the metrics and concepts blocked on it: those the inventory names and those parked or caveated in
    their own files, each once. `checked_at` is when an ingest of this machine last found or made it up to date.
    `unknown` is why nobody can say what is landed, None where that is known; `landing` is empty then.
    """

    source: Source
    landing: SourceLanding
    access: Access
    waiting: tuple[str, ...]
    checked_at: datetime | None = None
    unknown: str | None = None

    @property
    def word(self) -> str:
        """`landed`, `partly`, `not landed` or `unknown`."""
        return self.landing.word if self.unknown is None else "unknown"

    def as_dict(self) -> dict[str, object]:
        """The entry of `sources` in `--json`."""
        source, landing, known = self.source, self.landing, self.unknown is None
        return {
            "source": source.name,
            "title": source.title,
            "role": source.role,
            "archetype": source.archetype,
            "cluster": source.cluster,
            "database": source.database,
            "legacy": source.legacy,
            "owner": source.owner,
            "landed": "not" if self.word == "not landed" else self.word,
            "tables": {"landed": len(landing.parts) if known else None, "slice": landing.wanted},
            "granted": self.access.granted,
            "granted_told_by": self.access.told_by,
            "granted_detail": self.access.detail,
            "rows": landing.rows if known else None,
            "bytes": landing.bytes,
            "last_load": landing.loaded_at,
            "last_check": self.checked_at,
            "datasets": [_dataset(source.dataset(s.schema), landing) for s in source.slices] if known else [],
            "truth_for": [subject.title for subject in source.truth_for],
            "blocks": list(self.waiting),
            "needs": source.needs,
            "why": source.why,
        }


def _dataset(name: str, landing: SourceLanding) -> dict[str, object]:
    parts = [part for part in landing.parts if part.dataset == name]
    loaded: datetime | None = max((part.loaded_at for part in parts), default=None)
    return {"dataset": name, "tables": len(parts), "rows": sum(part.rows for part in parts), "last_load": loaded}


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
    checked: Mapping[str, datetime],
    unknown: str | None = None,
) -> tuple[SourceStatus, ...]:
    """One status per source, in the order of `sources`; `checked` and `unknown` as in SourceStatus.

    Of a source that has no slice nothing can have landed, whatever the marts say.
    """
    filed = tuple(metrics)
    return tuple(
        SourceStatus(
            source=source,
            landing=landings.get(source.name, SourceLanding(source.name)),
            access=access[source.name],
            waiting=waiting_for(source, filed),
            checked_at=checked.get(source.name),
            unknown=unknown if source.slices else None,
        )
        for source in sources
    )
