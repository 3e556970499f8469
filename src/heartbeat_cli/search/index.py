"""The words of an estate and where they stand, in a form that is read from disk in a few milliseconds.

Relations (tables and views) and columns are items with a number; a relation's columns follow it. Numbers and texts are
stored in flat arrays: thousands of dataclasses would take longer to load than the whole search takes.
"""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from heartbeat_cli.estate import Term

# Where a word stands; the order is that of their weight.
NAME, COMMENT, VALUE = range(3)
PLACES = 3
TABLE, VIEW, COLUMN = range(3)
KINDS = ("table", "view", "column")
_PART = re.compile(r'"((?:[^"]|"")*)"|([^.]+)')


class SearchSubject(NamedTuple):
    """A term of something `source` (a place in `Index.sources`) is the truth for.

    `phrases` are the term itself, `term` the one shown, `stems` the stems of all their words.
    """

    source: int
    title: str
    term: str
    stems: tuple[str, ...]
    phrases: Term


class IndexedSource(NamedTuple):
    """A source. `unread` says why its dump cannot be read; `mirrored` is False where the mirror has none."""

    name: str
    database: str | None
    truth: bool
    mirrored: bool
    unread: str | None = None


class SearchIndex(NamedTuple):
    """Everything a search needs; only numbers, text, and tuples of them, so that `marshal` can write it.

    `vocabulary` are the stems in order; `forms` how each is written most often; `written` every spelling there is.
    `offsets[n]:offsets[n + 1]` are the places of stem n in `postings`, each item × 3 + place, in order.
    An item has an owner (the relation of a column, itself for a relation), an area (source and schema), a kind, a
    number of words in its name, and an importance that no question changes. `texts` has target and comment.
    `state_logs` are the log of each table whose changes of state one records. A key leads from each of `joins` to the
    relation at the same place of `joined`, or the other way round. `dictionaries` are the relation whose rows say what
    the values of a column are called, where they have landed.
    """

    sources: tuple[IndexedSource, ...]
    subjects: tuple[SearchSubject, ...]
    synonyms: tuple[tuple[tuple[str, ...], ...], ...]
    areas: tuple[int, ...]
    area_words: dict[str, tuple[int, ...]]
    vocabulary: tuple[str, ...]
    forms: tuple[str, ...]
    written: tuple[str, ...]
    offsets: "array[int]"
    postings: "array[int]"
    owners: "array[int]"
    area_of: "array[int]"
    kinds: bytes
    lengths: bytes
    importance: "array[float]"
    text_offsets: "array[int]"
    texts: bytes
    state_logs: dict[int, int]
    joins: "array[int]"
    joined: "array[int]"
    dictionaries: dict[int, int]

    def neighbours(self, relation: int) -> "array[int]":
        """The relations a key leads to from `relation`, and those from which one leads to it."""
        return self.joined[bisect_left(self.joins, relation) : bisect_right(self.joins, relation)]

    def places(self, number: int) -> "array[int]":
        """Where stem `number` stands."""
        return self.postings[self.offsets[number] : self.offsets[number + 1]]

    def number(self, word: str) -> int | None:
        """The number of a stem, None where the estate does not know it."""
        found = bisect_left(self.vocabulary, word)
        return found if found < len(self.vocabulary) and self.vocabulary[found] == word else None

    def text(self, item: int) -> tuple[str, str | None]:
        """What a person types to reach the item, and its comment."""
        text = self.texts[self.text_offsets[item] : self.text_offsets[item + 1]].decode()
        target, _, comment = text.partition("\0")
        return target, comment or None

    def source_of(self, item: int) -> IndexedSource:
        """The source an item, a table or column by its number, belongs to."""
        return self.sources[self.areas[self.area_of[item]]]


_ARRAYS = {
    "offsets": "I",
    "postings": "I",
    "owners": "I",
    "area_of": "H",
    "importance": "f",
    "text_offsets": "I",
} | dict.fromkeys(("joins", "joined"), "I")


def to_plain(index: SearchIndex) -> tuple[object, ...]:
    """The index as values `marshal` knows."""
    plain = index._replace(sources=tuple(map(tuple, index.sources)), subjects=tuple(map(tuple, index.subjects)))  # type: ignore[arg-type]
    return tuple(getattr(plain, f).tobytes() if f in _ARRAYS else getattr(plain, f) for f in SearchIndex._fields)


def from_plain(plain: Sequence[object]) -> SearchIndex:
    """The index out of `to_plain`; raises TypeError or ValueError where it is something else."""
    fields = dict(zip(SearchIndex._fields, plain, strict=True))
    for name, code in _ARRAYS.items():
        fields[name] = array(code, fields[name])  # type: ignore[call-overload]
    fields["sources"] = tuple(IndexedSource(*s) for s in fields["sources"])  # type: ignore[attr-defined]
    fields["subjects"] = tuple(SearchSubject(*s) for s in fields["subjects"])  # type: ignore[attr-defined]
    return SearchIndex(**fields)  # type: ignore[arg-type]


def item_of(place: int) -> int:
    """The item a posting is about."""
    return place // PLACES


def place_of(place: int) -> int:
    """Where in the item it stands: NAME, COMMENT or VALUE."""
    return place % PLACES


def quoted(name: str) -> str:
    """A part of a target as `hb profile` reads it: a name with a dot or quote in it stands in quotes."""
    return name if "." not in name and '"' not in name else '"' + name.replace('"', '""') + '"'


def target_parts(target: str) -> tuple[str, ...]:
    """The names a target is made of: source, schema, table and, for a column, its own."""
    return tuple(part[2] or part[1].replace('""', '"') for part in _PART.finditer(target))
