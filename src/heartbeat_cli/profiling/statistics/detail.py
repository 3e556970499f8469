"""What needs the values themselves: distinct ones, the most frequent, quantiles and the picture of their spread."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from heartbeat_cli.marts import Dialect, MartsReader
from heartbeat_cli.pgschema import quote
from heartbeat_cli.profiling.statistics.kinds import MEASURED, key_of
from heartbeat_cli.profiling.statistics.scan import Scanned, spell
from heartbeat_cli.profiling.statistics.values import Count

SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
BINS = 16
TOP = 10
_SHOWN_CHARACTERS = 200
_HASHED_VALUES = 2**17
_CONFIDENCE = 1.96


@dataclass(slots=True)
class Detail:
    """What was seen of one column in the `rows` looked at: `distinct` values, `singles` of them once."""

    rows: int = 0
    values: int = 0
    distinct: int = 0
    singles: int = 0
    top: list[tuple[str, int]] = field(default_factory=list)
    quantiles: tuple[str, ...] = ()
    bins: list[int] = field(default_factory=lambda: [0] * BINS)


def look(
    reader: MartsReader, dialect: Dialect, relation: str, columns: Sequence[Scanned]
) -> tuple[int, tuple[Detail, ...]]:
    """How many rows `relation` has (the same ones whenever it is read), and what each column has in them.

    `low` and `high` of a column bound its picture.
    """
    rows, found = 0, list[Detail]()
    together = dialect.columns_together
    for start in range(0, max(len(columns), 1), together):
        rows, some = _look(reader, dialect, relation, columns[start : start + together])
        found += some
    return rows, tuple(found)


def _look(
    reader: MartsReader, dialect: Dialect, relation: str, columns: Sequence[Scanned]
) -> tuple[int, tuple[Detail, ...]]:
    names = ", ".join(f"{quote(c.column.name)} AS c{i}" for i, c in enumerate(columns))
    parts = ["SELECT -1 AS i, 'rows' AS what, NULL::text AS v, count(*) AS n, 0 AS d, 0 AS f, NULL::text[] AS q FROM s"]
    for place, column in enumerate(columns):
        parts += _parts(dialect, place, column)
    found = tuple(Detail() for _ in columns)
    rows = 0
    sql = f"WITH s AS MATERIALIZED (SELECT {names or '1'} FROM {relation}) {' UNION ALL '.join(parts)}"
    for i, what, v, n, d, f, q in reader.query(sql).rows:
        place, number = int(str(i)), int(str(n))
        if what == "rows":
            rows = number
        elif what == "quantiles":
            found[place].values = number
            quantiles = q if isinstance(q, list) else []
            found[place].quantiles = tuple(spell(str(x), columns[place].kind) for x in quantiles if x is not None)
        elif what == "bin":
            found[place].bins[max(0, min(BINS - 1, int(float(str(v)))))] += number
        else:
            found[place].distinct, found[place].singles = int(str(d)), int(str(f))
            found[place].top.append((spell(str(v), columns[place].kind), number))
    for detail in found:
        detail.rows = rows
        detail.top.sort(key=lambda pair: (-pair[1], pair[0]))
    return rows, found


def count_groups(reader: MartsReader, dialect: Dialect, table: str, column: Scanned) -> Detail:
    """Every value of a column counted: exact distinct and most frequent values."""
    found = Detail()
    sql = _top(dialect, 0, column, quote(column.column.name), table)
    for _, _, v, n, d, f, _ in reader.query(sql).rows:
        found.distinct, found.singles = int(str(d)), int(str(f))
        found.top.append((spell(str(v), column.kind), int(str(n))))
    found.top.sort(key=lambda pair: (-pair[1], pair[0]))
    return found


def estimate_distinct(reader: MartsReader, dialect: Dialect, table: str, column: Scanned, rows: int) -> Count:
    """Distinct values from a fixed part of all values, found by their hash in every row.

    Unlike a sample of rows this has a known error, however often values repeat. Few rows make it exact.
    """
    one_in = 1 << max(0, math.ceil(math.log2(max(rows, 1) / _HASHED_VALUES)))
    value = quote(column.column.name)
    key, kept = key_of(dialect, value, column.kind), f"{value} IS NOT NULL"
    if one_in > 1:
        kept += f" AND {dialect.some_values(key, one_in)}"
    sql = f"SELECT count(*) FROM (SELECT {key} AS v FROM {table} WHERE {kept} GROUP BY 1) AS g"
    seen = int(str(reader.query(sql).rows[0][0]))
    if one_in == 1:
        return Count(seen)
    error = _CONFIDENCE * math.sqrt((1 - 1 / one_in) / seen) if seen else 1.0
    return Count(min(seen * one_in, column.values), exact=False, error=error)


def quantile_error(values: int) -> float:
    """How far a sample's quantile may be off, as a share of the values: Dvoretzky, Kiefer, Wolfowitz at 95 %."""
    return math.sqrt(math.log(2 / 0.05) / (2 * values)) if values else 1.0


def share_error(share: float, rows: int) -> float:
    """Half the width of the 95 % interval of a share seen in `rows` rows."""
    # Wilson's keeps a width where the share is 0 or 1.
    z2 = _CONFIDENCE**2
    return _CONFIDENCE * math.sqrt(share * (1 - share) / rows + z2 / (4 * rows**2)) / (1 + z2 / rows) if rows else 1.0


def bin_width(kind: str, low: float, high: float) -> float:
    """The width of a picture's bins; whole for integers, which else leave every other bin empty."""
    return float(math.ceil((high - low + 1) / BINS)) if kind == "integer" else (high - low) / BINS


def _parts(dialect: Dialect, place: int, column: Scanned) -> Iterator[str]:
    value = f"c{place}"
    quantiles = "NULL::text[]"
    if column.kind in MEASURED and column.values:
        quantiles = dialect.quantiles(value, SHARES, column.kind)
    yield f"SELECT {place}, 'quantiles', NULL::text, count({value}), 0, 0, {quantiles} FROM s"
    yield f"({_top(dialect, place, column, value, 's')})"
    if column.low is not None and column.high is not None and column.low < column.high:
        finite = dialect.finite(value, column.kind)
        number = dialect.double(value, column.kind)
        width = bin_width(column.kind, column.low, column.high)
        bin_ = f"floor(({number} - ({column.low!r})) / {width!r})"
        yield (
            f"SELECT {place}, 'bin', {dialect.text('b')}, count(*), 0, 0, NULL::text[]"
            f" FROM (SELECT {bin_} AS b FROM s WHERE {finite}) AS h WHERE b IS NOT NULL GROUP BY b"
        )


def _top(dialect: Dialect, place: int, column: Scanned, value: str, relation: str) -> str:
    shown = f"left({dialect.text('v')}, {_SHOWN_CHARACTERS})"
    grouped = f"SELECT {key_of(dialect, value, column.kind)} AS v, count(*) AS n FROM {relation}"
    return (
        f"SELECT {place}, 'top', {shown}, n, d, f, NULL::text[] FROM (SELECT v, n, count(*) OVER () AS d,"
        f" sum(CASE WHEN n = 1 THEN 1 ELSE 0 END) OVER () AS f"
        f" FROM ({grouped} WHERE {value} IS NOT NULL GROUP BY 1) AS g ORDER BY n DESC, v LIMIT {TOP}) AS t"
    )
