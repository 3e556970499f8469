"""The shapes of states: who entered one, who is in one now and for how long, who goes on from one to the next."""

from collections.abc import Iterator

from heartbeat_cli.discovery.home import Home
from heartbeat_cli.discovery.proposals.asked import CONDITION, OF, STATE, ways_said, words_in
from heartbeat_cli.discovery.proposals.leaving import not_business
from heartbeat_cli.discovery.proposals.logs import StateHistory, histories_of
from heartbeat_cli.discovery.proposals.proposal import ProposedFilter, TimeChoice
from heartbeat_cli.discovery.proposals.readings import LABEL, TIME, WordReading
from heartbeat_cli.discovery.proposals.rows import Rows, cut, where
from heartbeat_cli.discovery.proposals.sentences import TOTAL, plural
from heartbeat_cli.discovery.proposals.sketch import (
    Asked,
    Restriction,
    Sketch,
    reads_of,
    restrictions_of,
    steps_of,
)
from heartbeat_cli.discovery.proposals.timing import interval, named_window, time_of_rows, window_of
from heartbeat_cli.discovery.proposals.unfinished import unfinished
from heartbeat_cli.discovery.understanding import BACKLOG, COUNT, FUNNEL
from heartbeat_cli.metrics import Window
from heartbeat_cli.pgschema import quote_for_marts
from heartbeat_cli.text import split_words

_SAID_OTHERWISE = -0.05
"""A share “from A to B” is this rather than the share of what is in A or in B."""


def entered(asked: Asked) -> Iterator[Sketch]:
    """How many entered a state in the window, each once, by the log of its states."""
    window = asked.understood.window
    if window is None or window.kind == TOTAL:
        return
    for history in histories_of(asked.known, asked.grounds):
        labels = history.labels_of(asked.of_part(CONDITION, STATE) or asked.of_part(OF)) or _said_alike(asked, history)
        told = {word for label in labels for word in label.words}
        if labels and not any(r.words - told for r in asked.sorted.conditions):
            yield entries_into(asked, history, labels, window)


def _said_alike(asked: Asked, history: StateHistory) -> tuple[WordReading, ...]:
    """The states that words say which mean the same: `REJECTED` of “refused”."""
    column, values = history.machine.column, history.labels.values
    return tuple(
        r for r in asked.sorted.conditions
        if r.kind == LABEL and r.via is None and r.column == column and r.label in values and not r.denied
    )  # fmt: skip


def entries_into(asked: Asked, history: StateHistory, labels: tuple[WordReading, ...], window: Window) -> Sketch:
    """How many entered one of some states of a log in the window."""
    called = [label.label or "" for label in labels]
    ends = cut(window, history.log, history.at, history.at_sql, asked.grounds.zone)
    sql = "\n".join(
        [
            f"SELECT count(DISTINCT {history.key_sql})",
            f"FROM {history.relation}",
            *where([history.entered(*called), *ends]),
        ]
    )
    things = plural(history.subject.table.name)
    return Sketch(
        COUNT, history.log, sql, window, "count", f"How many {things} entered {' or '.join(called)}",
        (things, *(w for label in called for w in split_words(label))), ("count",), reads_of_log(history),
        _when(history, "the log says when"), tuple(_said(history, label) for label in labels),
        why=("each is counted once, however often it entered",),
        explained={**{w: label.quality for label in labels for w in label.words}, **_names(asked)}, detours=0.02,
    )  # fmt: skip


def backlog(asked: Asked) -> Iterator[Sketch]:
    """How many are in a state now, and have been for so long at least."""
    readings = _in_state(asked)
    waits = unfinished(asked) if not readings else None
    if not readings and waits is None:
        return
    rows = Rows(asked.known, asked.grounds, steps_of(readings))
    restrictions = restrictions_of(rows, readings)
    if waits is not None:
        restrictions = (*restrictions, waits)
    kept, said_out = not_business(rows)
    older, time = _older(asked, rows, readings)
    sql = "\n".join(["SELECT count(*)", *rows.lines(), *where([*(r.sql for r in restrictions), *kept, *older])])
    things = plural(asked.known.table.name)
    span = asked.understood.older_than
    says = f"How many {things}" + (f" older than {interval(span)}" if span is not None else "")
    yield Sketch(
        BACKLOG, asked.known, sql, named_window("total"), "count", says,
        (things, *(w for r in restrictions for label in r.labels for w in split_words(label))), ("count",),
        reads_of(rows, readings), None, restrictions, rows.joins, said_out,
        doubt=_not_now(asked),
        why=(f"how long is told by {time.column}: {time.reason}",) if time is not None else (),
        explained={w: 0.9 for r in restrictions for w in r.filter.words}, detours=0.04 * len(rows.steps),
    )  # fmt: skip


def _not_now(asked: Asked) -> str:
    """What is left open where a question asks how things stood at another time than now."""
    window = asked.understood.window
    if window is None or window.kind == TOTAL:
        return ""
    return f"as things are now: how they stood {window.spoken} is not told by what they are"


def _in_state(asked: Asked) -> tuple[WordReading, ...]:
    words = set(asked.of_part(STATE, CONDITION, OF))
    return tuple(r for r in asked.sorted.conditions if r.words & words)


def _older(asked: Asked, rows: Rows, readings: tuple[WordReading, ...]) -> tuple[tuple[str, ...], TimeChoice | None]:
    """The condition that it has been so for so long: since it entered the state, where a log says when."""
    span = asked.understood.older_than
    if span is None:
        return (), None
    ago = f"now() - interval '{interval(span)}'"
    state = next((r for r in readings if r.kind == LABEL and r.via is None), None)
    for history in histories_of(asked.known, asked.grounds):
        if state is None or state.column != history.machine.column or asked.known.key is None or state.label is None:
            continue
        last = (
            f"SELECT max(l.{history.at_sql}) FROM {history.relation} AS l"
            f" WHERE l.{history.key_sql} = {_own(rows, asked.known.key)} AND {history.entered(state.label, alias='l.')}"
        )
        return (f"({last}) < {ago}",), _when(history, "its last entry into the state")
    chosen = time_of_rows(asked.known, named_window("7d"))
    if chosen is None:
        return (), None
    return (f"{rows.written(chosen.column)} < {ago}",), chosen


def _own(rows: Rows, column: str) -> str:
    """A column of the counted table inside of a subquery, where it must say whose it is."""
    return rows.written(column) if rows.steps else f"{quote_for_marts(rows.known.table.name)}.{quote_for_marts(column)}"


def funnel(asked: Asked) -> Iterator[Sketch]:
    """The share of those that entered the first state in the window which went on to the last, in that order."""
    states = _way(asked)
    if len(states) < 2:
        return
    for history in histories_of(asked.known, asked.grounds):
        labels = [history.label_of(words) for words in states]
        if all(label is not None and label.label is not None for label in labels):
            yield funnel_of_states(asked, history, [label for label in labels if label is not None])
            return
    times = [_time_of(asked, words) for words in states]
    if all(times):
        yield _funnel_of_times(asked, [time for time in times if time is not None])


def _way(asked: Asked) -> list[tuple[str, ...]]:
    """The states that are passed in order: as they were understood, or two that the question says with a “to”."""
    states = [words for words in map(words_in, asked.understood.states) if words]
    return states or [words for words in map(words_in, ways_said(asked.understood.question)[:2]) if words]


def funnel_of_states(asked: Asked, history: StateHistory, labels: list[WordReading]) -> Sketch:
    """The share of those that first entered the first of some states in the window, and later the others in order."""
    chosen = window_of(asked.understood, stock=False)
    first, *later = [label.label or "" for label in labels]
    reached, outer = "", "a.entered_at"
    for place, label in reversed(list(enumerate(later))):
        alias, before = f"s{place + 1}", f"s{place}.{history.at_sql}" if place else outer
        inner = f" AND {reached}" if reached else ""
        reached = (
            f"EXISTS (\n      SELECT 1 FROM {history.relation} AS {alias}\n"
            f"      WHERE {alias}.{history.key_sql} = a.{history.key_sql}"
            f" AND {history.entered(label, alias=f'{alias}.')}\n"
            f"        AND {alias}.{history.at_sql} >= {before} AND {alias}.{history.at_sql} < now(){inner})"
        )
    ends = cut(chosen, history.log, history.at, "a.entered_at", asked.grounds.zone)
    sql = "\n".join(
        [
            f"SELECT 100.0 * count(*) FILTER (WHERE {reached})\n  / nullif(count(*), 0)",
            f"FROM (\n  {history.first_entries(first)}\n) AS a",
            *where(ends),
        ]
    )
    things = plural(history.subject.table.name)
    way = " → ".join([first, *later])
    return Sketch(
        FUNNEL, history.log, sql, chosen, "percent", f"The share of {things} that go {way}",
        (things, *(w for label in (first, later[-1]) for w in split_words(label))), ("rate",), reads_of_log(history),
        TimeChoice(history.at, f"the first entry into {first}"), tuple(_said(history, label) for label in labels),
        why=(f"by the first entry into {first}; later states count where they come after it, up to now",),
        explained={**{w: label.quality for label in labels for w in label.words}, **_names(asked)},
        detours=_SAID_OTHERWISE if asked.understood.shape != FUNNEL else 0.0,
    )  # fmt: skip


def _time_of(asked: Asked, words: tuple[str, ...]) -> WordReading | None:
    found = [asked.sorted.times[w] for text in words for w in split_words(text) if w in asked.sorted.times]
    return max(found, key=lambda reading: reading.quality, default=None)


def _funnel_of_times(asked: Asked, times: list[WordReading]) -> Sketch:
    chosen, rows = window_of(asked.understood, stock=False), Rows(asked.known, asked.grounds)
    columns = [time.column or "" for time in times]
    reached = " AND ".join(f"{rows.written(column)} < now()" for column in columns[1:])
    ends = cut(chosen, asked.known, columns[0], rows.written(columns[0]), asked.grounds.zone)
    kept, said_out = not_business(rows)
    sql = "\n".join(
        [
            f"SELECT 100.0 * count(*) FILTER (WHERE {reached})\n  / nullif(count(*), 0)",
            *rows.lines(),
            *where([*kept, *ends]),
        ]
    )
    things = plural(asked.known.table.name)
    return Sketch(
        FUNNEL, asked.known, sql, chosen, "percent", f"The share of {things} that go {' → '.join(columns)}",
        (things, *(w for c in (columns[0], columns[-1]) for w in split_words(c.removesuffix("_at")))), ("rate",),
        (asked.known.home,), TimeChoice(columns[0], "where the way begins"),
        tuple(Restriction("", "", ProposedFilter(tuple(t.words), t.column or "")) for t in times), left_out=said_out,
        explained={w: t.quality for t in times if t.kind == TIME for w in t.words}, detours=0.02,
    )  # fmt: skip


def reads_of_log(history: StateHistory) -> tuple[Home, ...]:
    """The log, and the dictionary its states are in."""
    dictionary = history.labels.dictionary if history.labels.key != history.labels.column else None
    return (history.log.home, *((dictionary,) if dictionary is not None else ()))


def _when(history: StateHistory, reason: str) -> TimeChoice:
    return TimeChoice(history.at, f"{history.log.table.name}: {reason}")


def _said(history: StateHistory, label: WordReading) -> Restriction:
    text = label.label or ""
    return Restriction(
        history.entered(text), "", ProposedFilter(tuple(sorted(label.words)), history.to, (text,)), (text,)
    )


def _names(asked: Asked) -> dict[str, float]:
    """The words that name whose states they are."""
    return {word: asked.sorted.explained[word] for word in asked.sorted.named}
