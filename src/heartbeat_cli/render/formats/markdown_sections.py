"""The sections of the page for people, whole, as Markdown."""

from collections.abc import Sequence

from heartbeat_cli.render.formats.markdown_text import code, codes, fenced, grid, heading, prose
from heartbeat_cli.render.profile.sheet import Block, Cell, Fact, Grid, GridColumn, Names, Phrases, Section, TextBlock

Lines = list[str]


def sections_markdown(sections: Sequence[Section | None], level: int = 2) -> Lines:
    """Each section under its heading, with every row and every name there is; nothing for those that are None."""
    return [line for section in sections if section is not None and section.blocks for line in _section(section, level)]


def _section(section: Section, level: int) -> Lines:
    number = f" ({section.number:,})" if section.number is not None else ""
    said = [f"{prose(section.remark)[:1].upper()}{prose(section.remark)[1:]}."] if section.remark else []
    return [heading(level, f"{section.title}{number}"), *said, *_blocks(section.blocks)]


def _blocks(blocks: Sequence[Block]) -> Lines:
    """Facts that follow each other are one list."""
    lines: Lines = []
    facts: Lines = []
    for block in blocks:
        if isinstance(block, Fact):
            name = f"{block.name}: " if block.name else ""
            facts.append(f"- {name}{prose(block.lead)} {_cell(block.value, _FACT)}".replace(":  ", ": "))
            continue
        lines += ["\n".join(facts)] if facts else []
        facts = []
        lines += _block(block)
    return [*lines, "\n".join(facts)] if facts else lines


_FACT = GridColumn("", "names")


def _block(block: Grid | Phrases | TextBlock) -> Lines:
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


def _cell(cell: Cell, column: GridColumn) -> str:
    if isinstance(cell, Names):
        return codes(cell.shown) if column.kind == "names" else ", ".join(map(prose, cell.shown))
    return code(cell) if column.kind == "name" else prose(cell)
