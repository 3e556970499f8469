"""Watermarks as receipts keep them, and when a load is known to have seen all before its own."""

from datetime import UTC, datetime, timedelta

import pytest

from heartbeat_cli.ingest.watermark import is_settled, read_watermark, select_watermark, written_watermark
from heartbeat_cli.marts import Receipt
from heartbeat_cli.sources.plan import Cursor

LAG = 900
DAY, NAIVE, ZONED = "date", "timestamp without time zone", "timestamp with time zone"


def cursor(type_: str, column: str = "at") -> Cursor:
    return Cursor("growing" if type_ == "bigint" else "updated_at", column, "", type_)


def receipt(watermark: str | None, at: Cursor, loaded_at: datetime) -> Receipt:
    return Receipt("d", "t", 1, "1", loaded_at, 5.0, watermark=written_watermark(at, watermark))


@pytest.mark.parametrize(
    ("type_", "watermark", "hours", "settled"),
    [
        (ZONED, "2026-05-08 10:00:00+00", 0.2, False),
        (ZONED, "2026-05-08 10:00:00+00", 0.3, True),
        (ZONED, "infinity", 24 * 365, False),
        # Local time in the west may be this moment and look as old as that.
        (NAIVE, "2026-05-08 10:00:00", 12.2, False),
        (NAIVE, "2026-05-08 10:00:00", 12.3, True),
        # The day is not over.
        (DAY, "2026-05-08", 14, False),
        (DAY, "2026-05-08", 26.2, False),
        (DAY, "2026-05-08", 26.3, True),
        ("bigint", "2026", 24 * 365, False),
    ],
)
def test_a_load_is_settled_when_no_older_change_can_come(
    type_: str, watermark: str, hours: float, settled: bool
) -> None:
    at = cursor(type_)
    loaded = datetime(2026, 5, 8, 10, tzinfo=UTC) + timedelta(hours=hours)
    assert is_settled(receipt(watermark, at, loaded), at, LAG) is settled


def test_a_watermark_belongs_to_its_column_and_type() -> None:
    stored = written_watermark(cursor(ZONED, "updated_at"), "2026-05-08 10:00:00+00")
    assert read_watermark(stored, cursor(ZONED, "updated_at")) == "2026-05-08 10:00:00+00"
    assert read_watermark(stored, cursor(ZONED, "synced_at")) is None
    assert read_watermark(stored, cursor(NAIVE, "updated_at")) is None
    assert written_watermark(cursor(ZONED), None) is None


@pytest.mark.parametrize("text", [None, "", "2026-05-08 10:00:00+00", "7", "{}", "[1]"])
def test_what_is_no_watermark_of_ours_is_none(text: str | None) -> None:
    assert read_watermark(text, cursor(ZONED)) is None


def test_only_moments_can_lie_in_the_future() -> None:
    assert "now()" in select_watermark(cursor(ZONED))
    assert select_watermark(cursor("bigint", "Id")) == 'max("Id")::text'
