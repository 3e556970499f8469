"""The bounds of a window as DuckDB marts work them out, where clocks are put forward and back as well.

Python's own calendar says what they have to be. `tests/integration/test_metrics_dialect.py` asks a PostgreSQL server.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb
import pytest

from heartbeat_cli.metrics import bind_clock, find_window, usual_windows
from heartbeat_cli.metrics.sent import to_marts

PERIODS = ("in_2018", "in_2026_q4", "in_2026_10", "on_2026_03_29")
NAMES = [
    *(window.name for window in usual_windows() if window.kind != "total"),
    "48h",
    "4w",
    "since_2026_03_29",
    *PERIODS,
]
# In Sao Paulo midnight of 4 November 2018 is none; in Kiritimati it is a day later than in Berlin.
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Pacific/Kiritimati", "Asia/Kathmandu")
MOMENTS = [
    datetime(2018, 11, 4, 12, tzinfo=UTC),
    datetime(2024, 2, 29, 23, 59, 59, 999999, tzinfo=UTC),
    datetime(2026, 1, 1, tzinfo=UTC),
    datetime(2026, 3, 29, 0, 59, 59, tzinfo=UTC),
    datetime(2026, 3, 29, 1, tzinfo=UTC),
    datetime(2026, 3, 30, 12, tzinfo=UTC),
    datetime(2026, 10, 25, 1, tzinfo=UTC),
    datetime(2026, 11, 1, 6, 30, tzinfo=UTC),
    datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
]


@pytest.fixture(scope="module")
def marts() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        yield connection


def asked(marts: duckdb.DuckDBPyConnection, expressions: list[str]) -> list[object]:
    found = marts.execute(f"SELECT {', '.join(expressions)}").fetchone()
    assert found is not None
    return list(found)


def written(text: str, moment: datetime) -> str:
    """As the marts are sent it."""
    return f"({to_marts(bind_clock(f'SELECT {text}', moment), 'duckdb', {})})"


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("name", NAMES)
def test_the_ends_of_a_window_in_the_marts(name: str, zone: str, marts: duckdb.DuckDBPyConnection) -> None:
    window = find_window(name)
    assert window is not None
    begin, end = window.bounds("timestamptz", zone) or ("", "")
    found = asked(marts, [written(bound, moment) for moment in MOMENTS for bound in (begin, end)])
    wanted = [at for moment in MOMENTS for at in (window.begins(moment, zone), window.ends(moment, zone))]
    assert [at.astimezone(UTC) for at in found if isinstance(at, datetime)] == wanted


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("name", NAMES)
def test_the_ends_of_a_window_for_a_time_in_utc(name: str, zone: str, marts: duckdb.DuckDBPyConnection) -> None:
    window = find_window(name)
    assert window is not None
    begin, _ = window.bounds("timestamp", zone) or ("", "")
    found = asked(marts, [f"CAST({written(begin, moment)} AS TIMESTAMP)" for moment in MOMENTS])
    assert found == [(window.begins(moment, zone) or moment).replace(tzinfo=None) for moment in MOMENTS]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith("h")])
def test_the_days_of_a_window(name: str, zone: str, marts: duckdb.DuckDBPyConnection) -> None:
    """Of days what has begun has all of today; what rolls has whole days before today."""
    window = find_window(name)
    assert window is not None
    begin, end = window.bounds("date", zone) or ("", "")
    found = asked(marts, [f"CAST({written(b, moment)} AS DATE)" for moment in MOMENTS for b in (begin, end)])
    assert found == [day for moment in MOMENTS for day in days(name, moment, zone)]


def days(name: str, moment: datetime, zone: str) -> tuple[date, date]:
    window, place = find_window(name), ZoneInfo(zone)
    assert window is not None
    today = moment.astimezone(place).date()
    if window.span is not None:
        return today - window.span, today
    begins, ends = window.begins(moment, zone) or moment, window.ends(moment, zone)
    # An hour later: where a clock is put forward at midnight the day begins then.
    first = (begins + timedelta(hours=1)).astimezone(place).date()
    over = window.number or window.behind is not None
    return first, (ends + timedelta(hours=1)).astimezone(place).date() if over else today + timedelta(days=1)


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("7d", "2026-11-24 09:00", "2026-12-08 09:00"),
        ("this_month", "2026-11-30 22:59:59.999999", "2027-01-31 22:59:59.999999"),
        ("last_month", "2026-10-31 23:00", "2027-01-31 22:59:59.999999"),
        ("yesterday", "2026-11-29 23:00", "2026-12-02 22:59:59.999999"),
        ("today", "2026-11-30 22:59:59.999999", "2026-12-02 22:59:59.999999"),
        ("last_quarter", "2026-06-30 22:00", "2027-03-31 21:59:59.999999"),
    ],
)
def test_the_windows_around_one(name: str, before: str, after: str) -> None:
    window = find_window(name)
    assert window is not None
    around = window.neighbours(datetime(2026, 12, 1, 9, tzinfo=UTC), "Europe/Berlin")
    assert around == tuple(datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (before, after))


@pytest.mark.parametrize("name", ["total", "since_2026_01_01"])
def test_no_window_is_around_what_has_no_end(name: str) -> None:
    window = find_window(name)
    assert window is not None
    assert window.neighbours(MOMENTS[0], "UTC") == ()
