"""The dimensions and metrics of a property: which there are, what type each has, how one is worked out of rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

Row = Mapping[str, Any]
TYPES = {
    "TYPE_INTEGER": 1,
    "TYPE_FLOAT": 2,
    "TYPE_SECONDS": 4,
    "TYPE_MILLISECONDS": 5,
    "TYPE_STANDARD": 8,
    "TYPE_CURRENCY": 9,
}
USER = "user"


@dataclass(frozen=True, slots=True)
class ReportMetric:
    """A metric: its type, and its value over some rows."""

    name: str
    type: str
    value: Callable[[Sequence[Row]], float]


def _sum(name: str) -> Callable[[Sequence[Row]], float]:
    return lambda rows: sum(row.get(name) or 0 for row in rows)


def _users(name: str) -> Callable[[Sequence[Row]], float]:
    """Different users. Rows without one carry a number of their own, which is added up."""
    return lambda rows: len({r[USER] for r in rows if USER in r}) + sum(r.get(name) or 0 for r in rows if USER not in r)


def _share(part: str, whole: str = "sessions") -> Callable[[Sequence[Row]], float]:
    return lambda rows: _sum(part)(rows) / (_sum(whole)(rows) or 1)


_SUMS = {
    "sessions": "TYPE_INTEGER",
    "engagedSessions": "TYPE_INTEGER",
    "newUsers": "TYPE_INTEGER",
    "screenPageViews": "TYPE_INTEGER",
    "eventCount": "TYPE_INTEGER",
    "keyEvents": "TYPE_FLOAT",
    "keyEvents:sign_up": "TYPE_FLOAT",
    "userEngagementDuration": "TYPE_SECONDS",
    "totalRevenue": "TYPE_CURRENCY",
}
# metric -> the sum it rests on, type, value
_WORKED_OUT: dict[str, tuple[str, str, Callable[[Sequence[Row]], float]]] = {
    "totalUsers": ("sessions", "TYPE_INTEGER", _users("totalUsers")),
    "activeUsers": ("sessions", "TYPE_INTEGER", _users("activeUsers")),
    "engagementRate": ("engagedSessions", "TYPE_FLOAT", _share("engagedSessions")),
    "bounceRate": ("engagedSessions", "TYPE_FLOAT", lambda rows: 1 - _share("engagedSessions")(rows)),
    "averageSessionDuration": ("userEngagementDuration", "TYPE_SECONDS", _share("userEngagementDuration")),
    "sessionKeyEventRate": ("keyEvents", "TYPE_FLOAT", _share("keyEvents")),
}
_OF_DATE: dict[str, Callable[[date], str]] = {
    "date": lambda d: d.strftime("%Y%m%d"),
    "year": lambda d: d.strftime("%Y"),
    "month": lambda d: d.strftime("%m"),
    "day": lambda d: d.strftime("%d"),
    "yearMonth": lambda d: d.strftime("%Y%m"),
    "isoWeek": lambda d: f"{d.isocalendar().week:02}",
    "dayOfWeek": lambda d: str(d.isoweekday() % 7),
}
# Dimensions that tell so much about persons that Google may hold rows back.
TELLING = frozenset({"userAgeBracket", "userGender", "brandingInterest", "audienceName"})


class Catalogue:
    """What can be asked of rows. `told` adds metrics of other names, with their types."""

    def __init__(self, rows: Iterable[Row], told: Mapping[str, str]) -> None:
        names = {name: None for row in rows for name in row}
        sums = {**_SUMS, **told}
        self.metrics = {n: ReportMetric(n, sums[n], _sum(n)) for n in names if n in sums}
        for name, (rests_on, kind, value) in _WORKED_OUT.items():
            if rests_on in self.metrics or name in names:
                self.metrics[name] = ReportMetric(name, kind, value)
        own = [n for n in names if n not in self.metrics and n not in ("date", USER)]
        self.dimensions = (*_OF_DATE, *own)

    @staticmethod
    def dimension(row: Row, name: str) -> str:
        """The value of a dimension in a row, as text; `(not set)` where it has none."""
        if name in _OF_DATE:
            return _part_of(day(row), name)
        value = row.get(name)
        return "(not set)" if value is None else str(value)

    def described(self, property_id: str) -> dict[str, Any]:
        """The answer of the metadata endpoint."""
        return {
            "name": f"properties/{property_id}/metadata",
            "dimensions": [
                {"apiName": n, "uiName": _spaced(n), "description": _spaced(n), "category": "Other"}
                for n in self.dimensions
            ],
            "metrics": [
                {"apiName": m.name, "uiName": _spaced(m.name), "type": m.type, "category": "Session"}
                for m in self.metrics.values()
            ],
        }


def day(row: Row) -> date:
    """The day of a row: a date, or `2026-05-08`."""
    value = row["date"]
    return value if isinstance(value, date) else _day(value)


# A report has far more rows than days.


@cache
def _day(text: str) -> date:
    return date.fromisoformat(text)


@cache
def _part_of(of: date, name: str) -> str:
    return _OF_DATE[name](of)


def _spaced(name: str) -> str:
    return "".join(f" {c.lower()}" if c.isupper() else c for c in name).capitalize()


def written(value: float, kind: str) -> str:
    """A metric's value as text: whole numbers without a point where its type is whole."""
    if kind == "TYPE_INTEGER" or value == int(value):
        return str(int(value))
    return repr(float(value))
