"""Changes of the time a query looks at: days, zones, ends, lengths, and the other times its rows have."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from heartbeat_cli.metrics.gap.changes import RowTest, SqlChange, TimeCut
from heartbeat_cli.metrics.gap.instants import Instant, literal_of
from heartbeat_cli.metrics.gap.settings import NULL, Ends, QuerySettings, RowColumn
from heartbeat_cli.metrics.shape.moments import DAY, Moment

ZONES: Final = ("UTC", "Europe/London", "Europe/Berlin", "Europe/Helsinki")
"""Where days may begin that people count by, beside the project's own zone."""
_NOW: Final = Instant(Moment("now"))
_LENGTHS: Final = {1: (2, 7), 7: (5, 6, 8, 14), 30: (28, 29, 31, 60), 90: (89, 91, 92, 60)}
_MOST_COLUMNS: Final = 6


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time a query could look at, in words."""

    kind: str
    words: str
    prior: float
    begin: Instant | None
    end: Instant | None
    begin_closed: bool = True
    end_closed: bool = False
    zone: str = "UTC"


def time_changes(settings: QuerySettings, as_of: datetime, zone: str | None = None) -> tuple[SqlChange, ...]:
    """Every other time; `zone` is the project's own."""
    ends = settings.ends
    if ends is None:
        return ()
    zones = tuple(dict.fromkeys((*([zone] if zone else []), *ZONES)))
    spans = list(_spans(ends, as_of, zones))
    found = [_change(ends, ends.column, span, as_of) for span in spans]
    for column in _other_columns(settings, ends):
        same = TimeSpan("time column", f"by {column.name} instead of {ends.column.name}", 3.0, ends.begin, ends.end,
                    ends.begin_closed, ends.end_closed)  # fmt: skip
        found.append(_change(ends, column, same, as_of))
        days = (replace(s, kind="time column", words=f"by {column.name}, {s.words}", prior=0.12) for s in spans
                if s.kind == "days" and s.zone in (zone or "Europe/Helsinki", "UTC"))  # fmt: skip
        found += [_change(ends, column, span, as_of) for span in days]
    return _different(found)


def _other_columns(settings: QuerySettings, ends: Ends) -> list[RowColumn]:
    """The other times of the rows, those of the same table first."""
    others = [c for c in settings.times if c.sql != ends.column.sql and c.table is not None]
    mine = [c for c in others if c.relation == ends.column.relation]
    return [*mine, *(c for c in others if c not in mine and "dict" not in c.relation)][:_MOST_COLUMNS]


def _different(changes: list[SqlChange]) -> tuple[SqlChange, ...]:
    """One change for each way of looking; of several the likeliest."""
    best: dict[tuple[str, ...], SqlChange] = {}
    for change in sorted(changes, key=lambda c: -c.prior):
        best.setdefault(tuple(test.sql for test in change.tests), change)
    return tuple(best.values())


def _change(ends: Ends, column: RowColumn, span: TimeSpan, as_of: datetime) -> SqlChange:
    ends_of = ((span.begin, ">=" if span.begin_closed else ">"), (span.end, "<=" if span.end_closed else "<"))
    tests = [moment_test(column, sign, instant, as_of) for instant, sign in ends_of if instant is not None]
    if not tests:
        tests.append(RowTest(f"{column.sql} IS NOT NULL", "", column.sql, (NULL,), denied=True))
    day = (column.sql, column.kind, span.zone)
    return SqlChange(span.kind, "time", span.words, span.prior, ends.conditions, tuple(tests), day=day)


def moment_test(column: RowColumn, sign: str, instant: Instant, as_of: datetime) -> RowTest:
    """Whether a time is before or after an instant: `sign` is one of < <= > >=."""
    moment = instant.at(as_of)
    if column.kind == "date":
        # A day is the one it is where the instant's days begin.
        moment = moment.astimezone(ZoneInfo(instant.zone)).replace(tzinfo=UTC)
    literal = literal_of(moment, column.kind)
    cut = TimeCut(column.sql, moment, literal, sign.startswith(">"), sign in (">", "<="))
    shown, run = (f"{column.sql} {sign} {written}" for written in (instant.sql(column.kind), literal))
    return RowTest(shown, run, cut=cut)


def midnights(column: RowColumn, first: datetime, last: datetime, zone: str) -> list[TimeCut]:
    """Where each day begins, from that of `first` to that of `last`, by the clocks of a zone."""
    where = ZoneInfo(zone)
    day = first.astimezone(where).replace(hour=0, minute=0, second=0, microsecond=0)
    found = []
    while day <= last:
        moment = day.replace(tzinfo=UTC) if column.kind == "date" else day.astimezone(UTC)
        found.append(TimeCut(column.sql, moment, literal_of(moment, column.kind), later=True, beyond=False))
        day += timedelta(days=1)
    return found


def _spans(ends: Ends, as_of: datetime, zones: tuple[str, ...]) -> Iterator[TimeSpan]:
    yield from _closed(ends)
    if ends.begin is None:
        yield from _until(as_of, zones)
        return
    end = ends.end or _NOW
    length = (end.at(as_of) - ends.begin.at(as_of)).total_seconds()
    days = round(length / DAY)
    if days >= 1 and abs(length - days * DAY) <= 2 * 3600:
        yield from _whole_days(ends, days, zones)
        yield from _lengths(ends, end, days)
        yield from _calendar(days, zones)
    yield from _shifts(ends, end, as_of, zones)


def _closed(ends: Ends) -> Iterator[TimeSpan]:
    """The ends themselves: with what happened right then, without an end."""
    same = TimeSpan("bounds", "", 0.6, ends.begin, ends.end, ends.begin_closed, ends.end_closed)
    if ends.begin is not None:
        word = "without" if ends.begin_closed else "with"
        yield replace(same, words=f"{word} what happened right when it begins", begin_closed=not ends.begin_closed)
    if ends.end is not None:
        word = "without" if ends.end_closed else "with"
        yield replace(same, words=f"{word} what happened right when it ends", end_closed=not ends.end_closed)
        yield replace(same, words="without an end: rows of the future count", end=None)
    else:
        yield replace(same, words="only up to now", end=_NOW)


def _whole_days(ends: Ends, days: int, zones: tuple[str, ...]) -> Iterator[TimeSpan]:
    several = "whole days" if days > 1 else "the whole day"
    for index, zone in enumerate(zones):
        where, prior = _where(zone), 3.0 if index == 0 or zone == "UTC" else 1.5
        today, first = _NOW.of("day", zone), _NOW.of("day", zone, -days * DAY)
        yield TimeSpan("days", f"{days if days > 1 else ''} {several} before today{where}".strip(), prior, first, today,
                   zone=zone)  # fmt: skip
        begun = f"from the beginning of the day {days} days ago until now{where}"
        yield TimeSpan("days", begun, prior * 0.6, first, _NOW, zone=zone)
        with_today = _NOW.of("day", zone, -(days - 1) * DAY)
        yield TimeSpan("days", f"{days} days with today{where}", prior * 0.8, with_today, _NOW, zone=zone)
    if ends.begin is not None and ends.begin.moment.anchor != "now":
        yield TimeSpan("days", f"{days * 24} hours back from now, to the minute", 2.0, _NOW.moved(-days * DAY), _NOW)


def _where(zone: str) -> str:
    return "" if zone == "UTC" else f", by the days of {zone}"


def _lengths(ends: Ends, end: Instant, days: int) -> Iterator[TimeSpan]:
    base = min(_LENGTHS, key=lambda known: abs(known - days))
    others = dict.fromkeys((days - 1, days + 1, *(_LENGTHS[base] if base == days else (2 * days,))))
    for other in others:
        if other < 1:
            continue
        begin = end.moved(-other * DAY)
        near = abs(other - days) == 1 or other == 31
        yield TimeSpan("window", f"{other} days instead of {days}", 1.5 if near else 1.0, begin, ends.end,
                   ends.begin_closed, ends.end_closed)  # fmt: skip
    if 28 <= days <= 31:
        yield TimeSpan("window", f"one month instead of {days} days", 1.5, end.moved(months=-1), ends.end,
                   ends.begin_closed, ends.end_closed)  # fmt: skip


def _calendar(days: int, zones: tuple[str, ...]) -> Iterator[TimeSpan]:
    units = {"week": 7.0} if 5 <= days <= 8 else {"month": 0.0} if 28 <= days <= 31 else {}
    for unit, length in units.items():
        back = {"seconds": -length * DAY} if length else {"months": -1}
        for zone in dict.fromkeys((zones[0], "UTC")):
            this = _NOW.of(unit, zone)
            yield TimeSpan("window", f"this {unit} until now{_where(zone)}", 1.2, this, _NOW, zone=zone)
            yield TimeSpan("window", f"the whole {unit} before this one{_where(zone)}", 1.2, this.moved(**back), this,
                       zone=zone)  # fmt: skip


def _shifts(ends: Ends, end: Instant, as_of: datetime, zones: tuple[str, ...]) -> Iterator[TimeSpan]:
    """The same window elsewhere: by another zone's clock, as of another day."""
    begin = ends.begin
    assert begin is not None, "asked of what begins"
    if begin.moment.anchor == "now":
        for hours, zone in _offsets(as_of, zones).items():
            for sign, what in ((-1, "earlier"), (1, "later")):
                words = f"as if its times were those of {zone}: {hours:g} h {what}"
                moved = sign * hours * 3600
                yield TimeSpan(
                    "zone", words, 1.5, begin.moved(moved), end.moved(moved), ends.begin_closed, ends.end_closed
                )
    else:
        for zone in (z for z in zones if z != begin.zone):
            there = replace(end, zone=zone) if end.moment.anchor != "now" else end
            yield TimeSpan("zone", f"by the days of {zone}", 2.0, replace(begin, zone=zone), there, ends.begin_closed,
                       ends.end_closed, zone)  # fmt: skip
    for moved, words in ((-DAY, "as of a day earlier"), (DAY, "as of a day later")):
        yield TimeSpan("as of", words, 1.0, begin.moved(moved), end.moved(moved), ends.begin_closed, ends.end_closed)


def _offsets(as_of: datetime, zones: tuple[str, ...]) -> dict[float, str]:
    found: dict[float, str] = {}
    for zone in zones:
        offset = (as_of.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()).total_seconds() / 3600
        if offset:
            found.setdefault(abs(offset), zone)
    return found


def _until(as_of: datetime, zones: tuple[str, ...]) -> Iterator[TimeSpan]:
    """Of a count of everything up to now: up to another moment."""
    for zone in zones:
        prior = 2.0 if zone in (zones[0], "UTC") else 1.0
        yield TimeSpan(
            "days", f"up to the end of yesterday{_where(zone)}", prior, None, _NOW.of("day", zone), zone=zone
        )
    yield TimeSpan("as of", "as of a day earlier", 1.0, None, _NOW.moved(-DAY))
    yield TimeSpan("as of", "as of a week earlier", 1.0, None, _NOW.moved(-7 * DAY))
    yield TimeSpan("window", "up to the end of last month", 1.0, None, _NOW.of("month", "UTC"))
    for hours, zone in _offsets(as_of, zones).items():
        yield TimeSpan("zone", f"as if its times were those of {zone}: {hours:g} h earlier", 0.8, None,
                   _NOW.moved(-hours * 3600))  # fmt: skip
