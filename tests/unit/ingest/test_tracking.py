"""The status of a run at its edges: what counts as done, what is expected, and what is told only once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.landed_table import BANK, CLIENT, FRESH, IDLE, PAYMENT, TABLE, source_work

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings, load_project
from heartbeat_cli.ingest import (
    UNCHANGED,
    DatasetResult,
    Findings,
    IngestResult,
    Silent,
    SourceJob,
    TableFailure,
    TableJob,
    TableResult,
    Tracker,
)
from heartbeat_cli.ingest.result import LandedNow
from heartbeat_cli.ingest.unit import Action
from heartbeat_cli.pgschema import QName
from heartbeat_cli.state import RunReport, RunState, StatusFile, TableState, append_report, read_reports

STRANGER = QName("core", "stranger")
UNCHANGED_CLIENT = replace(IDLE, table=replace(TABLE, qname=CLIENT))


@pytest.fixture
def project(tmp_path: Path) -> ProjectSettings:
    (tmp_path / "heartbeat.yml").write_text("truth_source: bank\nclusters: {A: {mirror: prod, env: SOURCE_PG}}\n")
    return load_project(tmp_path / "heartbeat.yml")


@pytest.fixture
def tracker(project: ProjectSettings) -> Iterator[Tracker]:
    tracker = Tracker(project, ["bank"], Silent())
    yield tracker
    tracker.run_ended(())


def work(*tables: TableJob, rows: int | None = 40) -> SourceJob:
    return source_work(*(replace(one, table=replace(one.table, rows=rows)) for one in tables))


def landed(unit: int, rows: int, table: QName = PAYMENT, deleted: int = 0) -> LandedNow:
    return LandedNow(table, "bank_core", unit, rows, f"17.{unit}", 0.1, deleted)


def states(tracker: Tracker) -> list[str]:
    return [one.state.value for one in tracker.status().tables]


def test_a_table_is_done_with_its_last_unit(tracker: Tracker) -> None:
    tracker.source_started(work(FRESH, UNCHANGED_CLIENT))
    seen = [states(tracker)]
    for unit in range(4):
        tracker.unit_started("bank_core", PAYMENT, unit)
        tracker.unit_done(landed(unit, 10))
        seen.append(states(tracker))
    running = ["running", "unchanged"]
    assert seen == [["waiting", "unchanged"], running, running, running, ["done", "unchanged"]]
    assert tracker.landed == 2


def test_the_same_unit_twice_is_one(tracker: Tracker) -> None:
    """A table that lands as text lands its units again."""
    tracker.source_started(work(FRESH))
    for _ in range(4):
        tracker.unit_started("bank_core", PAYMENT, 0)
        tracker.unit_done(landed(0, 10))
    status = tracker.status()
    assert (status.tables[0].ranges_done, status.tables[0].ranges_all, states(tracker)) == (1, 4, ["running"])
    tracker.table_done(TableResult(PAYMENT, "bank_core", "backfill", "", rows=40, deleted=2))
    status = tracker.status()
    assert (states(tracker), status.rows, status.tables[0].rows, status.tables[0].deleted) == (["done"], 40, 40, 2)


def test_an_unchanged_table_expects_nothing(tracker: Tracker) -> None:
    tracker.source_started(work(IDLE, replace(FRESH, mode=UNCHANGED, table=replace(TABLE, qname=CLIENT))))
    status = tracker.status()
    assert [(one.state.value, one.expected, one.ranges_all) for one in status.tables] == [
        ("unchanged", 0, 0),
        ("waiting", 40, 4),
    ]
    assert (status.tables_done, status.tables_all, status.rows_expected) == (1, 2, 40)


@pytest.mark.parametrize(
    ("rows", "landed_rows", "expected"),
    [
        (40, [], 40),
        (40, [10], 40),
        # More came than was estimated.
        (40, [30, 30], 60),
        (40, [10, 10, 10, 5], 35),
        (None, [], None),
        (None, [10], None),
        (None, [10, 10, 10, 5], 35),
    ],
)
def test_the_rows_of_the_whole_run(
    tracker: Tracker, rows: int | None, landed_rows: list[int], expected: int | None
) -> None:
    tracker.source_started(work(FRESH, rows=rows))
    for unit, moved in enumerate(landed_rows):
        tracker.unit_started("bank_core", PAYMENT, unit)
        tracker.unit_done(landed(unit, moved))
    status = tracker.status()
    assert (status.rows, status.rows_expected) == (sum(landed_rows), expected)


def test_a_table_that_failed_is_over(tracker: Tracker) -> None:
    tracker.source_started(work(FRESH))
    tracker.unit_started("bank_core", PAYMENT, 0)
    tracker.table_failed(TableFailure(PAYMENT, "bank_core", "mismatch", "no"))
    # One that was refused before the run began is told all the same.
    tracker.table_failed(TableFailure(STRANGER, "bank_core", "no_columns", "no"))
    status = tracker.status()
    assert [(one.table, one.state.value) for one in status.tables] == [
        ("core.payment", "failed"),
        ("core.stranger", "failed"),
    ]
    assert (status.tables_done, status.tables_all, status.rows_expected, tracker.landed) == (2, 2, 0, 0)


def test_what_nobody_ordered_is_counted_and_not_listed(tracker: Tracker) -> None:
    tracker.source_started(work(FRESH))
    tracker.unit_started("bank_core", STRANGER, 0)
    tracker.unit_done(landed(0, 7, STRANGER, deleted=1))
    tracker.table_done(TableResult(STRANGER, "bank_core", "whole", "", rows=9))
    status = tracker.status()
    assert (status.rows, [one.table for one in status.tables]) == (7, ["core.payment"])


def test_time_runs_from_the_first_unit_to_the_last(tracker: Tracker) -> None:
    tracker.source_started(work(FRESH))
    assert (tracker.status().tables[0].seconds, tracker.status().rate) == (0.0, None)
    tracker.unit_started("bank_core", PAYMENT, 0)
    assert tracker.status().rate is None
    tracker.unit_done(landed(0, 10))
    first = tracker.status()
    assert first.rate is not None
    assert first.seconds_left is not None
    tracker.unit_started("bank_core", PAYMENT, 1)
    # While a long range is under way the run looks no slower.
    assert tracker.status().rate == first.rate
    assert tracker.status().tables[0].seconds >= first.tables[0].seconds
    assert first.rate <= 10 / 0.001
    assert 0 <= first.tables[0].seconds < 60


def test_nothing_is_left_of_a_run_without_pace_or_rows(project: ProjectSettings) -> None:
    tracker = Tracker(project, ["bank"], Silent())
    tracker.source_started(work(FRESH))
    tracker.unit_started("bank_core", PAYMENT, 0)
    assert tracker.status().seconds_left is None
    tracker.unit_done(landed(0, 0))
    assert (tracker.status().rate, tracker.status().seconds_left) == (None, None)
    tracker.unit_done(landed(1, 50))
    assert tracker.status().seconds_left is None, "more than was expected has come"
    tracker.run_ended(())
    assert tracker.status().seconds_left is None


def test_before_the_first_rows_the_pace_is_that_of_earlier_runs(project: ProjectSettings) -> None:
    append_report(project.state, RunReport("a", ("bank",), datetime.now(UTC), 1.0, RunState.DONE, rows=1000))
    tracker = Tracker(project, ["bank"], Silent())
    tracker.source_started(work(FRESH, rows=100_000))
    assert tracker.status().seconds_left is None, "nothing is being copied yet"
    tracker.unit_started("bank_core", PAYMENT, 0)
    left = tracker.status().seconds_left
    assert left is not None
    assert 99 < left <= 100
    tracker.run_ended(())


@pytest.mark.parametrize(
    ("sources", "looking", "landing"),
    [
        (["bank"], "looking at the source", "landing"),
        (["bank", "aml"], "looking at the sources", "landing bank"),
    ],
)
def test_the_phase_of_a_run(project: ProjectSettings, sources: list[str], looking: str, landing: str) -> None:
    tracker = Tracker(project, sources, Silent())
    assert (tracker.status().phase, tracker.begun, tracker.jobs) == (looking, False, {})
    job = work(FRESH)
    tracker.source_started(job)
    assert (tracker.status().phase, tracker.begun, tracker.jobs) == (landing, True, {"bank": job})
    tracker.message("waiting for another")
    assert tracker.status().phase == "waiting for another"
    assert (tracker.status().doing, tracker.status().sources) == (f"landing {', '.join(sources)}", tuple(sources))
    tracker.run_ended(())
    assert tracker.status().phase == "ended"


def test_a_job_is_known_once(tracker: Tracker) -> None:
    job = work(FRESH)
    tracker.decided([job])
    tracker.unit_started("bank_core", PAYMENT, 0)
    tracker.unit_done(landed(0, 10))
    tracker.source_started(job)
    assert tracker.status().tables[0].rows == 10
    again = work(replace(FRESH, units=(replace(FRESH.units[0], action=Action.WHOLE),)))
    tracker.source_started(again)
    assert (tracker.status().tables[0].rows, tracker.status().tables[0].ranges_all) == (0, 1)
    assert tracker.jobs["bank"] is again


RESULT = IngestResult(
    BANK.name, (DatasetResult("bank_core", (TableResult(PAYMENT, "bank_core", "whole", ""),), (), 0.1),)
)


def test_the_end_is_told_once(project: ProjectSettings) -> None:
    judged: list[object] = []

    def judge(results: object, works: object) -> Findings:
        judged.append((results, works))
        return Findings(("core.x is new",), serious=True)

    tracker = Tracker(project, ["bank"], Silent(), judge=judge)
    tracker.source_started(work(FRESH))
    assert tracker.run_ended([RESULT]) == Findings(("core.x is new",), serious=True)
    assert tracker.run_ended([RESULT]) == Findings()
    assert tracker.run_ended((), HbError("too late")) == Findings()
    assert judged == [([RESULT], tracker.jobs)]
    assert len(read_reports(project.state)) == 1
    status = StatusFile(project.state).read()
    assert status is not None
    assert (status.state, status.phase, status.failure) == (RunState.FINDINGS, "ended", None)


@pytest.mark.parametrize(
    ("error", "state", "failure"),
    [
        (HbError("the disk\nis full", where="disk"), RunState.FAILED, "disk: the disk"),
        (KeyboardInterrupt(), RunState.INTERRUPTED, None),
    ],
)
def test_a_run_that_failed_says_why(
    project: ProjectSettings, error: BaseException, state: RunState, failure: str | None
) -> None:
    tracker = Tracker(project, ["bank"], Silent(), judge=lambda *_: pytest.fail("nothing is judged"))
    tracker.source_started(work(FRESH))
    assert tracker.run_ended((), error) == Findings()
    status = StatusFile(project.state).read()
    assert status is not None
    assert (status.state, status.failure) == (state, failure)
    assert [one.state for one in status.tables] == [TableState.WAITING]


def test_a_run_that_never_began_leaves_nothing(project: ProjectSettings) -> None:
    tracker = Tracker(project, ["bank"], Silent())
    tracker.run_ended([RESULT])
    assert not project.state.exists()
