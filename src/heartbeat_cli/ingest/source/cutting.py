"""Where to cut a table into ranges: asked of the source's statistics, or of a sample of its pages, never of every row.

Whatever the source answers, the ranges tile the key space; how even they are is all that estimates decide.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from heartbeat_cli.ingest.source.short_timeout import TooLongError, short_timeout
from heartbeat_cli.ingest.source.width import may_be_wide, row_size
from heartbeat_cli.marts import Bounds
from heartbeat_cli.pgschema import quote
from heartbeat_cli.sources import PlannedTable

if TYPE_CHECKING:
    import psycopg

WHOLE: Final = (Bounds(),)

RANGE_ROWS: Final = 500_000
RANGE_BYTES: Final = 256 * 1024 * 1024
_WIDE_RANGE_BYTES: Final = 16 * 1024 * 1024
"""Of values, not on disk: DuckDB has three times as much of wide ones in memory when it writes them to its log."""
MOST_RANGES: Final = 10_000
_INFLATED: Final = 4
"""Times what they take on disk, values are supposed to have at most; else the last range is larger."""

_LEEWAY: Final = 1.3
"""A table this much larger than a range is still one."""
_BLOCKS_PER_RANGE: Final = 100
_MOST_BLOCKS: Final = 10_000
_MOST_SAMPLED_ROWS: Final = 200_000
_SAMPLE_TIMEOUT_MS: Final = 20_000
_SMALLEST_ROW: Final = 36
"""Bytes of a page that the shortest row with a key takes."""

Cut = tuple[str, ...]

# Of years before 1 and after 9999, and of infinity, neither DuckDB nor the order of texts thinks as PostgreSQL does.
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d(\.\d+)?(\+00)?)?")


@dataclass(frozen=True, slots=True)
class _Size:
    """What a table takes on disk now. `rows` is None where it was never analysed; `changed` since it was."""

    bytes: int
    pages: int
    page_bytes: int
    rows: float | None
    changed: float


def cut(session: "psycopg.Connection[Any]", table: PlannedTable, range_rows: int = RANGE_ROWS) -> tuple[Bounds, ...]:
    """Ranges of about `range_rows` rows, and about 256 MB at most, that together are the whole key space, in order.

    One range where the table is small or has no key to cut by. The session's dates are ISO and in UTC (`open_source`).
    Raises psycopg.Error where the source fails; a sample that takes too long is given up.
    """
    if table.key is None or not table.key.bounds:
        return WHOLE
    if may_be_wide(table) and (by_width := _by_width(session, table, range_rows)) is not None:
        return tile(_usable(by_width, table))
    if _surely_small(table, range_rows):
        return WHOLE
    size = _measure(session, table)
    rows = size.rows if size.rows is not None else size.pages * size.page_bytes / _SMALLEST_ROW
    pieces = _pieces(rows, size.bytes, range_rows)
    if pieces == 1:
        return WHOLE
    histogram = _histogram(session, table)
    fresh = size.rows is not None and size.changed < range_rows / 2 and not table.partitioned
    if fresh and len(histogram) > pieces:
        return tile(_usable(_quantiles(histogram, pieces), table))
    sample, sampled_rows = _sample(session, table, size, pieces)
    if sampled_rows is not None:
        return tile(_usable(_quantiles(sample, _pieces(sampled_rows, size.bytes, range_rows)), table))
    return tile(_usable(_quantiles(histogram, pieces) or _evenly(session, table, pieces), table))


def tile(cuts: Sequence[Cut]) -> tuple[Bounds, ...]:
    """The ranges between `cuts`, which ascend: the first begins and the last ends openly."""
    ends = [None, *cuts, None]
    return tuple(Bounds(low, high) for low, high in pairwise(ends))


def _by_width(session: "psycopg.Connection[Any]", table: PlannedTable, range_rows: int) -> list[Cut] | None:
    """The first keys of ranges of so many bytes, or rows, by the size of every row; None where that takes too long."""
    assert table.key is not None
    names = [quote(name) for name, _ in table.key.bounds]
    keys = ", ".join(names)
    most = max(_WIDE_RANGE_BYTES, _INFLATED * (table.bytes or 0) // MOST_RANGES)
    share = f"({row_size(table.columns)})::float8 / {most} + 1.0::float8 / {range_rows}"
    before = f"sum(share) OVER (ORDER BY {keys} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
    sql = (
        f"SELECT DISTINCT ON (number) {', '.join(f'{name}::text' for name in names)} FROM (SELECT {keys},"
        f" floor(coalesce({before}, 0) + 1e-9) AS number FROM (SELECT {keys}, {share} AS share FROM {table.relation})"
        f" AS sized) AS numbered WHERE number > 0 ORDER BY number, {', '.join(f'numbered.{name}' for name in names)}"
    )
    try:
        with short_timeout(session, _SAMPLE_TIMEOUT_MS):
            return [tuple(map(str, row)) for row in session.execute(sql.encode()).fetchall()][: MOST_RANGES - 1]
    except TooLongError:
        return None


def _surely_small(table: PlannedTable, range_rows: int) -> bool:
    """Small by what the survey saw, even had every row it counts come after the table was analysed."""
    if table.rows is None or table.counters is None:
        return False
    return table.rows + table.counters.inserted <= range_rows / 10 and (table.bytes or 0) <= RANGE_BYTES / 10


def _pieces(rows: float, bytes_: int, range_rows: int) -> int:
    pieces = max(rows / range_rows, bytes_ / RANGE_BYTES)
    return 1 if pieces <= _LEEWAY else min(math.ceil(pieces), MOST_RANGES)


def _measure(session: "psycopg.Connection[Any]", table: PlannedTable) -> _Size:
    sql = resources.files("heartbeat_cli.ingest.source").joinpath("sql", "size.sql").read_text(encoding="utf-8")
    name = f"{quote(table.qname.schema)}.{quote(table.qname.name)}"
    row = session.execute(sql, {"table": name, "partitioned": table.partitioned}).fetchone()
    assert row is not None
    return _Size(row[0], row[1], row[2], row[3], row[4])


def _histogram(session: "psycopg.Connection[Any]", table: PlannedTable) -> list[Cut]:
    """The planner's histogram of a key of one column, of which no value is common: it covers every row."""
    assert table.key is not None
    if len(table.key.columns) > 1:
        return []
    column, type_ = table.key.bounds[0]
    rows = session.execute(
        f"SELECT unnest(histogram_bounds::text::{type_}[])::text FROM pg_stats"
        " WHERE schemaname = %s AND tablename = %s AND attname = %s AND inherited = %s",
        (table.qname.schema, table.qname.name, column, table.partitioned),
    )
    return [(str(row[0]),) for row in rows]


def _sample(
    session: "psycopg.Connection[Any]", table: PlannedTable, size: _Size, pieces: int
) -> tuple[list[Cut], float | None]:
    """Keys in order, evenly spread over the rows, and how many rows there seem to be; None where it took too long."""
    assert table.key is not None
    blocks = min(_BLOCKS_PER_RANGE * max(pieces, 3), _MOST_BLOCKS)
    share = blocks / size.pages if blocks < size.pages / 2 else 1.0
    rows_there = size.rows if size.rows is not None else size.pages * size.page_bytes / _SMALLEST_ROW
    thinned = min(1.0, _MOST_SAMPLED_ROWS / max(rows_there * share, 1))
    names = [quote(name) for name, _ in table.key.bounds]
    tablesample = f" TABLESAMPLE SYSTEM ({100 * share:.6f})" if share < 1 else ""
    where = f" WHERE random() < {thinned:.6f}" if thinned < 1 else ""
    keep = max(2000, 4 * pieces)
    sql = (
        f"SELECT {', '.join(f'{name}::text' for name in names)}, seen FROM (SELECT {', '.join(names)},"
        f" row_number() OVER (ORDER BY {', '.join(names)}) AS place, count(*) OVER () AS seen"
        f" FROM {table.relation}{tablesample}{where}) AS sampled"
        f" WHERE place % greatest(seen / {keep}, 1) = 0 ORDER BY place"
    )
    try:
        with short_timeout(session, _SAMPLE_TIMEOUT_MS):
            rows = session.execute(sql.encode()).fetchall()
    except TooLongError:
        return [], None
    seen = rows[0][-1] if rows else 0
    return [tuple(map(str, row[:-1])) for row in rows], seen / share / thinned


def _evenly(session: "psycopg.Connection[Any]", table: PlannedTable, pieces: int) -> list[Cut]:
    """Even steps from the least integer key to the greatest, whatever lies between; none for other keys."""
    assert table.key is not None
    column, type_ = table.key.bounds[0]
    if type_ != "bigint":
        return []
    row = session.execute(
        f"SELECT min({quote(column)}), max({quote(column)}) FROM {table.relation}".encode()
    ).fetchone()
    if row is None or row[0] is None:
        return []
    return [(str(row[0] + (row[1] - row[0]) * step // pieces),) for step in range(1, pieces)]


def _quantiles(ordered: Sequence[Cut], pieces: int) -> list[Cut]:
    return [ordered[len(ordered) * step // pieces] for step in range(1, pieces)] if ordered else []


def _usable(cuts: Sequence[Cut], table: PlannedTable) -> list[Cut]:
    """The cuts without doubles and without those the two sides may not order alike."""
    assert table.key is not None
    types = [type_ for _, type_ in table.key.bounds]
    plain = [
        cut
        for cut in cuts
        if all(type_ in ("bigint", "uuid") or _ISO.fullmatch(text) for text, type_ in zip(cut, types, strict=False))
    ]
    return [cut for place, cut in enumerate(plain) if place == 0 or cut != plain[place - 1]]
