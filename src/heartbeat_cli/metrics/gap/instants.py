"""A moment by the clock that a query can be asked for: what it is at one time, and how it is written."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from heartbeat_cli.metrics.shape.moments import DAY, Moment

_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Instant:
    """A `moment` whose days, weeks and months begin in `zone`."""

    moment: Moment
    zone: str = "UTC"

    def at(self, as_of: datetime) -> datetime:
        """What it is where the clock says `as_of`."""
        local = as_of.astimezone(ZoneInfo(self.zone))
        anchor, seconds = self.moment.anchor, self.moment.seconds
        if anchor == "now":
            return months_later(local, self.moment.months).astimezone(UTC) + timedelta(seconds=seconds)
        local = months_later(_begin(local, anchor), self.moment.months)
        whole, rest = divmod(seconds, DAY)
        return (local + timedelta(days=whole)).astimezone(UTC) + timedelta(seconds=rest)

    def moved(self, seconds: float = 0.0, months: int = 0) -> "Instant":
        """This much later."""
        return replace(self, moment=self.moment.moved((seconds, months)))

    def of(self, anchor: str, zone: str, seconds: float = 0.0, months: int = 0) -> "Instant":
        """From the beginning of this day, week or month there, so much later."""
        return Instant(Moment(anchor, seconds, months), zone)

    def sql(self, kind: str) -> str:
        """As it is written for a column of this kind: timestamptz, timestamp or date."""
        inner = self._wall() if self._is_local else self._moment()
        if kind == "timestamptz":
            return f"{inner} AT TIME ZONE '{self.zone}'" if self._is_local else inner
        wall = inner if self._is_local else f"(({inner}) AT TIME ZONE '{self.zone}')"
        return f"{wall}::date" if kind == "date" else wall

    @property
    def _is_local(self) -> bool:
        return self.zone != "UTC" and self.moment.anchor != "now"

    def _moment(self) -> str:
        return _moved("now()" if self.moment.anchor == "now" else f"date_trunc('{self.moment.anchor}', now())", self)

    def _wall(self) -> str:
        begun = f"date_trunc('{self.moment.anchor}', now() AT TIME ZONE '{self.zone}')"
        return f"({_moved(begun, self)})"


def literal_of(moment: datetime, kind: str) -> str:
    """A moment written down for a column of this kind."""
    if kind == "date":
        return f"DATE '{moment.date().isoformat()}'"
    wall = moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    return f"TIMESTAMPTZ '{wall}+00'" if kind == "timestamptz" else f"TIMESTAMP '{wall}'"


def months_later(moment: datetime, months: int) -> datetime:
    """So many months later, on the last day of that month where it has no such day."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + months, 12)
    for day in range(moment.day, 27, -1):
        try:
            return moment.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    return moment.replace(year=year, month=month + 1)


def _begin(local: datetime, anchor: str) -> datetime:
    day = local.replace(hour=0, minute=0, second=0, microsecond=0)
    if anchor == "week":
        return day - timedelta(days=day.weekday())
    months = {"month": day.month, "quarter": (day.month - 1) // 3 * 3 + 1, "year": 1}
    return day.replace(day=1, month=months[anchor]) if anchor in months else day


def _moved(written: str, instant: Instant) -> str:
    months, seconds = instant.moment.months, round(instant.moment.seconds)
    for number, unit in ((months, "month"), *_units(seconds)):
        if number:
            plural = "" if abs(number) == 1 else "s"
            written += f" {'+' if number > 0 else '-'} interval '{abs(number)} {unit}{plural}'"
    return written


def _units(seconds: int) -> tuple[tuple[int, str], ...]:
    if seconds % round(DAY) == 0:
        return ((seconds // round(DAY), "day"),)
    return ((seconds // _HOUR, "hour"),) if seconds % _HOUR == 0 else ((seconds, "second"),)
