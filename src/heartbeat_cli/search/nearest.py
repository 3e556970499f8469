"""The known words closest to a mistyped one, and those to try where nothing is close."""

from collections.abc import Iterable

from heartbeat_cli.search.index import COLUMN, NAME, SearchIndex, item_of, place_of
from heartbeat_cli.search.words import ASKING, GENERIC, GRAMMAR
from heartbeat_cli.text import distance

_SHORTEST, _LONG = 4, 8


def nearest(word: str, known: Iterable[str], far: bool = False) -> list[str]:
    """Known words at most one mistake away (two from eight letters on), the closest first.

    A mistake is a letter too much, too few, another one, or two in each other's place. `far` allows for more: what is
    shown when nothing was found, not what is searched instead. Words under four letters are never mistaken: too many
    others are one letter away. Nor are numbers.
    """
    if len(word) < _SHORTEST or word.isdigit():
        return []
    most = (1 if len(word) < _LONG else 2) + far
    letters = set(word)
    found: list[tuple[int, bool, int, str]] = []
    for other in known:
        # Sets are compared first: they rule nearly every word out and cost a hundredth of a distance.
        if abs(len(other) - len(word)) > most or len(other) < _SHORTEST or len(letters ^ set(other)) > 2 * most:
            continue
        apart = distance(word, other)
        if apart <= most:
            found.append((apart, other[0] != word[0], abs(len(other) - len(word)), other))
    return [other for *_, other in sorted(found)]


def usual_words(index: SearchIndex, most: int = 6) -> tuple[str, ...]:
    """The words that most tables and views are called by, the commonest first: what can be asked for here."""
    kinds = index.kinds
    called = {
        form: sum(place_of(at) == NAME and kinds[item_of(at)] != COLUMN for at in index.places(number))
        for number, form in enumerate(index.forms)
        if len(form) >= _SHORTEST and form.isalpha() and form not in ASKING | GENERIC | GRAMMAR
    }
    named = sorted((form for form in called if called[form]), key=lambda form: (-called[form], form))
    return tuple(named[:most])
