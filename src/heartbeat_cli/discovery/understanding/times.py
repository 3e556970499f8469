"""Time in words: which window a question names, by which step it asks, and how old something is to be."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from heartbeat_cli.discovery.understanding.spans import NUMBER, UNIT, length_of
from heartbeat_cli.discovery.understanding.understood import Meaning
from heartbeat_cli.discovery.understanding.windows import AT_THIS_MOMENT, named_window
from heartbeat_cli.discovery.understanding.words import AskedWords, asked_words
from heartbeat_cli.metrics import Window

_ANY_DAY: Final = date(2000, 1, 1)
_STEPS: Final = ("hour", "day", "week", "month")
_ADVERBS: Final = {"hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter",
                   "yearly": "year", "annually": "year"}  # fmt: skip
_EACH: Final = r"(?P<unit>second|minute|hour|day|week|month|quarter|year)"
# What a month or a day is part of: a monthly salary is no series of salaries.
_THINGS: Final = "salar(?:y|ies)|fees?|rates?|wages?|limits?|subscriptions?|instal?lments?|statements?|incomes?|rents?"
_STEP_PATTERNS: Final = (
    rf"{_EACH} by (?P=unit)",
    rf"(?:per|each|every|by) (?:calendar )?{_EACH}",
    rf"an? {_EACH}(?= \||$)",
    rf"(?P<unit>{'|'.join(_ADVERBS)})(?! (?:{_THINGS})(?: |$))",
)
_AGE: Final = (
    rf"(?:for )?(?:older than|longer than|more than|over|at least|exceeding|for(?: over| more than)?|overdue by|after)"
    rf" (?P<number>{NUMBER})(?: of)? (?P<unit>{UNIT})(?: (?:ago|already))?"
)
_WITHIN: Final = rf"(?:within|in under|in less than|less than|under|faster than|sooner than) {NUMBER}(?: of)? {UNIT}"


@dataclass(frozen=True, slots=True)
class Times:
    """What a question says of time, and why. `limit` are the words of a length, `age` is the least age they
    ask for, and `aged` says that it is one: `older than`, and not `longer than`. `unread` are words of a time that no
    window is called so."""

    window: Window | None = None
    per: str | None = None
    age: timedelta | None = None
    limit: str | None = None
    aged: bool = False
    unread: tuple[str, ...] = ()
    why: tuple[Meaning, ...] = ()

    @property
    def is_now(self) -> bool:
        """Whether it is asked how things are at this moment."""
        return any(why.means == AT_THIS_MOMENT for why in self.why)


def read_times(asked: AskedWords, today: date) -> tuple[Times, AskedWords]:
    """What is said of time, and the words that say something else."""
    times, asked = _read_age(asked)
    times, asked = _read_step(asked, times)
    while (named := named_window(asked, today)) is not None:
        passage, (window, means) = named
        times = _with_window(times, window, Meaning(asked.typed(passage), means))
        asked = asked.without(passage)
    return times, asked


def without_time(question: str) -> str:
    """The question without the time it names, by which a number changes and its subject does not."""
    times, _ = read_times(asked_words(question), _ANY_DAY)
    for words in (*(why.words for why in times.why), *([times.limit] if times.limit else [])):
        question = re.sub(rf"{re.escape(words)}(?:['’]s\b)?", " ", question, count=1)
    return question


def _with_window(times: Times, window: Window | None, why: Meaning) -> Times:
    """The first window that is named stays; that everything counts, or now, says nothing beside it."""
    if window is None:
        times = replace(times, unread=(*times.unread, why.words))
    if times.window is None or window is None or times.window.kind == "total":
        return replace(times, window=window or times.window, why=(*times.why, why))
    if window.kind == "total" or window == times.window:
        return times
    means = f"a second time beside {times.window.spoken}: a number has one window, and this one is left out"
    return replace(times, why=(*times.why, replace(why, means=means)))


def _read_age(asked: AskedWords) -> tuple[Times, AskedWords]:
    passage = asked.find(_AGE)
    if passage is None:
        within = asked.find(_WITHIN)
        return (Times(limit=asked.typed(within)), asked.without(within)) if within is not None else (Times(), asked)
    age = length_of(passage["number"], passage["unit"])
    aged = passage[0].startswith(("older", "for ", "overdue", "after"))
    return Times(age=age, limit=asked.typed(passage), aged=aged), asked.without(passage)


def _read_step(asked: AskedWords, times: Times) -> tuple[Times, AskedWords]:
    passage = next((found for pattern in _STEP_PATTERNS if (found := asked.find(pattern)) is not None), None)
    if passage is None:
        return times, asked
    unit = _ADVERBS.get(passage["unit"], passage["unit"])
    why = Meaning(asked.typed(passage), f"a series: one number for each {unit}")
    if unit not in _STEPS:
        why = replace(why, means=f"a series has steps of hours, days, weeks or months, and none of {unit}s")
        return replace(times, why=(*times.why, why)), asked.without(passage)
    return replace(times, per=unit, why=(*times.why, why)), asked.without(passage)
