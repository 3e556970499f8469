"""Which words of what was typed name something, which only ask, and what asks for a change."""

import re

from heartbeat_cli.text import split_words

# Words of grammar: they name nothing, wherever they stand.
_GRAMMAR = (
    "a an and any are as at be been by can did do does each every for from had has have how in into is it its not of "
    "on or our so than that the their them then there these they this those to was we were what when where which who "
    "whose why will with within"
)
GRAMMAR = frozenset(_GRAMMAR.split())
# What a question asks of a table rather than for which: measures, times, and the asking itself.
_ASKING = (
    "became become get give last left long made make many me most much my one out over past per show take taken total "
    "up us average avg count day days hour hours median minute minutes month number percent percentage rate "
    "share sum time today week h d"
)
ASKING = frozenset(_ASKING.split())
# Shorter stems begin too many words of another meaning.
MEANINGFUL = 5

_SPAN = r"(last|past|previous)\s+(\d+\s*)?(h|d|hours?|days?|weeks?|months?)|\d+\s*(h|d|hours|days|weeks|months)"
_WINDOW = re.compile(rf"\b({_SPAN})\b", re.IGNORECASE)
_CHANGE = re.compile(
    rf"\b({_SPAN}|today|yesterday|daily|weekly|monthly|since|bec[ao]me|becoming|left|leav\w+|joined|churned|onboarded"
    r"|(chang|clos|open|activat|block|suspend|reject|approv)(ed|ing))\b",
    re.IGNORECASE,
)


def content_words(text: str) -> tuple[str, ...]:
    """The words of a question that name something, lower case, in order, each once; its numbers are left out.

    A question made of other words only keeps them: they are all there is.
    """
    words = tuple(dict.fromkeys(word for word in split_words(text) if not word.isdigit()))
    return tuple(word for word in words if word not in GRAMMAR | ASKING) or words


def without_window(text: str) -> str:
    """A question without the time it is about (`in the last 7 days`, `24h`), which no name and no comment has."""
    return _WINDOW.sub(" ", text)


def asks_for_change(text: str) -> bool:
    """True where a question is about what happened rather than how things are: a state log knows when it happened."""
    return _CHANGE.search(text) is not None
