"""Why a metric's number is not what was counted: opening the marts of a project, looking, and saying what is known."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from heartbeat_cli.errors import RefusedError, UsageError
from heartbeat_cli.estate import ProjectSettings, load_inventory
from heartbeat_cli.marts import open_marts
from heartbeat_cli.metrics.evaluation import landed_columns
from heartbeat_cli.metrics.gap.changes import SqlChange, differences_of, sql_of
from heartbeat_cli.metrics.gap.elsewhere import elsewhere_changes
from heartbeat_cli.metrics.gap.evidence import FurtherCounts
from heartbeat_cli.metrics.gap.ids import IdSides, compare_ids
from heartbeat_cli.metrics.gap.inquiry import EXPLAINS, UNEXPLAINED, GapAnswer, answer, closes
from heartbeat_cli.metrics.gap.known import Known, read_known
from heartbeat_cli.metrics.gap.looked import Inspected, look
from heartbeat_cli.metrics.gap.next_count import NextCount
from heartbeat_cli.metrics.gap.parts import Parts
from heartbeat_cli.metrics.gap.ranking import PartCount, Ranked, Suspect
from heartbeat_cli.metrics.gap.scan import Asking
from heartbeat_cli.metrics.gap.settings import QuerySettings
from heartbeat_cli.metrics.guard import check_sql
from heartbeat_cli.metrics.load import load_all
from heartbeat_cli.metrics.metric import Metric
from heartbeat_cli.metrics.run import run_metric
from heartbeat_cli.mirror import MirrorDumps
from heartbeat_cli.text import stem_set

_TOLD: Final = 5
_LEAST_TOLD: Final = 0.01


@dataclass(frozen=True, slots=True)
class Reason:
    """A way to have counted otherwise, in words: the number it gives, and how likely it is beside the others.

    `closes`: it gives what was counted. `gone` and `come` are the lines of SQL that differ, `sql` is the query that
    counts so, and `also` are changes that count the very same rows.
    """

    words: str
    kind: str
    number: Decimal
    share: float
    closes: bool
    gone: tuple[str, ...]
    come: tuple[str, ...]
    sql: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CountGap:
    """Why a number and a count differ, as far as that is known.

    `verdict` is `explains`, `would close the gap` or `unexplained`; `closing` of the `changes` that were tried, and of
    their pairs, give what was counted. `settings` say in lines what the SQL counts. `next` is the count worth making,
    `sides` who is on one side only. `unvaried` says why nothing could be tried.
    """

    metric: Metric
    value: Decimal
    count: Decimal
    as_of: datetime
    verdict: str
    settings: tuple[tuple[str, str], ...] = ()
    reasons: tuple[Reason, ...] = ()
    unknown: float = 1.0
    changes: int = 0
    closing: int = 0
    parts: tuple[PartCount, ...] = ()
    next: NextCount | None = None
    sides: IdSides | None = None
    unvaried: str | None = None


def explain_gap(
    project: ProjectSettings, metric: Metric, count: Decimal, as_of: datetime, evidence: FurtherCounts | None = None
) -> CountGap:
    """Say why `count` is not the number of a metric at `as_of`. Nothing of the metric is changed.

    Raises what `run_metric` raises, and UsageError for parts that no row could be of.
    """
    evidence = evidence or FurtherCounts()
    value = run_metric(project, metric, as_of).value.value
    if value is None:
        raise RefusedError(f"{metric.name} gave no number to compare", code="no_value")
    with opened(project, metric, as_of) as look_at:
        try:
            looked = look_at()
            _refuse_other(looked, value)
        except RefusedError as error:
            return CountGap(metric, value, count, as_of, UNEXPLAINED, parts=evidence.parts, unvaried=error.message)
        looked.add(_as_elsewhere(other) for other in _asking_the_same(project, metric))
        _refuse_strange(looked, evidence.parts)
        return _told(metric, looked, answer(looked, count, evidence.parts), as_of, evidence)


@contextmanager
def opened(project: ProjectSettings, metric: Metric, as_of: datetime) -> Iterator[Callable[[], Inspected]]:
    """The marts of a project, and what looks at a metric's rows in them; that raises RefusedError for SQL of which
    nothing can be changed."""
    inventory, mirror = load_inventory(project), MirrorDumps(project).database
    with open_marts(project) as reader:

        def known_of(asked: Metric) -> Known:
            columns = landed_columns(check_sql(asked.sql or "", asked.sql_place), reader, inventory, mirror)
            return read_known(columns, inventory, mirror)

        def look_at() -> Inspected:
            if metric.sql is None:
                raise RefusedError(f"{metric.name} has no SQL", code="no_value")
            known, others = known_of(metric), _asking_the_same(project, metric)
            more = elsewhere_changes(metric, known, others, lambda m: known_of(m).tables, inventory, mirror)
            ask = Asking(reader, as_of, inventory, mirror)
            return look(ask, metric.sql, known, as_of, project.time_zone, more=more)

        yield look_at


def _refuse_other(looked: Inspected, value: Decimal) -> None:
    """What is worked out from parts has to be what the query itself gives."""
    own = looked.number(())
    if own is None or abs(own - value) > max(abs(value), Decimal(1)) * Decimal("1e-6"):
        raise RefusedError("the parts of its query do not give its number", code="not_varied")


def _refuse_strange(looked: Inspected, parts: Iterable[PartCount]) -> None:
    told = Parts(looked)
    for part in parts:
        if not told.has(part.key):
            some = ", ".join((*told.days()[-2:], *told.values()[:3]))
            raise UsageError(
                f"--counts: nothing here is of '{part.key}'", hint=f"Give a day or a value, as: {some}.", code="usage"
            )


def _asking_the_same(project: ProjectSettings, metric: Metric) -> tuple[Metric, ...]:
    """The metrics of other sources that ask the same over the same window."""
    asked = stem_set(metric.question)
    return tuple(
        other
        for other in load_all(project)[0]
        if other.name != metric.name
        and other.sql is not None
        and other.source != metric.source
        and (_takes_its_place(metric, other) or (other.window, stem_set(other.question)) == (metric.window, asked))
        and other.status not in ("parked", "retired")
    )


def _takes_its_place(metric: Metric, other: Metric) -> bool:
    """Whether one of two is said to be what the other moves to."""
    return any(m.migration is not None and m.migration.to == n.name for m, n in ((metric, other), (other, metric)))


def _as_elsewhere(other: Metric) -> SqlChange:
    """The legacy number beside the truth's."""
    return SqlChange("another source", "query", f"as {other.source} has it: {other.name}", 3.0, query=other.sql)


def _told(metric: Metric, looked: Inspected, found: GapAnswer, as_of: datetime, evidence: FurtherCounts) -> CountGap:
    ranked, verdict, sides = found.ranked, found.verdict, None
    if evidence.ids is not None:
        compared = compare_ids(looked, evidence.ids)
        if compared is not None:
            sides, ranked = compared.sides, compared.ranked
            verdict = EXPLAINS if compared.explained else UNEXPLAINED
    return CountGap(
        metric,
        found.value,
        found.count,
        as_of,
        verdict,
        settings_words(looked.settings),
        _reasons(looked, ranked, found.count),
        ranked.unknown,
        sum(looked.number((change,)) is not None for change in looked.changes),
        found.closing,
        evidence.parts,
        None if verdict == EXPLAINS else found.next,
        sides,
    )


def _reasons(looked: Inspected, ranked: Ranked, count: Decimal) -> tuple[Reason, ...]:
    told = [(s, share) for i, (s, share) in enumerate(ranked.suspects[:_TOLD]) if i == 0 or share >= _LEAST_TOLD]
    return tuple(_reason(looked, suspect, share, count) for suspect, share in told)


def _reason(looked: Inspected, suspect: Suspect, share: float, count: Decimal) -> Reason:
    gone, come = differences_of(looked.settings, suspect.changes)
    also = tuple(" and ".join(c.words for c in each) for each in suspect.also if len(each) == 1)
    kind = " and ".join(dict.fromkeys(change.kind for change in suspect.changes))
    sql = sql_of(looked.settings, suspect.changes)
    return Reason(
        suspect.words, kind, suspect.number, round(share, 3), closes(suspect, count), gone, come, sql, also[:3]
    )


def settings_words(settings: QuerySettings) -> tuple[tuple[str, str], ...]:
    """What a query counts, in lines of a heading and words."""
    ends = settings.ends
    lines = [("measures", settings.measure.text)]
    if ends is not None:
        lines += [("time", ends.column.sql), ("from to", " and ".join(ends.conditions))]
        lines += [("zone", (ends.begin or ends.end).zone)] if ends.begin or ends.end else []  # type: ignore[union-attr]
    lines += [("values", each.text) for each in settings.values]
    lines += [("and", text) for text in settings.others]
    lines.append(("reads", " ".join(settings.clauses.source.split())))
    return tuple(lines)
