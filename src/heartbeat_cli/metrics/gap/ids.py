"""Who is only in the number and who only in the count, by their ids, and what tells the two apart."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations
from math import exp
from typing import Final

from heartbeat_cli.errors import HbError
from heartbeat_cli.metrics.gap.cells import Cells, members, set_of
from heartbeat_cli.metrics.gap.changes import RowTest, Variation
from heartbeat_cli.metrics.gap.looked import Inspected, is_row_change, rows_of, source_of
from heartbeat_cli.metrics.gap.ranking import PAIR_COST, Ranked, Suspect
from heartbeat_cli.metrics.gap.settings import RowColumn

_TRIED: Final = 6
_LEAST_FOUND: Final = 0.3
_PAIRED: Final = 40
_KEPT: Final = 20
_UNKNOWN: Final = 0.05
_MISSED: Final = 3.0
"""How much less likely each id makes a suspect that it does not account for, as an exponent of e."""


@dataclass(frozen=True, slots=True)
class Split:
    """What holds for rows that are on one side only: for `inside` of them, and for `outside` of those on both."""

    words: str
    sql: str
    inside: int
    outside: int


@dataclass(frozen=True, slots=True)
class IdSides:
    """The ids only the number has (`ours`) and only the count has (`theirs`), by the column they were found in.

    `elsewhere` are ids of theirs that no row looked at has. The splits say what tells each side from what both have.
    """

    column: str
    both: int
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    elsewhere: tuple[str, ...]
    ours_split: Split | None = None
    theirs_split: Split | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """Two lists of ids held against each other, and the suspects ranked by which rows they count."""

    sides: IdSides
    ranked: Ranked
    explained: bool


def compare_ids(looked: Inspected, theirs: Iterable[str]) -> Compared | None:
    """Hold the rows of a query against the ids somebody counted; None where no column has them."""
    wanted = frozenset(each.strip() for each in theirs if each.strip())
    found = _column_of(looked, wanted)
    if found is None:
        return None
    column, cells = found
    rows = _Rows(looked, column.sql, wanted, {"": cells})
    ours = rows.ids(())
    present = frozenset(cells.held)
    sides = IdSides(
        column.sql,
        len(ours & wanted),
        tuple(sorted(ours - wanted)),
        tuple(sorted((wanted - ours) & present)),
        tuple(sorted(wanted - present)),
    )
    ranked, explained = _ranked(looked, rows, len(ours ^ wanted))
    return Compared(_with_splits(sides, looked, cells, wanted, ours), ranked, explained)


def _column_of(looked: Inspected, wanted: frozenset[str]) -> tuple[RowColumn, Cells] | None:
    """The column the ids are of: the first that has most of them."""
    columns = [c for c in looked.settings.columns if c.codes is None and "dict" not in str(c.table)]
    named = [c for c in columns if not c.key and (c.name == "id" or c.name.endswith(("_id", "_no", "_number")))]
    best: tuple[int, RowColumn, Cells] | None = None
    for column in [*(c for c in columns if c.key), *named][:_TRIED]:
        try:
            cells = looked.ids("", column.sql)
        except HbError:
            continue
        hits = len(wanted & frozenset(cells.held))
        if best is None or hits > best[0]:
            best = hits, column, cells
    return best[1:] if best is not None and best[0] >= _LEAST_FOUND * len(wanted) and best[0] else None


@dataclass(slots=True)
class _Rows:
    """The rows each variation counts, against the ids that are wanted."""

    looked: Inspected
    column: str
    wanted: frozenset[str]
    cells: dict[str, Cells]
    _wanted: dict[str, tuple[int, int, bool]] = field(default_factory=dict)

    def cells_of(self, variation: Variation) -> tuple[str, Cells]:
        source = source_of(variation)
        if source not in self.cells:
            self.cells[source] = self.looked.ids(source, self.column)
        return source, self.cells[source]

    def ids(self, variation: Variation) -> frozenset[str]:
        source, rows = self.rows(variation) or ("", 0)
        return frozenset(self.cells[source].held[i] for i in members(rows))

    def rows(self, variation: Variation) -> tuple[str, int] | None:
        """Which rows: the same for variations that count the same; None where that cannot be told."""
        source, cells = self.cells_of(variation)
        rows = rows_of(cells, variation, self.looked.filters(variation))
        return None if rows is None else (source, rows)

    def apart(self, variation: Variation) -> int:
        """How many ids a variation has too many or too few; all of them where that cannot be told."""
        source, rows = self.rows(variation) or ("", 0)
        wanted, elsewhere, alone = self._of_wanted(source)
        if alone:
            return (rows ^ wanted).bit_count() + elsewhere
        held = self.cells[source].held
        return len(frozenset(held[i] for i in members(rows)) ^ self.wanted)

    def _of_wanted(self, source: str) -> tuple[int, int, bool]:
        """The cells with a wanted id, how many wanted ids have none, and whether each id has one cell."""
        found = self._wanted.get(source)
        if found is None:
            held = self.cells[source].held
            some = frozenset(held)
            bits = set_of((i for i, key in enumerate(held) if key in self.wanted), len(held))
            found = self._wanted[source] = bits, len(self.wanted - some), len(some) == len(held)
        return found


def _ranked(looked: Inspected, rows: _Rows, apart: int) -> tuple[Ranked, bool]:
    """The suspects by how many ids each leaves unaccounted for, and whether the first leaves next to none."""
    total = sum(change.prior for change in looked.changes) or 1.0
    left: dict[tuple[str, int], tuple[float, Variation]] = {}
    own = rows.rows(())

    def add(variation: Variation, prior: float) -> None:
        which = rows.rows(variation)
        kept = left.get(which) if which is not None else None
        if which is None or which == own or (kept is not None and len(kept[1]) < len(variation)):
            return
        better = kept is None or prior > kept[0]
        left[which] = (prior + (kept[0] if kept else 0.0), variation if better or kept is None else kept[1])

    singles = [change for change in looked.changes if is_row_change(change)]
    for change in singles:
        add((change,), change.prior / total)
    closest = sorted(singles, key=lambda change: rows.apart((change,)))[:_PAIRED]
    for one, other in combinations(closest, 2):
        if one.part != other.part and not set(one.without) & set(other.without):
            add((one, other), PAIR_COST * (one.prior * other.prior) ** 0.5 / total / 8)
    measured = [(variation, prior, rows.apart(variation)) for prior, variation in left.values()]
    least = min((residual for *_, residual in measured), default=apart)
    weighed = [(v, prior * exp(-_MISSED * (residual - least)), residual) for v, prior, residual in measured]
    unknown = _UNKNOWN * exp(_MISSED * (least - apart / 4 - 1)) if least < apart / 4 + 1 else 1.0
    every = sum(weight for _, weight, _ in weighed) + unknown
    ordered = sorted(weighed, key=lambda each: (-each[1], len(each[0])))[:_KEPT]
    suspects = tuple((_suspect(looked, v), weight / every) for v, weight, _ in ordered)
    rest = ordered[0][2] if ordered else apart
    return Ranked(suspects, unknown / every), bool(ordered) and rest <= min(2, apart // 20)


def _suspect(looked: Inspected, variation: Variation) -> Suspect:
    return Suspect(variation, looked.number(variation) or Decimal(0), 0.0)


def _with_splits(
    sides: IdSides, looked: Inspected, cells: Cells, wanted: frozenset[str], ours: frozenset[str]
) -> IdSides:
    base = cells.where(looked.filters(())) or 0
    held = {"both": ours & wanted, "ours": ours - wanted, "theirs": wanted - ours}
    of = {
        side: set_of((i for i, key in enumerate(cells.held) if key in ids), len(cells.held))
        for side, ids in held.items()
    }
    mine = _split(looked, cells, of["ours"] & base, of["both"] & base)
    other = _split(looked, cells, of["theirs"], of["both"] & base)
    return IdSides(sides.column, sides.both, sides.ours, sides.theirs, sides.elsewhere, mine, other)


def _split(looked: Inspected, cells: Cells, inside: int, outside: int) -> Split | None:
    """The condition that holds for most rows of one side and fewest of the other."""
    best: tuple[float, Split] | None = None
    for words, sql, rows in _conditions(looked, cells):
        hit, missed = (rows & inside).bit_count(), (rows & outside).bit_count()
        if not hit or not inside:
            continue
        precision, power = hit / (hit + missed), hit / inside.bit_count()
        score = 2 * precision * power / (precision + power)
        if best is None or score > best[0]:
            best = score, Split(words, sql, hit, missed)
    return best[1] if best is not None and best[0] > 0.5 else None


def _conditions(looked: Inspected, cells: Cells) -> Iterable[tuple[str, str, int]]:
    """Everything that was asked of the rows: each value, each test and its opposite."""
    kinds: Mapping[str, str] = {column.sql: column.kind for column in looked.settings.columns}
    for column in looked.columns:
        for value, rows in cells.values[column].items():
            test = RowTest(looked.value_sql(column, value, kinds.get(column, "text")))
            yield looked.value_words(column, value), test.text, rows
    asked = (test for change in looked.changes for test in change.tests if test.column not in looked.columns)
    for test in dict.fromkeys((*looked.questions.base, *asked)):
        rows = cells.where((test,)) or 0
        yield test.text, test.text, rows
        if not test.opposite:
            yield f"not {test.text}", f"({test.text}) IS NOT TRUE", cells.every & ~rows
