"""A number that is suggested, before it is held against others: its sketch, and what makes it worth it."""

from collections.abc import Iterable
from dataclasses import dataclass

from heartbeat_cli.discovery.proposals.asked import STATE, AskedWord
from heartbeat_cli.discovery.proposals.known import Grounds, KnownTable, Labels
from heartbeat_cli.discovery.proposals.readings import LABEL, NUMBER, TIME, WordReading
from heartbeat_cli.discovery.proposals.sketch import Asked, Sketch
from heartbeat_cli.discovery.proposals.sorting import Sorted
from heartbeat_cli.discovery.understanding import Understanding

_WORD = "it"


@dataclass(frozen=True)
class SketchedSuggestion:
    """`worth` is how much its kind says, from 0 to 1; `of_rows` how many landed rows it would be made of, None where
    nothing has landed; `because` what it is seen by."""

    asked: Asked
    sketch: Sketch
    worth: float
    of_rows: int | None
    because: tuple[str, ...] = ()


def asked_of(
    known: KnownTable,
    grounds: Grounds,
    understood: Understanding,
    conditions: Iterable[WordReading] = (),
    numbers: Iterable[WordReading] = (),
    words: Iterable[str] = (_WORD,),
) -> Asked:
    """What a shape is made of where nobody said it in words: the readings are what they are, and none is doubtful."""
    asked = tuple(AskedWord(word, STATE) for word in words)
    return Asked(understood, asked, known, Sorted(frozenset(), tuple(conditions), {}, tuple(numbers), (), {}), grounds)


def as_label(labels: Labels, label: str) -> WordReading:
    """One value of a column."""
    return WordReading(frozenset([_WORD]), LABEL, 1.0, labels.of, label, labels)


def as_number(column: str) -> WordReading:
    """A column of numbers."""
    return WordReading(frozenset([_WORD]), NUMBER, 1.0, column)


def as_time(column: str) -> WordReading:
    """A column of times."""
    return WordReading(frozenset(), TIME, 1.0, column)
