"""Kinds of words that tell what a question is about: people, money, states that last, states at all, segments."""

import re
from typing import Final

from heartbeat_cli.discovery.understanding.lists import word_lists


def _any_of(kind: str) -> str:
    """A pattern for each word of a kind; a longer one stands before the shorter it begins with."""
    words = sorted(word_lists("kinds")[kind].split(), key=len, reverse=True)
    return f"(?:{'|'.join(words)})".replace("_", " ")


def _words_of(kind: str) -> frozenset[str]:
    return frozenset(word_lists("kinds")[kind].split())


def _pairs_of(kind: str) -> tuple[tuple[str, str], ...]:
    words = word_lists("kinds")[kind].split()
    return tuple(zip(words[::2], words[1::2], strict=True))


PEOPLE: Final = _any_of("people")
REPEATED: Final = _any_of("repeated")
MEASURED: Final = _any_of("measured")
ONGOING: Final = _any_of("ongoing")
DOING: Final = _words_of("repeated")
RESTRICTING: Final = _words_of("restricting")
AGGREGATING: Final = _words_of("aggregating")
SMALL: Final = _words_of("small")
_STATES: Final = _words_of("states")
_NO_STATES: Final = _words_of("no_states")
_RECORDS: Final = _words_of("records")
_SEGMENTS: Final = _words_of("segments")
_NOT_SO: Final = ("un", "non", "dis")
_MEASURES: Final = dict(_pairs_of("measures"))
_OPPOSITES: Final = {
    word: tuple(o for w, o in _pairs_of("opposites") if w == word) for word, _ in _pairs_of("opposites")
}
_PARTICIPLE: Final = re.compile(r"[a-z]{2,}ed|[а-яіїєґё]{4,}(?:ен[оаы]?|ан[оаі]|нн(?:ых|ые|ый|ая|ого|их|і))")


def is_state(word: str) -> bool:
    """Whether a word says how something is, or what became of it: `rejected`, `active`."""
    return word in _STATES or (word not in _NO_STATES and _PARTICIPLE.fullmatch(word) is not None)


def measure_of(superlative: str) -> str | None:
    """The number that something has the most or the least of: the `weight` of `heaviest`."""
    return _MEASURES.get(superlative)


def opposites_of(word: str) -> tuple[str, ...]:
    """What is not so where a word is said: `successful` of `failed`, `resolved` of `unresolved`."""
    bare = tuple(word.removeprefix(lead) for lead in _NOT_SO if word.startswith(lead) and len(word) - len(lead) > 3)
    return (*bare, *_OPPOSITES.get(word, ()))


def groups_alike() -> tuple[tuple[str, ...], ...]:
    """Groups of words that mean the same, whatever the estate."""
    return tuple(tuple(group.split()) for group in word_lists("kinds")["alike"])


def names_a_record(word: str) -> bool:
    """Whether the last word of a table's name says no other thing than those before it: `profile`, `link`."""
    return word in _RECORDS


def is_segment(word: str) -> bool:
    """Whether a word names what numbers are often split by: `country`, `channel`."""
    return word in _SEGMENTS or word.removesuffix("s") in _SEGMENTS
