"""Which readings are taken: the conditions, times, numbers and keys that words of a question mean."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from heartbeat_cli.discovery.proposals.asked import CONDITION, STATE, AskedWord
from heartbeat_cli.discovery.proposals.known import KnownTable
from heartbeat_cli.discovery.proposals.readings import (
    COLUMN,
    COMMENT,
    FLAG,
    KEY,
    LABEL,
    NUMBER,
    QUALITY,
    TABLE,
    TIME,
    WordReading,
)

_NAMED = 0.8
"""A word that restricts and only stands in the table's name restricts nothing there."""
_OF_A_STATE = 1.15


@dataclass(frozen=True)
class Sorted:
    """The readings that are taken. `conditions` restrict the rows; `times`, `numbers` and `keys` are for the shape to
    choose from, by word; `explained` says of each word how well it is met."""

    named: frozenset[str]
    conditions: tuple[WordReading, ...]
    times: Mapping[str, WordReading]
    numbers: tuple[WordReading, ...]
    keys: tuple[WordReading, ...]
    explained: Mapping[str, float]

    def of_words(self, words: Iterable[str]) -> tuple[WordReading, ...]:
        """The conditions that were made of some of the words."""
        wanted = set(words)
        return tuple(reading for reading in self.conditions if reading.words & wanted)


def sort_readings(known: KnownTable, words: tuple[AskedWord, ...], readings: tuple[WordReading, ...]) -> Sorted:
    """Each word to the reading that says most: a label or flag of its own before the name, what is joined at last."""
    named = {w: r.quality for r in readings if r.kind == TABLE for w in r.words}
    parts = {word.text: word.part for word in words}
    conditions = _conditions(known, parts, named, readings)
    explained: dict[str, float] = {}
    for reading in conditions:
        for word in reading.words:
            explained[word] = max(reading.quality, explained.get(word, 0.0))
    for word, quality in named.items():
        only = quality * (_NAMED if parts.get(word) in (CONDITION, STATE) else 1.0)
        explained[word] = max(only, explained.get(word, 0.0))
    times = _best_by_word(readings, TIME)
    for kind in (TIME, NUMBER, FLAG, KEY, COLUMN, COMMENT):
        for word, reading in _best_by_word(readings, kind).items():
            explained[word] = max(reading.quality, explained.get(word, 0.0))
    return Sorted(
        frozenset(named),
        conditions,
        times,
        tuple(r for r in readings if r.kind == NUMBER and r.via is None),
        tuple(r for r in readings if r.kind == KEY),
        explained,
    )


def _conditions(
    known: KnownTable, parts: Mapping[str, str], named: Mapping[str, float], readings: tuple[WordReading, ...]
) -> tuple[WordReading, ...]:
    """The labels and flags that words say, those of more words and of states first; no word says two things."""
    states = {machine.column for machine in known.machines}
    otherwise = _said_otherwise(readings)
    left = {word for word, part in parts.items() if word not in named or part in (CONDITION, STATE)}
    taken: list[WordReading] = []

    def says(reading: WordReading) -> float:
        of_state = _OF_A_STATE if reading.column in states and reading.via is None else 1.0
        return reading.quality * of_state * len(reading.words)

    restricting = (r for r in readings if r.kind in (LABEL, FLAG) or (r.kind == TIME and r.denied))
    for reading in sorted(restricting, key=lambda r: -says(r)):
        is_own = reading.via is None and reading.quality >= _NAMED
        if not reading.words <= left or (
            not is_own and any(says(reading) < otherwise.get(w, 0.0) for w in reading.words)
        ):
            continue
        if any(t.via == reading.via and t.column == reading.column and t.kind == FLAG for t in taken):
            continue
        taken.append(reading)
        left -= reading.words
    return tuple(taken)


def _said_otherwise(readings: tuple[WordReading, ...]) -> dict[str, float]:
    """How well each word is met by what restricts nothing: the name of a table, a number, a time."""
    found: dict[str, float] = {}
    for reading in readings:
        if reading.kind in (TABLE, KEY, NUMBER, TIME) and not reading.denied:
            for word in reading.words:
                found[word] = max(reading.quality / QUALITY[reading.kind], found.get(word, 0.0))
    return found


def _best_by_word(readings: tuple[WordReading, ...], kind: int) -> dict[str, WordReading]:
    found: dict[str, WordReading] = {}
    for reading in readings:
        if reading.kind == kind and not reading.denied and (kind not in (TIME, NUMBER) or reading.via is None):
            for word in reading.words:
                if word not in found or reading.quality > found[word].quality:
                    found[word] = reading
    return found
