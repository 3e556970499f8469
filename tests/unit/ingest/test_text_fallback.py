"""A new job for a table with values that its columns' types cannot hold: these columns land as text."""

from dataclasses import replace

import pytest
from tests.landed_table import CUTS, DATASET, MARKING, PAYMENT, RANGES, TABLE, WHOLE, landed, receipt, work_for

from heartbeat_cli.errors import HbError
from heartbeat_cli.ingest import TableJob, read_columns
from heartbeat_cli.ingest.columns.land_columns import land_column
from heartbeat_cli.ingest.decide import made_anew
from heartbeat_cli.ingest.engine.text_fallback import land_as_text
from heartbeat_cli.ingest.marts_snapshot import ABSENT
from heartbeat_cli.ingest.source.source_changes import SourceCounts
from heartbeat_cli.ingest.unit import Action, Unit
from heartbeat_cli.marts import LANDING, Bounds, forget_table, retitle_shape
from heartbeat_cli.sources import PlannedTable, RowKey

DUCKDB = "duckdb"

NOTE = "updated_at has values TIMESTAMP WITH TIME ZONE cannot hold: landed as text"
FRESH = work_for(snapshot=ABSENT)
LATER = SourceCounts("2026-05-09 10:00:00+00", True, None)
MERGES = work_for(counts=LATER)
PAIR = RowKey(("id", "updated_at"), (("id", "bigint"), ("updated_at", "timestamp with time zone")))


def units(bounds: tuple[Bounds, ...], action: Action, *, fresh: bool = True) -> tuple[Unit, ...]:
    return tuple(Unit(PAYMENT, number, action, one, fresh=fresh) for number, one in enumerate(bounds))


@pytest.mark.parametrize(
    ("work", "expected"),
    [
        (FRESH, units(CUTS, Action.REPLACE)),
        # A merge has no range of its own where others are kept.
        (MERGES, units(CUTS, Action.REPLACE)),
        (replace(MERGES, stored=()), units(WHOLE, Action.WHOLE)),
        (work_for(snapshot=landed(ranges=RANGES[:2])), units(CUTS, Action.REPLACE)),
        (replace(FRESH, units=FRESH.units[::-1]), units(CUTS, Action.REPLACE)),
        (replace(FRESH, units=FRESH.units[1:3], stored=(RANGES[3], RANGES[0])), units(CUTS, Action.REPLACE)),
        (work_for(replace(TABLE, key=None), landed(replace(TABLE, key=None))), units(WHOLE, Action.WHOLE)),
        (work_for(replace(TABLE, key=RowKey(("id",))), ABSENT), units(WHOLE, Action.WHOLE)),
    ],
)
def test_the_whole_table_lands_again(work: TableJob, expected: tuple[Unit, ...]) -> None:
    found = land_as_text(work, ("updated_at",), DUCKDB)
    assert (found.units, found.stored, found.steps, found.as_text) == (expected, (), (), ("updated_at",))
    assert found.notes == (NOTE,)
    mappings = [land_column(n, t, DUCKDB, as_text=n == "updated_at") for n, t in TABLE.columns]
    whole = expected[0].action is Action.WHOLE
    assert found.prepare == (() if whole else made_anew(DATASET, TABLE, mappings))
    columns = read_columns(found.columns)
    assert columns is not None
    assert [column.type for column in columns] == ["BIGINT", "VARCHAR", "VARCHAR"]
    assert found.shape != work.shape


def test_columns_that_were_text_before_stay_text() -> None:
    first = land_as_text(FRESH, ("updated_at",), DUCKDB)
    again = land_as_text(first, ("id", "updated_at"), DUCKDB)
    assert again.as_text == ("updated_at", "id")
    assert again.notes == (NOTE, "id has values BIGINT cannot hold: landed as text")
    # A key that lands as text bounds no range.
    assert (again.table.key, again.units) == (RowKey(("id",)), units(WHOLE, Action.WHOLE))


def test_ranges_that_overlap_are_refused() -> None:
    overlapping = replace(FRESH, stored=(RANGES[0],), units=FRESH.units[2:])
    with pytest.raises(HbError) as refused:
        land_as_text(overlapping, ("updated_at",), DUCKDB)
    assert (refused.value.code, refused.value.where) == ("ranges_overlap", "core.payment")


def marked(table: PlannedTable, work: TableJob | None = None) -> TableJob:
    snapshot = landed(table, receipt=receipt(table))
    return work if work is not None else work_for(table, snapshot, LATER)


def test_rows_that_are_kept_marked_stay_where_they_are() -> None:
    work = replace(marked(MARKING), stored=RANGES)
    found = land_as_text(work, ("updated_at",), DUCKDB)
    assert found.units == units(CUTS, Action.REPLACE, fresh=False)
    altered, void, _, written = found.prepare
    assert altered.startswith('ALTER TABLE "bank_core"."payment" ALTER COLUMN "updated_at" TYPE VARCHAR USING ')
    assert void == retitle_shape(DATASET, "payment", "")
    assert f"'{LANDING}'" in written
    assert found.columns in written.replace("''", "'")
    # Only columns that are new to it are altered.
    assert not any(one.startswith("ALTER") for one in land_as_text(found, ("updated_at",), DUCKDB).prepare)


def test_one_that_was_cut_by_a_column_that_is_text_now_is_one_range() -> None:
    table = replace(MARKING, key=PAIR)
    found = land_as_text(replace(marked(table), stored=RANGES, table=table), ("updated_at",), DUCKDB)
    assert (found.table.key, found.units) == (RowKey(PAIR.columns), units(WHOLE, Action.REPLACE, fresh=False))
    assert found.prepare[2] == forget_table(DATASET, "payment")
    assert "'payment', NULL, NULL, 40, 40, NULL, '', ''," in found.prepare[3]
    assert len(found.prepare) == 6


def test_marks_that_do_not_exist_yet_are_no_reason_to_stay() -> None:
    found = land_as_text(work_for(MARKING, ABSENT), ("updated_at",), DUCKDB)
    assert found.units == units(CUTS, Action.REPLACE)
    assert found.prepare[-1].startswith('CREATE TABLE "bank_core"."payment"')
