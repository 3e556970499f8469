"""How names, comments and questions become words, and when two words are the same one.

Words meet by their stems (`rejections` finds `rejected_at`), without accents and case. No linguistics: a list of
English endings is enough for matching, cannot be out of date, and a person can see why two words met.
"""

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+|\d+")
_HUMP = re.compile(r"(?<=[^\W\d_A-ZА-Я])(?=[A-ZА-Я])|(?<=[A-ZА-Я])(?=[A-ZА-Я][^\W\d_A-ZА-Я]{2})")
_DOTTED = re.compile(r"(?<![^\W_])(?:[^\W\d_]\.){2,}[^\W\d_]?(?![^\W_])")
# What a keyboard that was not switched over writes into a Latin word.
_LOOKALIKES = str.maketrans("АВЕКМНОРСТУХІЈЅаеорсухіјѕ", "ABEKMHOPCTYXIJSaeopcyxijs")
_LETTERS = re.compile(r"[^\W\d_]+")
# `us` keeps status and bonus whole, so that statuses and bonuses meet them.
_WHOLE = ("ss", "us")
_LONGEST_FIRST = "als al ments ment ions ion ings ing ures ure ies ied ed es s y e"
_ENDINGS = tuple(_LONGEST_FIRST.split())
_CYRILLIC_LONGEST_FIRST = (
    "ення ання иями ями ами ого ого ому ему ими ыми иях ої ях ах ів ов ев еи іи ии ыи ои ая "
    "яя ое ее ые ие ию ия ію ія єю ею ою ую ем ом ам ям им ым их ых у ю а я о е є ы и і ь"
)
_CYRILLIC_ENDINGS = tuple(dict.fromkeys(_CYRILLIC_LONGEST_FIRST.split()))
_SHORTEST = 3
# British and American spelling meet.
_SPELLINGS = (("isat", "izat"), ("our", "or"), ("is", "iz"))


def split_words(text: str) -> list[str]:
    """The words of a name or sentence, folded and lower case; `_`, `-` and the humps of camelCase divide words.

    An abbreviation with points is one word.
    """
    whole = _DOTTED.sub(lambda found: found[0].replace(".", ""), _fold(text))
    return _WORD.findall(_HUMP.sub(" ", whole).casefold())


def _fold(text: str) -> str:
    """`Übung` as `Ubung`: letters without their accents, and without what nobody sees between them."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return _LETTERS.sub(_in_one_script, plain)


def _in_one_script(word: re.Match[str]) -> str:
    """A Latin word in which some letters are Cyrillic ones that look alike; any other as it is."""
    latin = word[0].translate(_LOOKALIKES)
    is_mixed = latin.isascii() and any(letter.isascii() for letter in word[0])
    return latin if is_mixed else word[0]


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """A folded, lower-case word without its ending, so that `rejections`, `rejection` and `rejected` meet."""
    if not word.isascii():
        return _without(word, _CYRILLIC_ENDINGS)
    found = word if word.endswith(_WHOLE) else _without(word, _ENDINGS)
    for british, american in _SPELLINGS:
        if found.endswith(british) and len(found) > len(british) + _SHORTEST:
            return found[: -len(british)] + american
    return found


def _without(word: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word


def stem_set(text: str) -> frozenset[str]:
    """The stems of all words in a text."""
    return frozenset(map(stem, split_words(text)))


def distance(one: str, other: str) -> int:
    """How many mistakes turn `one` into `other`; letters that changed places are one mistake."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        oldest, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                least = min(least, oldest[j - 2] + 1)
            row.append(least)
    return row[-1]
