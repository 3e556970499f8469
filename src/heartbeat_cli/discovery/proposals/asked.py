"""The words of a question that have to be found somewhere, and how well a word of a question meets one of a name."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from heartbeat_cli.discovery.understanding import Understanding
from heartbeat_cli.text import distance, split_words, stem

SAME, OF_ONE_STEM, ALIKE, SYNONYM, MISTYPED = 1.0, 0.98, 0.9, 0.85, 0.75
"""How well two words meet: alike, by stems, one going on where the other ends, by a synonym, but for a mistake."""
OF, CONDITION, BASE, STATE, BY = "of", "condition", "base", "state", "by"
NOT_YET = "waiting"
_DENYING = frozenset(("not", "without", "never", "no", NOT_YET))
_FROM_TO = re.compile(r"\b(\w+)\s+(?:to|→|->)\s+(\w+)")
_MONEY = frozenset(("revenue", "turnover", "sales", "income", "proceeds", "spend", "spending", "takings", "earnings"))
SOFT = frozenset(("new", "current", "overall", "recent", "get", "got", "goods", "own"))
_OTHER_STEMS = {
    "admission": ("admitted",), "submission": ("submitted",), "transmission": ("transmitted",),
    "decision": ("decided",), "payment": ("paid",), "sale": ("sold",), "receipt": ("received",), "birth": ("born",),
    "choice": ("chosen",), "loss": ("lost",), "start": ("began", "begun"), "end": ("finished",),
    "completion": ("done",), "purchase": ("bought",), "left": ("closed", "ended"), "churned": ("closed", "ended"),
    "denial": ("denied",), "refusal": ("refused",), "arrival": ("arrived",), "withdrawal": ("withdrawn",),
    "delivery": ("delivered",), "pickup": ("picked",), "departure": ("departed",), "order": ("ordered",),
    "logged": ("login", "logon"),
    "joined": ("created", "registered"), "registered": ("created",), "filed": ("received", "created"),
}  # fmt: skip
"""Other words for what happened, with another stem."""
_BEGINNING, _SHORTEST, _LONG = 4, 5, 8
# They restrict nothing: what exists was made, and whoever asks for the number of something asks for something.
_SAYING_LITTLE = (
    "a an the of in on at to by for from with and or is are was were be been has have had do does did it its their "
    "our we us there that which who whose what how many much number count total amount different distinct unique all "
    "every each per any value volume time times long take takes taken made make makes happen happened occur occurred "
    "place share percentage percent rate ratio average mean median largest biggest highest smallest lowest maximum "
    "under within minimum sum than more less older still currently now yet already go goes went going "
    "became become becoming day days week weeks hour hours month months"
)
_EMPTY = frozenset(_SAYING_LITTLE.split())


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word of the question that means something: its part in it (`of`, `condition`, `base`, `state`, `by`).

    `denied_by` is the word right before it that says it is not so: `not`, `without`; `waiting` where it is not so yet.
    """

    text: str
    part: str
    denied_by: str | None = None

    @property
    def weight(self) -> float:
        """How much it counts that it is found."""
        if self.text in SOFT:
            return 0.2
        return 1.2 if self.part == OF else 1.0


def asked_words(understood: Understanding) -> tuple[AskedWord, ...]:
    """The words to be found, each once: of several parts a word plays the first, a state before a condition."""
    parts = (
        (STATE, (word for state in understood.states for word in state)),
        (CONDITION, understood.condition),
        (BASE, understood.base),
        (OF, understood.of),
        (BY, understood.by),
    )
    found: dict[str, AskedWord] = {}
    for part, words in parts:
        spoken = words_in(words)
        for before, word in zip((None, *spoken), spoken, strict=False):
            found.setdefault(word, AskedWord(word, part, before if before in _DENYING else None))
    return tuple(found.values())


def mended(understood: Understanding, instead: Mapping[str, str]) -> Understanding:
    """The same with words that were mistyped as they were meant; the question stays as it was typed."""

    def meant(words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(part for word in words for part in instead.get(word, word).split())

    return replace(
        understood,
        of=meant(understood.of),
        condition=meant(understood.condition),
        base=meant(understood.base),
        states=tuple(map(meant, understood.states)),
        by=meant(understood.by),
    )


def ways_said(question: str) -> tuple[set[str], ...]:
    """The words at both ends of every “A to B” of a question, one pair behind the other."""
    return tuple({word} for found in _FROM_TO.finditer(question.casefold()) for word in found.groups())


def is_said_of_money(word: str) -> bool:
    """Whether a word means what is earned or spent, whatever the column is called."""
    return word in _MONEY


@lru_cache(maxsize=1 << 14)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name; the same few names are read for every question."""
    return tuple(split_words(name))


def words_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The words of texts that mean something, in their order, each once."""
    return tuple(dict.fromkeys(chain.from_iterable(map(_words_of, texts))))


@lru_cache(maxsize=1 << 14)
def _words_of(text: str) -> tuple[str, ...]:
    return tuple(word for word in split_words(text) if word not in _EMPTY and not word.isdigit())


def meets(asked: str, written: str) -> float:
    """How well a word of a question meets a word of a name: 0 where it does not."""
    return _meeting(asked, written) if asked[:1] == written[:1] or asked in _OTHER_STEMS else 0.0


def best_meeting(asked: str, written: Iterable[str]) -> float:
    """How well a word meets the one of several that is nearest."""
    first, may_begin_otherwise = asked[:1], asked in _OTHER_STEMS
    # Nearly all begin otherwise, and are not looked at any closer.
    return max((_meeting(asked, w) for w in written if w[:1] == first or may_begin_otherwise), default=0.0)


@lru_cache(maxsize=1 << 16)
def _meeting(asked: str, written: str) -> float:
    asked, written = _spelled(asked), _spelled(written)
    one, other = stem(asked), stem(written)
    if one == other:
        return SAME if asked == written else OF_ONE_STEM
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= _BEGINNING and longer.startswith(shorter) and len(longer) - len(shorter) <= len(shorter) // 2:
        return ALIKE
    if any(stem(word) == other for word in _OTHER_STEMS.get(asked, ())):
        return ALIKE
    pairs = ((asked, written), (one, other), (asked.rstrip("s"), written.rstrip("s")))
    return MISTYPED if any(_is_mistyped(*pair) for pair in pairs) else 0.0


def _spelled(word: str) -> str:
    """A word as it is spelled in America: `authorised` and `authorized` are one."""
    return word.replace("isat", "izat").replace("ised", "ized").replace("ise", "ize") if len(word) > _LONG else word


def _is_mistyped(asked: str, written: str) -> bool:
    """One mistake in five letters or more, two in eight; the first letter is seldom wrong."""
    if min(len(asked), len(written)) < _SHORTEST or asked[0] != written[0]:
        return False
    most = 2 if min(len(asked), len(written)) >= _LONG else 1
    return abs(len(asked) - len(written)) <= most and distance(asked, written) <= most
