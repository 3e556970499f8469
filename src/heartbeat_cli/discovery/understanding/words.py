"""The words of a question as they are read: in English, without typing mistakes, each with where it was typed."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from heartbeat_cli.discovery.understanding.lists import word_lists
from heartbeat_cli.search import is_common
from heartbeat_cli.text import distance, split_words, stem

BREAK: Final = "|"
"""Stands where something was understood already, and where a sentence pauses: nothing is read across it."""
_TOKEN: Final = re.compile(
    r"['’]s\b|\d{4}[-/]\d\d?[-/]\d\d?|\d{1,2}[./]\d{1,2}[./]\d{2,4}|[^\W\d_]+\d[^\W_]*|\d+(?:st|nd|rd|th)\b"
    r"|\d+\.(?=\s+[^\W\d_])|\d+(?:[.,]\d+)*|[^\W\d_]+|->|=>|→|[%€$£#]|[,:;()?!.|]"
)
_SIGNS: Final = {"%": "percent", "->": "→", "=>": "→", "→": "→", "€": "eur", "$": "usd", "£": "gbp", "#": "number"}
_PAUSES: Final = tuple(",:;()?!.")
_SHORT, _LONG = 3, 9
_BEFORE_UNITS: Final = ("last", "past", "this", "previous", "current")
_UNITS: Final = (
    "week",
    "month",
    "quarter",
    "year",
    "hour",
    "weeks",
    "months",
    "quarters",
    "years",
    "hours",
    "day",
    "days",
)
# What stands behind so many characters is no question any more.
_LONGEST: Final = 2_000


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is read, and from where to where it was typed."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the question that says something: its first word, and the one behind its last."""

    first: int
    last: int
    found: re.Match[str]

    def __getitem__(self, group: str | int) -> str:
        return self.found[group] or ""


@dataclass(frozen=True, slots=True)
class AskedWords:
    """The words of a question that are still to be understood."""

    question: str
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words, one blank between them."""
        return " ".join(word.word for word in self.words)

    def find(self, pattern: str) -> Passage | None:
        """The first place where `pattern` is, made of whole words."""
        found = _whole(pattern).search(self.text)
        return self._passage(found) if found is not None else None

    def _passage(self, found: re.Match[str]) -> Passage:
        before = found.string[: found.start()].count(" ")
        return Passage(before, before + found[0].count(" ") + 1, found)

    def typed(self, passage: Passage) -> str:
        """The passage as the question has it."""
        words = self.words[passage.first : passage.last]
        return self.question[min(word.start for word in words) : max(word.end for word in words)]

    def without(self, passage: Passage) -> "AskedWords":
        """What is left when a passage was understood."""
        at = self.words[passage.first]
        rest = (*self.words[: passage.first], Word(BREAK, at.start, at.end), *self.words[passage.last :])
        return AskedWords(self.question, rest)


@cache
def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^ ])(?:{pattern})(?![^ ])")


def asked_words(question: str, vocabulary: Collection[str] = ()) -> AskedWords:
    """The words of a question. None with a stem of `vocabulary` is taken for a mistake."""
    typed = tuple(_typed(question[:_LONGEST]))
    read = _translated(typed)
    mended = tuple(_mended(word, vocabulary) for word in read)
    return AskedWords(question, tuple(_with_units(mended)))


def _with_units(words: tuple[Word, ...]) -> Iterator[Word]:
    """Behind `last`, `this` and the like a word one letter from a unit of time is that unit, be it one of English."""
    for before, word, behind in zip((None, *words), words, (*words[1:], None), strict=False):
        meant = _unit_near(word.word) if before is not None and before.word in _BEFORE_UNITS else None
        # `last four hours` has its unit behind.
        if meant is None or (behind is not None and behind.word in _UNITS):
            yield word
        else:
            yield Word(meant, word.start, word.end)


def _unit_near(word: str) -> str | None:
    if word in _UNITS or len(word) < _SHORT or not word.isalpha():
        return None
    return next(
        (unit for unit in _UNITS if len(unit) > _SHORT and unit[0] == word[0] and distance(word, unit) == 1), None
    )


def _typed(question: str) -> Iterator[Word]:
    for found in _TOKEN.finditer(question):
        if found[0][0] not in "'’":
            yield Word(_plain(found[0]), found.start(), found.end())


def _plain(token: str) -> str:
    if token in _PAUSES:
        return BREAK
    return _SIGNS.get(token) or ("".join(split_words(token)) if token.isalpha() else token.casefold().rstrip("."))


def _translated(words: tuple[Word, ...]) -> tuple[Word, ...]:
    for phrases, small in _languages():
        found = tuple(_replaced(words, phrases))
        if found != words:
            return tuple(_replaced(found, small))
    return words


def _replaced(words: tuple[Word, ...], meanings: Mapping[tuple[str, ...], str]) -> Iterator[Word]:
    at, longest = 0, max(map(len, meanings))
    while at < len(words):
        spans = range(min(longest, len(words) - at), 0, -1)
        length = next((n for n in spans if tuple(w.word for w in words[at : at + n]) in meanings), 0)
        if length:
            meaning = meanings[tuple(w.word for w in words[at : at + length])]
            yield from (Word(word, words[at].start, words[at + length - 1].end) for word in meaning.split())
        else:
            yield words[at]
        at += length or 1


def _mended(word: Word, vocabulary: Collection[str]) -> Word:
    text = word.word
    mended, kept = _mistakes()
    if len(text) < _SHORT or not text.isalpha() or text in mended | kept or _is_known(text, vocabulary):
        return word
    if is_common(text) and stem(text) not in _stems_of_mended():
        return word
    allowed = 2 if len(text) >= _LONG else 1
    near = [known for known in mended if known[0] == text[0] and abs(len(known) - len(text)) <= allowed]
    if len(text) == _SHORT:
        near = [known for known in near if len(known) > _SHORT]
    # A letter that is missing is commoner than one too many: `longr` is longer and not long, `opend` opened.
    found = min(
        ((away, -len(known), known) for known in near if (away := distance(text, known)) <= allowed), default=None
    )
    if found is None or _is_meant(text, found[0], found[2], vocabulary):
        return word
    return Word(found[2], word.start, word.end)


def _is_meant(text: str, away: int, known: str, vocabulary: Collection[str]) -> bool:
    """Whether a longer word of the estate is as near: `acount` is an account rather than an amount."""
    longer = (other for other in vocabulary if other[:1] == text[0] and 0 < len(other) - len(text) <= away)
    return len(known) <= len(text) and any(distance(text, other) <= away for other in longer)


def _is_known(text: str, vocabulary: Collection[str]) -> bool:
    """Whether the estate knows a word; `percentil` has the stem of one that asks, and is a mistake all the same."""
    found = stem(text)
    return found in vocabulary and found not in _stems_of_mended()


@cache
def _languages() -> tuple[tuple[Mapping[tuple[str, ...], str], Mapping[tuple[str, ...], str]], ...]:
    return tuple(
        (_meanings(each["phrases"]), _meanings(each["small"])) for each in word_lists("languages")["languages"]
    )


def _meanings(listed: Mapping[str, str]) -> Mapping[tuple[str, ...], str]:
    return {tuple(split_words(one)): meaning for phrase, meaning in listed.items() for one in phrase.split("|")}


@cache
def _stems_of_mended() -> frozenset[str]:
    return frozenset(map(stem, _mistakes()[0]))


@cache
def _mistakes() -> tuple[frozenset[str], frozenset[str]]:
    data = word_lists("mistakes")
    return frozenset(data["mended"].split()), frozenset(data["kept"].split())
