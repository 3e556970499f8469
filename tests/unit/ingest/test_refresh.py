"""How a landed table is refreshed: what is new, by which cursor, and from where on. Values in, orders out."""

from dataclasses import replace
from datetime import datetime

import pytest
from tests.landed_table import (
    CUTS,
    GROWING,
    LATER,
    MARK,
    NO_CURSOR,
    PAYMENT,
    RANGES,
    TABLE,
    THEN,
    about,
    hours_later,
    landed,
    receipt,
    work_for,
)

from heartbeat_cli.estate import TableSettings
from heartbeat_cli.ingest.source.source_changes import SourceCounts
from heartbeat_cli.ingest.unit import Action, Unit
from heartbeat_cli.ingest.watermark import written_counters, written_watermark
from heartbeat_cli.sources import Counters, Cursor, PlannedTable

ADDED, CHANGED, DELETED = Counters(44, 5, 2, "since"), Counters(44, 6, 2, "since"), Counters(40, 5, 3, "since")
RESET = Counters(0, 0, 0, "after a crash")

GROWS = replace(TABLE, cursor=GROWING)
UNKEYED = replace(TABLE, key=None)
BLIND = replace(TABLE, cursor=NO_CURSOR)
DATED = replace(TABLE, cursor=Cursor("updated_at", "updated_at", "", "date"))
SEEING = f"by {TABLE.cursor.column}"
UNCHANGED = ("unchanged", "nothing happened at the source")
NOT_SHOWN = "does not show changed rows"
NO_MARK = "has no watermark to go on from"


@pytest.mark.parametrize(
    ("table", "counts", "expected"),
    [
        # Nothing: neither the counters nor the cursor moved.
        (TABLE, SourceCounts(MARK, True, THEN), UNCHANGED),
        (GROWS, SourceCounts("50000", True, THEN), UNCHANGED),
        (BLIND, SourceCounts(counters=THEN), UNCHANGED),
        (UNKEYED, SourceCounts(MARK, True, THEN), UNCHANGED),
        # The counters began anew, and the cursor has stood still for long.
        (TABLE, SourceCounts(MARK, True, RESET), UNCHANGED),
        # The time of a change shows whatever happened, deletions aside.
        (TABLE, SourceCounts(LATER, True, ADDED), ("refresh", SEEING)),
        (TABLE, SourceCounts(LATER, True, CHANGED), ("refresh", SEEING)),
        (TABLE, SourceCounts(MARK, True, CHANGED), ("refresh", SEEING)),
        (TABLE, SourceCounts(MARK, True, DELETED), ("refresh", SEEING)),
        (TABLE, SourceCounts(LATER, True, THEN), ("refresh", SEEING)),
        (TABLE, SourceCounts(LATER, True), ("refresh", SEEING)),
        (TABLE, SourceCounts(LATER, True, RESET), ("refresh", SEEING)),
        (TABLE, SourceCounts(counters=ADDED), ("refresh", SEEING)),
        (TABLE, None, ("refresh", SEEING)),
        # A key that grows shows added rows, where it is certain that nothing else happened.
        (GROWS, SourceCounts("50004", True, ADDED), ("refresh", "by id")),
        (GROWS, SourceCounts("50004", True, THEN), ("refresh", "by id")),
        (GROWS, SourceCounts("50000", True, ADDED), ("refresh", "by id")),
        (GROWS, SourceCounts("50004", True, CHANGED), ("compare", f"id {NOT_SHOWN}")),
        (GROWS, SourceCounts("50000", True, DELETED), ("compare", f"id {NOT_SHOWN}")),
        (GROWS, SourceCounts("50004", True), ("compare", f"id {NOT_SHOWN}")),
        (GROWS, SourceCounts("50004", True, RESET), ("compare", f"id {NOT_SHOWN}")),
        (GROWS, None, ("compare", f"id {NOT_SHOWN}")),
        # Without a cursor, or a key to put rows in place by, everything is compared.
        (BLIND, SourceCounts(counters=ADDED), ("compare", "no cursor")),
        (BLIND, SourceCounts(), ("compare", "no cursor")),
    ],
)
def test_what_is_new_decides(table: PlannedTable, counts: SourceCounts | None, expected: tuple[str, str]) -> None:
    found = work_for(table, landed(table, rows=None), counts)
    assert (found.mode, found.reason) == expected
    assert found.stored == landed(table).ranges
    actions = {"unchanged": [], "refresh": [Action.MERGE], "compare": [Action.COMPARE] * 4}
    assert [unit.action for unit in found.units] == actions[found.mode]


def test_without_a_key_rows_cannot_be_put_in_place() -> None:
    found = work_for(UNKEYED, landed(UNKEYED), SourceCounts(LATER, True, ADDED))
    assert (found.mode, [unit.action for unit in found.units]) == ("compare", [Action.COMPARE] * 4)


@pytest.mark.parametrize(
    ("table", "lag", "since"),
    [
        (TABLE, None, "2026-05-08 09:45:00+00:00"),
        (TABLE, 0, "2026-05-08 10:00:00+00:00"),
        (TABLE, 1, "2026-05-08 09:59:59+00:00"),
        (TABLE, 3600, "2026-05-08 09:00:00+00:00"),
        # Numbers handed out before the watermark and committed after it; time says nothing about them.
        (GROWS, None, "40000"),
        (GROWS, 0, "40000"),
        (GROWS, 3600, "40000"),
        (DATED, None, "2026-05-07"),
        (DATED, 0, "2026-05-08"),
        (DATED, 86_401, "2026-05-06"),
    ],
)
def test_a_refresh_reads_again_from_before_the_watermark(table: PlannedTable, lag: int | None, since: str) -> None:
    mark = "2026-05-08" if table is DATED else "50000" if table is GROWS else MARK
    snapshot = landed(table, receipt=receipt(table, watermark=written_watermark(table.cursor, mark)))
    found = work_for(table, snapshot, SourceCounts("60000" if table is GROWS else LATER, True, ADDED), about(lag=lag))
    assert found.units == (Unit(PAYMENT, 0, Action.MERGE, since=since, added=4),)
    assert found.single


def test_the_lag_is_that_of_the_table() -> None:
    other = about(lag=3600)
    elsewhere = replace(other, source=replace(other.source, tables=(("core.client", TableSettings(lag_seconds=0)),)))
    found = work_for(counts=SourceCounts(LATER, True, ADDED), circumstances=elsewhere)
    assert found.units[0].since == "2026-05-08 09:45:00+00:00"


@pytest.mark.parametrize(
    ("stored", "reason"),
    [
        (None, f"updated_at {NO_MARK}"),
        (written_watermark(replace(TABLE.cursor, column="synced_at"), MARK), f"updated_at {NO_MARK}"),
        (written_watermark(replace(TABLE.cursor, type="date"), MARK), f"updated_at {NO_MARK}"),
        (written_watermark(TABLE.cursor, MARK), SEEING),
    ],
)
def test_without_a_watermark_of_its_own_everything_is_compared(stored: str | None, reason: str) -> None:
    found = work_for(snapshot=landed(receipt=receipt(watermark=stored)), counts=SourceCounts(LATER, True, ADDED))
    assert found.reason == reason


@pytest.mark.parametrize(
    ("counters", "counts", "added"),
    [
        (THEN, ADDED, 4),
        (THEN, THEN, 0),
        (THEN, RESET, None),
        (THEN, None, None),
        (None, ADDED, None),
    ],
)
def test_how_many_rows_the_source_says_were_added(
    counters: Counters | None, counts: Counters | None, added: int | None
) -> None:
    stored = receipt(counters=None) if counters is None else receipt()
    found = work_for(snapshot=landed(receipt=stored), counts=SourceCounts(LATER, True, counts))
    assert found.units[0].added == added


@pytest.mark.parametrize(
    ("loaded_at", "lag", "mode"),
    [
        # The receipt's load took four seconds: its rows were read up to that long before.
        (hours_later(0.25), None, "refresh"),
        (hours_later(0.2511), None, "refresh"),
        (hours_later(0.2512), None, "unchanged"),
        (hours_later(0.001), 0, "refresh"),
        (hours_later(0.0012), 0, "unchanged"),
        (hours_later(1), 3600, "refresh"),
        (hours_later(1.002), 3600, "unchanged"),
    ],
)
def test_without_counters_a_cursor_that_stands_still_long_enough_proves_that_nothing_happened(
    loaded_at: datetime, lag: int | None, mode: str
) -> None:
    snapshot = landed(receipt=receipt(loaded_at=loaded_at, counters=None))
    assert work_for(snapshot=snapshot, counts=SourceCounts(MARK, True), circumstances=about(lag=lag)).mode == mode


def test_unread_counters_are_those_of_the_survey() -> None:
    surveyed = replace(TABLE, counters=ADDED)
    assert work_for(surveyed, landed(rows=39)).counters == written_counters(ADDED)
    assert work_for(surveyed, landed(rows=39), SourceCounts(counters=CHANGED)).counters == written_counters(CHANGED)


def test_an_empty_table_has_no_greatest_value() -> None:
    empty = receipt(watermark=None)
    found = work_for(snapshot=landed(receipt=empty), counts=SourceCounts(None, True, THEN))
    assert (found.mode, found.watermark, found.measures) == ("unchanged", None, False)
    filled = work_for(snapshot=landed(receipt=empty), counts=SourceCounts(LATER, True, ADDED))
    assert (filled.mode, filled.reason, filled.watermark) == ("compare", f"updated_at {NO_MARK}", LATER)
    assert (len(filled.units), filled.stored) == (len(CUTS), RANGES)
