"""Landing one unit on a real server: source and marts are two schemas of it, in one transaction that is taken back."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from tests.conftest import TestServer
from tests.ingest_estate import admin, make_database
from tests.landed_table import CUTS, DATASET, MARK, PAYMENT, TABLE, about, work_for
from tests.one_server import OneServer

from heartbeat_cli.errors import HbError
from heartbeat_cli.ingest import TableJob
from heartbeat_cli.ingest.engine.land import land_unit
from heartbeat_cli.ingest.jobs import UnitJob
from heartbeat_cli.ingest.marts_snapshot import ABSENT
from heartbeat_cli.ingest.proof.checksum import COUNT, ROWS_PG
from heartbeat_cli.ingest.result import LandedNow
from heartbeat_cli.ingest.unit import Action, Unit
from heartbeat_cli.marts import (
    Bounds,
    ColumnMapping,
    Copied,
    LandedRange,
    as_range,
    create_ranges,
    create_receipts,
    select_ranges,
)
from heartbeat_cli.sources import PlannedTable

POSTGRES = "postgres"

ESTATE = """
CREATE SCHEMA core;
CREATE TABLE core.payment (id int8 PRIMARY KEY, updated_at timestamptz NOT NULL, state text);
INSERT INTO core.payment SELECT i, '2026-05-08 09:00:00+00', 's' || i FROM generate_series(1, 40) i;
CREATE SCHEMA bank_core;
CREATE TABLE bank_core.payment (id int8, updated_at timestamptz, state text, _hb_deleted_at timestamptz);
"""
RECEIPT = "SELECT state, load_id, watermark, counters FROM bank_core._hb_receipt"
WHOLE = Bounds()
MARKING = replace(TABLE, deletes="mark")
KEYLESS = replace(TABLE, key=None)


@pytest.fixture(scope="module")
def session(postgres_server: TestServer) -> "Iterator[psycopg.Connection[Any]]":
    """All of the source has landed in four ranges, by load 1."""
    make_database(postgres_server, "land_unit", ESTATE)
    with admin(postgres_server, "land_unit") as session:
        for statement in (create_ranges(DATASET), create_receipts(DATASET)):
            session.execute(statement.encode())
        for unit in job_of(TABLE).units:
            land(session, job_of(TABLE), unit, load="1")
        yield session


@pytest.fixture
def both(session: "psycopg.Connection[Any]") -> "Iterator[psycopg.Connection[Any]]":
    """Both sides, with a table that has landed; what is done to them is taken back."""
    session.execute("BEGIN")
    yield session
    session.execute("ROLLBACK")


@pytest.fixture
def marts(both: "psycopg.Connection[Any]") -> "psycopg.Connection[Any]":
    """The same with nothing in the marts yet."""
    both.execute("TRUNCATE bank_core.payment, bank_core._hb_range")
    return both


def job_of(table: PlannedTable, algorithm: str = ROWS_PG, **more: Any) -> TableJob:
    return replace(work_for(table, ABSENT, circumstances=about(dialect=POSTGRES, algorithm=algorithm)), **more)


def land(marts: "psycopg.Connection[Any]", work: TableJob, unit: Unit, load: str = "2", lost: int = 0) -> LandedNow:
    session = OneServer(marts)
    session.lost = lost
    done = land_unit(session, UnitJob(work, unit), load, 180000)
    assert (done.qname, done.dataset, done.unit, done.load_id) == (PAYMENT, DATASET, unit.number, load)
    return done


class BatchedServer(OneServer):
    """Takes `batch_bytes` at once, and counts how often."""

    def __init__(self, session: "psycopg.Connection[Any]", batch_bytes: int) -> None:
        super().__init__(session)
        self.batch_bytes, self.copies = batch_bytes, 0

    def copy(self, query: str, mappings: Sequence[ColumnMapping], into: str) -> Copied:
        self.copies += 1
        return super().copy(query, mappings, into)


def told(done: LandedNow) -> tuple[int, int, bool]:
    return done.rows, done.deleted, done.moved


def entries(marts: "psycopg.Connection[Any]") -> tuple[LandedRange, ...]:
    found = [as_range(row) for row in marts.execute(select_ranges(DATASET).encode()).fetchall()]
    return tuple(sorted(found, key=lambda entry: int(entry.bounds.low[0]) if entry.bounds.low else 0))


def differing(marts: "psycopg.Connection[Any]") -> list[int]:
    """The ids of rows that are not the same on both sides; those marked as gone do not count."""
    here = "SELECT id, updated_at, state FROM bank_core.payment WHERE _hb_deleted_at IS NULL"
    both = f"(TABLE core.payment EXCEPT ALL {here}) UNION ALL ({here} EXCEPT ALL TABLE core.payment)"
    return sorted({row[0] for row in marts.execute(f"SELECT id FROM ({both}) AS d".encode()).fetchall()})


def unit_of(number: int, action: Action, **more: Any) -> Unit:
    return Unit(PAYMENT, number, action, CUTS[number], **more)


def stored(marts: "psycopg.Connection[Any]", table: PlannedTable = TABLE, **more: Any) -> TableJob:
    return job_of(table, stored=entries(marts), **more)


# --- ranges


@pytest.mark.parametrize(
    ("rows", "batch_bytes", "copies"),
    [(40, 10_000, 1), (40, 190, 4), (40, 1, 40), (0, 1, 1)],
    ids=["together", "a few", "one by one", "none"],
)
def test_wide_rows_come_in_batches(marts: "psycopg.Connection[Any]", rows: int, batch_bytes: int, copies: int) -> None:
    marts.execute("DELETE FROM core.payment WHERE id > %s", (rows,))
    session = BatchedServer(marts, batch_bytes)
    work = job_of(KEYLESS, units=(Unit(PAYMENT, 0, Action.WHOLE, fresh=True),))
    assert land_unit(session, UnitJob(work, work.units[0]), "2", 180000).rows == rows
    assert (session.copies, differing(marts)) == (copies, [])


def test_ranges_land_one_by_one(both: "psycopg.Connection[Any]") -> None:
    assert differing(both) == []
    assert [(one.bounds, one.rows_out, one.rows, one.load_id) for one in entries(both)] == [
        (bounds, rows, rows, "1") for bounds, rows in zip(CUTS, (9, 10, 10, 11), strict=True)
    ]
    assert both.execute(RECEIPT).fetchall() == [], "a table of several units is landed when the last of them is"


def test_a_range_is_replaced_and_no_other(both: "psycopg.Connection[Any]") -> None:
    both.execute("UPDATE bank_core.payment SET state = 'x' WHERE id IN (15, 25)")
    both.execute("INSERT INTO bank_core.payment SELECT 12, now(), 'twice'")
    assert told(land(both, stored(both), unit_of(1, Action.REPLACE))) == (10, 0, True)
    assert differing(both) == [25]
    assert [one.load_id for one in entries(both)] == ["1", "2", "1", "1"]


def test_a_range_that_is_fresh_is_not_looked_for(both: "psycopg.Connection[Any]") -> None:
    with pytest.raises(HbError) as refused:
        land(both, job_of(TABLE), unit_of(1, Action.REPLACE, fresh=True))
    assert (refused.value.code, refused.value.retryable) == ("mismatch", True)
    assert refused.value.message.startswith("10 rows in the source's snapshot, 20 arrived")
    assert refused.value.where == "core.payment (10 to before 20)"


@pytest.mark.parametrize("appended", [None, "id > 0", "id < 0", "id = 15"])
@pytest.mark.parametrize("action", [Action.REPLACE, Action.WHOLE])
def test_rows_are_looked_for_where_they_most_likely_are(
    both: "psycopg.Connection[Any]", appended: str | None, action: Action
) -> None:
    """And everywhere, where that does not find them."""
    session = OneServer(both)
    session.appended = appended
    unit = unit_of(1, action) if action is Action.REPLACE else Unit(PAYMENT, 0, action)
    done = land_unit(session, UnitJob(stored(both), unit), "2", 180000)
    assert told(done) == (10 if action is Action.REPLACE else 40, 0, True)
    assert differing(both) == []


def test_rows_that_arrive_as_others_are_refused(marts: "psycopg.Connection[Any]") -> None:
    marts.execute("ALTER TABLE bank_core.payment ALTER COLUMN updated_at TYPE timestamptz(0)")
    marts.execute("UPDATE core.payment SET updated_at = updated_at + interval '1 ms' WHERE id = 15")
    with pytest.raises(HbError) as refused:
        land(marts, job_of(TABLE), unit_of(1, Action.REPLACE, fresh=True))
    assert refused.value.code == "mismatch"
    assert refused.value.message.startswith("what arrived (10 rows) is not what the source has")


@pytest.mark.parametrize(("lost", "fits"), [(0, True), (1, False), (-1, False)])
def test_rows_that_are_merely_counted(marts: "psycopg.Connection[Any]", lost: int, fits: bool) -> None:
    unit = unit_of(1, Action.REPLACE, fresh=True)
    if fits:
        assert told(land(marts, job_of(TABLE, COUNT), unit, lost=lost)) == (10, 0, True)
        assert [(one.rows, one.checksum) for one in entries(marts)] == [(10, None)]
    else:
        with pytest.raises(HbError, match=f"{10 + lost} rows in the source's snapshot, 10 arrived"):
            land(marts, job_of(TABLE, COUNT), unit, lost=lost)


def test_a_whole_table_is_swapped_in_and_tells_its_receipt(both: "psycopg.Connection[Any]") -> None:
    both.execute("UPDATE bank_core.payment SET state = 'x'")
    unit = Unit(PAYMENT, 0, Action.WHOLE)
    work = job_of(KEYLESS, units=(unit,), prepare=(), watermark=MARK, measures=False, counters="{}")
    assert told(land(both, work, unit)) == (40, 0, True)
    assert differing(both) == []
    assert [(one.bounds, one.rows) for one in entries(both)] == [(WHOLE, 40)]
    watermark = f'["updated_at", "timestamp with time zone", "{MARK}"]'
    assert both.execute(RECEIPT).fetchall() == [("landed", "2", watermark, "{}")]


def test_what_was_read_says_its_own_watermark(marts: "psycopg.Connection[Any]") -> None:
    marts.execute("SET timezone = 'UTC'")
    unit = Unit(PAYMENT, 0, Action.WHOLE)
    land(marts, job_of(TABLE, units=(unit,), prepare=(), measures=True), unit)
    watermark = '["updated_at", "timestamp with time zone", "2026-05-08 09:00:00+00"]'
    assert marts.execute(RECEIPT).fetchall()[0][2] == watermark
    marts.execute("DELETE FROM core.payment")
    land(marts, job_of(TABLE, units=(unit,), prepare=(), measures=True, watermark=MARK), unit)
    assert MARK in marts.execute(RECEIPT).fetchall()[0][2], "of no rows there is none: it stays"


# --- comparing


def test_what_the_ledger_says_is_believed(both: "psycopg.Connection[Any]") -> None:
    both.execute("UPDATE bank_core.payment SET state = 'x' WHERE id = 15")
    assert told(land(both, stored(both), unit_of(1, Action.COMPARE))) == (0, 0, False)
    assert [one.load_id for one in entries(both)] == ["1"] * 4
    # Where it says nothing the rows are looked at.
    assert told(land(both, job_of(TABLE), unit_of(1, Action.COMPARE))) == (10, 0, True)
    assert differing(both) == []


def test_rows_that_stand_there_already_are_entered(both: "psycopg.Connection[Any]") -> None:
    assert told(land(both, job_of(TABLE), unit_of(1, Action.COMPARE))) == (0, 0, False)
    assert [one.load_id for one in entries(both)] == ["1", "2", "1", "1"]
    assert entries(both)[1].rows == 10


def test_an_entry_proven_in_another_way_is_no_proof(both: "psycopg.Connection[Any]") -> None:
    both.execute("UPDATE bank_core.payment SET state = 'x' WHERE id = 15")
    counted = tuple(replace(one, checksum=None) for one in entries(both))
    assert told(land(both, job_of(TABLE, stored=counted), unit_of(1, Action.COMPARE))) == (10, 0, True)
    assert differing(both) == []


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE core.payment SET state = 'new' WHERE id = 15",
        "DELETE FROM core.payment WHERE id = 15",
        "INSERT INTO core.payment VALUES (0, now(), NULL)",
    ],
)
def test_a_range_that_changed_is_copied(both: "psycopg.Connection[Any]", change: str) -> None:
    both.execute(change.encode())
    for number in range(4):
        land(both, stored(both), unit_of(number, Action.COMPARE))
    assert differing(both) == []
    assert sorted(one.load_id for one in entries(both)) == ["1", "1", "1", "2"]


def test_a_keyless_table_that_changed_is_copied_whole(both: "psycopg.Connection[Any]") -> None:
    both.execute("UPDATE core.payment SET state = 'new' WHERE id = 15")
    unit = Unit(PAYMENT, 0, Action.COMPARE)
    assert told(land(both, job_of(KEYLESS), unit)) == (40, 0, True)
    assert [one.bounds for one in entries(both)] == [WHOLE]
    assert told(land(both, stored(both, KEYLESS), unit)) == (0, 0, False)


# --- rows that are gone


@pytest.mark.parametrize("table", [TABLE, MARKING], ids=["removed", "marked"])
def test_rows_gone_at_the_source(both: "psycopg.Connection[Any]", table: PlannedTable) -> None:
    assert told(land(both, stored(both, table), unit_of(1, Action.PRUNE))) == (0, 0, False)
    both.execute("DELETE FROM core.payment WHERE id IN (12, 13, 25)")
    assert told(land(both, stored(both, table), unit_of(1, Action.PRUNE))) == (0, 2, True)
    assert differing(both) == [25]
    stand = 10 if table.deletes == "mark" else 8
    assert (entries(both)[1].rows_out, entries(both)[1].rows) == (8, stand)
    both.execute("DELETE FROM core.payment WHERE id = 16")
    assert told(land(both, stored(both, table), unit_of(1, Action.PRUNE))) == (0, 1, True)
    # Gone and changed.
    both.execute("DELETE FROM core.payment WHERE id = 14; UPDATE core.payment SET state = 'y' WHERE id = 15")
    assert told(land(both, stored(both, table), unit_of(1, Action.PRUNE))) == (6, 1, True)
    assert differing(both) == [25]
    marked = both.execute("SELECT count(*) FROM bank_core.payment WHERE _hb_deleted_at IS NOT NULL").fetchone()
    assert marked == ((4 if table.deletes == "mark" else 0),)


def test_a_keyless_table_is_pruned_by_copying_it(both: "psycopg.Connection[Any]") -> None:
    both.execute("DELETE FROM core.payment WHERE id = 12")
    assert told(land(both, job_of(KEYLESS), Unit(PAYMENT, 0, Action.PRUNE))) == (39, 0, True)
    assert differing(both) == []


def test_a_range_whose_rows_are_kept_is_put_over_them(both: "psycopg.Connection[Any]") -> None:
    both.execute("DELETE FROM core.payment WHERE id = 12; UPDATE core.payment SET state = 'y' WHERE id = 15")
    work = stored(both, MARKING)
    assert told(land(both, work, unit_of(1, Action.REPLACE))) == (9, 1, True)
    assert differing(both) == []
    assert (entries(both)[1].rows_out, entries(both)[1].rows) == (9, 10)
    assert told(land(both, stored(both, MARKING), unit_of(1, Action.REPLACE))) == (9, 0, True), "marked only once"
    # Nothing stands there yet: nothing can be gone.
    both.execute("DELETE FROM bank_core.payment WHERE id BETWEEN 20 AND 29")
    assert told(land(both, work, unit_of(2, Action.REPLACE, fresh=True))) == (10, 0, True)


# --- what a cursor finds

SINCE = "2026-05-08 09:45:00+00:00"
NEW = "UPDATE core.payment SET state = 'new', updated_at = '2026-05-08 10:00:00+00' WHERE id IN (5, 15)"
ADDED = "INSERT INTO core.payment VALUES (41, '2026-05-08 10:00:00+00', 'new')"
OVERLOOKED = "INSERT INTO core.payment VALUES (42, '2026-05-08 09:00:00+00', 'late')"


def merging(
    marts: "psycopg.Connection[Any]", added: int | None = None, table: PlannedTable = TABLE, **more: Any
) -> tuple[TableJob, Unit]:
    unit = Unit(PAYMENT, 0, Action.MERGE, since=SINCE, added=added)
    values = {"units": (unit,), "prepare": (), "watermark": MARK, "measures": False, "counters": "{}", **more}
    return stored(marts, table, **values), unit


@pytest.mark.parametrize("proven", [True, False], ids=["by sums", "by counting"])
@pytest.mark.parametrize("table", [TABLE, MARKING], ids=["removed", "marked"])
def test_changed_rows_are_put_in_place(both: "psycopg.Connection[Any]", table: PlannedTable, proven: bool) -> None:
    both.execute(f"{NEW}; {ADDED}".encode())
    work, unit = merging(both, 1, table)
    if not proven:
        work = replace(work, stored=tuple(replace(one, checksum=None) for one in work.stored))
    assert told(land(both, work, unit)) == (3, 0, True)
    assert differing(both) == []
    assert [(one.rows, one.rows_out, one.load_id) for one in entries(both)] == [
        (9, 9, "2"), (10, 10, "2"), (10, 10, "1"), (12, 12, "2"),
    ]  # fmt: skip
    # The ledger says what stands: a comparison finds nothing to move.
    for number in range(4):
        assert told(land(both, stored(both), unit_of(number, Action.COMPARE))) == (0, 0, False)
    assert both.execute(RECEIPT).fetchall()[0][3] == "{}"


def test_nothing_changed(both: "psycopg.Connection[Any]") -> None:
    assert told(land(both, *merging(both, 0))) == (0, 0, False)
    assert [one.load_id for one in entries(both)] == ["1"] * 4


@pytest.mark.parametrize(
    ("changes", "added", "believed"),
    [
        # Fewer came than the source says were added, and it has more rows than the marts: some were overlooked.
        (f"{ADDED}; {OVERLOOKED}", 2, False),
        (OVERLOOKED, 1, False),
        (f"{NEW}; {OVERLOOKED}", 1, False),
        # As many came: not looked for.
        (f"{ADDED}; {OVERLOOKED}", 1, True),
        (f"{ADDED}; {OVERLOOKED}", None, True),
        (OVERLOOKED, None, True),
        # Added and taken back.
        (ADDED, 5, True),
        (NEW, 5, True),
        ("SELECT 1", 5, True),
    ],
)
def test_after_rows_were_overlooked_the_next_run_compares(
    both: "psycopg.Connection[Any]", changes: str, added: int | None, believed: bool
) -> None:
    both.execute(changes.encode())
    land(both, *merging(both, added))
    ((_, _, watermark, counters),) = both.execute(RECEIPT).fetchall()
    assert (watermark is not None, counters is not None) == (believed, believed)


def test_the_ledger_of_one_range_is_adjusted_without_numbering(marts: "psycopg.Connection[Any]") -> None:
    unit = Unit(PAYMENT, 0, Action.WHOLE)
    land(marts, job_of(TABLE, units=(unit,), prepare=()), unit, load="1")
    marts.execute(f"{NEW}; {ADDED}".encode())
    assert told(land(marts, *merging(marts, 1))) == (3, 0, True)
    assert [(one.bounds, one.rows, one.load_id) for one in entries(marts)] == [(WHOLE, 41, "2")]
    assert differing(marts) == []
    assert told(land(marts, stored(marts), Unit(PAYMENT, 0, Action.COMPARE))) == (0, 0, False)
