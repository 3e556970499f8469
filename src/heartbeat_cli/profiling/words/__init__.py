"""A name → its words: `counterpartyIban`, `counterparty_iban` and `counterpartyiban` are all (counterparty, iban).

Rules about names compare whole words, so that `academic` holds no `ac` and `expanded` no `pan`. A name written without
any separator is taken apart only where words known here cover it entirely; otherwise it stays one word.

The words rules look for are the `.txt` files beside this module.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

_SEPARATOR = re.compile(r"[\W_]+")
_SEAM = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_SHORTEST = 6


def word_lists(name: str) -> Mapping[str, frozenset[str]]:
    """The lists of words in `name`.txt beside this module, by their headings."""
    return {heading: frozenset(text.split()) for heading, text in _read(name).items()}


def phrase_lists(name: str) -> Mapping[str, tuple[str, ...]]:
    """The lists of phrases in `name`.txt, which have commas between them, in their order."""
    return {
        heading: tuple(" ".join(phrase.split()) for phrase in text.split(",")) for heading, text in _read(name).items()
    }


def _read(name: str) -> Mapping[str, str]:
    """What stands under each `[heading]`; lines that begin with a `#` are for readers."""
    found: dict[str, str] = {}
    heading = ""
    for line in Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
            found[heading] = ""
        elif line and not line.startswith("#"):
            found[heading] += line + " "
    return found


_KNOWN = word_lists("names")["known"]
_PAIRS = _read("names")["irregular"].split()
_IRREGULAR = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))
_KNOWN_TAILS = _KNOWN | {"id", "no", "number", "usi", "uid"}
_LONGEST = max(map(len, _KNOWN_TAILS))


@lru_cache(maxsize=65536)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a name in lower case; digits stand apart (`line1` → line, 1)."""
    if name.islower() and name.isalpha():
        return _taken_apart(name)
    spaced = name.lower() if name.isupper() else name
    pieces = _SEAM.sub("_", spaced).lower()
    return tuple(word for piece in _SEPARATOR.split(pieces) if piece for word in _taken_apart(piece))


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """The singular of an English plural; a word that is none stays as it is."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 3 and word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@lru_cache(maxsize=65536)
def singular_words(name: str) -> tuple[str, ...]:
    """The words of a name, each in the singular: how names are compared."""
    return tuple(singular(w) for w in words_of(name))


def _taken_apart(piece: str) -> tuple[str, ...]:
    if len(piece) < _SHORTEST or piece in _KNOWN or singular(piece) in _KNOWN:
        return (piece,)
    return _cover(piece, first=True) or (piece,)


def _cover(rest: str, *, first: bool = False) -> tuple[str, ...]:
    """Known words that together are `rest`, the longest first; empty where there are none."""
    known = _KNOWN if first else _KNOWN_TAILS
    for length in range(min(len(rest), _LONGEST), 1, -1):
        if rest[:length] not in known:
            continue
        if length == len(rest):
            return (rest,)
        tail = _cover(rest[length:])
        if tail:
            return (rest[:length], *tail)
    return ()
