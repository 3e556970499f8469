"""A sheet on the two streams: the page on stdout, what is said beside it on stderr, in the sheet's order."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from heartbeat_cli.blocks import Aside, Block, Either, Section, Sheet, TextBlock, folding
from heartbeat_cli.errors import HbError
from heartbeat_cli.formats.parts.plain_text import harmless
from heartbeat_cli.formats.terminal.console import UNFOLDED_WIDTH, note, print_error, stderr, stdout, warn

if TYPE_CHECKING:
    from heartbeat_cli.formats.parts.door import Written


def print_sheet(sheet: Sheet) -> None:
    """Print a page as wide as the terminal; in a pipe as wide as it may be."""
    from rich.segment import Segments

    from heartbeat_cli.formats.terminal.layout import segments, title_lines

    console = stdout(unfolded=sheet.unfolded)
    width = min(console.width, sheet.widest or console.width)
    if sheet.title:
        console.print(Segments(segments(title_lines(sheet, width))), crop=False)
    for block in sheet.blocks:
        _show_block(console, block, width)


def print_rows(headings: Iterable[object], rows: Iterable[Iterable[object]]) -> None:
    """Print rows as CSV, none of whose cells a spreadsheet runs."""
    from heartbeat_cli.formats.parts.csv_lines import csv_lines

    sys.stdout.write(harmless(csv_lines(headings, rows)))


def print_written(written: "Written") -> None:
    """Print a target in a format, and what has to be said beside it."""
    if isinstance(written.body, Sheet):
        print_sheet(written.body)
    else:
        sys.stdout.write(harmless(written.body))
    for text in written.notes:
        note(text)


def print_beside(*blocks: Block) -> None:
    """Print blocks on stderr: steps of a way whose end is a page."""
    console = stderr()
    for block in blocks:
        _show_block(console, block, console.width if console.is_terminal else UNFOLDED_WIDTH)


def _show_block(console: Any, block: Block, width: int) -> None:
    from rich.segment import Segments

    from heartbeat_cli.formats.terminal.layout import block_lines, segments

    match block:
        case Aside():
            _say(block)
        case Either():
            for inner in block.wide if width >= block.least else block.narrow:
                _show_block(console, inner, width)
        case Section() if any(isinstance(inner, Aside) for inner in block.blocks):
            raise TypeError("what is said beside a page is no part of a section")
        case TextBlock() if block.language and console.is_terminal:
            _show_code(console, block)
        case _:
            shown = folding(block) if console.is_terminal else block
            console.print(Segments(segments(block_lines(shown, width))), crop=False)


def _show_code(console: Any, block: TextBlock) -> None:
    from rich.padding import Padding
    from rich.syntax import Syntax

    code = Syntax(block.text, block.language, theme="ansi_dark", background_color="default", word_wrap=True)
    console.print(Padding(code, (0, 0, 0, block.indent)))


def _say(aside: Aside) -> None:
    if aside.kind == "error":
        print_error(HbError(aside.text, hint=aside.next))
        return
    (warn if aside.kind == "warning" else note)(aside.text)
    if aside.next:
        note(f"  next: {aside.next}")
