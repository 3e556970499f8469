import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from heartbeat_cli.errors import HbError, LockedError
from heartbeat_cli.estate import Connection, ProjectSettings, Source
from heartbeat_cli.ingest import (
    UNCHANGED,
    DatasetJob,
    DatasetResult,
    Findings,
    IngestResult,
    Moved,
    Silent,
    SourceJob,
    TableFailure,
    TableJob,
    TableResult,
    Tracker,
    expected,
    tracking,
)
from heartbeat_cli.ingest.report.forecast import measured_pace, total
from heartbeat_cli.ingest.report.tracker import TICK_SECONDS
from heartbeat_cli.ingest.result import LandedNow
from heartbeat_cli.ingest.unit import Action, Unit
from heartbeat_cli.marts import Bounds, LandedRange
from heartbeat_cli.pgschema import QName
from heartbeat_cli.sources import Plan, PlannedDataset, PlannedTable
from heartbeat_cli.state import RunReport, RunState, StatusFile, TableState, append_report, read_reports

BANK = Source("bank", "Bank", "test", "postgres", "granted", Path("bank.yml"), cluster="A", database="bank")
HERE = Connection("127.0.0.1", 5433, "dashboard_user", "bank", "SOURCE_PG", "")
PAYMENT, STATE = QName("core", "payment"), QName("core", "state")


def table(name: QName, rows: int | None, *actions: Action, mode: str = "backfill") -> TableJob:
    units = tuple(Unit(name, n, a, Bounds((str(n),), (str(n + 1),))) for n, a in enumerate(actions))
    planned = PlannedTable(name, (), rows=rows, bytes=None if rows is None else rows * 100)
    return TableJob("bank_core", planned, mode, "not landed yet", units, "count", "shape", "[]")


def source(*tables: TableJob) -> SourceJob:
    plan = Plan(BANK, HERE, (PlannedDataset("bank_core", "core", tuple(work.table for work in tables)),))
    return SourceJob(plan, (DatasetJob("bank_core", "core", tables),))


def landed(name: QName, unit: int, rows: int, deleted: int = 0) -> LandedNow:
    return LandedNow(name, "bank_core", unit, rows, f"17.{unit}", 0.1, deleted)


@pytest.fixture
def tracker(project: ProjectSettings) -> Iterator[Tracker]:
    tracker = Tracker(project, ["bank"], Silent())
    yield tracker
    tracker.run_ended(())


BACKFILL = (table(PAYMENT, 1000, Action.REPLACE, Action.REPLACE), table(STATE, 10, mode=UNCHANGED))


def test_nothing_is_written_before_the_lock_is_ours(project: ProjectSettings, tracker: Tracker) -> None:
    assert tracker.status().phase == "looking at the source"
    time.sleep(TICK_SECONDS * 1.5)
    assert not project.state.exists()


def test_another_run_is_left_to_tell_of_itself(project: ProjectSettings) -> None:
    with pytest.raises(LockedError), tracking(Tracker(project, ["bank"], Silent())):
        raise LockedError("another ingest is running")
    assert not project.state.exists()


def test_the_status_follows_ranges(tracker: Tracker) -> None:
    tracker.source_started(source(*BACKFILL))
    status = tracker.status()
    assert (status.phase, status.tables_done, status.tables_all) == ("landing", 1, 2)
    assert (status.rows, status.rows_expected, status.rate) == (0, 1000, None)
    tracker.unit_started("bank_core", PAYMENT, 0)
    tracker.unit_done(landed(PAYMENT, 0, 400))
    status = tracker.status()
    payment = status.tables[0]
    assert (payment.table, payment.state, payment.rows) == ("core.payment", TableState.RUNNING, 400)
    assert (payment.ranges_done, payment.ranges_all, payment.expected) == (1, 2, 1000)
    assert status.rate is not None
    assert status.rate > 0
    tracker.unit_started("bank_core", PAYMENT, 1)
    tracker.unit_done(landed(PAYMENT, 1, 500))
    status = tracker.status()
    assert (status.tables[0].state, status.tables_done, status.rows, status.rows_expected) == ("done", 2, 900, 900)


def test_of_several_sources_the_whole_is_known_in_advance(project: ProjectSettings) -> None:
    tracker = Tracker(project, ["bank", "crm"], Silent())
    bank = source(*BACKFILL)
    plan = Plan(replace(BANK, name="crm"), HERE, (PlannedDataset("crm_core", "core", ()),))
    crm = SourceJob(
        plan, (DatasetJob("crm_core", "core", (replace(table(PAYMENT, 77, Action.WHOLE), dataset="crm_core"),)),)
    )
    tracker.decided([bank, crm])
    seen = [(tracker.status().tables_all, tracker.status().rows_expected)]
    for work in (bank, crm):
        tracker.source_started(work)
        seen.append((tracker.status().tables_all, tracker.status().rows_expected))
    tracker.run_ended(())
    assert seen == [(3, 1077)] * 3


def test_deleted_rows_are_told_by_table(tracker: Tracker) -> None:
    tracker.source_started(source(*BACKFILL))
    tracker.unit_done(landed(PAYMENT, 0, 400, deleted=3))
    tracker.unit_done(landed(PAYMENT, 1, 500, deleted=2))
    assert [one.deleted for one in tracker.status().tables] == [5, 0]


def test_a_merge_has_no_estimate_and_takes_that_of_the_whole(tracker: Tracker) -> None:
    tracker.source_started(source(BACKFILL[0], table(STATE, 10, Action.MERGE, mode="refresh")))
    status = tracker.status()
    assert status.tables[1].expected is None
    assert status.rows_expected is None
    assert status.seconds_left is None


def test_the_time_left_runs_while_a_long_range_is_copied(project: ProjectSettings) -> None:
    before = RunReport("before", ("bank",), datetime.now(UTC), 10.0, RunState.DONE, rows=1000)
    append_report(project.state, before)
    tracker = Tracker(project, ["bank"], Silent())
    tracker.source_started(source(*BACKFILL))
    tracker.unit_started("bank_core", PAYMENT, 0)
    first = tracker.status().seconds_left
    time.sleep(0.3)
    second = tracker.status().seconds_left
    tracker.run_ended(())
    assert first is not None
    assert second is not None
    assert 9.5 < first <= 10
    assert second < first


def test_the_file_is_written_while_nothing_happens(project: ProjectSettings, tracker: Tracker) -> None:
    tracker.source_started(source(*BACKFILL))
    tracker.unit_started("bank_core", PAYMENT, 0)
    seen = []
    for _ in range(2):
        time.sleep(TICK_SECONDS * 1.6)
        seen.append(StatusFile(project.state).read())
    first, second = seen
    assert first is not None
    assert second is not None
    assert first.state is second.state is RunState.RUNNING
    assert first.updated < second.updated
    assert first.tables[0].seconds < second.tables[0].seconds


def result(*tables: TableResult, failures: tuple[TableFailure, ...] = ()) -> IngestResult:
    return IngestResult("bank", (DatasetResult("bank_core", tables, failures, 0.1),))


MOVED = TableResult(PAYMENT, "bank_core", "backfill", "", rows=900, total=900, ranges=2, deleted=3)
SAME = TableResult(STATE, "bank_core", UNCHANGED, "", total=10)


@pytest.mark.parametrize(
    ("ended", "findings", "outcome", "checked"),
    [
        (result(MOVED, SAME), Findings(), RunState.DONE, ("bank",)),
        (result(SAME), Findings(), RunState.NOTHING_NEW, ("bank",)),
        (result(MOVED), Findings(("core.x is gone",), serious=True), RunState.FINDINGS, ("bank",)),
        (result(MOVED), Findings(("core.payment: 'x' is new",)), RunState.DONE, ("bank",)),
        (result(SAME, failures=(TableFailure(PAYMENT, "bank_core", "bad", "no"),)), Findings(), RunState.FAILED, ()),
        (IngestResult("bank", (), error=HbError("no answer")), Findings(), RunState.FAILED, ()),
    ],
    ids=["done", "nothing new", "findings", "told only", "table failed", "source failed"],
)
def test_the_journal_keeps_how_it_ended(
    project: ProjectSettings, ended: IngestResult, findings: Findings, outcome: RunState, checked: tuple[str, ...]
) -> None:
    tracker = Tracker(project, ["bank"], Silent(), judge=lambda _results, _works: findings)
    tracker.source_started(source(*BACKFILL))
    tracker.unit_done(landed(PAYMENT, 0, 900))
    tracker.run_ended([ended])
    (report,) = read_reports(project.state)
    status = StatusFile(project.state).seen()
    assert status is not None
    assert (report.outcome, report.checked, report.notes) == (outcome, checked, findings.sentences)
    assert (report.run_id, report.load_ids) == (tracker.run_id, ("17.0",))
    assert status.state is outcome


def test_a_run_over_some_tables_has_checked_no_source(project: ProjectSettings) -> None:
    tracker = Tracker(project, ["bank"], Silent(), whole=False)
    tracker.source_started(source(*BACKFILL))
    tracker.run_ended([result(MOVED, SAME)])
    (report,) = read_reports(project.state)
    assert (report.checked, report.tables) == ((), {"backfill": 1, UNCHANGED: 1})
    assert (report.rows, report.deleted, report.ranges) == (900, 3, 2)


@pytest.mark.parametrize(
    ("error", "outcome", "failure"),
    [
        (KeyboardInterrupt(), RunState.INTERRUPTED, None),
        (SystemExit(143), RunState.INTERRUPTED, None),
        (HbError("the disk is full", code="disk_full"), RunState.FAILED, "disk_full"),
        (ZeroDivisionError("oh"), RunState.FAILED, "defect"),
    ],
)
def test_a_run_that_is_broken_off(
    project: ProjectSettings, error: BaseException, outcome: RunState, failure: str | None
) -> None:
    tracker = Tracker(project, ["bank"], Silent())
    with pytest.raises(type(error)), tracking(tracker):
        tracker.source_started(source(*BACKFILL))
        tracker.unit_started("bank_core", PAYMENT, 0)
        tracker.unit_done(landed(PAYMENT, 0, 400, deleted=2))
        raise error
    (report,) = read_reports(project.state)
    assert (report.outcome, report.rows, report.deleted, report.ranges) == (outcome, 400, 2, 1)
    assert report.checked == ()
    assert [f.code for f in report.failures] == ([failure] if failure else [])
    assert tracker.landed == 1


def test_a_run_that_was_killed_is_entered_by_the_next(project: ProjectSettings, tracker: Tracker) -> None:
    dead = Tracker(project, ["bank"], Silent())
    dead.source_started(source(*BACKFILL))
    time.sleep(TICK_SECONDS / 2)
    status = dead.status()
    dead._stop.set()
    dead._ticking.join()
    StatusFile(project.state).write(status)
    tracker.source_started(source(*BACKFILL))
    assert [(r.run_id, r.outcome) for r in read_reports(project.state)] == [(dead.run_id, RunState.KILLED)]


def test_the_status_of_a_later_run_is_left_alone(project: ProjectSettings, tracker: Tracker) -> None:
    tracker.source_started(source(*BACKFILL))
    tracker._stop.set()
    tracker._ticking.join()
    later = Tracker(project, ["other"], Silent()).status()
    StatusFile(project.state).write(later)
    tracker.run_ended([result(MOVED, SAME)])
    assert StatusFile(project.state).read() == later
    assert tracker.run_id in [report.run_id for report in read_reports(project.state)]


def landed_range(number: int, rows: int) -> LandedRange:
    bounds = Bounds((str(number),), (str(number + 1),))
    return LandedRange("bank_core", "payment", bounds, rows, rows, None, "shape", "17.1", datetime.now(UTC), 0.1)


def test_what_stays_is_not_expected_again() -> None:
    whole = table(PAYMENT, 1000, Action.REPLACE, Action.REPLACE)
    rest = replace(whole, units=whole.units[:1], stored=(landed_range(0, 100), landed_range(1, 700)))
    assert expected(whole) == Moved(1000, 100_000)
    assert expected(rest) == Moved(300, 30_000)
    assert expected(table(PAYMENT, None, Action.WHOLE)) == Moved(None, None)
    assert expected(table(PAYMENT, 1000, Action.COMPARE)) == Moved(None, None)
    assert expected(table(PAYMENT, 1000, mode=UNCHANGED)) == Moved(0, 0)
    assert total([Moved(300, 30_000), Moved(None, 5)]) == Moved(300, 30_005)
    assert total([Moved(None, None)]) == Moved(None, None)


def test_the_pace_is_that_of_the_largest_run_of_these_sources() -> None:
    def run(name: str, sources: tuple[str, ...], rows: int) -> RunReport:
        return RunReport(name, sources, datetime.now(UTC), 10.0, RunState.DONE, rows=rows)

    reports = [run("a", ("bank",), 7), run("b", ("bank",), 50_000), run("c", ("crm",), 900_000)]
    own, other = measured_pace(reports, ["bank"]), measured_pace(reports, ["zoho"])
    assert own is not None
    assert other is not None
    assert (own.run_id, own.rows_per_second, own.seconds_for(10_000)) == ("b", 5000.0, 2.0)
    assert other.run_id == "c"
    assert measured_pace([], ["bank"]) is None
