"""What a page is made of: lines, facts, grids, sections, of any width and without a colour.

A page that is stored between two runs is a sheet, so this module imports nothing that reads, profiles or draws.
`style` is always one of STYLES, the names a format gives its looks to.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

STYLES = (
    *("", "bold", "dim", "title", "key", "private", "guess", "next"),
    *("good", "great", "warning", "careful", "wrong", "bad"),
)
_STORED_NAMES = 12
"""More names than ever fit a line."""
_PROFILE_WIDTH = 160
"""Wider lines are hard to follow with the eye."""


@dataclass(frozen=True, slots=True)
class Styled:
    """Text in a style."""

    text: str
    style: str

    def __bool__(self) -> bool:
        return bool(self.text)


Piece = str | Styled


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


Cell = Piece | Names


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column of a grid. `kind` says what its cells are.

    `name` and `word` are one line each, never cut nor broken; `number` stands to the right; `words` fold; the end of
    `cut` ones is cut; of `names` and `phrases` there are as many as fit.
    `optional`: left out where the page is too narrow; `from_width`: the width of a page from which it is there at all.
    `least` and `most`: between what its words may fold. `below`: it stands on lines of its own below the others.
    """

    heading: str
    kind: str = "name"
    style: str = ""
    optional: bool = False
    from_width: int = 0
    least: int | None = None
    most: int | None = None
    below: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows under headings. `number` is how many rows there are in all, `lines` how many lines they may take.

    `lines` None: all rows, whatever they take. Where a row does not fit a line, `ragged` fills each line with what
    comes next; otherwise the same columns stand below in every row. `below` says how far in what stands below begins,
    and that the headings stay; None: under the second column.
    """

    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    number: int
    lines: int | None = None
    ragged: bool = False
    heading: str = "dim"
    below: int | None = None
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """What something is called and what it is: a value that folds, or names after a `lead`."""

    name: str
    value: Cell
    style: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Named values under each other, the names as wide as the longest, at least `least`; values fold beside them."""

    rows: tuple[tuple[str, tuple[Piece, ...]], ...]
    style: str = "dim"
    least: int = 0


@dataclass(frozen=True, slots=True)
class Phrases:
    """Short phrases in a row, broken between them and never inside one."""

    phrases: tuple[str, ...]
    style: str = ""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, `indent` blanks in: folded between words, left `whole` but at a terminal, or its end `cut`."""

    pieces: tuple[Piece, ...] = ()
    indent: int = 0
    whole: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Text as it is, line by line, such as a view's query in `language`."""

    text: str
    language: str = "postgresql"
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Aside:
    """What is said beside the result: a `note`, a `warning` or an `error`, with what to do `next`."""

    text: str
    kind: str = "note"
    next: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading after an empty line, how many of it there are, a remark beside it, and what stands below."""

    title: str
    blocks: "tuple[Block, ...]"
    number: int | None = None
    remark: str = ""
    style: str = "bold"


@dataclass(frozen=True, slots=True)
class Either:
    """`wide` on a page of at least `least` cells, else `narrow`."""

    least: int
    wide: "tuple[Block, ...]"
    narrow: "tuple[Block, ...]"


Block = Grid | Fact | Facts | Phrases | Line | TextBlock | Aside | Section | Either
GAP = Line()
"""An empty line."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page. No line is wider than `widest`; `unfolded`: none is folded where nobody watches."""

    title: str = ""
    comment: str | None = None
    blocks: tuple[Block, ...] = ()
    widest: int | None = None
    unfolded: bool = False


def sheet(*blocks: Block | None, unfolded: bool = False) -> Sheet:
    """A page without a title, of the blocks that are there."""
    return Sheet(blocks=tuple(b for b in blocks if b is not None), unfolded=unfolded)


def profile_sheet(
    title: str, comment: str | None, opening: Iterable[Block], sections: Iterable[Section], foot: str = ""
) -> Sheet:
    """A page about a target: what it is, its sections, and what is said last, faintly."""
    last = (GAP, line(foot, style="dim")) if foot else ()
    return Sheet(title, comment, (*opening, *sections, *last), _PROFILE_WIDTH)


def line(*pieces: Piece, style: str = "", indent: int = 0, whole: bool = False, cut: bool = False) -> Line:
    """A sentence; `style` is that of the pieces that have none."""
    styled = tuple(Styled(p, style) if style and isinstance(p, str) else p for p in pieces if p)
    return Line(styled, indent, whole, cut)


def facts(*rows: tuple[str, object], style: str = "dim", least: int = 0) -> Facts:
    """Named values; those that are None or empty are left out."""
    return Facts(tuple((name, _pieces(value)) for name, value in rows if value), style, least)


def _pieces(value: object) -> tuple[Piece, ...]:
    if isinstance(value, tuple):
        return tuple(piece for piece in value if piece)
    return (value if isinstance(value, Styled) else str(value),)


def grid(
    columns: Iterable[GridColumn],
    rows: Iterable[tuple[Cell, ...]],
    *,
    lines: int | None = None,
    ragged: bool = False,
    heading: str = "dim",
    below: int | None = None,
    indent: int = 0,
) -> Grid:
    """A grid of all `rows`, of which a page shows as many as fit in `lines`."""
    every = tuple(rows)
    return Grid(tuple(columns), every, len(every), lines, ragged, heading, below, indent)


def table(
    *columns: GridColumn | str, rows: Iterable[tuple[Cell, ...]], heading: str = "bold", below: int | None = None
) -> Grid:
    """A grid of all rows, its headings heavy; a column that is only a heading holds names."""
    named = (GridColumn(c) if isinstance(c, str) else c for c in columns)
    return grid(named, rows, heading=heading, below=below)


def number(heading: str, from_width: int = 0) -> GridColumn:
    """A column of numbers, there on a page of at least `from_width` cells."""
    return GridColumn(heading, "number", from_width=from_width)


def words(heading: str, style: str = "", least: int | None = None) -> GridColumn:
    """A column of words that fold."""
    return GridColumn(heading, "words", style, least=least)


def filled(*sections: Section | None) -> tuple[Section, ...]:
    """The sections that have something to say."""
    return tuple(s for s in sections if s is not None and s.blocks)


def shortened(whole: Sheet) -> Sheet:
    """The sheet with no more than a page can show of it."""
    return replace(whole, blocks=tuple(map(_shorter, whole.blocks)))


def folding(block: Block) -> Block:
    """The block with no sentence left whole: a terminal would break it inside a word."""
    match block:
        case Line(whole=True):
            return replace(block, whole=False)
        case Section():
            return replace(block, blocks=tuple(map(folding, block.blocks)))
        case Either():
            return replace(block, wide=tuple(map(folding, block.wide)), narrow=tuple(map(folding, block.narrow)))
        case _:
            return block


def _shorter(block: Block) -> Block:
    match block:
        case Grid():
            return replace(block, rows=tuple(tuple(map(_fewer, row)) for row in block.rows[: block.lines]))
        case Fact():
            return replace(block, value=_fewer(block.value))
        case Section():
            return replace(block, blocks=tuple(map(_shorter, block.blocks)))
        case _:
            return block


def _fewer(cell: Cell) -> Cell:
    return replace(cell, shown=cell.shown[:_STORED_NAMES]) if isinstance(cell, Names) else cell
