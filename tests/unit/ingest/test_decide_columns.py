"""What is planned for a landed table whose columns or key are others now. Values in, orders out."""

from dataclasses import replace

from tests.landed_table import (
    BANK,
    CUTS,
    DATASET,
    ID,
    KEYLESS,
    LATER,
    MARK,
    MARKING,
    MOVED,
    NOW,
    RANGES,
    TABLE,
    THEN,
    WHOLE,
    about,
    columns_of,
    entry,
    landed,
    planned,
    receipt,
    shape,
    some,
    units,
    work_for,
)

from heartbeat_cli.estate import TableSettings
from heartbeat_cli.ingest.decide import without_text_bounds
from heartbeat_cli.ingest.source.source_changes import SourceCounts
from heartbeat_cli.ingest.unit import Action
from heartbeat_cli.ingest.watermark import written_counters
from heartbeat_cli.marts import forget_table, retitle_shape
from heartbeat_cli.sources import RowKey, SourceType

NOTE = ("note", SourceType("text"))
WIDER = replace(TABLE, columns=(*TABLE.columns, NOTE), numbers=(1, 2, 3, 4))
HASHED = replace(TABLE, hashed=("state",))
ONE_CUT = about(cut=lambda _: WHOLE)


def test_a_new_column_is_compared_and_a_hashed_one_copied() -> None:
    added = work_for(WIDER, landed(), MOVED)
    void = (retitle_shape(DATASET, "payment", ""),)
    assert (added.mode, added.reason, added.prepare) == ("reshape", "its columns changed", void)
    assert (planned(added), added.stored) == (units(CUTS, Action.COMPARE), ())
    assert [step.sql for step in added.steps] == ['ALTER TABLE "bank_core"."payment" ADD COLUMN "note" VARCHAR']
    assert [change.column for change in added.changes] == ["note"]
    hashed = work_for(HASHED, landed(), MOVED)
    assert (planned(hashed), hashed.prepare) == (units(CUTS, Action.REPLACE), void)
    both = work_for(replace(WIDER, hashed=("state",)), landed(), MOVED)
    assert planned(both) == units(CUTS, Action.REPLACE)
    keyless = replace(KEYLESS, hashed=("state",))
    found = work_for(keyless, landed(KEYLESS, (entry(None, None, rows=40),)), None, ONE_CUT)
    assert planned(found) == units(WHOLE, Action.COMPARE)


def test_a_renamed_column_needs_no_row_where_nothing_happened() -> None:
    renamed = replace(TABLE, columns=(*TABLE.columns[:2], ("status", SourceType("text"))))
    same = work_for(renamed, landed(), SourceCounts(MARK, True, THEN))
    stored = tuple(replace(one, shape=shape(renamed)) for one in RANGES)
    assert (same.mode, planned(same), same.stored, same.prepare) == ("reshape", (), stored, ())
    assert (same.watermark, same.counters) == (MARK, written_counters(THEN))
    # Half of it was retitled before a crash.
    half = work_for(renamed, landed(ranges=(*stored[:2], *RANGES[2:])), SourceCounts(MARK, True, THEN))
    assert (planned(half), half.stored) == ((), stored)
    strange = work_for(
        renamed, landed(ranges=(replace(RANGES[0], shape="x"), *RANGES[1:])), SourceCounts(MARK, True, THEN)
    )
    assert (planned(strange), strange.stored) == (units(CUTS, Action.COMPARE), ())
    moved = work_for(renamed, landed(), MOVED)
    assert (planned(moved), moved.stored) == (units(CUTS, Action.COMPARE), ())
    assert (moved.watermark, moved.counters) == (LATER, written_counters(NOW))


def test_entries_of_another_shape_are_compared() -> None:
    found = work_for(snapshot=landed(ranges=(replace(RANGES[0], shape="another"), *RANGES[1:])), counts=MOVED)
    assert (found.mode, planned(found)) == ("reshape", units(CUTS, Action.COMPARE))


def test_columns_that_change_while_it_is_landed_begin_it_anew() -> None:
    found = work_for(WIDER, landed(ranges=some(0, 1)))
    assert (found.mode, found.reason) == ("backfill", "its columns changed while it was being landed")


OTHER_KEY = replace(
    TABLE,
    columns=(*TABLE.columns[:2], ("ref", SourceType("int8"))),
    key=RowKey(("ref",), (("ref", "bigint"),)),
)


def test_ranges_of_another_key_mean_nothing() -> None:
    snapshot = replace(landed(OTHER_KEY), receipt=receipt(replace(OTHER_KEY, key=ID)))
    anew = work_for(OTHER_KEY, snapshot)
    assert (anew.mode, anew.reason, anew.stored) == ("backfill", "its key is another now", ())
    assert planned(anew) == units(CUTS, Action.REPLACE, fresh=True)
    marking = replace(OTHER_KEY, deletes="mark")
    stored = work_for(marking, snapshot)
    assert (stored.mode, stored.reason, planned(stored)) == (
        "reshape", "its key is another now", units(WHOLE, Action.COMPARE),
    )  # fmt: skip
    assert stored.prepare == (forget_table(DATASET, "payment"),)
    # A range that is the whole table was cut by no key.
    one = replace(snapshot, ranges=(entry(None, None, rows=40, shape=shape(OTHER_KEY)),))
    assert work_for(OTHER_KEY, one).reason != "its key is another now"
    assert work_for(OTHER_KEY, replace(snapshot, receipt=None)).reason != "its key is another now"


def test_a_key_that_lands_as_text_bounds_no_range() -> None:
    pair = replace(TABLE, key=RowKey(("id", "state"), (("id", "bigint"), ("at", "date"))))
    assert without_text_bounds(pair, ["at"]).key == RowKey(("id", "state"))
    assert without_text_bounds(pair, ["state"]) is pair
    assert without_text_bounds(pair, []) is pair
    assert without_text_bounds(KEYLESS, ["id"]) is KEYLESS


def test_what_landed_as_text_stays_text() -> None:
    amounts = replace(
        TABLE,
        columns=(*TABLE.columns, ("amount", SourceType("numeric", typmod=(9 << 16 | 2) + 4))),
        numbers=(1, 2, 3, 4),
    )
    columns = receipt(amounts).columns
    assert columns is not None
    as_text = receipt(amounts, columns=columns.replace("DECIMAL(9,2)", "VARCHAR"))
    found = work_for(amounts, landed(amounts, receipt=as_text))
    assert found.as_text == ("amount",)
    assert [landing.type for landing in found.mappings("duckdb")][-1] == "VARCHAR"
    assert work_for(amounts).as_text == ()


def test_excluded_columns_are_dropped_as_such() -> None:
    narrow = replace(TABLE, columns=TABLE.columns[:2], numbers=(1, 2))
    out = about(source=replace(BANK, tables=(("core.payment", TableSettings(exclude=("state",))),)))
    found = work_for(narrow, landed(), MOVED, out)
    assert [change.sentence for change in found.changes] == [
        "'state' (text) is excluded from now on; it is dropped from the marts"
    ]
    assert [step.sql for step in found.steps] == ['ALTER TABLE "bank_core"."payment" DROP COLUMN "state"']


def test_marks_come_with_the_setting_and_go_with_it() -> None:
    found = work_for(MARKING, landed())
    assert [step.sql.partition(" ADD ")[2] for step in found.steps] == [
        'COLUMN "_hb_deleted_at" timestamp with time zone'
    ]
    marked = landed(columns=(*columns_of(TABLE), ("_hb_deleted_at", "timestamp with time zone", True)))
    assert [step.columns for step in work_for(snapshot=marked).steps] == [("_hb_deleted_at",)] * 2
    assert work_for(MARKING, marked, SourceCounts(MARK, True, THEN)).mode == "unchanged"
