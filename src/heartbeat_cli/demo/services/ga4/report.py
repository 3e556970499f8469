"""A report: rows put together by the dimensions that were asked for, filtered and ordered."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from heartbeat_cli.demo.services.ga4.catalogue import Catalogue, ReportMetric, Row, day, written
from heartbeat_cli.demo.services.ga4.errors import refused
from heartbeat_cli.demo.services.ga4.filters import fields_of, passes

MOST_DIMENSIONS, MOST_METRICS, MOST_RANGES = 9, 10, 4
USUAL_LIMIT, MOST_ROWS = 10_000, 250_000
_DAYS_AGO = re.compile(r"(\d+)daysAgo\Z")


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row of a report: its dimensions as text, its metrics as numbers."""

    dimensions: tuple[str, ...]
    metrics: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class AskedReport:
    """What a report asks for; `ranges` are name, first and last day."""

    dimensions: tuple[str, ...]
    metrics: tuple[ReportMetric, ...]
    ranges: tuple[tuple[str, date, date], ...]
    dimension_filter: Mapping[str, Any]
    metric_filter: Mapping[str, Any]
    order: Sequence[Mapping[str, Any]]
    keep_empty: bool
    offset: int
    limit: int

    @property
    def headers(self) -> tuple[str, ...]:
        """The names of the dimensions of its rows: with several ranges theirs is the last."""
        return (*self.dimensions, *(("dateRange",) if len(self.ranges) > 1 else ()))


def read(body: Mapping[str, Any], catalogue: Catalogue, today: date) -> AskedReport:
    """What the body of a request asks for. Raises Refused for what there is not, or too much of it."""
    dimensions = tuple(str(d.get("name", "")) for d in body.get("dimensions", ()))
    names = tuple(str(m.get("name", "")) for m in body.get("metrics", ()))
    if len(dimensions) > MOST_DIMENSIONS or len(names) > MOST_METRICS:
        raise refused(400, f"Requests are limited to {MOST_DIMENSIONS} dimensions and {MOST_METRICS} metrics.")
    if not dimensions and not names:
        raise refused(400, "A report needs at least one dimension or metric.")
    wanted_filter, metric_filter = body.get("dimensionFilter") or {}, body.get("metricFilter") or {}
    _refuse_unknown("dimension", {*dimensions, *fields_of(wanted_filter)}, catalogue.dimensions)
    _refuse_unknown("metric", names, catalogue.metrics)
    _refuse_unknown("metric", fields_of(metric_filter), names)
    limit = _whole(body, "limit", USUAL_LIMIT)
    if not 0 < limit <= MOST_ROWS:
        raise refused(400, f"The limit must be between 1 and {MOST_ROWS}.")
    return AskedReport(
        dimensions=dimensions,
        metrics=tuple(catalogue.metrics[name] for name in names),
        ranges=_ranges(body.get("dateRanges", ()), today),
        dimension_filter=wanted_filter,
        metric_filter=metric_filter,
        order=body.get("orderBys") or (),
        keep_empty=bool(body.get("keepEmptyRows")),
        offset=_whole(body, "offset", 0),
        limit=limit,
    )


def _refuse_unknown(kind: str, names: Iterable[str], known: Iterable[str]) -> None:
    unknown = sorted(set(names) - set(known))
    if unknown:
        raise refused(400, f"Field {unknown[0]} is not a valid {kind}. For a list of valid fields see the metadata.")


def _whole(body: Mapping[str, Any], name: str, default: int) -> int:
    try:
        number = int(body.get(name) or default)
    except (TypeError, ValueError):
        raise refused(400, f"Invalid value at '{name}' (TYPE_INT64).") from None
    if number < 0:
        raise refused(400, f"{name} must not be negative.")
    return number


def _ranges(given: Sequence[Mapping[str, Any]], today: date) -> tuple[tuple[str, date, date], ...]:
    if not given:
        raise refused(400, "A report needs a date range.")
    if len(given) > MOST_RANGES:
        raise refused(400, f"Requests are limited to {MOST_RANGES} date ranges.")
    return tuple(
        (str(r.get("name") or f"date_range_{i}"), _day(r.get("startDate"), today), _day(r.get("endDate"), today))
        for i, r in enumerate(given)
    )


def _day(text: Any, today: date) -> date:
    ago = {"today": 0, "yesterday": 1}.get(str(text))
    found = _DAYS_AGO.match(str(text))
    if ago is not None or found:
        return today - timedelta(days=ago if ago is not None else int(found[1]) if found else 0)
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise refused(400, f"Invalid date: {text}. YYYY-MM-DD, today, yesterday or NdaysAgo.") from None


def run(wanted: AskedReport, rows: Iterable[Row]) -> list[ReportRow]:
    """All lines of a report, ordered as asked for; without an order by the first metric, the largest first."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    several = len(wanted.ranges) > 1
    value = Catalogue.dimension
    for row in rows:
        for name, first, last in wanted.ranges:
            if first <= day(row) <= last and passes(wanted.dimension_filter, lambda field: value(row, field)):  # noqa: B023
                key = tuple(value(row, d) for d in wanted.dimensions)
                groups.setdefault((*key, name) if several else key, []).append(row)
    lines = [ReportRow(key, tuple(m.value(group) for m in wanted.metrics)) for key, group in groups.items()]
    return _ordered(wanted, [line for line in lines if _is_kept(wanted, line)])


def _is_kept(wanted: AskedReport, line: ReportRow) -> bool:
    if wanted.metrics and not wanted.keep_empty and not any(line.metrics):
        return False
    if not wanted.metric_filter:
        return True
    values = {m.name: written(v, m.type) for m, v in zip(wanted.metrics, line.metrics, strict=True)}
    return passes(wanted.metric_filter, values.__getitem__)


def _ordered(wanted: AskedReport, lines: list[ReportRow]) -> list[ReportRow]:
    lines.sort(key=lambda line: line.dimensions)
    if not wanted.order and wanted.metrics:
        lines.sort(key=lambda line: line.metrics[0], reverse=True)
    for rule in reversed(wanted.order):
        lines.sort(key=_key_of(wanted, rule), reverse=bool(rule.get("desc")))
    return lines


def _key_of(wanted: AskedReport, rule: Mapping[str, Any]) -> Callable[[ReportRow], Any]:
    metrics = [m.name for m in wanted.metrics]
    if "metric" in rule:
        name = rule["metric"].get("metricName")
        _refuse_unknown("metric", [name], metrics)
        place = metrics.index(name)
        return lambda line: line.metrics[place]
    name = rule.get("dimension", {}).get("dimensionName")
    _refuse_unknown("dimension", [name], wanted.headers)
    place = wanted.headers.index(name)
    # Orders: alphanumeric, without case, numeric.
    if rule["dimension"].get("orderType") in ("NUMERIC", 3):
        return lambda line: float(line.dimensions[place]) if line.dimensions[place].isdigit() else 0.0
    return lambda line: line.dimensions[place]
