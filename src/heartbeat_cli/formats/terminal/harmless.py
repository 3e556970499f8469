"""A console on which text from outside stays text.

A comment in a dump or a value in a landed row may hold control characters: an escape sequence in it would colour,
retitle or overwrite the terminal, a direction mark would show a name other than it is. They are left out of what is
shown. None of them takes a cell, so nothing is shifted.
"""

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

_DIRECTIONS = (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *_DIRECTIONS))
for _kept in "\n\t":
    del _CONTROLS[ord(_kept)]


class HarmlessConsole(Console):
    """A console that leaves control characters out of everything it renders; its own styles are not text."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """The renderable's segments, their text without control characters."""
        for segment in super().render(renderable, options):
            if segment.control or segment.text.isprintable():
                yield segment
            else:
                yield Segment(segment.text.translate(_CONTROLS), segment.style)
