"""The phrases by which a question shows its subject, and whether a question has them.

Only text: the search reads its index without the inventory, and asks the same as whoever has it.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from heartbeat_cli.text import distance, split_words, stem

# A phrase, or groups of them: of each group one has to be met (`kyc` or `identity check`, with `pass` or `decline`).
Term = str | tuple[tuple[str, ...], ...]

# Between two words of one phrase there may be so many others.
_BETWEEN_AT_MOST = 4
_SHORT, _LONG = 5, 10
_NOT_MEANT = re.compile(r" (?:non|outside|other than) \S+ ")


class Met(NamedTuple):
    """A term as it was met: how many words it has, the phrase, and (written, meant) where a word was mistyped."""

    length: int
    phrase: str
    read_as: tuple[tuple[str, str], ...] = ()


class Phrasing:
    """The words of a question, name or label, and which terms they meet."""

    def __init__(self, text: str) -> None:
        self._written = _spoken_of(split_words(text))
        self._stems = [stem(word) for word in self._written]
        self._begun_by: dict[str, list[int]] = {}
        for place, begun in enumerate(self._stems):
            self._begun_by.setdefault(begun[:1], []).append(place)
        # Terms share most of their words, and a text is held against every term more than once.
        self._spots: dict[str, int | None] = {}
        self._met: dict[Term, Met | None] = {}

    def has(self, word: str) -> bool:
        """Whether one word is there, in any of its forms."""
        return stem(word.casefold()) in self._stems

    def meet(self, term: Term) -> Met | None:
        """How `term` is met: one phrase of each of its groups; None where it is not."""
        if term not in self._met:
            self._met[term] = self._meet(term)
        return self._met[term]

    def _meet(self, term: Term) -> Met | None:
        met: list[str] = []
        mended: list[tuple[str, str]] = []
        for group in ((term,),) if isinstance(term, str) else term:
            found = next(filter(None, map(self._phrase, group)), None)
            if found is None:
                return None
            met += found[0]
            mended += found[1]
        # A slip is believed where other words of the term stand beside it; alone only where the term is one name.
        if len(mended) == len(met) > 1:
            return None
        return Met(len(met), " ".join(met), tuple(mended))

    def _phrase(self, phrase: str) -> tuple[list[str], list[tuple[str, str]]] | None:
        """The words of a phrase and which of them were mistyped; None where one is missing or stands too far off."""
        words = _stemmed(phrase)
        spots: list[int] = []
        for _, wanted in words:
            spot = self._spot(wanted)
            if spot is None:
                return None
            spots.append(spot)
        if any(after - before > _BETWEEN_AT_MOST + 1 for before, after in pairwise(sorted(spots))):
            return None
        mended = [
            (self._written[spot], word)
            for spot, (word, wanted) in zip(spots, words, strict=True)
            if self._stems[spot] != wanted
        ]
        return [word for word, _ in words], mended

    def _spot(self, wanted: str) -> int | None:
        if wanted not in self._spots:
            self._spots[wanted] = self._find(wanted)
        return self._spots[wanted]

    def _find(self, wanted: str) -> int | None:
        if wanted in self._stems:
            return self._stems.index(wanted)
        places = sorted({place for letter in wanted[:2] for place in self._begun_by.get(letter, ())})
        return next((place for place in places if _is_slip(self._stems[place], wanted)), None)


@lru_cache(maxsize=64)
def phrasing_of(text: str) -> Phrasing:
    """The wording of a text; a question is held against every subject there is."""
    return Phrasing(text)


@lru_cache(maxsize=4096)
def _stemmed(phrase: str) -> tuple[tuple[str, str], ...]:
    """The words of a phrase, each with its stem."""
    return tuple((word, stem(word)) for word in split_words(phrase))


def _spoken_of(words: list[str]) -> list[str]:
    """The words without those that say what is not meant: `non-SEPA`, `other than SEPA`.

    `Without` and `not` are no such words: a time without the hold, and checks that did not pass, are about these.
    """
    text = _NOT_MEANT.sub(" ", f" {' '.join(words)} ")
    return text.split()


def phrases_of(term: Term) -> tuple[str, ...]:
    """Every phrase of a term."""
    return (term,) if isinstance(term, str) else tuple(phrase for group in term for phrase in group)


def first_met(texts: Iterable[str], term: Term) -> Met | None:
    """How the first of several texts that meets `term` does."""
    for text in texts:
        met = phrasing_of(text).meet(term)
        if met is not None:
            return met
    return None


@lru_cache(maxsize=1 << 16)
def _is_slip(found: str, wanted: str) -> bool:
    """Whether `found` is `wanted` with a slip of the fingers.

    A short word has too many neighbours: there only letters that changed places, or one typed twice, are a slip.
    """
    if len(wanted) < 3 or wanted.isdigit() or found[:1] not in wanted[:2] or abs(len(found) - len(wanted)) > 2:
        return False
    apart = distance(found, wanted)
    swapped = sorted(found) == sorted(wanted)
    if len(wanted) < _SHORT:
        doubled = len(found) == len(wanted) + 1 and _without_doubles(found) == _without_doubles(wanted)
        return doubled or (swapped and apart == 1)
    return apart <= (2 if swapped or len(wanted) >= _LONG else 1)


def _without_doubles(word: str) -> str:
    return "".join(letter for place, letter in enumerate(word) if place == 0 or word[place - 1] != letter)
