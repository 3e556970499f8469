"""The shapes that are taken over rows: how many, how many different, the share of them, and numbers in them."""

import re
from collections.abc import Iterator
from dataclasses import replace

from heartbeat_cli.discovery.proposals.asked import BASE, CONDITION, OF, STATE, ways_said
from heartbeat_cli.discovery.proposals.known import KeyStep
from heartbeat_cli.discovery.proposals.leaving import not_business, without_a_time
from heartbeat_cli.discovery.proposals.money import Money, in_currency, money_of
from heartbeat_cli.discovery.proposals.proposal import TimeChoice
from heartbeat_cli.discovery.proposals.readings import LABEL, TIME, WordReading
from heartbeat_cli.discovery.proposals.rows import Rows, cut, where
from heartbeat_cli.discovery.proposals.sentences import plural, were, when
from heartbeat_cli.discovery.proposals.sketch import (
    Asked,
    Restriction,
    Sketch,
    reads_of,
    restrictions_of,
    steps_of,
)
from heartbeat_cli.discovery.proposals.timing import (
    is_stock_number,
    lives,
    named_window,
    said_as_verb,
    time_of_rows,
    time_said,
    window_of,
)
from heartbeat_cli.discovery.proposals.unfinished import OPEN, unfinished
from heartbeat_cli.discovery.understanding import AVG, COUNT, COUNT_DISTINCT, DURATION, MAX, MIN, PERCENTILE, SHARE, SUM
from heartbeat_cli.metrics import Window
from heartbeat_cli.text import split_words

_NO_CURRENCY = 0.05
"""What it costs that nothing says in which currency the rows are, where one was asked for."""
_OF_SOMETHING_ELSE = 0.3
"""What it costs that a table only has the time of what is measured: who withdrew an application paid nothing out."""
_NOT_WHEN = 0.06
"""What it costs that a row in a state is counted by another time than that of the state."""
_VERB = re.compile(r"\b(?:was|were|is|are|got|get|became|had been|has been|have been)\b")
_FUNCTIONS = {SUM: "sum", AVG: "avg", MAX: "max", MIN: "min"}
_SAID = {SUM: "The sum", AVG: "The average", MAX: "The largest", MIN: "The smallest"}


def counts(asked: Asked) -> Iterator[Sketch]:
    """How many rows, by the time the question names; and how many different things the rows are about."""
    words = asked.of_part(OF, CONDITION, STATE, BASE)
    states = asked.states
    said = time_said(asked.sorted.times, asked.of_part(CONDITION, STATE), states)
    is_undone = any(r.kind == TIME and r.denied for r in asked.sorted.conditions)
    said = said or (None if is_undone else time_said(asked.sorted.times, words, states))
    subject = _subject(asked)
    if subject is None and asked.understood.shape == COUNT_DISTINCT and not _is_counted(asked):
        return
    yield _counted(asked, said, subject)


def _is_counted(asked: Asked) -> bool:
    """Whether the rows themselves are what is counted: no two of them are the same."""
    return bool(asked.sorted.named.intersection(asked.of_part(OF)))


def _subject(asked: Asked) -> KeyStep | None:
    """What is counted where that is not the rows: the clients of payments, where the table is not called so itself."""
    counted = [word for word in asked.of_part(OF) if word not in asked.sorted.named]
    first = asked.of_part(OF)[:1]
    rows_are_meant = first != tuple(counted[:1]) or _is_compound(asked, first)
    if _is_counted(asked) and asked.understood.shape != COUNT_DISTINCT and rows_are_meant:
        return None
    found = [r for r in asked.sorted.keys if r.via is not None and r.words.intersection(counted)]
    return max(found, key=lambda r: r.quality).via if found else None


def _is_compound(asked: Asked, first: tuple[str, ...]) -> bool:
    """Whether the thing counted is called by two words, of which the first alone is another: “card complaints”."""
    words = split_words(asked.understood.question)
    places = [place for place, word in enumerate(words) if (word,) == first]
    return any(word in asked.sorted.named for place in places for word in words[place + 1 : place + 2])


def _counted(asked: Asked, said: TimeChoice | None, subject: KeyStep | None) -> Sketch:
    open_anyway = unfinished(asked) is not None
    conditions = tuple(
        r
        for r in asked.sorted.conditions
        if not _is_told_by_time(asked, r, said) and not (open_anyway and r.via is not None and r.words <= OPEN)
    )
    rows = Rows(asked.known, asked.grounds, steps_of(conditions))
    restrictions = (*restrictions_of(rows, conditions), *in_currency(rows, asked.understood.currency))
    waits = unfinished(asked) if said is None and not conditions and subject is None else None
    restrictions = (*restrictions, waits) if waits is not None else restrictions
    window = window_of(asked.understood, stock=said is None and (waits is not None or _is_stock(asked, conditions)))
    what = f"count(DISTINCT {rows.written(subject.column)})" if subject is not None else "count(*)"
    things = plural(subject.target.name if subject is not None else asked.known.table.name)
    of = f" of {plural(asked.known.table.name)}" if subject is not None else ""
    verb = said_as_verb(said.column) if said is not None and window.name != "total" else ""
    return _over_rows(
        asked, rows, what, f"How many {'different ' if subject else ''}{things}{of}{were(verb)}", conditions,
        restrictions, window, said, "count", (things, *split_words(verb)), ("count",),
        COUNT_DISTINCT if subject is not None else COUNT,
        explained={
            **{w: 1.0 for r in asked.sorted.keys if subject is not None and r.via == subject for w in r.words},
            **dict.fromkeys(waits.filter.words if waits is not None else (), 0.9),
        },
        detour=_NOT_WHEN if _is_of_a_log(asked, conditions) else 0.0,
    )  # fmt: skip


def _is_of_a_log(asked: Asked, conditions: tuple[WordReading, ...]) -> bool:
    """Whether a log says when rows came into the state that is asked for, which their own times do not say."""
    states = {machine.column for machine in asked.known.machines if machine.log is not None}
    stated = any(r.kind == LABEL and r.via is None and r.column in states for r in conditions)
    return stated and asked.understood.window is not None


def _is_told_by_time(asked: Asked, reading: WordReading, said: TimeChoice | None) -> bool:
    """Whether the time says already what a label would: who was rejected at some time was rejected."""
    if said is None or reading.via is not None:
        return False
    times = (asked.sorted.times.get(word) for word in reading.words)
    return all(time is not None and time.column == said.column for time in times)


def _is_stock(asked: Asked, conditions: tuple[WordReading, ...]) -> bool:
    """Whether it is asked how many there are: of those in a state, and of what begins and ends."""
    states = {machine.column for machine in asked.known.machines}
    if any(r.kind == TIME and r.denied for r in conditions):
        return True
    if any(r.kind == LABEL and r.via is None and r.column in states for r in conditions):
        return True
    is_of_new = "new" in split_words(asked.understood.question)
    return lives(asked.known) and not asked.sorted.times and not is_of_new


def shares(asked: Asked) -> Iterator[Sketch]:
    """Which share of the rows meets what is asked, of those that came in the window."""
    base_words = set(asked.of_part(BASE, OF))
    said = _said_of_the_share(asked)
    top = [r for r in asked.sorted.conditions if r.words.intersection(said)]
    if _is_a_way(asked):
        return
    top += _reached(asked, [word for word in said if not any(word in r.words for r in top)])
    if not top:
        top = [r for r in asked.sorted.conditions if r.words <= base_words][-1:]
        top = top or _reached(asked, asked.of_part(OF, BASE))[:1]
    if not top:
        return
    window = window_of(asked.understood, stock=False)
    counted_by = time_of_rows(asked.known, window)
    rest = tuple(r for r in asked.sorted.conditions if r not in top and not _is_told_by_time(asked, r, counted_by))
    rows = Rows(asked.known, asked.grounds, steps_of((*top, *rest)))
    over, under = restrictions_of(rows, top), restrictions_of(rows, rest)
    under = (*under, *in_currency(rows, asked.understood.currency))
    met = " AND ".join(restriction.sql for restriction in over)
    what = f"100.0 * count(*) FILTER (WHERE {met})\n  / nullif(count(*), 0)"
    spoken = " and ".join(restriction.said for restriction in over)
    things = plural(asked.known.table.name)
    among = f"those with {' and '.join(r.said for r in under)}" if under else f"all {things}"
    yield _over_rows(
        asked, rows, what, f"The share of {things} with {spoken} among {among}", (*top, *rest), under, window,
        None, "percent", (things, *_label_words(over)), ("rate",), SHARE, more=over,
    )  # fmt: skip


def _is_a_way(asked: Asked) -> bool:
    """Whether a share “from A to B” of states would be one of what is in A and in B, which nobody asked for."""
    ends = ways_said(asked.understood.question)
    said = [{r.label for r in asked.sorted.conditions if r.kind == LABEL and words & r.words} for words in ends]
    known = [set(r.labels.values) for r in asked.sorted.conditions if r.labels is not None]
    pairs = [(one, other) for one, other in zip(said[::2], said[1::2], strict=True) if one and other]
    return any(one & values and other & values for one, other in pairs for values in known)


def _said_of_the_share(asked: Asked) -> list[str]:
    """The words that say what the share has: those after the verb where the question has one, else all that restrict.

    “Of orders placed on the web was cancelled”: the web is where all of them came from.
    """
    words = list(asked.of_part(CONDITION, STATE))
    *before, after = _VERB.split(asked.understood.question.casefold())
    ended = [word for word in words if before and word in split_words(after)]
    return ended or words


def _reached(asked: Asked, words: tuple[str, ...] | list[str]) -> list[WordReading]:
    """What has come to pass where a time is set: `settled_at` of “settled”."""
    found = [asked.sorted.times[w] for w in words if w in asked.sorted.times and w not in asked.sorted.named]
    return [reading for reading in found if asked.known.columns[reading.column or ""].nullable]


def numbers(asked: Asked) -> Iterator[Sketch]:
    """The sum, average, extreme or percentile of a number of the rows; of money in one currency at a time."""
    chosen = _number(asked)
    if asked.understood.shape == DURATION and (chosen is None or not _is_time(asked, chosen)):
        return
    if chosen is None or asked.understood.shape not in (*_FUNCTIONS, PERCENTILE, DURATION):
        return
    own = {w for r in asked.sorted.numbers if r.column == chosen for w in r.words}
    said = time_said(asked.sorted.times, asked.of_part(CONDITION, STATE), asked.states)
    said = said or time_said(asked.sorted.times, [w for w in asked.of_part(OF) if w not in own], asked.states)
    conditions = tuple(
        r for r in asked.sorted.conditions
        if not _is_told_by_time(asked, r, said) and r.column != chosen and not _is_of_number(asked, r, chosen)
    )  # fmt: skip
    money = money_of(asked.known, chosen, asked.understood.currency)
    rows = Rows(asked.known, asked.grounds, steps_of(conditions))
    restrictions = (*restrictions_of(rows, conditions), *money.restrictions(rows))
    stock = said is None and is_stock_number(chosen)
    window = window_of(asked.understood, stock=stock)
    sketch = _of_number(asked, rows, chosen, money, conditions, restrictions, window, said)
    yield replace(sketch, doubt=sketch.doubt or money.doubt(asked.understood.by))


def _of_number(
    asked: Asked, rows: Rows, column: str, money: Money, conditions: tuple[WordReading, ...],
    restrictions: tuple[Restriction, ...], window: Window, said: TimeChoice | None,
) -> Sketch:  # fmt: skip
    shape, percent = asked.understood.shape, asked.understood.percent or 50
    written = rows.written(column)
    if shape in (PERCENTILE, DURATION) and (shape == PERCENTILE or asked.understood.percent is not None):
        what = f"percentile_cont({percent / 100:g}) WITHIN GROUP (ORDER BY {written})"
        measure = (f"p{percent}",)
    else:
        function = _FUNCTIONS.get(shape, "avg")
        what, measure = f"{function}({written})", (function,)
    says = f"{_SAID.get(shape, f'The {percent}th percentile')} of {' '.join(split_words(column))}"
    says += f" in {money.currency}" if money.currency else ""
    things = plural(asked.known.table.name)
    explained = {w: min(1.0, r.quality + 0.05) for r in asked.sorted.numbers if r.column == column for w in r.words}
    if money.currency is not None and asked.understood.currency == money.currency:
        explained[money.currency.casefold()] = 1.0
    return _over_rows(
        asked, rows, what, f"{says} of {things}", conditions, restrictions, window, said, money.unit or "count",
        (things, *split_words(column)), measure + money.name_words, shape, left_out=money.left_out, explained=explained,
        detour=(_NO_CURRENCY if asked.understood.currency not in (None, money.currency) else 0.0)
        + (0.0 if _is_about(asked) else _OF_SOMETHING_ELSE),
    )  # fmt: skip


def _is_about(asked: Asked) -> bool:
    """Whether the table has what is measured: more than a time when something of the kind was done to its rows."""
    of = set(asked.of_part(OF))
    readings = (*asked.sorted.conditions, *asked.sorted.keys)
    return (
        not of
        or bool(of & asked.sorted.named or asked.sorted.numbers)
        or any(of & reading.words for reading in readings)
    )


def _number(asked: Asked) -> str | None:
    """The number that is meant: the one its words name, money before others; else the only money there is."""
    named = [(r.quality, asked.known.quantity(r.column or "") is not None, r.column) for r in asked.sorted.numbers]
    wanted = [pair for pair in named if pair[0] >= 0.5]
    if wanted:
        counted: dict[str | None, float] = {}
        for quality, is_quantity, column in wanted:
            counted[column] = counted.get(column, 0.0) + quality + 0.05 * is_quantity
        for reading in asked.sorted.numbers:
            # The `fee` of a fee charge is all of them: “VAT on fees” means the other number.
            if reading.words <= asked.sorted.named and reading.column in counted:
                counted[reading.column] -= reading.quality / 2
        return max(counted, key=lambda column: counted[column])
    if asked.understood.shape == DURATION:
        times = [q.column for q in asked.known.quantities if q.kind == "duration"]
        return times[0] if len(times) == 1 and not asked.understood.states else None
    money = [q.column for q in asked.known.quantities if q.kind == "money"]
    return next((column for column in money if column == "amount"), money[0] if money else None)


def _is_time(asked: Asked, column: str) -> bool:
    """Whether a number says how long something took."""
    quantity = asked.known.quantity(column)
    return quantity is not None and quantity.kind == "duration"


def _is_of_number(asked: Asked, reading: WordReading, column: str) -> bool:
    """Whether the words of a condition are those of the number: the `fee` of a fee's amount is no type of fee."""
    of_number = {w for r in asked.sorted.numbers if r.column == column for w in r.words}
    return reading.words <= of_number


def _over_rows(
    asked: Asked, rows: Rows, what: str, says: str, conditions: tuple[WordReading, ...],
    restrictions: tuple[Restriction, ...], window: Window, said: TimeChoice | None, unit: str,
    subject: tuple[str, ...], measure: tuple[str, ...], shape: str, *, more: tuple[Restriction, ...] = (),
    left_out: tuple[str, ...] = (), explained: dict[str, float] | None = None, detour: float = 0.0,
) -> Sketch:  # fmt: skip
    """One SELECT over the rows, cut by the window."""
    time = None if window.name == "total" else said or time_of_rows(asked.known, window)
    known, zone, doubt = asked.known, asked.grounds.zone, ""
    if time is None:
        ends: tuple[str, ...] = ()
        if asked.understood.window is not None and window.name != "total":
            doubt = f"no time of {known.table.name} tells what happened {when(window)}: everything counts"
        window = window if window.name == "total" else named_window("total")
    else:
        ends = cut(window, known, time.column, rows.written(time.column), zone)
    kept, said_out = not_business(rows)
    sql = "\n".join([f"SELECT {what}", *rows.lines(), *where([*(r.sql for r in restrictions), *kept, *ends])])
    missing = without_a_time(known, time.column) if time is not None and said is None else ()
    return Sketch(
        shape, known, sql, window, unit, says, (*subject, *_label_words(restrictions)), measure,
        reads_of(rows, conditions), time, (*restrictions, *more), rows.joins, (*said_out, *missing, *left_out),
        explained=explained or {}, detours=0.04 * len(rows.steps) + detour, doubt=doubt,
    )  # fmt: skip


def _label_words(restrictions: tuple[Restriction, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for r in restrictions for label in r.labels for word in split_words(label)))
