"""Two counts of the same thing side by side: by day, and row by row under the key that both sources carry.

Every query runs inside the marts and is made of the two metrics' own SQL, each judged and translated as when it runs.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import ClassVar, Final

from heartbeat_cli.files import NOWHERE
from heartbeat_cli.marts import MartsReader
from heartbeat_cli.metrics.clock import bind_clock
from heartbeat_cli.metrics.evaluation import landed_columns
from heartbeat_cli.metrics.guard import check_sql
from heartbeat_cli.metrics.migrate.counted import BETWEEN, CountedColumn, CountedRows
from heartbeat_cli.metrics.migrate.differences import KINDS, RowDifference, ValueShare, set_apart
from heartbeat_cli.metrics.migrate.keys import KeyPair
from heartbeat_cli.metrics.sent import check_sent, to_marts
from heartbeat_cli.metrics.window import find_window
from heartbeat_cli.pgschema import DATE_KINDS, QName, Table, kind_of, literal

_SOME_KEYS: Final = 5
_FEW_VALUES: Final = 20
_MOST_COLUMNS: Final = 12
_PARTED: Final = ("keyless", "legacy_only", "legacy_moved")


@dataclass(frozen=True, slots=True)
class DayPair:
    """How many rows of a day each side counts; the day is None where rows have none."""

    json_keys: ClassVar = "day legacy truth"

    day: str | None
    legacy: int
    truth: int


@dataclass(frozen=True, slots=True)
class RowComparison:
    """The rows of two counts held together: `legacy` and `truth` rows, `same` under the same key in both."""

    json_keys: ClassVar = "legacy truth same days differences"

    legacy: int
    truth: int
    same: int
    days: tuple[DayPair, ...]
    differences: tuple[RowDifference, ...]


class RowsAtMoment:
    """The rows of both sides at one moment, and of the windows around it, as queries in the marts' SQL."""

    def __init__(
        self, reader: MartsReader, legacy: CountedRows, truth: CountedRows, key: KeyPair, zone: str | None
    ) -> None:
        self._reader, self._legacy, self._truth, self._key, self._zone = reader, legacy, truth, key, zone

    @staticmethod
    def legacy_keys(reader: MartsReader, rows: CountedRows, key: CountedColumn, as_of: datetime) -> str:
        """`legacy AS (…)`: the rows of a legacy count at a moment, their keys as `k`."""
        return f"legacy AS ({_PARTS.format(rows=_sent(reader, rows, key, as_of))})"

    def compare(
        self, window: str, as_of: datetime, tables: Mapping[QName, Table], *, keys: bool = True
    ) -> RowComparison:
        """Hold both sides together at `as_of`; some `keys` are named, unless they are nobody's to show.

        Raises what evaluating either of them raises.
        """
        told = self._told(window, as_of)
        legacy, truth, same = (int(str(n or 0)) for n in self._ask(f"{told} {_TOTALS}")[0])
        rows = {str(kind): int(str(n)) for kind, n in self._ask(f"{told} {_KINDS}")}
        some: dict[str, list[str]] = {}
        for kind, key in self._ask(f"{told} {_KEYS.format(some=_SOME_KEYS)}") if keys else ():
            some.setdefault(str(kind), []).append(str(key))
        differences = [RowDifference(kind, rows[kind], tuple(some.get(kind, ()))) for kind in KINDS if rows.get(kind)]
        shares = list(self._shares(window, as_of, tables)) if any(d.kind in _PARTED for d in differences) else []
        parted = [set_apart(d, shares, legacy - d.rows) if d.kind in _PARTED else d for d in differences]
        days = tuple(
            DayPair(str(day) if day else None, int(str(left)), int(str(right)))
            for day, left, right in self._ask(f"{told} {_DAYS}")
        )
        return RowComparison(legacy, truth, same, days, tuple(parted))

    def _shares(self, window: str, as_of: datetime, tables: Mapping[QName, Table]) -> Iterator[ValueShare]:
        """The values of few in the columns beside the legacy key, by kind of difference."""
        table = self._key.legacy.table
        landed = {column.name for column in landed_columns((table,), self._reader)[table]}
        telling = (c for c in _telling(self._legacy.columns, self._key, tables) if c.column in landed)
        for column in islice(telling, _MOST_COLUMNS):
            told = self._told(window, as_of, column.written)
            found = self._ask(f"{told} {_SHARES.format(few=_FEW_VALUES)}")
            totals: dict[str, int] = {}
            for _kind, value, n in found:
                totals[str(value)] = totals.get(str(value), 0) + int(str(n))
            for kind, value, n in found:
                inside = int(str(n))
                yield ValueShare(str(kind), column.column, str(value), inside, totals[str(value)] - inside)

    def _told(self, window: str, as_of: datetime, beside: str = "''") -> str:
        found = find_window(window)
        around = found.neighbours(as_of, self._zone) if found is not None else ()
        legacy = self._rows(self._legacy, self._key.legacy, as_of, beside)
        truth = self._rows(self._truth, self._key.truth, as_of)
        others = {
            "other_legacy": [self._rows(self._legacy, self._key.legacy, moment) for moment in around],
            "other_truth": [self._rows(self._truth, self._key.truth, moment) for moment in around],
        }
        parts = [f"legacy AS ({_PARTS.format(rows=legacy)})", f"truth AS ({_PARTS.format(rows=truth)})"]
        for name, queries in others.items():
            union = " UNION ALL ".join(f"SELECT k FROM ({_PARTS.format(rows=rows)}) AS w" for rows in queries)
            parts.append(f"{name} AS ({union or 'SELECT k FROM truth WHERE false'})")
        return f"WITH {', '.join(parts)}, {_JUDGED}"

    def _rows(self, rows: CountedRows, key: CountedColumn, as_of: datetime, beside: str = "''") -> str:
        return _sent(self._reader, rows, key, as_of, beside)

    def _ask(self, query: str) -> Sequence[tuple[object, ...]]:
        return self._reader.measure(query).rows


def _sent(reader: MartsReader, rows: CountedRows, key: CountedColumn, as_of: datetime, beside: str = "''") -> str:
    """The rows of a count at a moment as the marts are asked for them: key, day and one more text in one."""
    sql = rows.listed(key.written, rows.day_text, beside)
    tables = check_sql(sql)
    sent = to_marts(bind_clock(sql, as_of), reader.dialect, landed_columns(tables, reader))
    check_sent(sent, sql, tables, reader, NOWHERE)
    return sent


def _telling(columns: Sequence[CountedColumn], key: KeyPair, tables: Mapping[QName, Table]) -> Iterator[CountedColumn]:
    """The columns beside the legacy key whose values may set rows apart: no times and no keys."""
    table = tables.get(key.legacy.table)
    keys = set(table.primary_key.columns) if table is not None and table.primary_key else set()
    for column in columns:
        found = table.column(column.column) if table is not None and column.table == key.legacy.table else None
        telling = found is not None and kind_of(found.type) not in DATE_KINDS
        if telling and column.column not in (*keys, key.legacy.column):
            yield column


_PARTS: Final = (
    f"SELECT nullif(split_part(counted, '{BETWEEN}', 1), '') AS k, nullif(split_part(counted, '{BETWEEN}', 2), '')"
    f" AS d, split_part(counted, '{BETWEEN}', 3) AS v FROM ({{rows}}) AS r"
)
_JUDGED: Final = f"""
by_key AS (
  SELECT coalesce(l.k, t.k) AS k, coalesce(l.n, 0) AS ln, coalesce(t.n, 0) AS tn
  FROM (SELECT k, count(*) AS n FROM legacy WHERE k IS NOT NULL GROUP BY k) AS l
  FULL JOIN (SELECT k, count(*) AS n FROM truth WHERE k IS NOT NULL GROUP BY k) AS t ON l.k = t.k
), judged AS (
  SELECT {literal("doubled")} AS kind, k, ln - tn AS n FROM by_key WHERE tn > 0 AND ln > tn
  UNION ALL SELECT {literal("truth_doubled")}, k, tn - ln FROM by_key WHERE ln > 0 AND tn > ln
  UNION ALL SELECT CASE WHEN k IN (SELECT k FROM other_truth WHERE k IS NOT NULL) THEN {literal("legacy_moved")}
    ELSE {literal("legacy_only")} END, k, ln FROM by_key WHERE tn = 0
  UNION ALL SELECT CASE WHEN k IN (SELECT k FROM other_legacy WHERE k IS NOT NULL) THEN {literal("truth_moved")}
    ELSE {literal("truth_only")} END, k, tn FROM by_key WHERE ln = 0
  UNION ALL SELECT {literal("keyless")}, NULL, count(*) FROM legacy WHERE k IS NULL
  UNION ALL SELECT {literal("truth_keyless")}, NULL, count(*) FROM truth WHERE k IS NULL
)"""
_TOTALS: Final = (
    "SELECT (SELECT count(*) FROM legacy), (SELECT count(*) FROM truth),"
    " (SELECT sum(CASE WHEN ln < tn THEN ln ELSE tn END) FROM by_key)"
)
_KINDS: Final = "SELECT kind, sum(n) FROM judged GROUP BY kind"
_KEYS: Final = (
    "SELECT kind, k FROM (SELECT kind, k, row_number() OVER (PARTITION BY kind ORDER BY k) AS place FROM judged"
    " WHERE k IS NOT NULL) AS ranked WHERE place <= {some} ORDER BY kind, place"
)
_DAYS: Final = (
    "SELECT d, sum(l), sum(t) FROM (SELECT d, 1 AS l, 0 AS t FROM legacy UNION ALL SELECT d, 0, 1 FROM truth) AS both"
    "_sides GROUP BY d ORDER BY d"
)
_SHARES: Final = (
    "SELECT coalesce(j.kind, CASE WHEN l.k IS NULL THEN 'keyless' ELSE 'same' END), l.v, count(*) FROM legacy AS l"
    " LEFT JOIN (SELECT kind, k FROM judged WHERE k IS NOT NULL AND kind IN ('legacy_only', 'legacy_moved')) AS j"
    " ON j.k = l.k WHERE (SELECT count(DISTINCT v) FROM legacy) <= {few} GROUP BY 1, 2"
)
