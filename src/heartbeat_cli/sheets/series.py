"""A metric as of many moments: as a line of blocks, in words, and as rows."""

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from heartbeat_cli.blocks import Line, Styled, line
from heartbeat_cli.metrics import GAPS, Metric, Point, Series, number_text
from heartbeat_cli.sheets.metrics import with_unit
from heartbeat_cli.wording import at, count, names_in_short

_BLOCKS: Final = "▁▂▃▄▅▆▇█"
_GAP: Final = "·"
_STATES: Final = {
    "partial": "of windows that begin before the first row",
    "late": "beyond what the data reaches",
    "stale": "beyond what the data reaches",
    "no data": "before the first row",
    "future": "yet to come",
    "failed": "failed",
}

SERIES_HEADINGS: Final = ("metric", "as_of", "value", "unit", "state", "why", "status", "wrong")


def sparkline(series: Series, cells: int) -> str:
    """The values in as many cells at most, each the last of its moments; a moment without a value is a gap."""
    points = _thinned(series.points, cells)
    known = [point.value for point in points if point.value is not None]
    low, high = min(known, default=Decimal(0)), max(known, default=Decimal(0))
    return "".join(_GAP if p.value is None else _BLOCKS[_height(p.value, low, high)] for p in points)


def _thinned(points: Sequence[Point], cells: int) -> Sequence[Point]:
    if len(points) <= cells:
        return points
    ends = [len(points) * (i + 1) // cells for i in range(cells)]
    return [points[end - 1] for end in ends]


def _height(value: Decimal, low: Decimal, high: Decimal) -> int:
    if low == high:
        return len(_BLOCKS) // 2 - 1
    return int((value - low) / (high - low) * (len(_BLOCKS) - 1) + Decimal("0.5"))


def series_lines(series: Series, metric: Metric, cells: int = 90) -> tuple[Line, ...]:
    """The line of blocks, from what to what it goes, and what it lacks."""
    said = (line(Styled(text, "dim"), whole=True) for text in series_words(series, metric.unit))
    return line(sparkline(series, cells)), *said


def series_words(series: Series, unit: str | None) -> Iterator[str]:
    """Each a sentence: when, from what to what, what it lacks, how it was computed."""
    known = [point.value for point in series.points if point.value is not None]
    first, last = series.points[0].as_of, series.points[-1].as_of
    yield f"{count(len(series.points), 'moment')}, every {series.every} in {series.zone}, {at(first)} to {at(last)}" + (
        f", between {with_unit(min(known), unit)} and {with_unit(max(known), unit)}" if known else ""
    )
    states = Counter(point.state for point in series.points)
    lacking = [f"{number} {_STATES[state]}" for state, number in states.items() if state in _STATES]
    if lacking:
        yield f"not whole: {', '.join(lacking)}" + _reach(series, states)
    failed = next((point.why for point in series.points if point.state == "failed"), None)
    if failed is not None:
        yield f"failed: {failed}"
    if series.as_now:
        yield _as_now(series)
    if not series.one_scan:
        yield f"one query for each moment: {series.why}"


def _as_now(series: Series) -> str:
    named = names_in_short(series.as_now)
    return f"{named} says how a row is now, not how it was: the past is what today's rows say of it"


def _reach(series: Series, states: "Counter[str]") -> str:
    told = []
    if series.first_row is not None and (states["no data"] or states["partial"]):
        told.append(f"rows from {at(series.first_row)}")
    if series.whole_until is not None and (states["late"] or states["stale"]):
        told.append(f"data to {at(series.whole_until)}")
    return f"; {', '.join(told)}" if told else ""


def series_rows(metric: Metric, series: Series, status: str, wrong: str) -> Iterator[tuple[object, ...]]:
    """A row for each moment; of a gap the value is empty. `status` and what is `wrong` are the metric's."""
    last = series.points[-1]
    for point in series.points:
        value = None if point.state in GAPS else number_text(point.value)
        as_now = _as_now(series) if series.as_now and value is not None and point is not last else None
        why = "; ".join(filter(None, (point.why, as_now))) or None
        yield metric.name, point.as_of.isoformat(), value, metric.unit, point.state, why, status, wrong or None
