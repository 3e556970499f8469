"""Every window by its name: what it is called, what it says, and from when to when it goes as of a moment."""

from datetime import UTC, date, datetime

import pytest

from heartbeat_cli.metrics import Window, find_window, usual_windows, window_ending, without_ending

BERLIN = "Europe/Berlin"
# Two days after clocks were put forward: the hour between 2 and 3 on 29 March is none.
NOW = datetime(2026, 3, 31, 8, tzinfo=UTC)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "begins", "ends", "before"),
    [
        ("24h", "2026-03-30 08:00", "2026-03-31 08:00", "2026-03-30 08:00"),
        ("4w", "2026-03-03 08:00", "2026-03-31 08:00", "2026-03-03 08:00"),
        ("today", "2026-03-30 22:00", "2026-03-31 08:00", "2026-03-30 08:00"),
        ("yesterday", "2026-03-29 22:00", "2026-03-30 22:00", "2026-03-30 08:00"),
        ("this_week", "2026-03-29 22:00", "2026-03-31 08:00", "2026-03-24 09:00"),
        ("last_week", "2026-03-22 23:00", "2026-03-29 22:00", "2026-03-24 09:00"),
        ("this_month", "2026-02-28 23:00", "2026-03-31 08:00", "2026-02-28 09:00"),
        ("last_month", "2026-01-31 23:00", "2026-02-28 23:00", "2026-02-28 09:00"),
        ("this_quarter", "2025-12-31 23:00", "2026-03-31 08:00", "2025-12-31 09:00"),
        ("last_quarter", "2025-09-30 22:00", "2025-12-31 23:00", "2025-12-31 09:00"),
        ("this_year", "2025-12-31 23:00", "2026-03-31 08:00", "2025-03-31 08:00"),
        ("last_year", "2024-12-31 23:00", "2025-12-31 23:00", "2025-03-31 08:00"),
        ("since_2026_03_29", "2026-03-28 23:00", "2026-03-31 08:00", None),
        ("in_2026_q1", "2025-12-31 23:00", "2026-03-31 22:00", None),
        ("in_2026_03", "2026-02-28 23:00", "2026-03-31 22:00", None),
        ("in_2025", "2024-12-31 23:00", "2025-12-31 23:00", None),
        ("on_2026_03_29", "2026-03-28 23:00", "2026-03-29 22:00", None),
        ("total", None, "2026-03-31 08:00", None),
    ],
)
def test_a_window_as_of_a_moment(name: str, begins: str | None, ends: str, before: str | None) -> None:
    """Days begin at midnight in Berlin, weeks on Monday; a month is held against the same part of the one before."""
    window = find_window(name)
    assert window is not None
    assert (window.begins(NOW, BERLIN), window.ends(NOW, BERLIN), window.moment_before(NOW, BERLIN)) == (
        begins and utc(begins),
        utc(ends),
        before and utc(before),
    )


@pytest.mark.parametrize(
    ("name", "window"),
    [
        ("payments_count_24h", Window("rolling", 24, "h")),
        ("payments_count_90d", Window("rolling", 90, "d")),
        ("payments_count_this_month", Window("calendar", 0, "month")),
        ("payments_count_yesterday", Window("calendar", 1, "day")),
        ("payments_count_since_2026_01_01", Window("since", day=date(2026, 1, 1))),
        ("payments_count_total", Window("total")),
        ("payments_count_since_2026_02_30", None),
        ("payments_count_in_2025", Window("period", unit="year", day=date(2025, 1, 1))),
        ("payments_count_in_2025_q4", Window("period", unit="quarter", day=date(2025, 10, 1))),
        ("payments_count_in_2025_12", Window("period", unit="month", day=date(2025, 12, 1))),
        ("payments_count_on_2025_12_31", Window("period", unit="day", day=date(2025, 12, 31))),
        ("payments_count_in_2025_q5", None),
        ("payments_count_in_2025_13", None),
        ("payments_count_in_9999", None),
        ("payments_count_on_2025_02_29", None),
        ("payments_count_0d", None),
        ("payments_count_07d", None),
        ("payments_count_9999w", None),
        ("payments_count_month", None),
        ("payments_count_last_day", None),
        ("payments_count_٧d", None),
    ],
)
def test_the_window_a_name_ends_in(name: str, window: Window | None) -> None:
    assert window_ending(name) == window
    assert without_ending(name) == ("payments_count" if window else name)


def test_every_window_offered_is_found_by_its_name() -> None:
    assert [find_window(window.name) for window in usual_windows()] == list(usual_windows())


def test_hours_are_not_cut_from_dates() -> None:
    with pytest.raises(ValueError, match="48h"):
        Window("rolling", 48, "h").bounds("date", None)
