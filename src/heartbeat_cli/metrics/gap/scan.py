"""One question to the marts from which every change of a query can be worked out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from heartbeat_cli.errors import QueryFailedError
from heartbeat_cli.estate import Inventory
from heartbeat_cli.files import NOWHERE
from heartbeat_cli.marts import MartsReader
from heartbeat_cli.metrics.clock import bind_clock
from heartbeat_cli.metrics.engine_failures import told
from heartbeat_cli.metrics.evaluation import Mirror, landed_columns
from heartbeat_cli.metrics.gap.cells import Cells, Line, build_cells
from heartbeat_cli.metrics.gap.changes import RowTest
from heartbeat_cli.metrics.gap.clauses import Clauses
from heartbeat_cli.metrics.gap.settings import NULL, Aggregation
from heartbeat_cli.metrics.guard import check_sql
from heartbeat_cli.metrics.sent import check_sent, to_marts

_BITS: Final = 60
_MOST_CELLS: Final = 100_000
Ask = Callable[[str], list[str]]
"""Runs SQL of one column that was judged as a metric's is, and gives its rows as text."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Marts that can be asked as of a moment."""

    reader: MartsReader
    as_of: datetime
    inventory: Inventory | None = None
    mirror: Mirror | None = None

    def __call__(self, sql: str) -> list[str]:
        """The rows of a query of one column, judged, written for the marts and read again as a metric's is.

        Raises RefusedError, NotFoundError and InvalidFileError as `evaluate` does.
        """
        tables = check_sql(sql)
        columns = landed_columns(tables, self.reader, self.inventory, self.mirror)
        sent = to_marts(bind_clock(sql, self.as_of), self.reader.dialect, columns)
        check_sent(sent, sql, tables, self.reader, NOWHERE)
        try:
            return [str(row[0]) for row in self.reader.measure(sent).rows]
        except QueryFailedError as error:
            raise told(error, NOWHERE.at(sql)) from error


def scan(
    ask: Ask,
    clauses: Clauses,
    measure: Aggregation,
    tests: Sequence[RowTest],
    columns: Sequence[str],
    *,
    within: str | None = None,
    day: tuple[str, str, str] | None = None,
    row: str | None = None,
) -> Cells:
    """The cells of a query's FROM: which of `tests` rows pass, what they have in `columns`.

    `within` is what every row passes that any change could count. `day` (a column, its kind, a zone) tells rows of
    different days apart and is the column named DAY then; `row` a column with their ids, ROW.
    """
    written = tuple(dict.fromkeys(test.sql for test in tests))
    keys = [(name, _as_text(name)) for name in columns]
    keys += [(DAY, _as_text(day_of(*day)))] if day is not None else []
    row = row or measure.held
    keys += [(ROW, _as_text(row))] if row is not None else []
    lines = ask(_sql(clauses, measure, written, [key for _, key in keys], within))
    return build_cells(
        written, [name for name, _ in keys], [_line(text, len(written)) for text in lines], ROW if row else None
    )


DAY: Final = "day of the row"
ROW: Final = "id of the row"


def day_of(column: str, kind: str, zone: str) -> str:
    """The day a row is of."""
    return {"timestamptz": f"({column} AT TIME ZONE '{zone}')::date", "timestamp": f"{column}::date"}.get(kind, column)


def _as_text(value: str) -> str:
    return f"coalesce(replace(({value})::text, '|', '/'), '{NULL}')"


def _sql(clauses: Clauses, measure: Aggregation, tests: Sequence[str], keys: Sequence[str], within: str | None) -> str:
    masks = [
        " + ".join(
            f"CASE WHEN {test} THEN {1 << bit} ELSE 0 END" for bit, test in enumerate(tests[start : start + _BITS])
        )
        for start in range(0, len(tests), _BITS)
    ]
    columns = [f"{expression} AS m{i}" for i, expression in enumerate(masks)]
    columns += [f"{key} AS k{i}" for i, key in enumerate(keys)]
    names = [f"q.m{i}" for i in range(len(masks))] + [f"q.k{i}" for i in range(len(keys))]
    columns.append(f"{measure.of if measure.of and not measure.held else 1} AS x")
    added = "sum(q.x)" if measure.how in ("sum", "avg") else "0"
    shown = [*(f"{name}::text" for name in names[: len(masks)]), "count(*)::text", "count(q.x)::text",
             f"coalesce({added}, 0)::text", *names[len(masks) :]]  # fmt: skip
    where = f" WHERE {within}" if within else ""
    grouped = f" GROUP BY {', '.join(names)}" if names else ""
    inner = f"SELECT {', '.join(columns)} FROM {clauses.source}{where}"
    return f"{clauses.before}SELECT concat_ws('|', {', '.join(shown)}) FROM ({inner}) AS q{grouped}"


def _line(text: str, tests: int) -> Line:
    masks = -(-tests // _BITS)
    parts = text.split("|")
    mask = sum(int(part) << (_BITS * index) for index, part in enumerate(parts[:masks]))
    rows, filled, total = parts[masks : masks + 3]
    return mask, tuple(parts[masks + 3 :]), int(rows), int(filled), Decimal(total)
