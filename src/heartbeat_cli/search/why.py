"""Why something was found: the strongest reason for each word, worked out for the few hits that are shown."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from heartbeat_cli.search.index import COMMENT, NAME, PLACES, VIEW, SearchIndex, item_of, place_of
from heartbeat_cli.search.query import AS_TYPED, SearchQuery
from heartbeat_cli.search.weights import OF_COLUMN, OF_TABLE, OWN
from heartbeat_cli.text import split_words, stem


class WordMatch(NamedTuple):
    """Why something was found: the word typed, the word that stands there, and where.

    `place` is `name`, `comment`, `value`, `column`, `column comment`, `table`, `table comment` or `source`; `column` is
    the table's column it stands in, `dictionary` the table that a value is a row of. `how` is `typed` or `synonym`.
    """

    word: str
    found: str
    place: str
    how: str
    column: str | None = None
    dictionary: str | None = None


class _Spot(NamedTuple):
    """A place where a stem stands, and its weight there for the item that is explained."""

    weight: float
    number: int
    item: int
    place: int
    called: str


def reasons(item: int, slot: int, query: SearchQuery, index: SearchIndex, *, of_source: bool) -> list[WordMatch]:
    """The strongest reason for one word: a match for each word of the phrase it was found by.

    `of_source`: the word holds for everything of the item's source; the reason where there is no better one.
    """
    best: list[WordMatch] = []
    most = 0.0
    for reading in query.readings:
        if slot not in reading.covers:
            continue
        spots = [_best_spot(item, numbers, index) for numbers in reading.terms]
        weight = min((spot.weight if spot else 0.0 for spot in spots), default=0.0) * reading.factor
        if weight > most:
            typed = " ".join(query.words[place] for place in reading.covers)
            most, best = weight, [_match(typed, reading.how, item, spot, index) for spot in spots if spot is not None]
    if not best and of_source:
        return [WordMatch(query.words[slot], index.source_of(item).name, "source", AS_TYPED)]
    return best


def _match(typed: str, how: str, item: int, spot: _Spot, index: SearchIndex) -> WordMatch:
    column = _name(spot.item, index) if spot.item > item else None
    home = index.dictionaries.get(spot.item) if spot.called == "value" else None
    return WordMatch(
        typed, _spelling(spot, index), spot.called, how, column, _name(home, index) if home is not None else None
    )


def _best_spot(item: int, numbers: Sequence[tuple[int, float]], index: SearchIndex) -> _Spot | None:
    """Where one of the stems `numbers` stands that counts most for the item."""
    best: _Spot | None = None
    for number, factor in numbers:
        for at, place in _places(number, item, index):
            weight, called = _weight(item, at, place, index)
            if best is None or weight * factor > best.weight:
                best = _Spot(weight * factor, number, at, place, called)
    return best


def _places(number: int, item: int, index: SearchIndex) -> Iterator[tuple[int, int]]:
    """Where a stem stands in an item, its columns, and its table."""
    places, owners = index.places(number), index.owners
    owner = owners[item]
    for posting in places[bisect_left(places, owner * PLACES) :]:
        at = item_of(posting)
        if owners[at] != owner:
            break
        if owner == item or at in (item, owner):
            yield at, place_of(posting)


def _weight(item: int, at: int, place: int, index: SearchIndex) -> tuple[float, str]:
    """The weight of a word at `at` for the item, and what that place is called."""
    if at == item:
        return OWN[place], ("name", "comment", "column" if index.kinds[item] == VIEW else "value")[place]
    if at < item:
        return OWN[place] * OF_TABLE, ("table", "table comment", "table")[place]
    return OF_COLUMN[place], ("column", "column comment", "value")[place]


def _spelling(spot: _Spot, index: SearchIndex) -> str:
    """How the stem is written there, as far as the index knows."""
    text = {NAME: _name(spot.item, index), COMMENT: index.text(spot.item)[1] or ""}.get(spot.place, "")
    wanted = index.vocabulary[spot.number]
    return next((word for word in split_words(text) if stem(word) == wanted), index.forms[spot.number])


def _name(item: int, index: SearchIndex) -> str:
    """The item's own name: the last part of its target."""
    target, owner = index.text(item)[0], index.owners[item]
    return target[len(index.text(owner)[0]) + 1 :] if owner != item else target.rpartition(".")[2]
