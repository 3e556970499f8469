"""Blocks in a view that moves: laid out anew each time it is drawn."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from heartbeat_cli.blocks import Block, Line
from heartbeat_cli.formats.terminal.layout import block_lines, segments
from heartbeat_cli.sheets import Look, look_blocks

# Lines of the view that are no tables, and one for the prompt.
_OTHER_LINES = 6


class Blocks:
    """Blocks as rich draws them."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks

    def __rich_console__(self, _console: Any, options: Any) -> Iterator[Any]:
        for block in self._blocks:
            yield from segments(block_lines(block, options.max_width))


def view(look: Look, now: datetime, height: int, last: Line | None = None) -> Blocks:
    """The run on at most `height` lines; `last` stands where it is said whose run it is."""
    return Blocks(look_blocks(look, now, max(1, height - _OTHER_LINES), last))
