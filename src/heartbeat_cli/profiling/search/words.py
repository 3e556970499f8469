"""How names, comments and questions become words, and when two words are the same one.

Words meet by their stems (`rejections` finds `rejected_at`), without accents and case. No linguistics: a list of
English endings is enough for matching, cannot be out of date, and a person can see why two words met.
"""

import re
import unicodedata

# Words of grammar: they name nothing, wherever they stand.
_GRAMMAR = (
    "a an and any are as at be been by can did do does each every for from had has have how in into is it its not of "
    "on or our so than that the their them then there these they this those to was we were what when where which who "
    "whose why will with within"
)
GRAMMAR = frozenset(_GRAMMAR.split())
# Shorter stems begin too many words of another meaning.
MEANINGFUL = 5

_WORD = re.compile(r"[^\W\d_]+|\d+")
_HUMP = re.compile(r"(?<=[^\W\d_A-ZА-Я])(?=[A-ZА-Я])|(?<=[A-ZА-Я])(?=[A-ZА-Я][^\W\d_A-ZА-Я]{2})")
# `us` keeps status and bonus whole, so that statuses and bonuses meet them.
_WHOLE = ("ss", "us")
_LONGEST_FIRST = "als al ments ment ions ion ings ing ures ure ies ied ed es s y e"
_ENDINGS = tuple(_LONGEST_FIRST.split())
_SHORTEST = 3


def fold(text: str) -> str:
    """`Übung` as `Ubung`: letters without their accents."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def split_words(text: str) -> list[str]:
    """The words of a name or sentence, folded and lower case; `_`, `-` and the humps of camelCase divide words."""
    return _WORD.findall(_HUMP.sub(" ", fold(text)).casefold())


def stem(word: str) -> str:
    """A folded, lower-case word without its ending, so that `rejections`, `rejection` and `rejected` meet."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST and not word.endswith(_WHOLE):
            return word[: -len(ending)]
    return word


def stems(text: str) -> tuple[str, ...]:
    """The stems of a text's words, in order."""
    return tuple(stem(word) for word in split_words(text))


def meet(one: str, other: str) -> bool:
    """True for equal stems, and for `activ` and `activat`, of which one goes on where the other ends."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= MEANINGFUL and longer.startswith(shorter)
