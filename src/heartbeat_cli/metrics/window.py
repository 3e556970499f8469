"""The window of a number: from when to when it looks, as its name ends: `7d`, `yesterday`, `since_2026_01_01`, `total`.

A rolling window moves with the clock, a calendar one with the days of a time zone: `7d` are the last 7 × 24 hours,
`this_week` begins on Monday at midnight, `last_week` ended then. Bounds are half open: with what happened right at the
beginning, without what happened right at the end, so that windows end to end count nothing twice.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

ROLLING, CALENDAR, SINCE, PERIOD, TOTAL = "rolling", "calendar", "since", "period", "total"
UTC_ZONE: Final = "UTC"

_HOURS: Final = {"h": 1, "d": 24, "w": 168}
_WORDS: Final = {"h": "hours", "d": "days", "w": "weeks"}
_SHORTEST: Final = timedelta(microseconds=1)
_MOST_HOURS: Final = 24 * 3660
_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}
_NAMES: Final = {
    "today": (0, "day"),
    "yesterday": (1, "day"),
    **{
        f"{word}_{unit}": (back, unit)
        for unit in ("week", "month", "quarter", "year")
        for back, word in enumerate(("this", "last"))
    },
}
_ROLLING: Final = re.compile(r"([1-9]\d{0,4})([hdw])")
_SINCE: Final = re.compile(r"since_(\d{4})_(\d\d)_(\d\d)")
_PERIOD: Final = re.compile(r"in_(\d{4})(?:_(?:q([1-4])|(\d\d)))?|on_(\d{4})_(\d\d)_(\d\d)")
_ENDING: Final = re.compile(
    rf"(?:^|_)(?P<window>{_ROLLING.pattern}|{_SINCE.pattern}|{_PERIOD.pattern}|{'|'.join(_NAMES)}|total)$", re.ASCII
)
GRAMMAR: Final = (
    "24h, 7d, 4w and their like, today, yesterday, this_week, last_week (month, quarter, year), since_2026_01_01, "
    "in_2025, in_2025_q1, in_2025_12, on_2025_12_31, total"
)
"""What a window is called, for a text that says so."""


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when a number looks.

    A `rolling` one is `number` of a `unit`: `h`, `d` or `w`. A `calendar` one is a `unit`, `day` to `year`, `number` of
    them back: 0 is the one that has begun, 1 the one before. One `since` has its `day`. A `period` is the `unit` of the
    calendar that begins on `day`, whenever it is looked at. The `total` has no bounds.
    """

    kind: str
    number: int = 0
    unit: str = ""
    day: date | None = None

    @property
    def name(self) -> str:
        """As a metric's name ends in it: `7d`, `last_month`, `since_2026_01_01`."""
        if self.day is not None:
            return _period_name(self.unit, self.day) if self.kind == PERIOD else f"since_{self.day:%Y_%m_%d}"
        if self.kind == ROLLING:
            return f"{self.number}{self.unit}"
        return next((name for name, found in _NAMES.items() if found == (self.number, self.unit)), TOTAL)

    @property
    def spoken(self) -> str:
        """As people say it: `the last 7 days`, `last month`, `since 1 January 2026`."""
        if self.day is not None:
            return _spoken_period(self.unit, self.day) if self.kind == PERIOD else f"since {_spoken_day(self.day)}"
        if self.kind == ROLLING:
            word = _WORDS[self.unit]
            return f"the last {self.number} {word}" if self.number > 1 else f"the last {word[:-1]}"
        if self.kind == TOTAL:
            return "everything there is"
        so_far = " so far" if not self.number and self.unit != "day" else ""
        return f"{self.name.replace('_', ' ')}{so_far}"

    @property
    def spoken_before(self) -> str:
        """What it is held against: `the 7d before`, `the month before`, `the same part of last month`."""
        if self.kind != CALENDAR:
            return f"the {self.name} before"
        if self.number:
            return f"the {self.unit} before"
        return "yesterday until the same time" if self.unit == "day" else f"the same part of last {self.unit}"

    @property
    def span(self) -> timedelta | None:
        """How long a rolling window is; None of any other, whose days and months differ."""
        return timedelta(hours=self.number * _HOURS[self.unit]) if self.kind == ROLLING else None

    @property
    def behind(self) -> date | None:
        """The day that begins when a period is over; None of any other window."""
        return _periods_before(self.day, -1, self.unit) if self.kind == PERIOD and self.day is not None else None

    def bounds(self, column: str, zone: str | None) -> tuple[str, str] | None:
        """From when on, and until before when: two expressions of PostgreSQL for a column of a kind of time.

        `column` is `date`, `timestamp` (of UTC) or `timestamptz`; `zone` says where days begin, UTC by default. None of
        the total. Raises ValueError for hours of a date.
        """
        if self.kind == TOTAL:
            return None
        if self.kind == ROLLING:
            return self._rolling_bounds(column, zone or UTC_ZONE)
        place = zone or UTC_ZONE
        if self.day is not None:
            end = _until_now(column, place) if self.behind is None else _first_of(self.behind, column, place)
            return _first_of(self.day, column, place), end
        begun = f"date_trunc('{self.unit}', {_local(place)})"
        if not self.number:
            return _in_zone(begun, column, place), _until_now(column, place)
        before = f"({begun} - interval '{_interval(self.unit)}')"
        return _in_zone(before, column, place), _in_zone(begun, column, place)

    def _rolling_bounds(self, column: str, zone: str) -> tuple[str, str]:
        if column == "date" and self.unit == "h":
            raise ValueError(f"{self.name} cannot be cut from dates")
        today = "current_date" if zone == UTC_ZONE else f"({_local(zone)})::date"
        now = today if column == "date" else "now()"
        word = _WORDS[self.unit] if self.number > 1 else _WORDS[self.unit][:-1]
        return f"{now} - interval '{self.number} {word}'", now

    def conditions(self, written: str, column: str, zone: str | None) -> tuple[str, ...]:
        """The conditions on a column as SQL, `written` as it stands in the query; none of the total."""
        ends = self.bounds(column, zone)
        return () if ends is None else (f"{written} >= {ends[0]}", f"{written} < {ends[1]}")

    def begins(self, as_of: datetime, zone: str | None) -> datetime | None:
        """When it begins as of a moment, in UTC; None of the total. Raises OverflowError before the first year."""
        if self.span is not None:
            return as_of - self.span
        place = ZoneInfo(zone or UTC_ZONE)
        if self.kind == CALENDAR:
            begun = _begin_of(self.unit, as_of.astimezone(place).date())
            return _midnight(_periods_before(begun, self.number, self.unit), place)
        return _midnight(self.day, place) if self.day is not None else None

    def ends(self, as_of: datetime, zone: str | None) -> datetime:
        """Until before when it goes as of a moment, in UTC; a period may not be over yet."""
        if self.behind is not None:
            return _midnight(self.behind, ZoneInfo(zone or UTC_ZONE))
        if self.kind != CALENDAR or not self.number:
            return as_of
        place = ZoneInfo(zone or UTC_ZONE)
        return _midnight(_begin_of(self.unit, as_of.astimezone(place).date()), place)

    def moment_before(self, as_of: datetime, zone: str | None) -> datetime | None:
        """The moment as of which the window before is looked at; None where it has none.

        For a rolling window that is when this one begins. For a calendar one it is the same time of the period before:
        this month so far is held against last month up to the same day. The last day of a shorter month is its last.
        """
        if self.span is not None:
            return as_of - self.span
        if self.kind != CALENDAR:
            return None
        here = as_of.astimezone(ZoneInfo(zone or UTC_ZONE))
        day = _periods_before(here.date(), 1, self.unit)
        return datetime.combine(day, here.timetz()).astimezone(UTC)

    def neighbours(self, as_of: datetime, zone: str | None) -> tuple[datetime, ...]:
        """The moments as of which the whole windows before and behind this one are looked at; none where there is none.

        What has begun is whole at the end of its period.
        """
        if self.span is not None:
            return as_of - self.span, as_of + self.span
        begins = self.begins(as_of, zone) if self.kind == CALENDAR else None
        if begins is None:
            return ()
        place = ZoneInfo(zone or UTC_ZONE)
        first = begins.astimezone(place).date()
        # Of one that is over: the window before is looked at in this one, the one behind at the end of the next.
        last = _midnight(_periods_before(first, -2 - self.number, self.unit), place)
        return (begins if self.number else begins - _SHORTEST), last - _SHORTEST


def find_window(name: str) -> Window | None:
    """The window that is called so; None where none is."""
    if name == TOTAL:
        return Window(TOTAL)
    if name in _NAMES:
        number, unit = _NAMES[name]
        return Window(CALENDAR, number, unit)
    if rolling := _ROLLING.fullmatch(name):
        number = int(rolling[1])
        return Window(ROLLING, number, rolling[2]) if number * _HOURS[rolling[2]] <= _MOST_HOURS else None
    return _since(_SINCE.fullmatch(name)) or _period(_PERIOD.fullmatch(name))


def _since(found: re.Match[str] | None) -> Window | None:
    if found is None:
        return None
    try:
        return Window(SINCE, day=date(int(found[1]), int(found[2]), int(found[3])))
    except ValueError:
        return None


def _period(found: re.Match[str] | None) -> Window | None:
    if found is None:
        return None
    year, quarter, month, *day = found.groups()
    try:
        first = date(*map(int, day)) if day[0] else date(int(year), int(month or 3 * int(quarter or 1) - 2), 1)
    except ValueError:
        return None
    unit = "day" if day[0] else "month" if month else "quarter" if quarter else "year"
    return Window(PERIOD, unit=unit, day=first) if first.year < date.max.year else None


def _period_name(unit: str, day: date) -> str:
    if unit == "day":
        return f"on_{day:%Y_%m_%d}"
    part = {"quarter": f"_q{(day.month + 2) // 3}", "month": f"_{day:%m}"}.get(unit, "")
    return f"in_{day:%Y}{part}"


def _spoken_period(unit: str, day: date) -> str:
    if unit == "day":
        return f"on {_spoken_day(day)}"
    return f"in {({'quarter': f'Q{(day.month + 2) // 3} ', 'month': f'{day:%B} '}).get(unit, '')}{day:%Y}"


def _spoken_day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def window_title(name: str) -> str:
    """A window as it is shown beside a number: as it is called, one of the calendar as people say it."""
    window = find_window(name)
    return name if window is None or window.kind in (ROLLING, TOTAL) else window.spoken


def window_ending(name: str) -> Window | None:
    """The window that a metric's name ends in."""
    found = _ENDING.search(name)
    return find_window(found["window"]) if found else None


def without_ending(name: str) -> str:
    """A metric's name without its window."""
    return name[: found.start()] if (found := _ENDING.search(name)) and find_window(found["window"]) else name


def usual_windows() -> Sequence[Window]:
    """Those that are offered where nobody has named one."""
    return tuple(filter(None, map(find_window, ("24h", "7d", "30d", TOTAL, *_NAMES))))


def _local(zone: str) -> str:
    return f"now() AT TIME ZONE '{zone}'"


def _first_of(day: date, column: str, zone: str) -> str:
    return f"DATE '{day}'" if column == "date" else _in_zone(f"TIMESTAMP '{day} 00:00:00'", column, zone)


def _in_zone(wall: str, column: str, zone: str) -> str:
    """A time by the clocks of a zone, for a column of that kind."""
    if column == "date":
        return f"{wall}::date"
    if column == "timestamp":
        return wall if zone == UTC_ZONE else f"{wall} AT TIME ZONE '{zone}' AT TIME ZONE '{UTC_ZONE}'"
    return f"{wall} AT TIME ZONE '{zone}'"


def _until_now(column: str, zone: str) -> str:
    """The end of what has begun: of dates the day after today, with all of today."""
    return f"({_local(zone)})::date + 1" if column == "date" else "now()"


def _interval(unit: str) -> str:
    return f"{_MONTHS[unit]} months" if unit == "quarter" else f"1 {unit}"


def _begin_of(unit: str, day: date) -> date:
    if unit == "day":
        return day
    if unit == "week":
        return day - timedelta(days=day.weekday())
    months = _MONTHS[unit]
    return day.replace(month=(day.month - 1) // months * months + 1, day=1)


def _periods_before(day: date, number: int, unit: str) -> date:
    if unit not in _MONTHS:
        return day - timedelta(days=number * (7 if unit == "week" else 1))
    year, month = divmod(day.year * 12 + day.month - 1 - number * _MONTHS[unit], 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _midnight(day: date, place: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), place).astimezone(UTC)
