"""The moments of a series, counted back from the last one."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from heartbeat_cli.errors import UsageError

MOST_MOMENTS: Final = 1_000
_SPAN: Final = re.compile(r"(\d{1,5})\s*(h|d|w)")


@dataclass(frozen=True, slots=True)
class SeriesStep:
    """So many hours, days or weeks."""

    number: int
    unit: str

    def before(self, moment: datetime, times: int, zone: ZoneInfo) -> datetime:
        """This long before a moment, so many times; days keep the time of the day in `zone`, hours count as they pass.

        Raises OverflowError before the first year.
        """
        if self.unit == "h":
            return moment - timedelta(hours=self.number * times)
        days = self.number * times * (7 if self.unit == "w" else 1)
        wall = moment.astimezone(zone).replace(tzinfo=None) - timedelta(days=days)
        return wall.replace(tzinfo=zone).astimezone(UTC)

    def __str__(self) -> str:
        return f"{self.number}{self.unit}"


@dataclass(frozen=True, slots=True)
class Schedule:
    """The moments of a series: from `since` on, `every` so long, up to the moment asked for."""

    since: SeriesStep | datetime
    every: SeriesStep

    def moments(self, as_of: datetime, zone: str | None) -> tuple[datetime, ...]:
        """Every moment, the oldest first; the last is `as_of`. Raises UsageError for too many, and for none."""
        place = ZoneInfo(zone or "UTC")
        found: list[datetime] = []
        try:
            first = self.since if isinstance(self.since, datetime) else self.since.before(as_of, 1, place)
            while len(found) <= MOST_MOMENTS:
                moment = self.every.before(as_of, len(found), place)
                # A span of 90 days has 90 moments; one that is named is the first of its series.
                if moment < first or (moment == first and not isinstance(self.since, datetime) and found):
                    break
                found.append(moment)
        except OverflowError:
            raise UsageError("--since reaches back beyond the first year", hint="Write --since 90d.") from None
        if not found:
            raise UsageError(
                f"--since {first:%Y-%m-%d %H:%M} UTC is later than the last moment, {as_of:%Y-%m-%d %H:%M} UTC",
                hint="Write 90d, 12w or a day before it.",
                code="usage",
            )
        if len(found) > MOST_MOMENTS:
            raise UsageError(
                f"a series has at most {MOST_MOMENTS:,} moments",
                hint="Give a longer --every or a shorter --since.",
                code="usage",
            )
        return tuple(reversed(found))


def parse_schedule(since: str, every: str | None) -> Schedule:
    """`90d` or a date, and `1d`: as `--since` and `--every` are written. Raises UsageError."""
    return Schedule(_span(since) or _date(since), _step(every or "1d"))


def _span(text: str) -> SeriesStep | None:
    found = _SPAN.fullmatch(text.strip().lower())
    return SeriesStep(int(found[1]), found[2]) if found and int(found[1]) else None


def _step(text: str) -> SeriesStep:
    found = _span(text)
    if found is None:
        raise UsageError(f"--every: '{text}' is no span", hint="Write 1d, 6h or 1w.", code="usage")
    return found


def _date(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise UsageError(
            f"--since: '{text}' is no span and no date", hint="Write 90d, 12w or 2026-02-01.", code="usage"
        ) from None
