"""A page as values: sections of grids and facts, of any width and without a colour.

What is remembered between two runs is a sheet, so this module imports nothing that reads or profiles; what lays a
sheet out is imported when one is printed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

_KEPT = 12
"""More names than ever fit a line."""


@dataclass(frozen=True, slots=True)
class Names:
    """Names on one line: as many as fit, and how many more there are. `shown` are the first of `number`."""

    shown: tuple[str, ...]
    number: int

    def __bool__(self) -> bool:
        return self.number > 0


def names(all_: Iterable[str]) -> Names:
    """The names of a cell."""
    every = tuple(all_)
    return Names(every, len(every))


Cell = str | Names


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column of a grid. `kind` says what its cells are.

    `name` and `word` are one line each, never cut nor broken; `number` stands to the right; `words` fold; of `names`
    and `phrases` there are as many as fit.
    `optional`: left out where the terminal is too narrow. `style` is one of the layout's STYLES.
    """

    heading: str
    kind: str = "name"
    style: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows under headings. `number` is how many rows there are in all, `lines` how many lines they may take.

    `lines` None: all rows, whatever they take. Where a row does not fit a line, `ragged` fills each line with what
    comes next; otherwise the same columns stand below in every row.
    """

    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    number: int
    lines: int | None = None
    ragged: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """What something is called and what it is: a value that folds, or names after a `lead`.

    `style` is one of the layout's STYLES.
    """

    name: str
    value: Cell
    style: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Phrases:
    """Short phrases in a row, broken between them and never inside one."""

    phrases: tuple[str, ...]
    style: str = ""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Text as it is, line by line: a view's query."""

    text: str


Block = Grid | Fact | Phrases | TextBlock


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, how many of it there are, a remark beside it, and what stands below."""

    title: str
    blocks: tuple[Block, ...]
    number: int | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page. `foot` is said last, faintly."""

    title: str
    comment: str | None
    opening: tuple[Block, ...]
    sections: tuple[Section, ...]
    foot: str = ""

    def __rich_console__(self, console: Any, options: Any) -> Iterator[Any]:
        from heartbeat_cli.render.profile.layout import lay_out

        yield from lay_out(self, options.max_width)


def grid(
    columns: Iterable[GridColumn], rows: Iterable[tuple[Cell, ...]], *, lines: int | None = None, ragged: bool = False
) -> Grid:
    """A grid of all `rows`, of which a page shows as many as fit in `lines`."""
    every = tuple(rows)
    return Grid(tuple(columns), every, len(every), lines, ragged)


def filled(*sections: Section | None) -> tuple[Section, ...]:
    """The sections that have something to say."""
    return tuple(s for s in sections if s is not None and s.blocks)


def shortened(sheet: Sheet) -> Sheet:
    """The sheet with no more than a page can show of it."""
    return replace(
        sheet,
        opening=tuple(map(_shorter, sheet.opening)),
        sections=tuple(replace(s, blocks=tuple(map(_shorter, s.blocks))) for s in sheet.sections),
    )


def _shorter(block: Block) -> Block:
    match block:
        case Grid():
            return replace(block, rows=tuple(tuple(map(_fewer, row)) for row in block.rows[: block.lines]))
        case Fact():
            return replace(block, value=_fewer(block.value))
        case _:
            return block


def _fewer(cell: Cell) -> Cell:
    return replace(cell, shown=cell.shown[:_KEPT]) if isinstance(cell, Names) else cell
