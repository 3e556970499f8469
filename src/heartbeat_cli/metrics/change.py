"""Change: a number against that of the window before: of a rolling one what ends where this one begins, of a calendar
one the period before, as far as this one has come."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import ClassVar

from heartbeat_cli.errors import HbError
from heartbeat_cli.marts import FRESH
from heartbeat_cli.metrics.bench import Bench, Run
from heartbeat_cli.metrics.metric import Metric
from heartbeat_cli.metrics.shape.bounds import is_about_the_clock
from heartbeat_cli.metrics.shape.columns import QueryNames
from heartbeat_cli.metrics.shape.read import read_shape
from heartbeat_cli.metrics.window import find_window
from heartbeat_cli.metrics.zero import table_without_rows


@dataclass(frozen=True, slots=True)
class WindowChange:
    """A number against the `value` of the window before, as of `as_of`.

    `difference` is how much it is more, `percent` of the value before, to one digit. `better` follows the metric's
    direction; null where it has none, or nothing changed. `why` says why there is nothing to compare, or what the
    value before lacks.
    """

    json_keys: ClassVar = "as_of value difference percent better why"

    as_of: datetime
    value: Decimal | None = None
    difference: Decimal | None = None
    percent: Decimal | None = None
    better: bool | None = None
    why: str | None = None


def change_of(bench: Bench, run: Run) -> WindowChange | None:
    """How a number stands to that of the window before; None where its window does not move."""
    window, zone = find_window(run.metric.window), bench.project.time_zone
    before = window.moment_before(run.value.as_of, zone) if window is not None else None
    if window is None or before is None or run.metric.sql is None or not _moves(run.metric):
        return None
    if (why := unfit(bench, run)) is not None:
        return WindowChange(before, why=why)
    try:
        missing = table_without_rows(bench.reader, replace(run.receipt, as_of=window.begins(before, zone) or before))
        value = bench.value(run.metric, before).value
    except HbError as error:
        return WindowChange(before, why=error.message)
    if missing is not None:
        return WindowChange(before, value, why=f"the window before begins before the first row of {missing}")
    return compared(run.metric, run.value.value, value, before)


def unfit(bench: Bench, run: Run) -> str | None:
    """Why a number is none to be held against one before it: its window reaches beyond the data."""
    age, now = run.age, bench.project.now()
    if run.value.as_of > now:
        return "its moment is yet to come"
    if age is None or age.state == FRESH:
        return None
    return (
        f"the data reaches to {age.until:%Y-%m-%d %H:%M} UTC only" if age.until else "its data has not landed in full"
    )


def compared(metric: Metric, now: Decimal | None, value: Decimal | None, before: datetime) -> WindowChange:
    """Two values of a metric, the earlier one as of `before`."""
    if now is None or value is None:
        return WindowChange(before, value, why="there is no value" if now is None else "the window before has no value")
    difference = now - value
    percent = round(100 * difference / abs(value), 1) if value else None
    return WindowChange(before, value, difference, percent, _better(metric, difference))


def _better(metric: Metric, difference: Decimal) -> bool | None:
    good = {"up_is_good": 1, "down_is_good": -1}.get(metric.direction or "")
    return None if good is None or not difference else difference * good > 0


def _moves(metric: Metric) -> bool:
    return is_about_the_clock(QueryNames(read_shape(metric.sql or ""), {}))
