"""The rows of a query, counted by what could be asked of them: every change is then worked out without asking again.

A cell has all rows that pass the same tests and have the same values. A set of cells is an integer with a bit for each,
so what some changes give is an AND of sets, and a count the bits of it, by their weight.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal

from heartbeat_cli.metrics.gap.changes import RowTest
from heartbeat_cli.metrics.gap.settings import NULL, Aggregation

Line = tuple[int, tuple[str, ...], int, int, Decimal]
"""Which tests pass (a bit each), the values, how many rows, how many with something to add up, and their sum."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Whole numbers of cells, bit by bit: plane k holds the cells whose number has that bit."""

    planes: tuple[int, ...]

    def of(self, cells: int) -> int:
        """The sum over a set of cells."""
        return sum((plane & cells).bit_count() << k for k, plane in enumerate(self.planes))


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells by test and by value; `scale` is the number of decimals of the sums.

    `held` is the value each cell's rows have of what an ordered or distinct aggregate is over.
    """

    passing: Mapping[str, int]
    values: Mapping[str, Mapping[str, int]]
    every: int
    rows: Weights
    filled: Weights
    more: Weights
    less: Weights
    scale: int = 0
    held: tuple[str, ...] = ()
    _known: dict[str, int] = field(default_factory=dict, compare=False)

    def where(self, tests: Iterable[RowTest]) -> int:
        """The cells whose rows pass all of these tests."""
        found = self.every
        for test in tests:
            known = self._known.get(test.sql)
            if known is None:
                known = self._known[test.sql] = self._of(test)
            found &= known
        return found

    def _of(self, test: RowTest) -> int:
        if test.column is None or test.column not in self.values:
            return self.passing[test.sql]
        by_value = self.values[test.column]
        found = 0
        for value in test.values:
            found |= by_value.get(value, 0)
        return self.every & ~found if test.denied else found

    def count(self, cells: int) -> int:
        """How many rows."""
        return self.rows.of(cells)

    def number(self, measure: Aggregation, cells: int) -> Decimal | None:
        """What an aggregate gives over a set of cells."""
        if measure.how == "count":
            return Decimal(self.rows.of(cells) if measure.of is None else self.filled.of(cells))
        if measure.how == "distinct":
            return Decimal(len({self.held[i] for i in members(cells)} - {NULL}))
        if measure.how == "percentile":
            return self._percentile(measure.fraction, cells)
        rows = self.filled.of(cells)
        total = Decimal(self.more.of(cells) - self.less.of(cells)).scaleb(-self.scale)
        return None if not rows else total if measure.how == "sum" else total / rows

    def _percentile(self, fraction: Decimal, cells: int) -> Decimal | None:
        """The value that a share of the rows stays below, between two of them where it falls there."""
        listed = sorted((Decimal(self.held[i]), i) for i in members(cells) if self.held[i] != NULL)
        counts = [self.rows.of(1 << i) for _, i in listed]
        place = fraction * (sum(counts) - 1)
        if not listed:
            return None
        low, high = (self._at(listed, counts, int(p)) for p in (place, place.to_integral_value(ROUND_CEILING)))
        return low + (high - low) * (place - int(place))

    @staticmethod
    def _at(listed: list[tuple[Decimal, int]], counts: list[int], place: int) -> Decimal:
        for (value, _), rows in zip(listed, counts, strict=True):
            if place < rows:
                return value
            place -= rows
        return listed[-1][0]


def members(cells: int) -> list[int]:
    """Which cells a set has."""
    return [index for index, bit in enumerate(reversed(bin(cells))) if bit == "1"]


def build_cells(tests: Sequence[str], columns: Sequence[str], lines: Sequence[Line], held: str | None = None) -> Cells:
    """The cells of what a scan gave: a line each; `tests` in the order of their bits, `held` the column
    whose values an aggregate is over."""
    passing = dict.fromkeys(tests, 0)
    values: dict[str, dict[str, int]] = {column: {} for column in columns if column != held}
    scale = max((-int(total.as_tuple().exponent) for *_, total in lines), default=0)
    scale = max(scale, 0)
    bits = [1 << index for index in range(len(tests))]
    told = [(number, column) for number, column in enumerate(columns) if column != held]
    for index, (mask, has, *_rest) in enumerate(lines):
        cell = 1 << index
        for test, bit in zip(tests, bits, strict=True):
            if mask & bit:
                passing[test] |= cell
        for number, column in told:
            value = has[number]
            values[column][value] = values[column].get(value, 0) | cell
    place = columns.index(held) if held is not None else None
    totals = [int(total.scaleb(scale)) for *_, total in lines]
    return Cells(
        passing,
        values,
        (1 << len(lines)) - 1,
        _weights([line[2] for line in lines]),
        _weights([line[3] for line in lines]),
        _weights([max(total, 0) for total in totals]),
        _weights([max(-total, 0) for total in totals]),
        scale,
        tuple(line[1][place] for line in lines) if place is not None else (),
    )


def _weights(numbers: Sequence[int]) -> Weights:
    planes: list[int] = [0] * max((n.bit_length() for n in numbers), default=0)
    for index, number in enumerate(numbers):
        k = 0
        while number:
            if number & 1:
                planes[k] |= 1 << index
            number >>= 1
            k += 1
    return Weights(tuple(planes))
