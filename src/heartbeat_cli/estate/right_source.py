"""Which source is the right one: who is *truth for* a subject, else the truth source.

A phrase of the question decides, a label its SQL compares with, or a table its SQL reads. A single everyday word
(`deal`, `visit`) decides nothing: it leaves a doubt, and a person says what is meant.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import ClassVar

from heartbeat_cli.estate.inventory import Inventory, Source, Subject
from heartbeat_cli.estate.phrases import first_met, phrasing_of

# A table outweighs any phrase.
_DECIDES = 100
_ALL_COLUMNS = ".*"


@dataclass(frozen=True, slots=True)
class RightSource:
    """A source that is right; `subject` is None where it is the truth source because nothing else is truth for it.

    `term` is the phrase that was met, `read_as` the (written, meant) words of it that were mistyped; `table` the table
    that decides in place of words.
    """

    json_keys: ClassVar = "source=source.name because"

    source: Source
    subject: Subject | None = None
    term: str | None = None
    read_as: tuple[tuple[str, str], ...] = ()
    table: str | None = None

    @property
    def because(self) -> str:
        """Why it is the right one, as a sentence without its full stop."""
        if self.subject is None:
            return f"{self.source.name} is the truth source: nothing else is truth for this subject"
        return f"{self.source.name} is truth for {self.subject.title} ({self.sign})"

    @property
    def sign(self) -> str:
        """What showed the subject."""
        if self.table is not None:
            return f"{self.table} only looks right"
        mended = "".join(f", '{written}' read as '{meant}'" for written, meant in self.read_as)
        return f'"{self.term}"{mended}'


@dataclass(frozen=True, slots=True)
class Doubt:
    """An everyday word that may mean a subject of `source`, or something of the truth source's own."""

    word: str
    source: Source
    subject: Subject


def right_sources(
    question: str,
    inventory: Inventory,
    *,
    labels: Iterable[str] = (),
    tables: Collection[str] = (),
    meant: Collection[str] = (),
) -> tuple[RightSource, ...]:
    """Every source that is truth for a subject of the question, in order of priority; the truth source if none is.

    `labels` are texts it is shown by or its SQL wants, `tables` what it reads as `source.schema.table[.column]`, `*`
    being all columns; `meant` names the sources a person said are meant where `doubts` had to ask. Of several sources
    that are truth for one subject (three SEPA databases) those with the longest phrase win; a question about two
    subjects needs the sources of both.
    """
    texts = (question, *labels)
    matches = [*_by_words(texts, inventory), *_by_tables(tables, inventory)]
    matches += [
        (1, RightSource(d.source, d.subject, d.word)) for d in doubts(question, inventory) if d.source.name in meant
    ]
    longest: dict[str, int] = {}
    for length, match in matches:
        longest[_title(match)] = max(length, longest.get(_title(match), 0))
    best: dict[str, RightSource] = {}
    for length, match in sorted(matches, key=lambda found: -found[0]):
        if length == longest[_title(match)]:
            best.setdefault(match.source.name, match)
    return tuple(best[name] for name in inventory.names() if name in best) or (RightSource(inventory.truth),)


def doubts(question: str, inventory: Inventory) -> tuple[Doubt, ...]:
    """The everyday words of which a person has to say what they mean, one for each subject no phrase decides."""
    phrasing = phrasing_of(question)
    found: dict[str, Doubt] = {}
    for source, subject in _subjects(inventory):
        word = next(filter(phrasing.has, subject.words), None)
        if word is not None:
            found.setdefault(subject.title, Doubt(word, source, subject))
    decided = {_title(match) for _, match in _by_words((question,), inventory)} if found else ()
    return tuple(doubt for title, doubt in found.items() if title not in decided)


def _title(match: RightSource) -> str:
    return match.subject.title if match.subject is not None else ""


def _subjects(inventory: Inventory) -> Iterator[tuple[Source, Subject]]:
    return ((source, subject) for source in inventory.sources for subject in source.truth_for)


def _by_words(texts: tuple[str, ...], inventory: Inventory) -> Iterator[tuple[int, RightSource]]:
    for source, subject in _subjects(inventory):
        for met in filter(None, (first_met(texts, term) for term in subject.terms)):
            yield met.length, RightSource(source, subject, met.phrase, met.read_as)


def _by_tables(tables: Collection[str], inventory: Inventory) -> Iterator[tuple[int, RightSource]]:
    for source, subject in _subjects(inventory):
        found = (_looks_right(table, pattern) for table in tables for pattern in subject.looks_right)
        table = next(filter(None, found), None)
        if table is not None:
            yield _DECIDES, RightSource(source, subject, table=table)


def _looks_right(table: str, pattern: str) -> str | None:
    """What of a table only looks right: itself, or of all its columns those a pattern names."""
    if fnmatchcase(table, pattern):
        return table
    of_table = pattern.rpartition(".")[0]
    return pattern if table.endswith(_ALL_COLUMNS) and fnmatchcase(table.removesuffix(_ALL_COLUMNS), of_table) else None
