"""From what became of a run to its entry in the journal, and when there was nothing to do."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from tests.landed_table import CLIENT, FRESH, IDLE, PAYMENT, source_work

from heartbeat_cli.errors import HbError
from heartbeat_cli.ingest import UNCHANGED, DatasetResult, Findings, IngestResult, TableFailure, TableResult
from heartbeat_cli.ingest.columns.reshape import Step
from heartbeat_cli.ingest.engine.receipts import receipt_of
from heartbeat_cli.ingest.jobs import moved_rows
from heartbeat_cli.ingest.report.reporting import broken_off, message_of, outcome_of, report_broken_off, report_results
from heartbeat_cli.ingest.result import LandedNow
from heartbeat_cli.state import RunFailure, RunReport, RunState, RunStatus, TableState, TableStatus

NOON = datetime(2026, 5, 8, 12, tzinfo=UTC)
ONE = FRESH.units[:1]


MOVED = TableResult(PAYMENT, "bank_core", "backfill", "", rows=9, ranges=2, deleted=3)
SAME = TableResult(CLIENT, "bank_core", UNCHANGED, "", total=10)
FAILURE = TableFailure(CLIENT, "bank_core", "mismatch", "not those of the source")


def result(
    *tables: TableResult, failures: Sequence[TableFailure] = (), error: HbError | None = None, source: str = "bank"
) -> IngestResult:
    return IngestResult(source, (DatasetResult("bank_core", tables, tuple(failures), 0.1),), error=error)


@pytest.mark.parametrize(
    ("results", "findings", "outcome"),
    [
        ([result(MOVED, SAME)], Findings(), RunState.DONE),
        ([result(SAME)], Findings(), RunState.NOTHING_NEW),
        ([], Findings(), RunState.NOTHING_NEW),
        ([result(SAME), result(MOVED)], Findings(), RunState.DONE),
        ([result(SAME)], Findings(("x",)), RunState.NOTHING_NEW),
        ([result(SAME)], Findings(("x",), serious=True), RunState.FINDINGS),
        ([result(SAME, failures=[FAILURE])], Findings(("x",), serious=True), RunState.FAILED),
        ([result(MOVED), result(error=HbError("no"))], Findings(), RunState.FAILED),
    ],
)
def test_how_a_run_ended(results: list[IngestResult], findings: Findings, outcome: RunState) -> None:
    assert outcome_of(results, findings) is outcome


@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (KeyboardInterrupt(), RunState.INTERRUPTED),
        (SystemExit(143), RunState.INTERRUPTED),
        (HbError("no"), RunState.FAILED),
        (ZeroDivisionError(), RunState.FAILED),
    ],
)
def test_how_a_run_was_broken_off(error: BaseException, outcome: RunState) -> None:
    assert broken_off(error) is outcome


STATUS = RunStatus(
    "1", 1, "here", "landing", ("bank", "aml"), NOON, NOON, state=RunState.DONE,
    tables=(TableStatus("core.payment", "bank_core", TableState.DONE, 9, ranges_done=2),
            TableStatus("core.client", "bank_core")), rows=9,
)  # fmt: skip


def test_the_entry_of_a_run() -> None:
    other = HbError("does not answer", where="aml", code="connection_failed")
    strange = HbError("is locked", where="marts.duckdb", code="locked")
    results = [
        result(MOVED, SAME, failures=[FAILURE]),
        result(MOVED, source="crm"),
        result(error=other, source="aml"),
        result(error=strange, source="qac"),
    ]
    found = report_results(STATUS, results, Findings(("core.x is new",)), ["17.1", "17.2"], whole=True)
    assert found == RunReport(
        "1", ("bank", "aml"), NOON, 0.0, RunState.DONE, {"backfill": 2, UNCHANGED: 1, "failed": 1}, ranges=4, rows=18,
        deleted=6, load_ids=("17.1", "17.2"), notes=("core.x is new",), checked=("crm",),
        failures=(
            RunFailure(None, "connection_failed", "aml: does not answer"),
            RunFailure(None, "locked", "qac: marts.duckdb: is locked"),
            RunFailure("core.client", "mismatch", "not those of the source"),
        ),
    )  # fmt: skip
    assert report_results(STATUS, results, Findings(), [], whole=False).checked == ()
    assert "failed" not in report_results(STATUS, results[1:2], Findings(), [], whole=True).tables


def test_the_entry_of_a_run_that_was_broken_off() -> None:
    before = RunFailure("core.client", "mismatch", "no")
    failed = replace(STATUS, state=RunState.FAILED)
    found = report_broken_off(failed, HbError("is full", where="disk", code="disk_full"), [before], ["17.1"], 3)
    assert found.failures == (RunFailure(None, "disk_full", "disk: is full"), before)
    assert (found.tables, found.rows, found.ranges, found.deleted, found.checked) == ({"done": 1}, 9, 2, 3, ())
    defect = report_broken_off(failed, ZeroDivisionError("oh\nno"), [], [], 0)
    assert defect.failures == (RunFailure(None, "defect", "ZeroDivisionError: oh"),)
    stopped = report_broken_off(replace(STATUS, state=RunState.INTERRUPTED), KeyboardInterrupt(), [before], [], 0)
    assert stopped.failures == (before,)


@pytest.mark.parametrize(
    ("error", "line"),
    [(ValueError("a  b\nc"), "a b"), (ValueError(), "ValueError"), (HbError("x", where="y"), "y: x")],
)
def test_an_error_in_one_line(error: Exception, line: str) -> None:
    assert message_of(error) == line


def test_jobs_that_ask_for_nothing_are_idle() -> None:
    assert source_work(IDLE).idle
    assert source_work().idle
    assert not source_work(FRESH, IDLE).idle
    assert not source_work(IDLE, pending=True).idle
    # A table is brought into shape without a unit.
    assert not source_work(replace(IDLE, mode="reshape")).idle
    assert not source_work(replace(FRESH, mode=UNCHANGED)).idle
    assert not replace(source_work(IDLE), datasets=(*source_work(IDLE).datasets, *source_work(FRESH).datasets)).idle


def test_one_unit_alone_writes_the_receipt() -> None:
    alone = replace(FRESH, units=ONE, prepare=(), steps=())
    assert alone.single
    assert not replace(alone, units=()).single
    assert not replace(alone, units=FRESH.units).single
    assert not replace(alone, prepare=("SELECT 1",)).single
    assert not replace(alone, steps=(Step("SELECT 1", ()),)).single
    assert source_work(FRESH, IDLE).tables == (FRESH, IDLE)


def test_rows_that_moved() -> None:
    landed = [LandedNow(PAYMENT, "bank_core", n, rows, "17", 0.1) for n, rows in enumerate((3, 4))]
    assert (moved_rows(landed), moved_rows([])) == (7, 0)
    assert DatasetResult("bank_core", (MOVED, SAME), (), 0.1).rows == 9
    assert result(failures=[FAILURE]).failures == (FAILURE,)


def test_the_receipt_of_a_job() -> None:
    work = replace(FRESH, watermark="2026-05-08", counters="{}", notes=("n",))
    found = receipt_of(work, "17", "landed", NOON)
    assert (found.dataset, found.table, found.source_table, found.state) == (
        "bank_core",
        "payment",
        "core.payment",
        "landed",
    )
    assert (found.load_id, found.loaded_at, found.counters, found.columns) == ("17", NOON, "{}", FRESH.columns)
    assert found.watermark == '["updated_at", "timestamp with time zone", "2026-05-08"]'
    assert found.notes == ("n",)
