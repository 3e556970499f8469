"""Pages and their sections as Markdown: whole, with every row and every name there is."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from heartbeat_cli.blocks import (
    Aside,
    Block,
    Cell,
    Either,
    Fact,
    Facts,
    Grid,
    GridColumn,
    Line,
    Names,
    Phrases,
    Piece,
    Section,
    Sheet,
    Styled,
    TextBlock,
)
from heartbeat_cli.formats.parts.markdown_text import code, codes, fenced, grid, heading, prose
from heartbeat_cli.wording import count

Lines = list[str]


def sheet_markdown(sheet: Sheet) -> str:
    """A whole page."""
    title = [heading(1, code(sheet.title))] if sheet.title else []
    comment = [prose(sheet.comment)] if sheet.comment else []
    return "\n\n".join([*title, *comment, *_blocks(sheet.blocks, 2)]) + "\n"


def sections_markdown(sections: Sequence[Section | None], level: int = 2) -> Lines:
    """Each section under its heading; nothing for those that are None."""
    return [text for section in sections if section is not None and section.blocks for text in _section(section, level)]


def blocks_markdown(blocks: Iterable[Block], level: int = 2) -> Lines:
    """Blocks under each other, their headings from `level` on."""
    return _blocks(blocks, level)


def _section(section: Section, level: int) -> Lines:
    number = f" ({count(section.number)})" if section.number is not None else ""
    said = [f"{prose(section.remark)[:1].upper()}{prose(section.remark)[1:]}."] if section.remark else []
    return [heading(level, f"{section.title}{number}"), *said, *_blocks(section.blocks, level + 1)]


def _blocks(blocks: Iterable[Block], level: int) -> Lines:
    """Facts that follow each other are one list, lines one paragraph."""
    found: Lines = []
    for kind, some in groupby(_flat(blocks), key=type):
        if kind in (Fact, Facts):
            found.append("\n".join(item for block in some for item in _items(block)))
        elif kind is Line:
            found += _paragraphs(block for block in some if isinstance(block, Line))
        else:
            found += [text for block in some for text in _block(block, level)]
    return found


def _flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks of a page that is as wide as need be."""
    for block in blocks:
        if isinstance(block, Either):
            yield from _flat(block.wide)
        else:
            yield block


def _items(block: Block) -> Iterator[str]:
    if isinstance(block, Fact):
        name = f"{block.name}: " if block.name else ""
        yield f"- {name}{prose(block.lead)} {_cell(block.value, _FACT)}".replace(":  ", ": ")
    if isinstance(block, Facts):
        for title, value in block.rows:
            yield f"- {title}: {prose(_text(value))}" if title else f"- {prose(_text(value))}"


_FACT = GridColumn("", "names")


def _paragraphs(lines: Iterable[Line]) -> Lines:
    """An empty line ends a paragraph; within one each line is broken where it ends."""
    parts = (list(some) for filled, some in groupby(lines, key=lambda line: bool(line.pieces)) if filled)
    return ["\\\n".join(prose(_text(line.pieces)) for line in part) for part in parts]


def _block(block: Block, level: int) -> Lines:
    match block:
        case Grid():
            rows = [
                [_cell(cell, column) for cell, column in zip(row, block.columns, strict=True)] for row in block.rows
            ]
            numbers = [place for place, column in enumerate(block.columns) if column.kind == "number"]
            return grid([column.heading for column in block.columns], rows, numbers)
        case Phrases():
            return [prose(" · ".join(block.phrases))]
        case TextBlock():
            return [fenced(block.text, "sql")]
        case Section():
            return _section(block, level)
        case Aside():
            kind = "" if block.kind == "note" else f"**{block.kind}:** "
            then = f" Next: {prose(block.next)}" if block.next else ""
            return [f"> {kind}{prose(block.text)}{then}"]
        case _:
            return []


def _cell(cell: Cell, column: GridColumn) -> str:
    if isinstance(cell, Names):
        return codes(cell.shown) if column.kind == "names" else ", ".join(map(prose, cell.shown))
    if isinstance(cell, Styled):
        return prose(cell.text)
    return code(cell) if column.kind == "name" else prose(cell)


def _text(pieces: Iterable[Piece]) -> str:
    return "".join(piece.text if isinstance(piece, Styled) else piece for piece in pieces)
