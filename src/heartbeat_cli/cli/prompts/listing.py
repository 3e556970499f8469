"""A list to choose from that what is typed narrows: which entries there are, and which one is pointed at."""

from collections.abc import Sequence

from heartbeat_cli.cli.prompts.around import PromptChoice

# More than this many found by typing alone help nobody to choose.
_FOUND_AT_MOST = 20


class ChoiceList:
    """The entries for what is typed. Where nothing fits, what was typed is the only one.

    With `ticked` any number is chosen; else the one that is pointed at.
    """

    def __init__(
        self,
        shown: Sequence[PromptChoice],
        more: Sequence[PromptChoice] = (),
        default: str | None = None,
        *,
        ticked: set[str] | None = None,
    ) -> None:
        self.shown, self._more, self.ticked = tuple(shown), tuple(more), ticked
        self._typed: str | None = None
        self._entries: tuple[PromptChoice, ...] = self.shown
        values = [choice.value for choice in self.shown]
        if default is not None and default not in values:
            self._entries = self.shown = (*self.shown, *(choice for choice in self._more if choice.value == default))
            values = [choice.value for choice in self.shown]
        self.pointed = values.index(default) if default in values else 0

    def entries(self, typed: str) -> tuple[PromptChoice, ...]:
        """The choices what is typed is found in, those it names first; what was typed itself where there are none."""
        typed = typed.strip()
        if typed != (self._typed or ""):
            self._entries, self.pointed = self._found(typed), 0
        self._typed = typed
        return self._entries

    def _found(self, typed: str) -> tuple[PromptChoice, ...]:
        if not typed:
            return self.shown
        folded = typed.casefold()
        found = [c for c in (*self.shown, *self._more) if folded in c.title.casefold() or folded in c.value.casefold()]
        found.sort(key=lambda choice: not _is_named(choice, folded))
        return tuple(found[:_FOUND_AT_MOST]) or (PromptChoice(typed, f"{' '.join(typed.split())}  (as typed)"),)

    def move(self, steps: int) -> None:
        """Point some entries further; past an end it begins at the other, unless it goes by leaps."""
        last = len(self._entries) - 1
        to = self.pointed + steps
        self.pointed = to % (last + 1) if abs(steps) == 1 else max(0, min(last, to))

    def pointed_at(self, typed: str) -> PromptChoice:
        """The entry enter takes."""
        return self.entries(typed)[self.pointed]

    def tick(self) -> None:
        """Choose what is pointed at, or not any more."""
        if self.ticked is not None:
            self.ticked ^= {self._entries[self.pointed].value}

    def tick_all(self) -> None:
        """Choose all, or none where all are chosen."""
        if self.ticked is not None:
            values = {choice.value for choice in self.shown}
            self.ticked = set() if values <= self.ticked else values

    def chosen(self) -> tuple[str, ...]:
        """The values that are ticked, in the order of the list."""
        return tuple(choice.value for choice in self.shown if choice.value in (self.ticked or ()))

    def seen(self, rows: int) -> range:
        """Which of the entries are on the screen where it has so many rows for them: around the one pointed at."""
        first = max(0, min(self.pointed - rows // 2, len(self._entries) - rows))
        return range(first, min(first + rows, len(self._entries)))


def _is_named(choice: PromptChoice, typed: str) -> bool:
    """True where `typed` is the choice's name: whole, or a dotted one without its first parts."""
    value = choice.value.casefold()
    return value == typed or value.endswith(f".{typed}")
