"""Which labels the words of a question say. The same dictionary is asked by every table that refers to it."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from heartbeat_cli.discovery.proposals.asked import meets, words_in
from heartbeat_cli.text import split_words

_DENYING: Final = frozenset(("not", "no", "non", "never", "without"))

Said = tuple[float, frozenset[str]]
"""How well something is said, and by which words."""

_UNSAID: Final[Said] = (0.0, frozenset())


@lru_cache(maxsize=1 << 13)
def labels_said(
    values: tuple[str, ...], spoken: tuple[str, ...], asked: tuple[str, ...]
) -> tuple[tuple[int, Said], ...]:
    """The places of the labels that words say, as they are written or as they are spoken, whichever is said better."""
    places = {
        place
        for written, at in _places_by_word(values, spoken).items()
        if any(meets(word, written) for word in asked)
        for place in at
    }
    said = {p: max((_said(name, asked) for name in _names(p, values, spoken)), key=_how_well) for p in sorted(places)}
    return tuple((place, found) for place, found in said.items() if _how_well(found))


def _how_well(said: Said) -> float:
    return said[0]


def _names(place: int, values: tuple[str, ...], spoken: tuple[str, ...]) -> tuple[str, ...]:
    return (values[place], spoken[place]) if place < len(spoken) else (values[place],)


@lru_cache(maxsize=1 << 10)
def _places_by_word(values: tuple[str, ...], spoken: tuple[str, ...]) -> Mapping[str, tuple[int, ...]]:
    """The words of labels, each with the places of those it stands in."""
    found: dict[str, list[int]] = {}
    for place in range(len(values)):
        for word in words_in(_names(place, values, spoken)):
            found.setdefault(word, []).append(place)
    return {word: tuple(places) for word, places in found.items()}


def _said(label: str, asked: tuple[str, ...]) -> Said:
    """How well words of a question say a label: not at all where a word of it is not said.

    A label of several words that is said in part is met by its first word at half.
    """
    wanted = words_in([label])
    if not _DENYING.isdisjoint(split_words(label)) and _DENYING.isdisjoint(asked):
        return _UNSAID
    pairs = [max(((meets(word, part), word) for word in asked), default=(0.0, "")) for part in wanted]
    met = [(quality, word) for quality, word in pairs if quality]
    if not met:
        return _UNSAID
    said = frozenset(word for _, word in met)
    if len(met) == len(wanted):
        return min(quality for quality, _ in met), said
    return (0.5 * len(met) / len(wanted) * met[0][0] if pairs[0][0] else 0.0), said
