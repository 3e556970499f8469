"""Grids → lines of a width: rows beside each other where there is room, else what does not fit below."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from heartbeat_cli.blocks import Cell, Grid, GridColumn, Names, Styled
from heartbeat_cli.formats.terminal.fold import Line, Piece, cut_text, folded
from heartbeat_cli.wording import count

_GAP = 2
_LEAST_NAMES, _LEAST_WORDS, _LEAST_CUT = 14, 34, 10


def grid_lines(grid: Grid, width: int) -> Iterator[Line]:
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
        yield [(f"and {count(grid.number - shown)} more; --json lists all", "dim")]


def _rows(grid: Grid, width: int) -> tuple[Line | None, Iterator[list[Line]]]:
    """The headings, where every row is a line, and the lines of each row."""
    kept = _kept_columns(grid, width)
    columns = [grid.columns[place] for place in kept]
    rows = [tuple(row[place] for place in kept) for row in grid.rows[: grid.lines]]
    flat = sum(not column.below for column in columns)
    widths = _widths(columns, rows, width) if flat == len(columns) else None
    if widths is not None:
        return _headings(grid, columns, widths), (list(_row_lines(row, columns, widths)) for row in rows)
    first = max((cell_len(_plain(row[0])) for row in rows), default=0)
    beside = 1 if grid.ragged else _fitting_beside(columns[:flat], rows, width)
    if grid.below is not None and beside < sum(not (c.below or c.kind == "words") for c in columns):
        return None, _first_alone(columns, rows, grid.below, width)
    if beside > 1:
        widths = _widths(columns[:beside], [row[:beside] for row in rows], width) or []
        hang = first if grid.below is None else grid.below - _GAP
        return None if grid.below is None else _headings(grid, columns[:beside], widths), (
            [
                *_row_lines(row[:beside], columns[:beside], widths),
                *_stacked(("", *row[beside:]), (columns[0], *columns[beside:]), hang, width),
            ]
            for row in rows
        )
    return None, (list(_stacked(row, columns, first, width)) for row in rows)


def _first_alone(
    columns: Sequence[GridColumn], rows: Sequence[tuple[Cell, ...]], below: int, width: int
) -> Iterator[list[Line]]:
    """The first cell on a line, the others beside each other half as far in as what stands below them."""
    indent = below // 2
    beside = [n for n, column in enumerate(columns) if n and column.kind != "words" and not column.below]
    under = [n for n in range(1, len(columns)) if n not in beside]
    chosen = [columns[n] for n in beside]
    cells = [tuple(row[n] for n in beside) for row in rows]
    widths = _widths(chosen, cells, width - indent) or [0] * len(chosen)
    for row, own in zip(rows, cells, strict=True):
        lines: list[Line] = [[(_plain(row[0]), _style(row[0], columns[0]))]]
        lines += [[(" " * indent, ""), *line] for line in _row_lines(own, chosen, widths)] if chosen else []
        rest = ("", *(row[n] for n in under))
        yield [*lines, *_stacked(rest, (columns[0], *(columns[n] for n in under)), below - _GAP, width)]


def _headings(grid: Grid, columns: Sequence[GridColumn], widths: Sequence[int]) -> Line | None:
    if not any(c.heading for c in columns):
        return None
    return _padded([(c.heading, grid.heading) for c in columns], columns, widths)


def _fitting_beside(columns: Sequence[GridColumn], rows: Sequence[tuple[Cell, ...]], width: int) -> int:
    """How many of the first columns fit on a line in every row."""
    fitting = (n for n in range(len(columns), 1, -1) if _widths(columns[:n], [r[:n] for r in rows], width))
    return next(fitting, 1)


def _kept_columns(grid: Grid, width: int) -> list[int]:
    """The columns that something stands in, and of the optional ones as many as there is room for."""
    shown = grid.rows[: grid.lines]
    kept = [n for n, column in enumerate(grid.columns) if column.from_width <= max(width, 0)]
    if shown:
        kept = [n for n in kept if any(row[n] for row in shown)] or [0]
    while _widths([grid.columns[n] for n in kept], [tuple(r[n] for n in kept) for r in shown], width) is None:
        optional = [n for n in kept if grid.columns[n].optional]
        if not optional:
            break
        kept.remove(optional[-1])
    return kept


def _widths(columns: Sequence[GridColumn], rows: Sequence[tuple[Cell, ...]], width: int) -> list[int] | None:
    """How wide each column is when a row is one line; None where there is no room for that."""
    natural = [_natural(column, n, rows) for n, column in enumerate(columns)]
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


def _natural(column: GridColumn, place: int, rows: Sequence[tuple[Cell, ...]]) -> int:
    widest = max(cell_len(column.heading), *(cell_len(_plain(row[place])) for row in rows), 0)
    return widest if column.most is None else min(widest, column.most)


def _least(column: GridColumn, natural: int, place: int, rows: Sequence[tuple[Cell, ...]]) -> int:
    if column.kind == "words":
        return min(natural, column.least or _LEAST_WORDS)
    if column.kind == "cut":
        return min(natural, _LEAST_CUT)
    if column.kind in ("names", "phrases"):
        cells = (row[place] for row in rows)
        longest = max((cell_len(fitting(c, 0) if isinstance(c, Names) else _plain(c)) for c in cells), default=0)
        return min(natural, max(longest, _LEAST_NAMES))
    return natural


def _plain(cell: Cell) -> str:
    if isinstance(cell, Names):
        return ", ".join(cell.shown) + (f" +{cell.number - len(cell.shown)}" if cell.number > len(cell.shown) else "")
    return cell.text if isinstance(cell, Styled) else cell


def _style(cell: Cell, column: GridColumn) -> str:
    return cell.style if isinstance(cell, Styled) else column.style


def _row_lines(row: tuple[Cell, ...], columns: Sequence[GridColumn], widths: Sequence[int]) -> Iterator[Line]:
    """One line, and more where words fold."""
    cells = [_cell_lines(cell, c, room) for cell, c, room in zip(row, columns, widths, strict=True)]
    styles = [_style(cell, c) for cell, c in zip(row, columns, strict=True)]
    for place in range(max(map(len, cells))):
        pieces = [(c[place] if place < len(c) else "", style) for c, style in zip(cells, styles, strict=True)]
        yield _padded(pieces, columns, widths)


def _cell_lines(cell: Cell, column: GridColumn, room: int) -> list[str]:
    if isinstance(cell, Names):
        return [fitting(cell, room)]
    if column.kind == "cut":
        return [cut_text(_plain(cell), room)]
    return folded(_plain(cell), room) if column.kind == "words" else [_plain(cell)]


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
    line: Line = [(head, _style(row[0], columns[0]))] if head else []
    used = cell_len(head)
    if head and first <= width // 2:
        line.append((" " * (first - used), ""))
        used = first
    for cell, column in zip(row[1:], columns[1:], strict=True):
        style = _style(cell, column)
        for number, text in enumerate(_cell_lines(cell, column, width - hang) if cell else ()):
            # What folds begins a line.
            if line and used + _GAP + cell_len(text) <= width and not number and column.kind != "words":
                line += [(" " * _GAP, ""), (text, style)]
                used += _GAP + cell_len(text)
                continue
            if line:
                yield _stripped(line)
            line = [(" " * hang, ""), (text, style)]
            used = hang + cell_len(text)
    if line:
        yield _stripped(line)


def _stripped(line: Line) -> Line:
    return line[:-1] if line and not line[-1][0].strip() else line


def fitting(names: Names, room: int) -> str:
    """As many names as fit, the first even where it does not, and how many more there are."""
    said, rest = "", names.number
    for name in names.shown:
        longer = f"{said}, {name}" if said else name
        more = f" +{rest - 1}" if rest > 1 else ""
        if said and cell_len(longer + more) > room:
            break
        said, rest = longer, rest - 1
    return f"{said} +{rest}" if rest and said else said
