"""What could be counted otherwise, and which part is worth counting, before anybody has: no number is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from heartbeat_cli.errors import RefusedError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.metrics.gap.changes import SqlChange
from heartbeat_cli.metrics.gap.explain import opened, settings_words
from heartbeat_cli.metrics.gap.inquiry import looked_rows
from heartbeat_cli.metrics.gap.looked import Inspected
from heartbeat_cli.metrics.gap.next_count import NextCount, likeliest, next_count
from heartbeat_cli.metrics.gap.parts import ANY_DAY, Parts
from heartbeat_cli.metrics.gap.ranking import UNKNOWN_PRIOR, Ranked, suspects_of, ways_of
from heartbeat_cli.metrics.guard import check_sql
from heartbeat_cli.metrics.metric import Metric

_TOLD: Final = 3


@dataclass(frozen=True, slots=True)
class OtherWays:
    """Of one kind of change: how many there are that would give another number, and the likeliest, in words."""

    kind: str
    ways: int
    likeliest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CountPlan:
    """What the SQL of a metric says in lines, how else it could be counted, and the `first` part worth counting.

    `unvaried` says why nothing could be changed.
    """

    metric: Metric
    as_of: datetime
    settings: tuple[tuple[str, str], ...] = ()
    others: tuple[OtherWays, ...] = ()
    first: NextCount | None = None
    unvaried: str | None = None


def plan_count(project: ProjectSettings, metric: Metric, as_of: datetime) -> CountPlan:
    """Say what a count of a metric could turn on. Nothing tells its number, so that a count stays blind.

    Raises what `run_metric` raises.
    """
    if metric.sql is not None:
        check_sql(metric.sql, metric.sql_place)
    with opened(project, metric, as_of) as look:
        try:
            looked = look()
        except RefusedError as error:
            return CountPlan(metric, as_of, unvaried=error.message)
        ranked = _by_themselves(looked)
        kinds = _kinds(change for suspect, _ in ranked.suspects for change in suspect.changes[:1])
        return CountPlan(metric, as_of, settings_words(looked.settings), kinds, _first(looked, ranked))


def _by_themselves(looked: Inspected) -> Ranked:
    """The single changes that move the number, as likely as they are where nothing was counted."""
    ways = ways_of(looked.changes, looked.number, looked_rows(looked), pairs=False)
    suspects = sorted(suspects_of(ways, Decimal(0), Decimal(0)), key=lambda suspect: -suspect.prior)
    total = sum(suspect.prior for suspect in suspects) / (1 - UNKNOWN_PRIOR)
    return Ranked(tuple((suspect, suspect.prior / total) for suspect in suspects), UNKNOWN_PRIOR)


def _kinds(changes: Iterable[SqlChange]) -> tuple[OtherWays, ...]:
    found: dict[str, list[str]] = {}
    for change in changes:
        found.setdefault(change.kind, []).append(change.words)
    return tuple(OtherWays(kind, len(words), tuple(words[:_TOLD])) for kind, words in found.items())


def _first(looked: Inspected, ranked: Ranked) -> NextCount | None:
    told = Parts(looked)
    told.tell([(), *(s.changes for s in likeliest(ranked))], [ANY_DAY] if told.has_days else [])
    keys = (*told.days(), *told.values())
    return next_count(ranked, keys, told.predict, told.own(keys))
