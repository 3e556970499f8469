"""Days in words, from which a window goes on: `1 March`, `2026-02-15`, `Monday`, `last month`."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from heartbeat_cli.metrics import PERIOD, Window, find_window

_MONTHS: Final = (
    "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
    "september sep sept", "october oct", "november nov", "december dec",
)  # fmt: skip
_NUMBERS: Final = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
MONTH: Final = rf"(?:{'|'.join(_NUMBERS)})"
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY: Final = rf"(?:{'|'.join(_WEEKDAYS)})"
_YEAR: Final = r"(?:19|20)\d\d"
_DAY: Final = r"(?:\d{1,2}(?:st|nd|rd|th)?|first)"
_FORMS: Final = (
    r"(?P<y>\d{4})[-/](?P<m>\d\d?)[-/](?P<d>\d\d?)",
    r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4}|\d\d)",
    r"(?P<one>\d{1,2})/(?P<other>\d{1,2})/(?P<y>\d{4}|\d\d)",
    rf"(?P<d>{_DAY}) (?:of )?(?P<m>{MONTH})(?:(?: \|)? (?P<y>{_YEAR}))?",
    rf"(?P<m>{MONTH}) (?P<d>{_DAY})(?:(?: \|)? (?P<y>{_YEAR}))?",
    rf"(?P<m>{MONTH})(?: (?:of )?(?P<y>{_YEAR}))?",
    rf"(?P<y>{_YEAR})",
)
_STAYS: Final = "; from now on the day stays the same"
_OTHERS: Final = rf"yesterday|(?:the )?last (?:week|month|quarter|year)|(?:last |past |this )?(?:{WEEKDAY}|weekend)"
DAY: Final = rf"(?:{_OTHERS}|{'|'.join(re.sub('P<[a-z]+>', ':', form).replace('(?:', '(?:') for form in _FORMS)})"
"""Any day, for a pattern."""


def since_day(text: str, today: date) -> tuple[Window | None, str]:
    """The window that goes on from a day, and what the day was taken for. One without a year is the last one before
    `today`."""
    if text.endswith("monday") and not text.startswith("last"):
        return find_window("this_week"), "weeks begin on Monday: the calendar week so far"
    if re.fullmatch(_OTHERS, text):
        return _begin(text.removeprefix("the "), today)
    found = next(found for form in _FORMS if (found := re.fullmatch(form, text)))
    parts = found.groupdict()
    if "one" in parts:
        return _with_slashes(int(parts["one"]), int(parts["other"]), _year(parts["y"]))
    month, day = _month(parts.get("m")), int(re.sub(r"\D", "", parts.get("d") or "") or "1")
    year = _year(parts["y"]) if parts["y"] else today.year - ((month, day) > (today.month, today.day))
    told = "" if parts["y"] else f"; the last one, of {year}"
    return _since(year, month, day, told)


def on_day(text: str, today: date) -> tuple[Window | None, str]:
    """The day, month or year that is named by itself, whole; without a year the last one that has begun."""
    if (day := _day_so_called(text, today)) is not None:
        window, means = _period(day, "day", "")
        return window, f"{means}{_STAYS}"
    if re.fullmatch(_OTHERS, text):
        return None, "which day that was is not told by a name: write it as on 2026-03-01"
    since, means = since_day(text, today)
    if since is None or since.day is None:
        return None, means
    found = next(found for form in _FORMS if (found := re.fullmatch(form, text))).groupdict()
    unit = "day" if found.get("d") or "one" in found else "month" if found.get("m") else "year"
    return _period(since.day, unit, "" if found["y"] else f": the last one, of {since.day.year}")


def in_quarter(number: int, year: str, today: date) -> tuple[Window | None, str]:
    """A quarter of a year, whole; without a year the last one that has begun."""
    first = date(int(year) if year else today.year, 3 * number - 2, 1)
    if not year and first > today:
        first = first.replace(year=first.year - 1)
    return _period(first, "quarter", "" if year else f": the last one, of {first.year}")


def _day_so_called(text: str, today: date) -> date | None:
    """The day before yesterday, and the last one of a weekday before today; None of any other."""
    if text == "day before yesterday":
        return today - timedelta(days=2)
    name = text.split()[-1]
    if name not in _WEEKDAYS:
        return None
    return today - timedelta(days=(today.weekday() - _WEEKDAYS.index(name) - 1) % 7 + 1)


def _period(day: date, unit: str, told: str) -> tuple[Window | None, str]:
    window = Window(PERIOD, unit=unit, day=day)
    return find_window(window.name), f"the whole {unit}, {window.spoken.removeprefix('in ')}{told}"


def _begin(text: str, today: date) -> tuple[Window | None, str]:
    if (day := _day_so_called(text, today)) is not None:
        return _since(day.year, day.month, day.day, _STAYS)
    window = find_window(text.replace(" ", "_"))
    if window is None:
        return None, "which day that was is not told by a name: write it as since 2026-03-01"
    begins = _first_day(window, today)
    return _since(begins.year, begins.month, begins.day, _STAYS)


def _first_day(window: Window, today: date) -> date:
    begins = window.begins(datetime.combine(today, time(12), UTC), None)
    return begins.date() if begins is not None else today - timedelta(days=1)


def _with_slashes(one: int, other: int, year: int) -> tuple[Window | None, str]:
    if one > 12 or one == other:
        return _since(year, other, one, "")
    if other > 12:
        return _since(year, one, other, "")
    return None, f"which is the month? Write {year}-{one:02}-{other:02} or {year}-{other:02}-{one:02}"


def _since(year: int, month: int, day: int, told: str) -> tuple[Window | None, str]:
    window = find_window(f"since_{year:04}_{month:02}_{day:02}")
    if window is None:
        return None, "there is no such day"
    return window, f"from the beginning of {day} {date(year, month, day):%B %Y} on{told}"


def _month(text: str | None) -> int:
    if text is None:
        return 1
    return int(text) if text.isdigit() else _NUMBERS[text]


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)
