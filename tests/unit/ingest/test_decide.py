"""What is planned for a table, from what the marts hold of it: a table of cases over values, nothing is read."""

from dataclasses import replace

import pytest
from tests.landed_table import (
    CUTS,
    DATASET,
    KEYLESS,
    LACKING,
    MARK,
    MARKING,
    PAYMENT,
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
    some,
    units,
    work_for,
)

from heartbeat_cli.ingest import IngestRequest, TableFailure, TableJob
from heartbeat_cli.ingest.columns.land_columns import land_column
from heartbeat_cli.ingest.decide import decide, made_anew
from heartbeat_cli.ingest.marts_snapshot import ABSENT, TableSnapshot
from heartbeat_cli.ingest.source.source_changes import SourceCounts
from heartbeat_cli.ingest.unit import Action, Unit
from heartbeat_cli.marts import ADOPTING, LANDING, forget_range, forget_receipt, forget_table
from heartbeat_cli.pgschema import QName
from heartbeat_cli.sources import PlannedTable, RowKey, SourceType

POSTGRES = "postgres"

ONE_CUT = about(cut=lambda _: WHOLE)
ADOPT = about(IngestRequest(adopt=True))
FORGOTTEN = (forget_table(DATASET, "payment"), forget_receipt(DATASET, "payment"))
OF_TWO = (RANGES[0], *(replace(one, load_id="2") for one in RANGES[1:]))
ALL_COMPARED = units(CUTS, Action.COMPARE)


def anew(mode: str, reason: str) -> tuple[object, ...]:
    """Every range copied into a table that was made anew."""
    return mode, reason, units(CUTS, Action.REPLACE, fresh=True), ()


def seen(work: TableJob) -> tuple[object, ...]:
    return work.mode, work.reason, planned(work), work.stored


@pytest.mark.parametrize(
    ("snapshot", "expected"),
    [
        (ABSENT, anew("backfill", "not landed yet")),
        (landed(columns=None), anew("backfill", "its table is gone from the marts")),
        # An interrupted load goes on with what is missing.
        (
            landed(ranges=some(0, 2)),
            ("resume", "2 of 4 ranges had landed", units((CUTS[1], CUTS[3]), Action.REPLACE), tuple(some(0, 2))),
        ),
        (
            landed(ranges=some(3, 0), rows=50),
            ("resume", "2 of 4 ranges had landed", units(CUTS[1:3], Action.REPLACE), tuple(some(3, 0))),
        ),
        (landed(ranges=(), receipt=receipt(state=LANDING)), ("resume", "0 of 4 ranges had landed", None, ())),
        (
            landed(ranges=some(0, 2), receipt=receipt(state=ADOPTING)),
            ("adopt", "2 of 4 ranges had landed", units((CUTS[1], CUTS[3]), Action.COMPARE), tuple(some(0, 2))),
        ),
        (
            landed(ranges=(RANGES[0], replace(RANGES[2], load_id="lost"))),
            ("resume", "1 of 4 ranges had landed", units(CUTS[1:], Action.REPLACE), (RANGES[0],)),
        ),
        (
            landed(ranges=(RANGES[0], replace(RANGES[2], shape="another"))),
            ("resume", "1 of 4 ranges had landed", units(CUTS[1:], Action.REPLACE), (RANGES[0],)),
        ),
        (landed(ranges=some(0, 2), rows=19), anew("backfill", "rows are missing in the marts")),
        (landed(ranges=some(0, 2), rows=20), ("resume", "2 of 4 ranges had landed", None, tuple(some(0, 2)))),
        (landed(ranges=some(0, 2), rows=21), ("resume", "2 of 4 ranges had landed", None, tuple(some(0, 2)))),
        (landed(ranges=some(0, 2), rows=None), ("resume", "2 of 4 ranges had landed", None, tuple(some(0, 2)))),
        (
            landed(ranges=(entry(None, 10), entry(5, 20))),
            anew("backfill", "its ranges do not fit together any more"),
        ),
        (landed(receipt=receipt(state=LANDING)), ("resume", "every range had landed", (), RANGES)),
        (landed(receipt=receipt(state=ADOPTING)), ("resume", "every range had landed", (), RANGES)),
        # The marts hold other rows than their ledger says.
        (landed(rows=39), ("repair", "the marts' table has not the rows its ledger says", ALL_COMPARED, ())),
        (landed(rows=41), ("repair", "the marts' table has not the rows its ledger says", ALL_COMPARED, ())),
        (landed(rows=None), ("unchanged", "nothing happened at the source", (), RANGES)),
        (landed(rows=40), ("unchanged", "nothing happened at the source", (), RANGES)),
        (landed(ranges=RANGES[::-1]), ("unchanged", "nothing happened at the source", (), RANGES)),
        (landed(ranges=OF_TWO), ("unchanged", None, (), OF_TWO)),
        (
            landed(ranges=LACKING),
            (
                "resume",
                "dlt's books lack the load of some ranges",
                tuple(replace(u, action=Action.REPLACE) if u.number == 1 else u for u in ALL_COMPARED),
                LACKING,
            ),
        ),
    ],
)
def test_what_the_marts_hold_decides(snapshot: TableSnapshot, expected: tuple[object, ...]) -> None:
    found = seen(work_for(snapshot=snapshot, counts=SourceCounts(MARK, True, THEN)))
    assert tuple(f if e is not None else None for f, e in zip(found, expected, strict=True)) == expected


def test_a_table_without_a_key_lands_in_one_read() -> None:
    cutting = about(cut=lambda _: WHOLE)
    unit = Unit(PAYMENT, 0, Action.WHOLE, fresh=True)
    assert seen(work_for(KEYLESS, ABSENT, circumstances=cutting)) == ("whole", "not landed yet", (unit,), ())
    assert seen(work_for(TABLE, ABSENT, circumstances=cutting)) == ("backfill", "not landed yet", (unit,), ())
    assert work_for(TABLE, ABSENT, circumstances=cutting).prepare == ()


def test_one_of_which_a_part_is_lost_is_read_again() -> None:
    one = landed(KEYLESS, (entry(None, None, load_id="lost", rows=40),))
    found = work_for(KEYLESS, one, SourceCounts(counters=THEN), ONE_CUT)
    assert (found.mode, found.reason) == ("whole", "dlt's books lack the load of some ranges")
    assert [unit.action for unit in found.units] == [Action.WHOLE]


def test_ranges_of_a_table_that_lost_its_key_cannot_be_gone_on_with() -> None:
    """Nothing says which rows are missing."""
    begun = landed(KEYLESS, [entry(None, 10)])
    found = work_for(KEYLESS, replace(begun, receipt=receipt(KEYLESS, columns=None)), None, ONE_CUT)
    assert (found.mode, found.reason) == ("whole", "its columns changed while it was being landed")
    unbounded = replace(TABLE, key=RowKey(("id",)))
    begun = replace(landed(unbounded, [entry(None, 10)]), receipt=receipt(unbounded, columns=None))
    assert work_for(unbounded, begun).reason == "its columns changed while it was being landed"


def test_a_table_made_anew_is_made_in_the_transaction_that_forgets_it() -> None:
    relation = '"bank_core"."payment"'
    created = f'CREATE TABLE {relation} ("id" BIGINT, "updated_at" TIMESTAMP WITH TIME ZONE, "state" VARCHAR'
    assert work_for(snapshot=ABSENT).prepare == (*FORGOTTEN, f"DROP TABLE IF EXISTS {relation}", f"{created})")
    assert work_for(MARKING, ABSENT).prepare == (
        *FORGOTTEN,
        f"DROP TABLE IF EXISTS {relation}",
        f'{created}, "_hb_deleted_at" timestamp with time zone)',
    )
    mappings = [land_column(name, type_, POSTGRES) for name, type_ in TABLE.columns]
    assert made_anew(DATASET, TABLE, mappings, with_table=False) == FORGOTTEN
    assert made_anew(DATASET, TABLE, mappings)[-1] == (
        f'CREATE TABLE {relation} ("id" int8, "updated_at" timestamptz, "state" text)'
    )


def test_rows_that_are_kept_marked_need_a_table_that_has_room_for_the_mark() -> None:
    found = work_for(MARKING, ABSENT, circumstances=ONE_CUT)
    assert planned(found) == units(WHOLE, Action.REPLACE, fresh=True)
    assert (found.mode, found.single, len(found.prepare)) == ("backfill", False, 4)


@pytest.mark.parametrize(
    ("asked", "snapshot", "mode", "reason"),
    [
        (IngestRequest(rebuild=True), landed(), "rebuild", "asked for"),
        (IngestRequest(rebuild=True), ABSENT, "rebuild", "asked for"),
        (IngestRequest(rebuild=True), TableSnapshot(columns_of(TABLE), 40), "rebuild", "asked for"),
        (IngestRequest(adopt=True), TableSnapshot(columns_of(TABLE), 40), "adopt", "landed by somebody else"),
        (IngestRequest(adopt=True), landed(), "unchanged", "nothing happened at the source"),
        (IngestRequest(adopt=True), ABSENT, "backfill", "not landed yet"),
        (IngestRequest(reconcile=True), landed(), "reconcile", "asked for"),
        (IngestRequest(reconcile=True), ABSENT, "backfill", "not landed yet"),
        (IngestRequest(reconcile=True), landed(rows=39), "repair", "the marts' table has not the rows its ledger says"),
    ],
)
def test_what_was_asked_for(asked: IngestRequest, snapshot: TableSnapshot, mode: str, reason: str) -> None:
    found = work_for(snapshot=snapshot, counts=SourceCounts(MARK, True, THEN), circumstances=about(asked))
    assert (found.mode, found.reason) == (mode, reason)


def test_a_reconciliation_prunes_every_range() -> None:
    found = work_for(circumstances=about(IngestRequest(reconcile=True)))
    assert (planned(found), found.stored) == (units(CUTS, Action.PRUNE), RANGES)


def test_a_rebuilt_table_starts_without_notes() -> None:
    assert work_for(circumstances=about(IngestRequest(rebuild=True))).notes == ()
    assert work_for().notes == ("a note",)
    assert work_for(snapshot=ABSENT).notes == ()


def test_a_table_of_somebody_elses_is_compared_row_by_row() -> None:
    found = work_for(snapshot=TableSnapshot(columns_of(TABLE), 40), circumstances=ADOPT)
    assert (planned(found), found.stored, found.prepare) == (units(CUTS, Action.COMPARE), (), ())
    renamed = work_for(snapshot=TableSnapshot(columns_of(TABLE), 40, name="pay ment"), circumstances=ADOPT)
    assert renamed.prepare == ('ALTER TABLE "bank_core"."pay ment" RENAME TO "payment"',)


def test_ranges_without_a_receipt_are_ours_all_the_same() -> None:
    found = work_for(snapshot=landed(receipt=None))
    assert (found.mode, planned(found)) == ("reshape", units(CUTS, Action.COMPARE))
    assert work_for(snapshot=landed(receipt=None, ranges=some(0, 1))).mode == "resume"


def failed(table: PlannedTable, snapshot: TableSnapshot = ABSENT, **more: object) -> TableFailure:
    found = decide(table, snapshot, None, about(**more))  # type: ignore[arg-type]
    assert isinstance(found, TableFailure)
    assert (found.qname, found.dataset) == (table.qname, DATASET)
    return found


@pytest.mark.parametrize(
    ("table", "snapshot", "code", "words"),
    [
        (replace(TABLE, columns=()), ABSENT, "no_columns", "no columns"),
        (replace(KEYLESS, deletes="mark"), ABSENT, "no_key", "only be marked where a key tells them apart"),
        (replace(TABLE, namesakes=("Payment",)), ABSENT, "name_collision", "'Payment', 'payment' are one name"),
        (replace(TABLE, qname=QName("core", "_HB_x")), ABSENT, "reserved_name", "_dlt_ or _hb_"),
        (TABLE, TableSnapshot(columns_of(TABLE), 40), "not_ours", "a table of that name that hb did not land"),
        (
            replace(TABLE, columns=(*TABLE.columns[:2], ("state", SourceType("bool")))),
            landed(),
            "incompatible_change",
            "'state' was text and is boolean now, another kind of value",
        ),
    ],
)
def test_a_table_that_cannot_land_as_it_is(table: PlannedTable, snapshot: TableSnapshot, code: str, words: str) -> None:
    found = failed(table, snapshot)
    assert found.code == code
    assert words in found.message


def test_the_way_out_of_an_incompatible_change_is_a_command() -> None:
    other = replace(TABLE, columns=(*TABLE.columns[:2], ("state", SourceType("bool"))))
    assert failed(other, landed()).hint == "`hb ingest --source bank --table core.payment --rebuild` lands it anew."


def test_on_postgres_names_that_differ_in_case_are_two_names() -> None:
    alike = replace(TABLE, namesakes=("Payment",))
    assert isinstance(decide(alike, ABSENT, None, about(dialect=POSTGRES)), TableJob)


def test_ranges_that_are_left_are_forgotten_before_others_land() -> None:
    left = replace(RANGES[2], load_id="lost")
    found = work_for(snapshot=landed(ranges=(RANGES[0], left)))
    assert found.prepare == (forget_range(DATASET, "payment", left.bounds),)
