"""The SQL of a measure over one landed table: PostgreSQL, dataset-qualified, laid out to be read.

The window is half open: with `--as-of` in the past nothing later than it is counted, and two windows end to end count
no row twice.
"""

from dataclasses import dataclass

from heartbeat_cli.discovery.condition import Condition
from heartbeat_cli.discovery.measure import AVG, COUNT, COUNT_DISTINCT, PERCENTILE, SECONDS, SHARE, SUM, Measure
from heartbeat_cli.errors import UsageError
from heartbeat_cli.metrics import find_window
from heartbeat_cli.pgschema import Table, kind_of, quote_for_marts


@dataclass(frozen=True, slots=True)
class MeasureQuery:
    """What the SQL is made of. `share` is the condition of a share; `time` cuts the window, None where it is total, and
    days are those of `zone`, UTC by default."""

    dataset: str
    table: Table
    measure: Measure
    window: str
    time: str | None = None
    where: Condition | None = None
    share: Condition | None = None
    zone: str | None = None


def write_sql(query: MeasureQuery) -> str:
    """The query as text, one clause or condition a line."""
    table = f"{quote_for_marts(query.dataset)}.{quote_for_marts(query.table.name)}"
    lines = [f"SELECT {_select(query)}", f"FROM {table}"]
    conditions = [*(query.where.parts if query.where else ()), *_window(query)]
    lines += [f"{'WHERE' if i == 0 else '  AND'} {condition}" for i, condition in enumerate(conditions)]
    return "\n".join(lines)


def _select(query: MeasureQuery) -> str:
    measure = query.measure
    if measure.kind == COUNT:
        return "count(*)"
    if measure.kind == SHARE:
        condition = query.share.sql if query.share else "TRUE"
        return f"100.0 * count(*) FILTER (WHERE {condition})\n  / nullif(count(*), 0)"
    column = quote_for_marts(measure.column or "")
    if measure.kind == COUNT_DISTINCT:
        return f"count(DISTINCT {column})"
    value = _duration(measure) if measure.until else column
    if measure.kind == PERCENTILE:
        return f"percentile_cont({(measure.percent or 0) / 100:g}) WITHIN GROUP (\n  ORDER BY {value}\n)"
    return f"{ {SUM: 'sum', AVG: 'avg'}[measure.kind] }({value})"


def _duration(measure: Measure) -> str:
    until, since = quote_for_marts(measure.until or ""), quote_for_marts(measure.column or "")
    seconds = f"extract(epoch FROM {until} - {since})"
    divisor = SECONDS[measure.time_unit or "s"]
    return seconds if divisor == 1 else f"{seconds} / {divisor}"


def _window(query: MeasureQuery) -> list[str]:
    window = find_window(query.window)
    if window is None or query.time is None:
        return []
    check_window(query.table, query.time, query.window)
    column = query.table.column(query.time)
    kind = kind_of(column.type) if column is not None else "timestamptz"
    return list(window.conditions(quote_for_marts(query.time), kind, query.zone))


def check_window(table: Table, time: str, window: str) -> None:
    """Raises UsageError where `window` cannot be cut from the column `time`: 24 hours from a date."""
    column, found = table.column(time), find_window(window)
    if column is not None and kind_of(column.type) == "date" and found is not None and found.unit == "h":
        raise UsageError(
            f"{time} is a date without a time of day: {found.spoken} cannot be cut from it",
            hint="Use --window 7d, or --time with a timestamp column.",
        )
