"""The stems of the estate that meet a word's: the same, those one goes on from, and those it stands inside."""

from collections.abc import Iterator

from heartbeat_cli.search.index import SearchIndex
from heartbeat_cli.search.lexicon import is_common
from heartbeat_cli.search.words import MEANINGFUL

# A stem that goes on where the other ends, and one inside a name, are a little further from the point; where the word
# itself is known, what only begins like it is further still. In `border` there is no order.
_LONGER, _LONGER_STILL, _INSIDE = 0.8, 0.6, 0.8

Stems = tuple[tuple[int, float], ...]
"""Stems by their numbers, each with how well it meets what was typed (at most 1)."""


class KnownStems:
    """Looks stems up in one index, each once."""

    def __init__(self, index: SearchIndex) -> None:
        self.index = index
        self._found: dict[str, Stems] = {}
        # One text is searched a hundred times faster than its words one by one.
        self._text = "\n".join(("", *index.vocabulary, ""))

    def meeting(self, stem: str) -> Stems:
        """The stems that meet `stem`: empty where none does."""
        if stem not in self._found:
            self._found[stem] = tuple(self._meeting(stem))
        return self._found[stem]

    def exactly(self, stem: str) -> Stems:
        """The stem itself, where the estate knows it."""
        number = self.index.number(stem)
        return ((number, 1.0),) if number is not None else ()

    def _meeting(self, stem: str) -> Iterator[tuple[int, float]]:
        exact = self.index.number(stem)
        if exact is not None:
            yield exact, 1.0
        if len(stem) < MEANINGFUL:
            return
        longer = _LONGER if exact is None else _LONGER_STILL
        for end in range(MEANINGFUL, len(stem)):
            shorter = self.index.number(stem[:end])
            if shorter is not None:
                yield shorter, longer
        for other in self._with(stem):
            if other.startswith(stem):
                if other != stem:
                    yield self._number(other), longer
            elif not is_common(other):
                yield self._number(other), _INSIDE

    def _with(self, stem: str) -> Iterator[str]:
        """The stems `stem` stands in, in order."""
        at = self._text.find(stem)
        while at >= 0:
            end = self._text.index("\n", at)
            yield self._text[self._text.rindex("\n", 0, at) + 1 : end]
            at = self._text.find(stem, end)

    def _number(self, stem: str) -> int:
        number = self.index.number(stem)
        assert number is not None
        return number
