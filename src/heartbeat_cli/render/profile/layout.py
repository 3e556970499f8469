"""Sheets → lines of a width. Names are never cut: what does not fit beside goes below, and what is too much is counted.

Rich only brings the lines to the terminal: its tables measure every cell several times, which is felt on a page that
is otherwise read from memory.
"""

from collections.abc import Iterator, Sequence
from textwrap import wrap

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from heartbeat_cli.render.profile.sheet import (
    Block,
    Cell,
    Fact,
    Grid,
    GridColumn,
    Names,
    Phrases,
    Section,
    Sheet,
    TextBlock,
)

STYLES = {
    "": Style.null(),
    "bold": Style(bold=True),
    "dim": Style(dim=True),
    "title": Style(bold=True, color="cyan"),
    "key": Style(color="green"),
    "private": Style(color="magenta"),
    "guess": Style(italic=True),
    "warning": Style(color="yellow"),
    "next": Style(color="cyan"),
}
WIDEST = 160
"""Wider lines are hard to follow with the eye."""
_INDENT, _GAP = 2, 2
_LEAST_NAMES, _LEAST_WORDS = 14, 34
_FACT = 15

Piece = tuple[str, str]
"""Text, and the name of its style."""
Line = list[Piece]


def lay_out(sheet: Sheet, width: int) -> Iterator[Segment]:
    """The sheet as segments, every line ended."""
    for line in sheet_lines(sheet, min(width, WIDEST)):
        for text, style in line:
            if text:
                yield Segment(text, STYLES[style])
        yield Segment.line()


def sheet_lines(sheet: Sheet, width: int) -> Iterator[Line]:
    """The sheet, line by line."""
    yield from _opening(sheet, width)
    for section in sheet.sections:
        yield []
        yield _heading(section)
        for block in section.blocks:
            for line in _block_lines(block, width - _INDENT):
                yield [(" " * _INDENT, ""), *line]
    if sheet.foot:
        yield []
        yield from ([(line, "dim")] for line in _folded(sheet.foot, width))


def _opening(sheet: Sheet, width: int) -> Iterator[Line]:
    comment = " ".join((sheet.comment or "").split())
    if comment and cell_len(sheet.title) + 2 + cell_len(comment) <= width:
        yield [(sheet.title, "title"), (f"  {comment}", "")]
    else:
        yield [(sheet.title, "title")]
        yield from ([(line, "")] for line in _folded(comment, width))
    for block in sheet.opening:
        yield from _block_lines(block, width)


def _heading(section: Section) -> Line:
    line: Line = [(section.title, "bold")]
    if section.number is not None:
        line.append((f"  {section.number:,}", "dim"))
    if section.remark:
        line.append((f"  {section.remark}", "dim"))
    return line


def _block_lines(block: Block, width: int) -> Iterator[Line]:
    match block:
        case Grid():
            return _grid_lines(block, width)
        case Fact():
            return _fact_lines(block, width)
        case Phrases():
            return ([(line, block.style)] for line in _in_a_row(block.phrases, width))
        case TextBlock():
            return ([(line, "")] for line in block.text.splitlines())


def _fact_lines(fact: Fact, width: int) -> Iterator[Line]:
    name = f"{fact.name}{' ' * (_FACT - cell_len(fact.name))}" if cell_len(fact.name) < _FACT else fact.name + "  "
    room = width - cell_len(name)
    if isinstance(fact.value, Names):
        yield [(name, "dim"), (fact.lead, ""), (_fitting(fact.value, room - cell_len(fact.lead)), fact.style)]
        return
    for place, line in enumerate(_folded(fact.value, max(room, _LEAST_NAMES)) or [""]):
        yield [(name if not place else " " * cell_len(name), "dim"), (line, fact.style)]


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


def _fitting(names: Names, room: int) -> str:
    """As many names as fit, the first even where it does not, and how many more there are."""
    said, rest = "", names.number
    for name in names.shown:
        longer = f"{said}, {name}" if said else name
        more = f" +{rest - 1}" if rest > 1 else ""
        if said and cell_len(longer + more) > room:
            break
        said, rest = longer, rest - 1
    return f"{said} +{rest}" if rest and said else said


def _folded(text: str, width: int) -> list[str]:
    return wrap(text, max(width, 1), break_long_words=False, break_on_hyphens=False)


# Grids


def _grid_lines(grid: Grid, width: int) -> Iterator[Line]:
    shown = used = 0
    heading, rows = _rows(grid, width)
    if heading is not None:
        yield heading
    for lines in rows:
        if grid.lines is not None and used + len(lines) > grid.lines and shown:
            break
        yield from lines
        shown, used = shown + 1, used + len(lines)
    if grid.number > shown:
        yield [(f"and {grid.number - shown:,} more; --json lists all", "dim")]


def _rows(grid: Grid, width: int) -> tuple[Line | None, Iterator[list[Line]]]:
    """The headings, where every row is a line, and the lines of each row."""
    kept = _kept_columns(grid, width)
    columns = [grid.columns[place] for place in kept]
    rows = [tuple(row[place] for place in kept) for row in grid.rows[: grid.lines]]
    widths = _widths(columns, rows, width)
    if widths is not None:
        named = any(c.heading for c in columns)
        heading = _padded([(c.heading, "dim") for c in columns], columns, widths) if named else None
        return heading, (list(_row_lines(row, columns, widths)) for row in rows)
    first = max((cell_len(_plain(row[0])) for row in rows), default=0)
    beside = 1 if grid.ragged else _fitting_beside(columns, rows, width)
    if beside > 1:
        widths = _widths(columns[:beside], [row[:beside] for row in rows], width) or []
        return None, (
            [
                *_row_lines(row[:beside], columns[:beside], widths),
                *_stacked(("", *row[beside:]), (columns[0], *columns[beside:]), first, width),
            ]
            for row in rows
        )
    return None, (list(_stacked(row, columns, first, width)) for row in rows)


def _fitting_beside(columns: Sequence[GridColumn], rows: Sequence[tuple[Cell, ...]], width: int) -> int:
    """How many of the first columns fit on a line in every row."""
    fitting = (n for n in range(len(columns) - 1, 1, -1) if _widths(columns[:n], [r[:n] for r in rows], width))
    return next(fitting, 1)


def _kept_columns(grid: Grid, width: int) -> list[int]:
    """The columns that something stands in, and of the optional ones as many as there is room for."""
    shown = grid.rows[: grid.lines]
    kept = [n for n in range(len(grid.columns)) if any(row[n] for row in shown)] or [0]
    while _widths([grid.columns[n] for n in kept], [tuple(r[n] for n in kept) for r in shown], width) is None:
        optional = [n for n in kept if grid.columns[n].optional]
        if not optional:
            break
        kept.remove(optional[-1])
    return kept


def _widths(columns: Sequence[GridColumn], rows: Sequence[tuple[Cell, ...]], width: int) -> list[int] | None:
    """How wide each column is when a row is one line; None where there is no room for that."""
    natural = [
        max(cell_len(column.heading), *(cell_len(_plain(row[n])) for row in rows)) if rows else cell_len(column.heading)
        for n, column in enumerate(columns)
    ]
    least = [_least(column, wish, n, rows) for n, (column, wish) in enumerate(zip(columns, natural, strict=True))]
    spare = width - sum(least) - _GAP * (len(columns) - 1)
    if spare < 0:
        return None
    found = list(least)
    wanting = [n for n in range(len(columns)) if natural[n] > found[n]]
    while wanting and spare > 0:
        share = max(spare // len(wanting), 1)
        for n in wanting:
            more = min(share, natural[n] - found[n], spare)
            found[n], spare = found[n] + more, spare - more
        wanting = [n for n in wanting if natural[n] > found[n]]
    return found


def _least(column: GridColumn, natural: int, place: int, rows: Sequence[tuple[Cell, ...]]) -> int:
    if column.kind == "words":
        return min(natural, _LEAST_WORDS)
    if column.kind in ("names", "phrases"):
        cells = (row[place] for row in rows)
        longest = max((cell_len(_fitting(c, 0) if isinstance(c, Names) else c) for c in cells), default=0)
        return min(natural, max(longest, _LEAST_NAMES))
    return natural


def _plain(cell: Cell) -> str:
    return (
        ", ".join(cell.shown) + (f" +{cell.number - len(cell.shown)}" if cell.number > len(cell.shown) else "")
        if (isinstance(cell, Names))
        else cell
    )


def _row_lines(row: tuple[Cell, ...], columns: Sequence[GridColumn], widths: Sequence[int]) -> Iterator[Line]:
    """One line, and more where words fold."""
    cells = [
        [_fitting(cell, room)] if isinstance(cell, Names) else _folded(cell, room) if c.kind == "words" else [cell]
        for cell, c, room in zip(row, columns, widths, strict=True)
    ]
    for number in range(max(map(len, cells))):
        pieces = [
            (c[number] if number < len(c) else "", column.style) for c, column in zip(cells, columns, strict=True)
        ]
        yield _padded(pieces, columns, widths)


def _padded(pieces: Sequence[Piece], columns: Sequence[GridColumn], widths: Sequence[int]) -> Line:
    """The pieces under their headings; the last one is not filled up."""
    line: Line = []
    last = max((n for n, (text, _) in enumerate(pieces) if text), default=0)
    for n, ((text, style), column, room) in enumerate(zip(pieces, columns, widths, strict=True)):
        if n > last:
            break
        fill = " " * (room - cell_len(text))
        if column.kind == "number":
            line += [(fill, ""), (text, style)]
        else:
            line += [(text, style), (fill if n < last else "", "")]
        if n < last:
            line.append((" " * _GAP, ""))
    return line


def _stacked(row: Sequence[Cell], columns: Sequence[GridColumn], first: int, width: int) -> Iterator[Line]:
    """The first cell, those that fit beside it, and the others below; nothing where there is nothing."""
    head = _plain(row[0])
    hang = min(first + _GAP, width // 3)
    line: Line = [(head, columns[0].style)] if head else []
    used = cell_len(head)
    if head and first <= width // 2:
        line.append((" " * (first - used), ""))
        used = first
    for cell, column in zip(row[1:], columns[1:], strict=True):
        for number, text in enumerate(_below(cell, column, width - hang) if cell else ()):
            # What folds begins a line.
            if line and used + _GAP + cell_len(text) <= width and not number and column.kind != "words":
                line += [(" " * _GAP, ""), (text, column.style)]
                used += _GAP + cell_len(text)
                continue
            if line:
                yield _stripped(line)
            line = [(" " * hang, ""), (text, column.style)]
            used = hang + cell_len(text)
    if line:
        yield _stripped(line)


def _below(cell: Cell, column: GridColumn, room: int) -> list[str]:
    if isinstance(cell, Names):
        return [_fitting(cell, room)]
    return _folded(cell, room) if column.kind == "words" else [cell]


def _stripped(line: Line) -> Line:
    return line[:-1] if line and not line[-1][0].strip() else line
