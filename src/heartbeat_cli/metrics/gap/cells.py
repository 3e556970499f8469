"""The rows of a query, counted by what could be asked of them: every change is then worked out without asking again.

A cell has all rows that pass the same tests and have the same values. A set of cells is an integer with a bit for each,
so what some changes give is an AND of sets, and a count the bits of it, by their weight.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from heartbeat_cli.metrics.gap.changes import RowTest, TimeCut
from heartbeat_cli.metrics.gap.formula import Formula, TermSum
from heartbeat_cli.metrics.gap.settings import NULL


class CellLine(NamedTuple):
    """What a scan gave of one cell: which tests pass (a bit each), its values, how many rows, and of each term how many
    of them have something to add up, and the sum. Of what was not asked of its rows there is no value."""

    mask: int
    values: tuple[str, ...]
    rows: int
    sums: tuple[tuple[int, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class Weights:
    """Whole numbers of cells, bit by bit: plane k holds the cells whose number has that bit."""

    planes: tuple[int, ...]

    def of(self, cells: int) -> int:
        """The sum over a set of cells."""
        return sum((plane & cells).bit_count() << k for k, plane in enumerate(self.planes))


@dataclass(frozen=True, slots=True)
class TermWeights:
    """What the rows of each cell have of a term of a formula; `scale` is the number of decimals of the sums."""

    filled: Weights
    more: Weights
    less: Weights
    scale: int

    def of(self, cells: int) -> TermSum:
        """The sum over a set of cells."""
        total = Decimal(self.more.of(cells) - self.less.of(cells)).scaleb(-self.scale)
        return TermSum(self.filled.of(cells), total, not self.scale)


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells by test and by value.

    A column of `cuts` has no values but the number of moments that were there before its row, NULL without a time.
    Of `untold` cells only the tests and columns `asked_of_all` are known; `most_relaxed` of the query's conditions may
    be taken away, beyond that rows are missing. `held` is each cell's row where each has one.
    """

    passing: Mapping[str, int]
    values: Mapping[str, Mapping[str, int]]
    cuts: Mapping[str, Sequence[TimeCut]]
    every: int
    rows: Weights
    terms: tuple[TermWeights, ...] = ()
    held: tuple[str, ...] = ()
    untold: int = 0
    asked_of_all: frozenset[str] = frozenset()
    most_relaxed: int = 2
    _known: dict[RowTest, int] = field(default_factory=dict, compare=False)

    def where(self, tests: Iterable[RowTest]) -> int | None:
        """The cells whose rows pass all of these tests; None where that is not known of some."""
        found, rest = self.every, self.every
        for test in tests:
            if self.untold and self._name(test) not in self.asked_of_all:
                rest &= self._cells_of(test)
            else:
                found &= self._cells_of(test)
        return found & rest if rest is self.every or not found & self.untold else None

    def _cells_of(self, test: RowTest) -> int:
        known = self._known.get(test)
        if known is None:
            known = self._known[test] = self._of(test)
        return known

    def _name(self, test: RowTest) -> str:
        if test.cut is not None and test.cut.column in self.cuts:
            return test.cut.column
        return test.column if test.column in self.values and test.column is not None else test.asked

    def _of(self, test: RowTest) -> int:
        if test.cut is not None and test.cut.column in self.cuts:
            return self._on_side(test.cut)
        if test.column is None or test.column not in self.values:
            passing = self.passing[test.asked]
            return self.every & ~self.untold_of(test.asked) & ~passing if test.opposite else passing
        by_value = self.values[test.column]
        found = 0
        for value in test.values:
            found |= by_value.get(value, 0)
        return self.every & ~self.untold_of(test.column) & ~found if test.denied else found

    def untold_of(self, name: str) -> int:
        """The cells whose rows nobody asked for a test or a column."""
        return 0 if name in self.asked_of_all else self.untold

    def _on_side(self, cut: TimeCut) -> int:
        place = sum(1 for each in self.cuts[cut.column] if each.place <= cut.place)
        found = 0
        for value, cells in self.values[cut.column].items():
            if value != NULL and (int(value) >= place) == cut.later:
                found |= cells
        return found

    def failing(self, conditions: Iterable[Iterable[RowTest]]) -> tuple[int, int]:
        """The cells whose rows meet all of these conditions, and those that meet all but one."""
        none, one = self.every, 0
        for tests in conditions:
            met = self.where(tests) or 0
            none, one = none & met, (one & met) | (none & ~met)
        return none, one

    def count(self, cells: int) -> int:
        """How many rows."""
        return self.rows.of(cells)

    def number(self, formula: Formula, cells: int) -> Decimal | None:
        """What a formula comes to over a set of cells."""
        sums = iter(term.of(cells) for term in self.terms)
        rows = TermSum(self.rows.of(cells), Decimal(0), whole=True)
        return formula.number([rows if term.of is None else next(sums) for term in formula.terms])


def members(cells: int) -> list[int]:
    """Which cells a set has."""
    return [index for index, bit in enumerate(reversed(bin(cells))) if bit == "1"]


def set_of(cells: Iterable[int], size: int) -> int:
    """A set of cells, of `size` that there are."""
    # An integer that grows bit by bit is copied each time.
    held = bytearray(size // 8 + 1)
    for index in cells:
        held[index >> 3] |= 1 << (index & 7)
    return int.from_bytes(held, "little")


def build_cells(
    tests: Sequence[str],
    columns: Sequence[str],
    cuts: Mapping[str, Sequence[TimeCut]],
    lines: Sequence[CellLine],
    surveyed: Sequence[CellLine] = (),
) -> Cells:
    """The cells of what a scan gave, a line each; `tests` in the order of their bits.

    Of the rows of `surveyed` lines only the first of `tests` and of `columns` are known.
    """
    every = [*lines, *surveyed]
    size = len(every)
    return Cells(
        _passing(tests, every),
        {column: _by_value(every, number) for number, column in enumerate(columns)},
        cuts,
        (1 << size) - 1,
        _weights([line.rows for line in every]),
        tuple(_term_weights(sums) for sums in zip(*(line.sums for line in every), strict=True)),
        untold=((1 << size) - 1) ^ ((1 << len(lines)) - 1),
    )


def _term_weights(sums: Sequence[tuple[int, Decimal]]) -> TermWeights:
    scale = max((-int(total.as_tuple().exponent) for _, total in sums), default=0)
    scale = max(scale, 0)
    totals = [int(total.scaleb(scale)) for _, total in sums]
    return TermWeights(
        _weights([filled for filled, _ in sums]),
        _weights([max(total, 0) for total in totals]),
        _weights([max(-total, 0) for total in totals]),
        scale,
    )


def _passing(tests: Sequence[str], lines: Sequence[CellLine]) -> dict[str, int]:
    """The cells that pass each test, put together from those whose rows answer all tests alike."""
    alike: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        alike[line.mask].append(index)
    found = dict.fromkeys(tests, 0)
    for mask, indices in alike.items():
        cells = set_of(indices, len(lines))
        for bit, test in enumerate(tests):
            if mask >> bit & 1:
                found[test] |= cells
    return found


def _by_value(lines: Sequence[CellLine], number: int) -> dict[str, int]:
    found: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if number < len(line.values):
            found[line.values[number]].append(index)
    return {value: set_of(indices, len(lines)) for value, indices in found.items()}


def _weights(numbers: Sequence[int]) -> Weights:
    width = max((n.bit_length() for n in numbers), default=0)
    # Each number in as many digits; every width-th digit, read as one number, is a plane.
    written = "".join(format(n, f"0{width}b") for n in reversed(numbers)) if width else ""
    return Weights(tuple(int(written[place::width], 2) for place in range(width - 1, -1, -1)))
