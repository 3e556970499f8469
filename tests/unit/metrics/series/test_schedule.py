"""The moments of a series: days by the calendar of a time zone, hours as they pass, and what is none."""

from datetime import UTC, datetime

import pytest

from heartbeat_cli.errors import UsageError
from heartbeat_cli.metrics import parse_schedule

AS_OF = datetime(2026, 3, 30, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "every", "zone", "moments"),
    [
        ("3d", None, None, ["28T09:00", "29T09:00", "30T09:00"]),
        # Berlin's clocks go forward on the 29th: eleven o'clock there is another hour before.
        ("3d", "1d", "Europe/Berlin", ["28T10:00", "29T09:00", "30T09:00"]),
        ("3d", "24h", "Europe/Berlin", ["28T09:00", "29T09:00", "30T09:00"]),
        ("12h", "6h", "Europe/Berlin", ["30T03:00", "30T09:00"]),
        ("2w", "1w", None, ["23T09:00", "30T09:00"]),
        ("2026-03-29T09:00Z", "12h", None, ["29T09:00", "29T21:00", "30T09:00"]),
        ("2026-03-30", "1d", None, ["30T09:00"]),
        ("1h", "1d", None, ["30T09:00"]),
    ],
)
def test_moments_are_counted_back_from_the_last(
    since: str, every: str | None, zone: str | None, moments: list[str]
) -> None:
    found = parse_schedule(since, every).moments(AS_OF, zone)
    assert [f"{moment:%dT%H:%M}" for moment in found] == moments


@pytest.mark.parametrize(
    ("since", "every", "message"),
    [
        ("soon", None, "--since: 'soon' is no span and no date"),
        ("0d", None, "--since: '0d' is no span and no date"),
        ("90d", "daily", "--every: 'daily' is no span"),
        ("90d", "0h", "--every: '0h' is no span"),
        ("90d", "1h", "a series has at most 1,000 moments"),
        ("2026-04-02", None, "--since 2026-04-02 00:00 UTC is later than the last moment, 2026-03-30 09:00 UTC"),
        ("99999w", "9999w", "--since reaches back beyond the first year"),
    ],
)
def test_what_is_no_series_is_told(since: str, every: str | None, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_schedule(since, every).moments(AS_OF, None)
    assert caught.value.message == message
