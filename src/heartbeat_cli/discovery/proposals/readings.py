"""What each word of a question may mean in a table: its name, a label, a flag, a time, a number, a key."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from heartbeat_cli.discovery.proposals.asked import (
    ALIKE,
    NOT_YET,
    OF_ONE_STEM,
    SYNONYM,
    AskedWord,
    best_meeting,
    is_said_of_money,
    name_words,
    words_in,
)
from heartbeat_cli.discovery.proposals.known import Grounds, KeyStep, KnownTable, Labels
from heartbeat_cli.discovery.proposals.label_words import labels_said
from heartbeat_cli.discovery.understanding import opposites_of
from heartbeat_cli.pgschema import DATE_KINDS, NUMBER_KINDS, Column, kind_of
from heartbeat_cli.text import split_words

TABLE, LABEL, FLAG, TIME, NUMBER, KEY, COLUMN, COMMENT = range(8)
QUALITY: Final = {TABLE: 1.0, LABEL: 1.0, FLAG: 1.0, TIME: 0.98, NUMBER: 0.95, KEY: 0.8, COLUMN: 0.6, COMMENT: 0.3}
_ALONG = 0.85
"""What is said of a joined table says a little less."""
_ENDINGS: Final = frozenset(
    ["id", "at", "on", "code", "date", "time", "ts", "is", "has", "amount", "key", "no", "number"]
)
_LOOSE = 0.6


@dataclass(frozen=True, slots=True)
class WordReading:
    """One thing that words of a question may mean: where that stands, and how well they say it.

    `via` is the reference along which the table is reached that it stands in; None where that is the table itself.
    `denied`: the words say that it is not so.
    """

    words: frozenset[str]
    kind: int
    quality: float
    column: str | None = None
    label: str | None = None
    labels: Labels | None = None
    via: KeyStep | None = None
    denied: bool = False


def read_table(known: KnownTable, words: Iterable[AskedWord], grounds: Grounds) -> tuple[WordReading, ...]:
    """Everything the words may mean in a table and in those that one of its rows leads to, best first."""
    asked_for = tuple(words)
    asked = tuple(word.text for word in asked_for)
    found = [*_of_table(known, asked), *_of_neighbours(known, asked, grounds)]
    for word in asked:
        for other in grounds.alternatives(word):
            instead = [*_of_table(known, (other,)), *_of_neighbours(known, (other,), grounds)]
            found += [replace(r, words=frozenset([word]), quality=r.quality * SYNONYM) for r in instead]
        found += _of_opposites(known, word)
    found = [_denied(known, reading, asked_for) for reading in found]
    return tuple(sorted(found, key=lambda reading: -reading.quality))


def _of_opposites(known: KnownTable, word: str) -> Iterator[WordReading]:
    """A flag that is not set, and a time that has not come, where a word says so: “failed”, “unresolved”."""
    for other in opposites_of(word):
        for column in known.table.columns:
            for reading in _of_column(known, column, (other,)):
                if reading.kind == FLAG or (_is_open(known, reading) and other in word):
                    yield replace(reading, words=frozenset([word]), quality=reading.quality * ALIKE, denied=True)


def _denied(known: KnownTable, reading: WordReading, words: tuple[AskedWord, ...]) -> WordReading:
    """The reading as its words have it: “not successful” is a flag that is not set."""
    by = {word.denied_by for word in words if word.text in reading.words and word.denied_by} - reading.words
    said = reading.kind in (LABEL, FLAG) and by != {NOT_YET}
    if not by or not (said or _is_open(known, reading)):
        return reading
    return replace(reading, words=reading.words | by, denied=True)


def _is_open(known: KnownTable, reading: WordReading) -> bool:
    """Whether it is a time that may not have come yet."""
    return reading.kind == TIME and reading.via is None and known.columns[reading.column or ""].nullable


def _of_table(known: KnownTable, asked: tuple[str, ...]) -> Iterator[WordReading]:
    for word in asked:
        if quality := best_meeting(word, name_words(known.table.name)):
            yield WordReading(frozenset([word]), TABLE, quality)
        elif (known.table.comment or "") and best_meeting(word, split_words(known.table.comment or "")) >= OF_ONE_STEM:
            yield WordReading(frozenset([word]), COMMENT, QUALITY[COMMENT])
    yield from _labels(known, asked, None)
    for column in known.table.columns:
        yield from _of_column(known, column, asked)
    yield from _money(known, asked)


def _of_column(known: KnownTable, column: Column, asked: tuple[str, ...]) -> Iterator[WordReading]:
    parts = [part for part in name_words(column.name) if part not in _ENDINGS] or name_words(column.name)
    kind = _kind(known, column)
    close = 1.0 if kind == TIME else 0.8 + 0.2 / len(parts)
    met = {word: quality * QUALITY[kind] * close for word in asked if (quality := best_meeting(word, parts))}
    for word, quality in met.items():
        yield WordReading(frozenset([word]), kind, quality, column.name)
    if kind == FLAG and len(met) > 1:
        yield WordReading(frozenset(met), kind, min(met.values()), column.name)


def _money(known: KnownTable, asked: tuple[str, ...]) -> Iterator[WordReading]:
    """Revenue is the money of a table, and of several numbers the total."""
    for word in filter(is_said_of_money, asked):
        for quantity in known.quantities:
            if quantity.kind == "money":
                whole = not {"total", "gross"}.isdisjoint(name_words(quantity.column))
                yield WordReading(frozenset([word]), NUMBER, 0.9 if whole else 0.7, quantity.column)


def _kind(known: KnownTable, column: Column) -> int:
    if column.name in known.referring:
        return KEY
    kind = kind_of(column.type)
    if kind in DATE_KINDS:
        return TIME
    if kind == "boolean":
        return FLAG
    is_number = kind in NUMBER_KINDS or kind in ("money", "interval") or known.quantity(column.name) is not None
    return NUMBER if is_number and column.name != known.key else COLUMN


def _of_neighbours(known: KnownTable, asked: tuple[str, ...], grounds: Grounds) -> Iterator[WordReading]:
    """What one row leads to: the name of the other table, its labels and its flags."""
    for step in known.steps:
        reached = grounds.reached(step)
        if reached is None or reached.qname == known.qname:
            continue
        for word in asked:
            if quality := best_meeting(word, name_words(reached.table.name)):
                yield WordReading(frozenset([word]), KEY, quality * QUALITY[KEY], step.column, via=step)
        if reached.role == "dictionary":
            continue
        yield from _labels(reached, asked, step)
        for column in reached.table.columns:
            if _kind(reached, column) == FLAG:
                for word in asked:
                    parts = [part for part in name_words(column.name) if part not in _ENDINGS]
                    if quality := best_meeting(word, parts):
                        yield WordReading(frozenset([word]), FLAG, quality * _ALONG, column.name, via=step)


def _labels(known: KnownTable, asked: tuple[str, ...], via: KeyStep | None) -> Iterator[WordReading]:
    states = {machine.column for machine in known.machines}
    for labels in known.labels:
        found = label_readings(labels, asked)
        may_be_part = via is None and labels.of in states
        yield from (_along(r, via) for r in found if may_be_part or r.quality > _LOOSE)


def label_readings(labels: Labels, asked: Iterable[str]) -> tuple[WordReading, ...]:
    """The labels that words say, as they are written and as they are spoken; a whole one leaves no half ones."""
    found = [
        WordReading(said, LABEL, quality, labels.of, labels.values[place], labels)
        for place, (quality, said) in labels_said(labels.values, labels.spoken, tuple(asked))
    ]
    whole = [reading for reading in found if reading.quality > _LOOSE]
    return tuple(whole or found)


def _along(reading: WordReading, via: KeyStep | None) -> WordReading:
    if via is None:
        return reading
    return replace(reading, quality=reading.quality * _ALONG, via=via)


def names_met(known: KnownTable, asked: Iterable[str]) -> float:
    """Which part of a table's name the words say: `payment` of `payment_rejection` is half."""
    parts = words_in([known.table.name]) or tuple(name_words(known.table.name))
    words = tuple(asked)
    return sum(max((best_meeting(word, [part]) for word in words), default=0.0) for part in parts) / len(parts)
