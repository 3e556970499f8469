"""Stretches of a key, in SQL and as values: conditions, numbering, and what of the key space is still to come.

A bound may name fewer columns than the key has: it then stands before every row that begins with it. Rows of PostgreSQL
compare that way, and so do Python's tuples.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from heartbeat_cli.ingest.unit import Unit
from heartbeat_cli.marts import Bounds, find_marts_kind
from heartbeat_cli.pgschema import literal, quote
from heartbeat_cli.sources import PlannedTable, RowKey

AT_SOURCE: Final = "postgres"
"""The dialect of the source."""


def predicate(bounds: Bounds, key: RowKey, dialect: str = AT_SOURCE, *, alias: str = "") -> str | None:
    """The condition for a row to lie in `bounds`, None where every row does.

    `dialect` is that of the source, or the kind of the marts. Several columns are compared as a row where the key's
    index then serves them, and are spelled out where only the statistics of each do.
    """
    conditions = []
    if bounds.low is not None:
        conditions.append(_compare(key, bounds.low, ">", alias, dialect))
    if bounds.high is not None:
        conditions.append(_compare(key, bounds.high, "<", alias, dialect))
    return " AND ".join(conditions) or None


def since(unit: Unit, table: PlannedTable) -> str | None:
    """The condition at the source for rows from where a MERGE begins on, None for all of them."""
    cursor = table.cursor
    if unit.since is None or cursor.column is None:
        return None
    return f"{quote(cursor.column)} >= {literal(unit.since)}::{cursor.type}"


def range_case(ranges: Sequence[Bounds], key: RowKey, dialect: str = AT_SOURCE, *, alias: str = "") -> str:
    """An expression for the position in `ranges` of the range a row lies in; they tile the key space in order."""
    lows = [bounds.low for bounds in ranges if bounds.low is not None]
    return _number(lows, 0, len(lows), key, alias, dialect)


@dataclass(frozen=True, slots=True)
class Missing:
    """What of a key space has not landed.

    `gaps` in order of the key. `unusable` are entries that overlap others or are not bounds of this key: where there
    are any, the gaps mean nothing and the table has to be planned anew.
    """

    gaps: tuple[Bounds, ...]
    unusable: tuple[Bounds, ...] = ()


def missing(wanted: Sequence[Bounds], landed: Sequence[Bounds], key: RowKey) -> Missing:
    """The stretches none of `landed` covers, cut where `wanted` is cut. Bounds of both are of `key`."""
    readable = [bounds for bounds in landed if _readable(bounds, key)]
    unusable = [bounds for bounds in landed if not _readable(bounds, key)]
    readable.sort(key=lambda bounds: (bounds.low is not None, _order(bounds.low or (), key)))
    gaps: list[Bounds] = []
    reached: tuple[str, ...] | None = None
    for position, bounds in enumerate(readable):
        if position and (reached is None or bounds.low is None or _order(bounds.low, key) < _order(reached, key)):
            unusable.append(bounds)
            continue
        if bounds.low is not None and bounds.low != reached:
            gaps.append(Bounds(reached, bounds.low))
        reached = bounds.high
    if not readable or reached is not None:
        gaps.append(Bounds(reached, None))
    if unusable:
        return Missing((), tuple(unusable))
    cuts = [bounds.low for bounds in wanted if bounds.low is not None]
    return Missing(tuple(piece for gap in gaps for piece in _cut_up(gap, cuts, key)))


def _cut_up(gap: Bounds, cuts: Sequence[tuple[str, ...]], key: RowKey) -> list[Bounds]:
    inside = [
        cut
        for cut in cuts
        if (gap.low is None or _order(gap.low, key) < _order(cut, key))
        and (gap.high is None or _order(cut, key) < _order(gap.high, key))
    ]
    ends = [gap.low, *inside, gap.high]
    return [Bounds(low, high) for low, high in pairwise(ends)]


def _readable(bounds: Bounds, key: RowKey) -> bool:
    ends = [end for end in (bounds.low, bounds.high) if end is not None]
    try:
        ordered = [_order(end, key) for end in ends]
    except ValueError:
        return False
    return all(0 < len(end) <= len(key.bounds) for end in ends) and (len(ordered) < 2 or ordered[0] < ordered[1])


def _order(bound: tuple[str, ...], key: RowKey) -> tuple[int | str, ...]:
    """A bound as a value that sorts like it; raises ValueError where a text is none of its type.

    Texts of uuids sort as they are, and so do dates and times in ISO's spelling, which is all that `cut` makes.
    """
    return tuple(int(text) if type_ == "bigint" else text for text, (_, type_) in zip(bound, key.bounds, strict=False))


def _number(lows: Sequence[tuple[str, ...]], first: int, last: int, key: RowKey, alias: str, dialect: str) -> str:
    """A binary search as nested CASEs: a row is compared with few of many bounds."""
    if first == last:
        return str(first)
    middle = (first + last) // 2
    before = _compare(key, lows[middle], "<", alias, dialect)
    below = _number(lows, first, middle, key, alias, dialect)
    above = _number(lows, middle + 1, last, key, alias, dialect)
    return f"CASE WHEN {before} THEN {below} ELSE {above} END"


def _compare(key: RowKey, bound: tuple[str, ...], sign: str, alias: str, dialect: str) -> str:
    """`>`: the row does not stand before `bound`; `<`: it does."""
    columns = [f"{quote(alias)}.{quote(name)}" if alias else quote(name) for name, _ in key.bounds]
    values = [f"{literal(text)}::{type_}" for text, (_, type_) in zip(bound, key.bounds, strict=False)]
    pairs = list(zip(columns, values, strict=False))
    last = f"{sign}=" if sign == ">" else sign
    if len(pairs) == 1:
        return f"{columns[0]} {last} {values[0]}"
    if find_marts_kind(dialect).compares_rows:
        return f"({', '.join(column for column, _ in pairs)}) {last} ({', '.join(values)})"
    column, value = pairs[-1]
    condition = f"{column} {last} {value}"
    for column, value in reversed(pairs[:-1]):
        condition = f"({column} {sign}= {value} AND ({column} {sign} {value} OR {condition}))"
    return condition
