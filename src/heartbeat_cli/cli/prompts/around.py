"""A question as it is put, what stands around it, and what comes of it; whatever draws it."""

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass


class WentBack(Exception):  # noqa: N818 - a wish, and no error
    """A person wants the question before; `typed` is what stood at this one."""

    def __init__(self, typed: str) -> None:
        super().__init__()
        self.typed = typed


class Ended(KeyboardInterrupt):
    """A person ends it at a question; `typed` is what stood there."""

    def __init__(self, typed: str) -> None:
        super().__init__()
        self.typed = typed


@dataclass(frozen=True, slots=True)
class PromptChoice:
    """One choice: what is returned, what is shown, and a line about it under the list."""

    value: str
    title: str
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Completed:
    """What may stand in the place of the last `instead_of` characters, and what it is."""

    text: str
    instead_of: int
    about: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a question. Everything may be left out.

    `road` is a line above it, given the columns there are; `help` is what `?` shows; `back` says whether there is a
    question before. `before` was said or typed here before, `refused` was typed here just now and will not do.
    `preview` has lines about a choice, given its value and whether they stand beside the list, `complete` what may be
    typed next, given what is typed. `drawn` is called once the question stands there.
    """

    road: Callable[[int], Sequence[tuple[str, str]]] | None = None
    help: str = ""
    back: bool = False
    before: str | tuple[str, ...] | None = None
    refused: str | None = None
    preview: Callable[[str, bool], Sequence[str]] | None = None
    complete: Callable[[str], Sequence[Completed]] | None = None
    drawn: Callable[[], None] | None = None


ALONE = Around()


@dataclass(frozen=True, slots=True)
class PromptText:
    """A question: its `message`, a word on how it is answered, the `text` that stands there already."""

    message: str
    instruction: str
    text: str
    around: Around
    secret: bool = False

    @property
    def keys(self) -> str:
        """What keys do, beside those of the question."""
        return "esc or ← goes back · Ctrl-C stops" if self.around.back else "Ctrl-C stops"


def broken_at_words(question: str, said: str, columns: int) -> str:
    """The question on lines of `columns` cells, and what stands between it and `said`: a blank, or a line's end."""
    lines = textwrap.wrap(question, max(20, columns - 1), break_long_words=False) or [""]
    fits = len(lines[-1]) + 1 + len(said) < columns
    return "\n".join(lines) + (" " if fits else "\n")
