"""How far back a refresh reads, and what receipts keep for it: edges of times, days and numbers."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.landed_table import PAYMENT, TABLE

from heartbeat_cli.ingest.ranges import since
from heartbeat_cli.ingest.source.source_changes import SourceChange, SourceCounts, classify_change, counted_since
from heartbeat_cli.ingest.unit import Action, Unit
from heartbeat_cli.ingest.watermark import (
    before_by,
    is_settled,
    read_counters,
    read_watermark,
    select_watermark,
    written_counters,
    written_watermark,
)
from heartbeat_cli.marts import Receipt
from heartbeat_cli.sources import Counters, Cursor, PlannedTable

DAY, NAIVE, ZONED = "date", "timestamp without time zone", "timestamp with time zone"
COUNTERS = Counters(10, 5, 2, "since")


@pytest.mark.parametrize(
    ("moment", "seconds", "earlier"),
    [
        ("2026-05-08 10:00:00+00", 0, "2026-05-08 10:00:00+00:00"),
        ("2026-05-08 10:00:00+00", 900, "2026-05-08 09:45:00+00:00"),
        ("2026-05-08 10:00:00.25+00", 1, "2026-05-08 09:59:59.250000+00:00"),
        ("2026-05-08 00:00:00", 1, "2026-05-07 23:59:59"),
        # A day goes back by whole days, and by one for any part of one.
        ("2026-05-08", 0, "2026-05-08"),
        ("2026-05-08", 1, "2026-05-07"),
        ("2026-05-08", 900, "2026-05-07"),
        ("2026-05-08", 86_399, "2026-05-07"),
        ("2026-05-08", 86_400, "2026-05-07"),
        ("2026-05-08", 86_401, "2026-05-06"),
        ("2026-05-08", 7 * 86_400, "2026-05-01"),
        # Seconds and milliseconds since 1970, and the numbers of rows.
        ("1700000000", 900, "1699999100"),
        ("1700000000.25", 900, "1699999100.25"),
        ("1700000000000", 900, "1699999100000"),
        ("1700000000", 0, "1700000000"),
        ("999999999", 900, "999999999"),
        ("17", 900, "17"),
        ("20260508", 900, "20260508"),
        ("-1700000000", 900, "-1700000000"),
        # No finite moment, or none Python knows.
        ("infinity", 900, "infinity"),
        ("-infinity", 900, "-infinity"),
        ("0044-03-15 BC", 900, "0044-03-15 BC"),
        ("0001-01-01", 86_400, "0001-01-01"),
        ("0001-01-01 00:00:00", 1, "0001-01-01 00:00:00"),
        ("12345-01-01 00:00:00+00", 900, "12345-01-01 00:00:00+00"),
    ],
)
def test_a_moment_some_seconds_earlier(moment: str, seconds: int, earlier: str) -> None:
    assert before_by(moment, seconds) == earlier


def loaded(type_: str, watermark: str | None, after: timedelta, seconds: float) -> tuple[Receipt, Cursor]:
    cursor = Cursor("updated_at", "at", "", type_)
    at = datetime(2026, 5, 8, 10, tzinfo=UTC) + after
    return Receipt("d", "t", 1, "1", at, seconds, watermark=written_watermark(cursor, watermark)), cursor


HOUR, DAYS = timedelta(hours=1), timedelta(days=1)
INSTANT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("type_", "watermark", "after", "seconds", "lag", "settled"),
    [
        # What was loaded was read up to this long before it was there.
        (ZONED, "2026-05-08 10:00:00+00", HOUR, 3600, 0, False),
        (ZONED, "2026-05-08 10:00:00+00", HOUR + INSTANT, 3600, 0, True),
        (ZONED, "2026-05-08 10:00:00+00", HOUR + INSTANT, 3600, 1, False),
        (ZONED, "2026-05-08 10:00:00+00", HOUR, 0, 3600, False),
        (ZONED, "2026-05-08 10:00:00+00", HOUR + INSTANT, 0, 3600, True),
        (ZONED, "2026-05-08 10:00:00+00", timedelta(), 0, 0, False),
        (ZONED, "2026-05-08 10:00:00+00", INSTANT, 0, 0, True),
        (ZONED, "2026-05-08 12:00:00+02", INSTANT, 0, 0, True),
        (NAIVE, "2026-05-08 10:00:00", 12 * HOUR, 0, 0, False),
        (NAIVE, "2026-05-08 10:00:00", 12 * HOUR + INSTANT, 0, 0, True),
        (DAY, "2026-05-08", DAYS + 2 * HOUR, 0, 0, False),
        (DAY, "2026-05-08", DAYS + 2 * HOUR + INSTANT, 0, 0, True),
        (ZONED, None, 1000 * DAYS, 0, 0, False),
    ],
)
def test_a_load_is_settled_after_its_lag_and_its_own_length(
    type_: str, watermark: str | None, after: timedelta, seconds: float, lag: int, settled: bool
) -> None:
    receipt, cursor = loaded(type_, watermark, after, seconds)
    assert is_settled(receipt, cursor, lag) is settled


def test_the_watermark_in_sql() -> None:
    assert select_watermark(Cursor("growing", "Id", "", "bigint")) == 'max("Id")::text'
    assert select_watermark(Cursor("updated_at", "at", "", ZONED)) == (
        f'(CASE WHEN max("at") > now()::{ZONED} THEN now()::{ZONED} ELSE max("at") END)::text'
    )


def test_a_refresh_in_sql() -> None:
    unit = Unit(PAYMENT, 0, Action.MERGE, since="2026-05-08 09:45:00+00:00")
    assert since(unit, TABLE) == f"\"updated_at\" >= '2026-05-08 09:45:00+00:00'::{ZONED}"
    assert since(Unit(PAYMENT, 0, Action.MERGE), TABLE) is None
    blind = PlannedTable(PAYMENT, ())
    assert since(unit, blind) is None


def test_watermarks_and_counters_as_receipts_keep_them() -> None:
    cursor = Cursor("updated_at", "geändert", "", ZONED)
    stored = written_watermark(cursor, "2026-05-08 10:00:00+00")
    assert stored == f'["geändert", "{ZONED}", "2026-05-08 10:00:00+00"]'
    assert read_watermark(stored, cursor) == "2026-05-08 10:00:00+00"
    assert read_watermark('["id", "bigint", 7]', Cursor("growing", "id", "", "bigint")) == "7"
    text = written_counters(COUNTERS)
    assert text == '{"inserted":10,"updated":5,"deleted":2,"since":"since"}'
    assert read_counters(text) == COUNTERS
    assert written_counters(None) is None


@pytest.mark.parametrize("text", [None, "", "{", "7", "[1]", "{}", '{"inserted":1}', '{"more":1}'])
def test_what_are_no_counters_of_ours(text: str | None) -> None:
    assert read_counters(text) is None


@pytest.mark.parametrize(
    ("before", "now", "counted"),
    [
        (COUNTERS, COUNTERS, (0, 0, 0)),
        (COUNTERS, Counters(11, 7, 5, "since"), (1, 2, 3)),
        (COUNTERS, Counters(9, 7, 5, "since"), None),
        (COUNTERS, Counters(11, 4, 5, "since"), None),
        (COUNTERS, Counters(11, 7, 1, "since"), None),
        (COUNTERS, Counters(11, 7, 5, "later"), None),
        (None, COUNTERS, None),
        (COUNTERS, None, None),
    ],
)
def test_what_was_counted_since(
    before: Counters | None, now: Counters | None, counted: tuple[int, int, int] | None
) -> None:
    assert counted_since(before, now) == counted


UPDATED, GROWING = Cursor("updated_at", "at", "", ZONED), Cursor("growing", "id", "", "bigint")


@pytest.mark.parametrize(
    ("cursor", "counts", "settled", "expected"),
    [
        (UPDATED, SourceCounts("7", True, Counters(11, 5, 2, "since")), True, SourceChange.ADDED),
        (UPDATED, SourceCounts("7", True, Counters(10, 6, 2, "since")), True, SourceChange.CHANGED),
        (UPDATED, SourceCounts("7", True, Counters(10, 5, 3, "since")), True, SourceChange.CHANGED),
        (UPDATED, SourceCounts("8", False, COUNTERS), True, SourceChange.NOTHING),
        (GROWING, SourceCounts("8", False, COUNTERS), True, SourceChange.NOTHING),
        (UPDATED, SourceCounts("8", True), True, SourceChange.CHANGED),
        (GROWING, SourceCounts("8", True), True, SourceChange.CHANGED),
        (UPDATED, SourceCounts("7", False), True, SourceChange.UNKNOWN),
        (UPDATED, SourceCounts("7", True), True, SourceChange.NOTHING),
        (UPDATED, SourceCounts("7", True), False, SourceChange.UNKNOWN),
    ],
)
def test_what_happened_since_a_landing(
    cursor: Cursor, counts: SourceCounts, settled: bool, expected: SourceChange
) -> None:
    assert classify_change(cursor, "7", COUNTERS, counts, settled=settled) is expected
