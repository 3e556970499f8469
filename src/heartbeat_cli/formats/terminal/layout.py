"""Sheets → lines of a width. Names are never cut: what does not fit beside goes below, and what is too much is counted.

Rich only brings the lines to the terminal: its tables measure every cell several times, which is felt on a page that
is otherwise read from memory.
"""

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from heartbeat_cli import blocks
from heartbeat_cli.blocks import (
    Aside,
    Block,
    Either,
    Fact,
    Facts,
    Grid,
    Names,
    Phrases,
    Section,
    Sheet,
    TextBlock,
)
from heartbeat_cli.formats.terminal.fold import Line, cut, fold, folded, piece_of
from heartbeat_cli.formats.terminal.grids import fitting, grid_lines
from heartbeat_cli.wording import count

STYLES = {
    "": Style.null(),
    "bold": Style(bold=True),
    "dim": Style(dim=True),
    "title": Style(bold=True, color="cyan"),
    "key": Style(color="green"),
    "private": Style(color="magenta"),
    "guess": Style(italic=True),
    "next": Style(color="cyan"),
    "good": Style(color="green"),
    "great": Style(bold=True, color="green"),
    "warning": Style(color="yellow"),
    "careful": Style(bold=True, color="yellow"),
    "wrong": Style(color="red"),
    "bad": Style(bold=True, color="red"),
}
_INDENT, _GAP = 2, 2
_LEAST_NAMES = 14
_FACT = 15


def segments(lines: Iterator[Line]) -> Iterator[Segment]:
    """The lines as rich brings them to a terminal, every one ended."""
    for line in lines:
        for text, style in line:
            if text:
                yield Segment(text, STYLES[style])
        yield Segment.line()


def sheet_lines(sheet: Sheet, width: int) -> Iterator[Line]:
    """The sheet, line by line, without what is said beside it."""
    yield from title_lines(sheet, width)
    for block in sheet.blocks:
        yield from block_lines(block, min(width, sheet.widest or width))


def title_lines(sheet: Sheet, width: int) -> Iterator[Line]:
    """What the page is about, and what its comment says that is."""
    width = min(width, sheet.widest or width)
    comment = " ".join((sheet.comment or "").split())
    if comment and cell_len(sheet.title) + 2 + cell_len(comment) <= width:
        yield [(sheet.title, "title"), (f"  {comment}", "")]
    elif sheet.title:
        yield [(sheet.title, "title")]
        yield from ([(line, "")] for line in folded(comment, width))


def block_lines(block: Block, width: int) -> Iterator[Line]:
    """A block, line by line; nothing for what is said beside the result."""
    match block:
        case Grid():
            return _indented(grid_lines(block, width - block.indent), block.indent)
        case Fact():
            return _fact_lines(block, width)
        case Facts():
            return _facts_lines(block, width)
        case Phrases():
            rows = _in_a_row(block.phrases, width - block.indent)
            return _indented(([(row, block.style)] for row in rows), block.indent)
        case TextBlock():
            return _indented(([(line.rstrip(), "")] for line in block.text.splitlines()), block.indent)
        case blocks.Line():
            return _sentence_lines(block, width)
        case Section():
            return _section_lines(block, width)
        case Either():
            chosen = block.wide if width >= block.least else block.narrow
            return (line for inner in chosen for line in block_lines(inner, width))
        case Aside():
            return iter(())


def _section_lines(section: Section, width: int) -> Iterator[Line]:
    yield []
    yield _heading(section)
    for block in section.blocks:
        yield from _indented(block_lines(block, width - _INDENT), _INDENT)


def _indented(lines: Iterable[Line], by: int) -> Iterator[Line]:
    return ([(" " * by, ""), *line] if by else line for line in lines)


def _heading(section: Section) -> Line:
    line: Line = [(section.title, section.style)]
    if section.number is not None:
        line.append((f"  {count(section.number)}", "dim"))
    if section.remark:
        line.append((f"  {section.remark}", "dim"))
    return line


def _sentence_lines(sentence: blocks.Line, width: int) -> Iterator[Line]:
    pieces = [piece_of(p) for p in sentence.pieces]
    room = width - sentence.indent
    if sentence.cut:
        return _indented([cut(pieces, room)], sentence.indent)
    return _indented([pieces] if sentence.whole or not pieces else fold(pieces, room), sentence.indent)


def _fact_lines(fact: Fact, width: int) -> Iterator[Line]:
    name = f"{fact.name}{' ' * (_FACT - cell_len(fact.name))}" if cell_len(fact.name) < _FACT else fact.name + "  "
    room = width - cell_len(name)
    if isinstance(fact.value, Names):
        yield [(name, "dim"), (fact.lead, ""), (fitting(fact.value, room - cell_len(fact.lead)), fact.style)]
        return
    text, style = piece_of(fact.value, fact.style)
    for place, line in enumerate(folded(text, max(room, _LEAST_NAMES)) or [""]):
        yield [(name if not place else " " * cell_len(name), "dim"), (line, style)]


def _facts_lines(facts: Facts, width: int) -> Iterator[Line]:
    room = max(facts.least, *(cell_len(name) for name, _ in facts.rows), 0) + _GAP
    for name, value in facts.rows:
        for place, line in enumerate(fold([piece_of(p) for p in value], max(width - room, _LEAST_NAMES))):
            said = name if not place else ""
            yield [(said, facts.style), (" " * (room - cell_len(said)), ""), *line]


def _in_a_row(phrases: Sequence[str], width: int) -> Iterator[str]:
    line = ""
    for phrase in phrases:
        longer = f"{line} · {phrase}" if line else phrase
        if line and cell_len(longer) > width:
            yield line
            longer = phrase
        line = longer
    if line:
        yield line
