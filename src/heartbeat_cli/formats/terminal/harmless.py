"""A console on which text from outside stays text.

A comment in a dump or a value in a landed row may hold control characters: an escape sequence in it would colour,
retitle or overwrite the terminal, a direction mark would show a name other than it is. They are left out of what is
shown.
"""

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from heartbeat_cli.formats.parts.plain_text import without_controls


class HarmlessConsole(Console):
    """A console that leaves control characters out of everything it renders; its own styles are not text."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """The renderable's segments, their text without control characters."""
        for segment in super().render(renderable, options):
            if segment.control or segment.text.isprintable():
                yield segment
            else:
                yield Segment(without_controls(segment.text), segment.style)
