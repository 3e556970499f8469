"""How long something takes: between two times of a row, or between two states of a log."""

from collections.abc import Iterator

from heartbeat_cli.discovery.columns import event_times
from heartbeat_cli.discovery.measure import SECONDS
from heartbeat_cli.discovery.proposals.asked import BASE, CONDITION, OF, STATE, ways_said, words_in
from heartbeat_cli.discovery.proposals.leaving import not_business
from heartbeat_cli.discovery.proposals.logs import StateHistory, histories_of
from heartbeat_cli.discovery.proposals.proposal import ProposedFilter, TimeChoice
from heartbeat_cli.discovery.proposals.readings import WordReading
from heartbeat_cli.discovery.proposals.rows import Rows, cut, where
from heartbeat_cli.discovery.proposals.sentences import plural
from heartbeat_cli.discovery.proposals.sketch import (
    Asked,
    Restriction,
    Sketch,
    reads_of,
    restrictions_of,
    steps_of,
)
from heartbeat_cli.discovery.proposals.timing import said_as_verb, window_of
from heartbeat_cli.discovery.proposals.unfinished import end_of
from heartbeat_cli.discovery.understanding import DURATION
from heartbeat_cli.pgschema import TIMESTAMP_KINDS, kind_of
from heartbeat_cli.text import split_words

_UNITS = {"s": "s", "min": "min", "h": "h", "d": "d", "minutes": "min", "hours": "h", "days": "d", "seconds": "s"}
_BY_THE_LOG = 0.04
"""Two times of a row are nearer than two rows of a log."""
_NAMED = {"s": "sec", "min": "min", "h": "h", "d": "days"}


def durations(asked: Asked) -> Iterator[Sketch]:
    """The time from one thing to another: of times in the row where it has both, else of the log of its states."""
    states = _states(asked)
    since, until = _ends(asked, states)
    if since is not None and until is not None and since.column != until.column:
        yield span_of_times(asked, since, until)
    if len(states) == 2:
        for history in histories_of(asked.known, asked.grounds):
            entered = [history.label_of(words) for words in states]
            if entered[0] is not None and entered[1] is not None and entered[0].label != entered[1].label:
                yield span_of_states(asked, history, entered[0], entered[1])


def _states(asked: Asked) -> list[tuple[str, ...]]:
    """The words of the states that are passed, in order; the first may be a condition of its own: “created to sent”."""
    states = [words for words in map(words_in, asked.understood.states) if words]
    first = {word for words in ways_said(asked.understood.question)[:1] for word in words}
    said = [*asked.of_part(CONDITION), *(word for word in asked.of_part(OF) if word in first)]
    before = [word for word in said if word in asked.sorted.times or word in asked.states]
    return [tuple(before), *states] if len(states) == 1 and before else states


def _ends(asked: Asked, states: list[tuple[str, ...]]) -> tuple[WordReading | None, WordReading | None]:
    """The two times: both said, or from the beginning of the row until the one said."""
    if len(states) == 2:
        return _time(asked, states[0]), _time(asked, states[1])
    said = states[-1] if states else asked.of_part(STATE, CONDITION, OF)
    until = _time(asked, said)
    if until is None and not states and (end := end_of(asked.known)) is not None:
        until = WordReading(frozenset(), 0, 0.0, end)
    begin = event_times(asked.known.table)
    timed = [c for c in begin if kind_of(c.type) in TIMESTAMP_KINDS]
    since = WordReading(frozenset(), 0, 0.0, timed[0].name) if timed else None
    return since, until


def _time(asked: Asked, words: tuple[str, ...]) -> WordReading | None:
    found = [asked.sorted.times[word] for word in words if word in asked.sorted.times]
    fitting = [r for r in found if kind_of(asked.known.columns[r.column or ""].type) in TIMESTAMP_KINDS]
    return max(fitting, key=lambda reading: reading.quality, default=None)


def _aggregate(asked: Asked, seconds: str) -> tuple[str, tuple[str, ...], str, str]:
    """The aggregate over a time in seconds: its SQL, its words in a name, the unit, and how it is said."""
    unit = _UNITS.get(asked.understood.unit or "", "min")
    divisor = SECONDS[unit]
    value = seconds if divisor == 1 else f"{seconds} / {divisor}"
    percent = asked.understood.percent
    if percent is None:
        return f"avg({value})", ("time", "avg", _NAMED[unit]), unit, "The average time"
    if percent in (0, 100):
        function = "max" if percent else "min"
        return f"{function}({value})", ("time", function, _NAMED[unit]), unit, f"The {function}imum time"
    said = "The median time" if percent == 50 else f"The {percent}th percentile of the time"
    sql = f"percentile_cont({percent / 100:g}) WITHIN GROUP (\n  ORDER BY {value}\n)"
    return sql, ("time", f"p{percent}", _NAMED[unit]), unit, said


def span_of_times(asked: Asked, since: WordReading, until: WordReading) -> Sketch:
    """The time between two times of a row, known when it ends."""
    ends = {since.column, until.column}
    told = {w for r in (since, until) for w in r.words}
    conditions = tuple(
        r
        for r in asked.sorted.of_words(asked.of_part(OF, CONDITION, BASE))
        if r.column not in ends and not r.words & told
    )
    rows = Rows(asked.known, asked.grounds, steps_of(conditions))
    restrictions = restrictions_of(rows, conditions)
    first, last = rows.written(since.column or ""), rows.written(until.column or "")
    what, measure, unit, says = _aggregate(asked, f"extract(epoch FROM {last} - {first})")
    window = window_of(asked.understood, stock=False)
    kept, said_out = not_business(rows)
    cuts = cut(window, asked.known, until.column or "", last, asked.grounds.zone)
    sql = "\n".join([f"SELECT {what}", *rows.lines(), *where([*(r.sql for r in restrictions), *kept, *cuts])])
    things = plural(asked.known.table.name)
    start, end = said_as_verb(since.column or ""), said_as_verb(until.column or "")
    of = f" with {' and '.join(r.said for r in restrictions)}" if restrictions else ""
    return Sketch(
        DURATION, asked.known, sql, window, unit, f"{says} from {start} to {end} of {things}{of}",
        (things, start, "to", end), measure, reads_of(rows, conditions),
        TimeChoice(until.column or "", "a time is known when it ends"),
        (*restrictions, *(_end(r) for r in (since, until))), rows.joins,
        (*said_out, f"{things} without {since.column} or {until.column}"),
        explained={w: r.quality for r in (since, until) for w in r.words}, detours=0.04 * len(rows.steps),
    )  # fmt: skip


def _end(reading: WordReading) -> Restriction:
    return Restriction("", "", ProposedFilter(tuple(sorted(reading.words)), reading.column or ""))


def span_of_states(asked: Asked, history: StateHistory, since: WordReading, until: WordReading) -> Sketch:
    """The time from the first entry into one state to the first entry into another after it."""
    what, measure, unit, says = _aggregate(asked, "extract(epoch FROM until - since)")
    window = window_of(asked.understood, stock=False)
    key, at = history.key_sql, history.at_sql
    spans = "\n".join(
        [
            f"  SELECT l.{key}, a.entered_at AS since, min(l.{at}) AS until",
            f"  FROM (\n    {history.first_entries(since.label or '').replace(chr(10), chr(10) + '  ')}\n  ) AS a",
            f"  JOIN {history.relation} AS l ON l.{key} = a.{key} AND l.{at} >= a.entered_at",
            f"  WHERE {history.entered(until.label or '', alias='l.')}",
            f"  GROUP BY l.{key}, a.entered_at",
        ]
    )
    cuts = cut(window, history.log, history.at, "until", asked.grounds.zone)
    sql = "\n".join([f"SELECT {what}", f"FROM (\n{spans}\n) AS spans", *where(cuts)])
    things = plural(history.subject.table.name)
    dictionary = history.labels.dictionary if history.labels.key != history.labels.column else None
    labels = (since.label or "", until.label or "")
    return Sketch(
        DURATION, history.log, sql, window, unit, f"{says} {things} take from {labels[0]} to {labels[1]}",
        (things, *split_words(labels[0]), "to", *split_words(labels[1])), measure,
        (history.log.home, *((dictionary,) if dictionary is not None else ())),
        TimeChoice(history.at, f"a time is known when {labels[1]} is entered"),
        tuple(
            Restriction("", "", ProposedFilter(tuple(sorted(r.words)), history.to, (r.label or "",)), (r.label or "",))
            for r in (since, until)
        ),
        left_out=(f"{things} that never came to {labels[1]}",),
        why=(f"from the first entry into {labels[0]} to the first entry into {labels[1]} after it",),
        explained={
            **{w: r.quality for r in (since, until) for w in r.words},
            **{word: asked.sorted.explained[word] for word in asked.sorted.named},
        },
        detours=_BY_THE_LOG,
    )  # fmt: skip
