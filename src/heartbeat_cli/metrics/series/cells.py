"""One scan for all moments of a series: rows are put into cells of time, and windows are made of cells.

Every condition with a clock is a comparison of an expression over a row with a moment. Each such moment, for each
moment of the series, is a cut on the line of that expression's values: between two cuts that follow each other lie rows
that are in the same windows. So one query that groups by cell gives all there is to know, if a window is one cell, or
if the value of several is made of their values: counts and exact sums are added, of extremes the extreme is taken.
Anything else does not add up, and is not tried.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, localcontext
from typing import Final

from heartbeat_cli.files import NOWHERE
from heartbeat_cli.marts import find_marts_kind
from heartbeat_cli.metrics.bench import Bench
from heartbeat_cli.metrics.clock import bind_clock
from heartbeat_cli.metrics.evaluation import number_in
from heartbeat_cli.metrics.metric import Metric
from heartbeat_cli.metrics.pieces import NoPiecesError, Piece, Pieces, Sides, pieces_of, sides_of
from heartbeat_cli.metrics.rewritten import EXTREME, combining, rows_of
from heartbeat_cli.metrics.sent import check_sent, to_marts
from heartbeat_cli.metrics.shape.expressions import nodes_inside, same
from heartbeat_cli.pgschema import literal

_DIGITS: Final = 500
_FLIPPED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}
_LONGEST: Final = 48_000
_MOST_ALONE, _FEW = 2, 10


@dataclass(frozen=True, slots=True, order=True)
class Cut:
    """A place on a line of times: before everything `at` this instant, or behind it."""

    at: datetime
    behind: bool
    text: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """An expression over a row that is held against the clock, and from where to where each window goes on it."""

    value: Piece
    windows: tuple[tuple[Cut | None, Cut | None], ...]

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """Every end of a window, in order."""
        return tuple(sorted({cut for window in self.windows for cut in window if cut is not None}))

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """For each window its first cell, and the one behind its last."""
        place = {cut: index + 1 for index, cut in enumerate(self.cuts)}
        last = len(place) + 1
        return tuple((place[low] if low else 0, place[high] if high else last) for low, high in self.windows)


@dataclass(frozen=True, slots=True)
class Scan:
    """What one scan tells: the value as of moments that rows are counted for, the moments that none is, and those that
    are to be run alone, whose windows share rows with another: the hour that a clock put forward leaves out."""

    values: dict[datetime, Decimal | None]
    empty: tuple[datetime, ...]
    alone: tuple[datetime, ...]


def scan(bench: Bench, metric: Metric, moments: Sequence[datetime]) -> Scan:
    """The values as of all moments from one query.

    Raises NoPiecesError where its SQL does not allow it, and HbError where the marts do not.
    """
    pieces = pieces_of(metric.sql or "")
    combine = combining(pieces.output)
    still = tuple(c for c in pieces.conditions if not _has_clock(c.text))
    if _has_clock(pieces.output.text) or _has_clock(f"1 FROM {pieces.source}"):
        raise NoPiecesError("the clock stands in more than its conditions")
    axes = _axes(bench, [c for c in pieces.conditions if c not in still], moments)
    windows = dict(zip(moments, zip(*(axis.spans for axis in axes), strict=True), strict=True))
    alone = () if combine else tuple(m for m, window in windows.items() if any(high - low > 1 for low, high in window))
    if len(alone) > max(_MOST_ALONE, len(moments) // _FEW):
        raise NoPiecesError("its windows have rows in common, and its value is not the sum of its parts")
    cells = _cells(bench, metric, _statement(pieces, still, axes), len(axes))
    inside = {moment: _inside(cells, window) for moment, window in windows.items() if moment not in alone}
    values = {moment: _combined(found, combine) for moment, found in inside.items() if found}
    return Scan(values, tuple(moment for moment, found in inside.items() if not found), alone)


def _has_clock(text: str) -> bool:
    """Whether another moment would be put in somewhere."""
    one = datetime(2000, 1, 1, tzinfo=UTC)
    return bind_clock(f"SELECT {text}", one) != f"SELECT {text}"


def _axes(bench: Bench, conditions: Sequence[Piece], moments: Sequence[datetime]) -> tuple[Axis, ...]:
    """One for each expression that is compared with the clock."""
    if not conditions:
        raise NoPiecesError("it is the same as of every moment")
    sides = [_facing(side) for condition in conditions for side in sides_of(condition)]
    texts = list(dict.fromkeys(side.right.text for side in sides))
    times = dict(zip(texts, _times(bench, texts, moments), strict=True))
    found: list[tuple[Piece, list[tuple[Sides, Sequence[Cut]]]]] = []
    for side in sides:
        own = next((members for value, members in found if same(value.node, side.left.node)), None)
        if own is None:
            own = []
            found.append((side.left, own))
        own.append((side, times[side.right.text]))
    return tuple(Axis(value, tuple(_windows(members, len(moments)))) for value, members in found)


def _facing(side: Sides) -> Sides:
    """With the row's expression to the left, and the clock to the right."""
    if _has_clock(side.left.text):
        side = Sides(side.right, _FLIPPED[side.operator], side.left)
    rows = any(kind in ("ColumnRef", "SubLink") for kind, _ in nodes_inside(side.right.node))
    if rows or _has_clock(side.left.text) or any(kind == "SubLink" for kind, _ in nodes_inside(side.left.node)):
        raise NoPiecesError("what is held against the clock is no expression over a row alone")
    return side


def _windows(members: Sequence[tuple[Sides, Sequence[Cut]]], number: int) -> Iterator[tuple[Cut | None, Cut | None]]:
    for index in range(number):
        lows, highs = [], []
        for side, times in members:
            at = times[index]
            if side.operator in (">", ">=", "="):
                lows.append(Cut(at.at, side.operator == ">", at.text))
            if side.operator in ("<", "<=", "="):
                highs.append(Cut(at.at, side.operator != "<", at.text))
        low, high = max(lows, default=None), min(highs, default=None)
        yield low, max(low, high) if low is not None and high is not None else high


def _times(bench: Bench, texts: Sequence[str], moments: Sequence[datetime]) -> list[list[Cut]]:
    """What each expression of the clock is as of each moment, as the marts work it out."""
    found: list[list[Cut]] = []
    for text in texts:
        columns = ", ".join(f"{bind_clock(f'SELECT {text}', m)[7:]} AS t{i}" for i, m in enumerate(moments))
        sql = f"SELECT {columns}"
        sent = f"SELECT * FROM (\n{to_marts(sql, bench.reader.dialect, {})}\n) AS times"
        check_sent(sent, f"SELECT * FROM (\n{sql}\n) AS times", (), bench.reader, NOWHERE)
        (row,) = bench.reader.query(sent).rows
        found.append([_cut(value) for value in row])
    return found


def _cut(value: object) -> Cut:
    if isinstance(value, datetime):
        kind = "TIMESTAMPTZ" if value.tzinfo else "TIMESTAMP"
        at = value if value.tzinfo else value.replace(tzinfo=UTC)
        shown = at.astimezone(UTC) if value.tzinfo else value
        return Cut(at.astimezone(UTC), False, f"{kind} {literal(shown.isoformat(' '))}")
    if isinstance(value, date):
        at = datetime(value.year, value.month, value.day, tzinfo=UTC)
        return Cut(at, False, f"DATE {literal(value.isoformat())}")
    raise NoPiecesError("what is held against the clock is no time")


def _statement(pieces: Pieces, still: Sequence[Piece], axes: Sequence[Axis]) -> str:
    """The one query: a row for each cell that has rows, its place on each axis, and its value."""
    places = [f"{_tree(axis.value.text, axis.cuts, 0, len(axis.cuts))} AS cell_{i}" for i, axis in enumerate(axes)]
    conditions = [f"({c.text}\n)" for c in still] + [c for axis in axes for c in _reach(axis)]
    groups = ", ".join(str(i + 1) for i in range(len(axes)))
    return (
        f"SELECT {', '.join(places)}, {pieces.output.text}\nAS value FROM {pieces.source}\n"
        f"WHERE {' AND '.join(conditions)} GROUP BY {groups}"
    )


def _tree(value: str, cuts: Sequence[Cut], low: int, high: int) -> str:
    """The cell of a row by halving: how many cuts its value is behind."""
    if low == high:
        return str(low)
    middle = (low + high) // 2
    return (
        f"CASE WHEN {_is_before(value, cuts[middle])} THEN {_tree(value, cuts, low, middle)}"
        f" ELSE {_tree(value, cuts, middle + 1, high)} END"
    )


def _is_before(value: str, cut: Cut) -> str:
    return f"{_operand(value)} {'<=' if cut.behind else '<'} {cut.text}"


def _operand(text: str) -> str:
    """An expression to the left of a comparison."""
    return text if re.fullmatch(r"[\w.\":]+", text) else f"({text}\n)"


def _reach(axis: Axis) -> Iterator[str]:
    """What every row of any window meets. A row without a time is in none."""
    lows, highs = zip(*axis.windows, strict=True)
    if None not in lows:
        low = min(cut for cut in lows if cut is not None)
        yield f"{_operand(axis.value.text)} {'>' if low.behind else '>='} {low.text}"
    if None not in highs:
        yield _is_before(axis.value.text, max(cut for cut in highs if cut is not None))


def _cells(bench: Bench, metric: Metric, sql: str, axes: int) -> dict[tuple[int, ...], object]:
    """What the marts give for each cell. The statement is judged as any metric's is."""
    if len(sql) > _LONGEST:
        raise NoPiecesError("it has too many moments")
    found: dict[tuple[int, ...], object] = {}
    for row in rows_of(bench, metric, sql):
        value = find_marts_kind(bench.reader.dialect).metric_value(row[axes])
        found[tuple(int(str(cell)) for cell in row[:axes])] = value
    return found


def _inside(cells: Mapping[tuple[int, ...], object], window: Sequence[tuple[int, int]]) -> list[object]:
    return [
        value
        for cell, value in cells.items()
        if all(low <= place < high for place, (low, high) in zip(cell, window, strict=True))
    ]


def _combined(values: Sequence[object], combine: str) -> Decimal | None:
    known = [number_in(value) for value in values if value is not None]
    if len(values) == 1 or not known:
        return known[0] if known else None
    if combine in EXTREME:
        return EXTREME[combine](known)
    if any(isinstance(value, float) for value in values):
        raise NoPiecesError("it adds up floating-point numbers, whose order matters")
    with localcontext() as context:
        context.prec = _DIGITS
        return sum(known, Decimal(0))
