"""What orders say the receipt will say: where the next load goes on, and how this one is proved."""

from dataclasses import replace

import pytest
from tests.landed_table import (
    GROWING,
    LACKING,
    LATER,
    MARK,
    MOVED,
    NO_CURSOR,
    NOW,
    TABLE,
    THEN,
    about,
    landed,
    receipt,
    some,
    work_for,
)

from heartbeat_cli.ingest import IngestRequest
from heartbeat_cli.ingest.marts_snapshot import ABSENT, TableSnapshot
from heartbeat_cli.ingest.proof.checksum import COLUMNS, COUNT
from heartbeat_cli.ingest.source.source_changes import SourceCounts
from heartbeat_cli.ingest.watermark import written_counters, written_watermark
from heartbeat_cli.marts import LANDING
from heartbeat_cli.sources.plan import Counters


@pytest.mark.parametrize(
    ("snapshot", "mode", "watermark", "counters"),
    [
        # What goes on keeps what it began with: changes made since are still to come.
        (landed(ranges=some(0, 2)), "resume", MARK, THEN),
        (landed(receipt=receipt(state=LANDING)), "resume", MARK, THEN),
        (landed(rows=39), "repair", LATER, NOW),
        (landed(ranges=LACKING), "resume", LATER, NOW),
        (landed(), "refresh", LATER, NOW),
        (landed(columns=None), "backfill", LATER, NOW),
        (ABSENT, "backfill", LATER, NOW),
    ],
)
def test_what_goes_on_keeps_its_watermark(
    snapshot: TableSnapshot, mode: str, watermark: str, counters: Counters
) -> None:
    found = work_for(snapshot=snapshot, counts=MOVED)
    assert (found.mode, found.watermark, found.counters) == (mode, watermark, written_counters(counters))
    assert not found.measures


@pytest.mark.parametrize(
    ("counts", "watermark", "counters", "measures"),
    [
        (None, MARK, THEN, True),
        (SourceCounts(counters=NOW), MARK, NOW, True),
        (SourceCounts(), MARK, None, True),
        (SourceCounts(None, True, NOW), MARK, NOW, False),
        (SourceCounts(LATER, False, NOW), MARK, NOW, True),
        (MOVED, LATER, NOW, False),
    ],
)
def test_the_watermark_is_what_the_source_says_or_what_was_known(
    counts: SourceCounts | None, watermark: str, counters: Counters | None, measures: bool
) -> None:
    found = work_for(snapshot=landed(rows=39), counts=counts)
    assert (found.watermark, found.counters, found.measures) == (watermark, written_counters(counters), measures)
    goes_on = work_for(snapshot=landed(ranges=some(0, 2)), counts=counts)
    assert (goes_on.watermark, goes_on.counters, goes_on.measures) == (MARK, written_counters(THEN), False)


def test_without_a_cursor_there_is_no_watermark() -> None:
    table = replace(TABLE, cursor=NO_CURSOR)
    found = work_for(table, landed(table), SourceCounts(counters=NOW))
    assert (found.watermark, found.measures, found.reason) == (None, False, "no cursor")
    grown = replace(TABLE, cursor=GROWING)
    other = landed(grown, receipt=receipt(grown, watermark=written_watermark(TABLE.cursor, MARK)))
    assert work_for(grown, other, SourceCounts(counters=NOW)).watermark is None


@pytest.mark.parametrize(
    ("snapshot", "asked", "algorithm"),
    [
        (ABSENT, IngestRequest(), COUNT),
        (landed(ranges=some(0, 2)), IngestRequest(), COUNT),
        (landed(rows=39), IngestRequest(), COLUMNS),
        (landed(), IngestRequest(reconcile=True), COLUMNS),
        (landed(ranges=LACKING), IngestRequest(), COLUMNS),
    ],
)
def test_what_is_compared_is_never_merely_counted(
    snapshot: TableSnapshot, asked: IngestRequest, algorithm: str
) -> None:
    counting = about(asked, algorithm=COUNT, thorough=COLUMNS)
    assert work_for(snapshot=snapshot, circumstances=counting).algorithm == algorithm
    assert work_for(snapshot=snapshot, circumstances=about(asked, algorithm="rows-md5-1")).algorithm == "rows-md5-1"


def test_the_rows_of_a_table_are_shared_out_among_its_ranges() -> None:
    assert [unit.rows for unit in work_for(replace(TABLE, rows=43), ABSENT).units] == [10] * 4
    assert [unit.rows for unit in work_for(replace(TABLE, rows=None), ABSENT).units] == [None] * 4
    assert [unit.rows for unit in work_for(replace(TABLE, rows=0), ABSENT).units] == [0] * 4
