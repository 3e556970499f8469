"""Whether a note gives a reason, in any language: judged by what is left of it.

What only fills the place of a reason (`fillers.txt`), words nobody can read, and the names of what the note is about
are taken away. A reason is left where there are words enough. No list is needed of the languages reasons are written
in: a word that the list does not have counts as one.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from importlib import resources
from itertools import chain

from heartbeat_cli.text import split_words, stem

_FEWEST_WORDS = 2
_FEWEST_LETTERS = 8
_FEWEST_SIGNS = 4
_SENTENCE = 3
# Han, kana, Thai, Lao, Myanmar and Khmer: no spaces between words.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
_HANGUL = re.compile("[\uac00-\ud7af]")
_VOWELS = re.compile("[aeiouyàâäæáãåèéêëìíîïòóôöøõœùúûüýÿőűąęėįųūāēīıăěůṛ]")
_LATIN = re.compile("[a-z\u00df-\u024f\u1e00-\u1eff]+")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ADDRESS = re.compile(r"\S+://\S+|\S+@\S+\.\S+")


def says_nothing(
    text: str, names: Collection[str] = (), questions: Iterable[str] = (), *, one_thing: bool = False
) -> str | None:
    """What is wrong with a reason that is none, None for one that is.

    `names` are those of what it is about, `questions` what was asked, in several ways: neither is a reason. Where
    `one_thing` is enough ("the hold is in it"), one word of its own in a sentence is.
    """
    plain = _plain(text)
    signs, words = _signs(plain), _words(plain)
    if not words and not signs:
        return "says nothing"
    if _repeats(plain, [*names, *questions]):
        return "only repeats what it is about"
    own = _own(plain, names)
    enough = len(signs) >= _FEWEST_SIGNS or bool(signs and own) or _is_reason(own)
    named = one_thing and len(words) >= _SENTENCE and any(_letters(word) >= _SENTENCE for word in own)
    return None if enough or named else "gives no reason"


def _own(plain: str, names: Collection[str]) -> set[str]:
    """The words that say something; a denial and a year do of another ("no refusals", "missing before 2025")."""
    own = _content(plain, names)
    return own | set(_words(plain)) & _listed()["denials"] | set(_YEAR.findall(plain)) if own else own


def _is_reason(words: Collection[str]) -> bool:
    return len(words) >= _FEWEST_WORDS and sum(map(_letters, words)) >= _FEWEST_LETTERS


def _plain(text: str) -> str:
    """One spelling of each letter, small; nothing that is not seen, and no address."""
    normal = unicodedata.normalize("NFKC", text).casefold()
    seen = "".join(c for c in normal if unicodedata.category(c) not in ("Cf", "Cc", "Co", "Cn") or c in "\n\t")
    return _ADDRESS.sub(" ", seen)


def _words(plain: str) -> list[str]:
    """The words of scripts that divide them, without single letters."""
    spaced = _UNSPACED.sub(" ", plain)
    runs = "".join(c if unicodedata.category(c)[0] in "LM" else " " for c in spaced).split()
    return [word for word in runs if len(word) > 1 or _HANGUL.match(word)]


def _signs(plain: str) -> set[str]:
    """The signs of scripts that do not divide words, without pieces of text that say nothing."""
    runs = _UNSPACED.findall(plain)
    return set("".join(_pieces().sub("", run) for run in runs))


def _content(plain: str, names: Collection[str]) -> set[str]:
    known = {part for name in names for part in chain(_words(_plain(name)), split_words(name))}
    empty = known | _listed()["words"] | _listed()["denials"]
    return {word for word in _words(plain) if word not in empty and _readable(word)}


def _readable(word: str) -> bool:
    """Whether somebody may have meant it: not one or two letters over and over, and no Latin word without a vowel."""
    if len(set(word)) < min(3, len(word)):
        return False
    return not _LATIN.fullmatch(word) or _VOWELS.search(word) is not None


def _letters(word: str) -> int:
    """How much a word weighs: a syllable of hangul is two or three letters."""
    return len(word) + 2 * len(_HANGUL.findall(word))


def _repeats(plain: str, sources: Iterable[str]) -> bool:
    """Whether it has no word of its own, and does not deny those that are not."""
    words = set(_words(plain))
    if words & _listed()["denials"]:
        return False
    said = set(_stems(words - _listed()["words"])) | _all_signs(plain)
    asked = {s for source in map(_plain, sources) for s in (*_stems(_words(source)), *_all_signs(source))}
    return bool(said) and said <= asked


def _stems(words: Iterable[str]) -> Iterator[str]:
    return (stem(part) for word in words for part in split_words(word))


def _all_signs(plain: str) -> set[str]:
    return set("".join(_UNSPACED.findall(plain)))


@cache
def _listed() -> dict[str, set[str]]:
    text = resources.files(__package__).joinpath("fillers.txt").read_text(encoding="utf-8")
    listed: dict[str, set[str]] = {}
    for line in text.splitlines():
        if line.startswith("["):
            here = listed.setdefault(line.strip("[]"), set())
        elif line and not line.startswith("#"):
            here |= set(unicodedata.normalize("NFKC", line).casefold().split())
    return listed


@cache
def _pieces() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_listed()["pieces"], key=len, reverse=True))))
