"""Receipts of evaluations: what they hold, where they are kept, and what comes out when one is run again."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from shutil import copytree

import duckdb
import pytest
from tests.metrics_estate import build_estate
from tests.receipts import give_receipt

from heartbeat_cli.errors import HbError, NotFoundError, RefusedError
from heartbeat_cli.estate import ProjectSettings, load_project
from heartbeat_cli.marts import EvaluationRow, open_marts, record_evaluations
from heartbeat_cli.metrics import (
    HandCount,
    Metric,
    TableRead,
    align_metric,
    effective_status,
    find_metric,
    history_of,
    keep_receipts,
    metrics_with_evidence,
    run_again,
    run_metric,
    run_shown,
    shown_status,
    why_realign,
)
from heartbeat_cli.metrics.git import git
from heartbeat_cli.metrics.receipt import number_text, read_receipt, receipt_fields
from heartbeat_cli.state import momentary, single_flight

NOW = datetime(2026, 5, 8, 9, tzinfo=UTC)
NAME = "payment_count_24h"
HAND = HandCount(Decimal(24), "ops", "a list", NOW)


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> ProjectSettings:
    return build_estate(tmp_path_factory.mktemp("estate") / "project")


@pytest.fixture
def own(estate: ProjectSettings, tmp_path: Path) -> ProjectSettings:
    copytree(estate.root, tmp_path / "own")
    return load_project(tmp_path / "own" / "heartbeat.yml")


@pytest.fixture
def metric(own: ProjectSettings) -> Metric:
    return find_metric(own, NAME)


def test_a_receipt_says_what_was_computed_from_what(own: ProjectSettings, metric: Metric) -> None:
    run = run_metric(own, metric, NOW)
    receipt = run.receipt
    assert (receipt.definition, receipt.value, receipt.as_of, receipt.made_at) == (
        metric.definition, Decimal(24), NOW, own.now(),
    )  # fmt: skip
    assert receipt.tables == (TableRead("webbank_core.payment", "1", 48),)
    assert receipt.columns == (("webbank_core.payment.created_at", "timestamp with time zone"),)
    assert (receipt.engine, receipt.revision, run.unrecorded) == (f"duckdb {duckdb.__version__}", None, None)
    assert history_of(own, metric) == (receipt,)


def test_an_aligned_record_has_the_types_of_the_mirror(own: ProjectSettings, metric: Metric) -> None:
    receipt = align_metric(own, metric, HAND, at_terminal=True).comparison.record.receipt
    assert receipt is not None
    assert receipt.declared == (("webbank_core.payment.created_at", "timestamp with time zone"),)


def test_a_receipt_names_the_commit(own: ProjectSettings, metric: Metric) -> None:
    git(own.root, "init", "--quiet")
    assert run_metric(own, metric, NOW).receipt.revision is None
    git(own.root, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "--allow-empty", "-m", "x")
    head = git(own.root, "rev-parse", "HEAD")
    assert head is not None
    assert run_metric(own, metric, NOW).receipt.revision == head[:12]


def test_every_word_of_a_receipt_is_in_its_id(own: ProjectSettings, metric: Metric) -> None:
    receipt = run_metric(own, metric, NOW).receipt
    changed = [
        replace(receipt, value=Decimal(25)),
        replace(receipt, value=None),
        replace(receipt, as_of=NOW + timedelta(seconds=1)),
        replace(receipt, made_at=NOW + timedelta(seconds=1)),
        replace(receipt, definition=replace(receipt.definition, unit="EUR")),
        replace(receipt, tables=(TableRead("webbank_core.payment", "1", 49),)),
        replace(receipt, tables=(TableRead("webbank_core.payment", None, 48),)),
        replace(receipt, engine="postgres 18.1"),
        replace(receipt, seconds=Decimal(9)),
        replace(receipt, revision="0" * 12),
        replace(receipt, columns=()),
        replace(receipt, declared=receipt.columns),
    ]
    assert len({receipt.id, *(other.id for other in changed)}) == len(changed) + 1
    assert replace(receipt, value=Decimal("24.00")).id == receipt.id
    assert read_receipt(receipt_fields(receipt), receipt.value, receipt.as_of) == receipt


@pytest.mark.parametrize(
    ("number", "text"),
    [("24", "24"), ("24.00", "24"), ("-0", "0"), ("1E+3", "1000"), ("0.10", "0.1"), ("-2.50", "-2.5"), (None, None)],
)
def test_a_number_is_written_by_its_value(number: str | None, text: str | None) -> None:
    assert number_text(None if number is None else Decimal(number)) == text


def test_whatever_is_listed_has_a_receipt(own: ProjectSettings, metric: Metric) -> None:
    shown = [replace(metric, status="aligned"), replace(metric, name="other_24h", status="caveated")]
    run_shown(own, [*shown, replace(metric, status="aligned", name="bad_24h", sql="SELECT x")], NOW)
    assert sorted(receipt.definition.name for receipt in history_of(own, metric)) == ["other_24h", NAME]


# --- run again


def test_a_receipt_gives_the_same_value_again(own: ProjectSettings, metric: Metric) -> None:
    then = run_metric(own, metric, NOW - timedelta(hours=30)).receipt
    edited = replace(metric, sql="SELECT 7 FROM webbank_core.payment LIMIT 1")
    again = run_again(own, edited, then.id[:5])
    assert (again.same, again.changes, again.receipt, again.run.value.value) == (True, (), then, Decimal(18))


@pytest.mark.parametrize(
    ("statement", "same", "value"),
    [
        ("INSERT INTO webbank_core.payment SELECT * REPLACE (id + 100 AS id) FROM webbank_core.payment", False, 48),
        ("DELETE FROM webbank_core.payment WHERE id > 40", True, 24),
    ],
)
def test_a_receipt_whose_rows_changed_says_so(
    statement: str, same: bool, value: int, own: ProjectSettings, metric: Metric
) -> None:
    then = run_metric(own, metric, NOW).receipt
    with duckdb.connect(str(own.marts.path)) as marts:
        marts.execute(statement)
        marts.execute("DELETE FROM webbank_core._hb_range WHERE table_name = 'payment'")
        give_receipt(marts, "webbank_core", "payment")
        marts.execute("UPDATE webbank_core._hb_receipt SET load_id = '2' WHERE table_name = 'payment'")
        rows = marts.execute("SELECT count(*) FROM webbank_core.payment").fetchall()[0][0]
    again = run_again(own, metric, then.id)
    told = f"webbank_core.payment was loaded since: 48 rows of load 1 then, {rows} of 2 now"
    assert (again.same, again.run.value.value, again.changes) == (same, Decimal(value), (told,))


def test_a_type_and_an_engine_that_changed_are_told(own: ProjectSettings, metric: Metric) -> None:
    made = run_metric(own, metric, NOW).receipt
    then = replace(made, engine=made.engine.replace("duckdb ", "duckdb 0."))
    assert keep_receipts(own, [then]) is None
    with duckdb.connect(str(own.marts.path)) as marts:
        marts.execute("ALTER TABLE webbank_core.payment ALTER created_at TYPE TIMESTAMP")
    assert run_again(own, metric, then.id).changes == (
        "webbank_core.payment.created_at was timestamp with time zone, is timestamp without time zone",
        f"it was computed by duckdb 0.{duckdb.__version__}, now by duckdb {duckdb.__version__}",
    )


def test_a_receipt_edited_in_the_marts_is_none(own: ProjectSettings, metric: Metric) -> None:
    run_metric(own, metric, NOW)
    assert len(history_of(own, metric)) == 1
    with duckdb.connect(str(own.marts.path)) as marts:
        marts.execute("""UPDATE _hb._hb_evaluation SET body = replace(body, '"value": "24"', '"value": "99"')""")
    assert history_of(own, metric) == ()


def test_a_number_over_a_column_of_another_type_is_not_shown_as_aligned(own: ProjectSettings, metric: Metric) -> None:
    aligned = align_metric(own, metric, HAND, at_terminal=True).metric
    assert effective_status(run_metric(own, aligned, NOW).metric) == "aligned"
    with duckdb.connect(str(own.marts.path)) as marts:
        marts.execute("ALTER TABLE webbank_core.payment ALTER created_at TYPE TIMESTAMP")
    shown = run_metric(own, aligned, NOW).metric
    assert effective_status(shown) == "needs_realignment"
    assert why_realign(shown) == (
        "what it reads changed after the hand count of 2026-05-08: webbank_core.payment.created_at was timestamp with "
        "time zone, is timestamp without time zone in the marts"
    )


def test_a_receipt_of_a_record_is_found_without_the_marts(own: ProjectSettings, metric: Metric) -> None:
    aligned = align_metric(own, metric, HAND, at_terminal=True).metric
    assert aligned.last_alignment is not None
    assert aligned.last_alignment.receipt is not None
    with duckdb.connect(str(own.marts.path)) as marts:
        marts.execute("DROP SCHEMA _hb CASCADE")
    assert history_of(own, aligned) == ()
    assert run_again(own, aligned, aligned.last_alignment.receipt.id).same


@pytest.mark.parametrize("wrong", ["", "zz", " "])
def test_a_receipt_there_is_not(wrong: str, own: ProjectSettings, metric: Metric) -> None:
    run_metric(own, metric, NOW)
    run_metric(own, metric, NOW - timedelta(hours=1))
    with pytest.raises(NotFoundError) as caught:
        run_again(own, metric, wrong)
    assert (caught.value.code, caught.value.hint) == ("unknown_receipt", f"`hb metrics show {NAME}` lists them.")


def test_a_row_somebody_wrote_by_hand_is_no_receipt(own: ProjectSettings, metric: Metric) -> None:
    receipt = run_metric(own, metric, NOW).receipt
    record_evaluations(own, [EvaluationRow("00", NAME, NOW, NOW, "9", "x", "{}")])
    assert history_of(own, metric) == (receipt,)


def test_the_tables_of_receipts_are_no_landed_ones(own: ProjectSettings, metric: Metric) -> None:
    with open_marts(own) as reader:
        before = reader.tables(), reader.shapes()
    run_metric(own, metric, NOW)
    with open_marts(own) as reader:
        assert (reader.tables(), reader.shapes()) == before


# --- where no receipt can be written


@contextmanager
def held(code: str) -> Iterator[None]:
    """Another process at the marts, until the body is done."""
    command = [sys.executable, "-c", f"{code}; print('held', flush=True); sys.stdin.read()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == b"held\n"
        yield
        holder.stdin.close()


def test_while_another_reads_the_number_is_given_without_a_receipt(own: ProjectSettings, metric: Metric) -> None:
    path = str(own.marts.path)
    with held(f"import duckdb, sys; c = duckdb.connect({path!r}, read_only=True)"):
        run = run_metric(own, metric, NOW)
        assert run.value.value == Decimal(24)
        assert run.unrecorded is not None
        assert run.unrecorded.startswith("the marts file is open in process ")
        with pytest.raises(HbError, match="cannot be aligned: no receipt of its number could be written") as caught:
            align_metric(own, metric, HAND, at_terminal=True)
        assert (caught.value.code, caught.value.retryable) == ("no_receipt", True)
    assert find_metric(own, NAME) == metric


def test_during_an_ingest_the_number_is_given_without_a_receipt(own: ProjectSettings, metric: Metric) -> None:
    with single_flight(own.state, "landing webbank"):
        run = run_metric(own, metric, NOW)
    assert (run.value.value, run.unrecorded) == (Decimal(24), "an ingest is writing the marts")


def test_where_nothing_can_be_written_the_number_is_given_without_a_receipt(
    own: ProjectSettings, metric: Metric
) -> None:
    (own.state / "moment.lock").mkdir(parents=True)
    run = run_metric(own, metric, NOW)
    assert (run.value.value, run.unrecorded) == (Decimal(24), "the marts file cannot be written: Is a directory")


def test_who_comes_while_a_receipt_is_written_waits(own: ProjectSettings, metric: Metric) -> None:
    """A writer for a moment, in another process: neither a reader nor another writer is turned away."""
    code = (
        "import duckdb, fcntl, sys, time; "
        f"lock = open({str(own.state / 'moment.lock')!r}, 'ab'); fcntl.flock(lock, fcntl.LOCK_EX); "
        f"c = duckdb.connect({str(own.marts.path)!r}); "
        "print('held', flush=True); time.sleep(0.5); c.close(); lock.close()"
    )
    own.state.mkdir(exist_ok=True)
    with held(code):
        run = run_metric(own, metric, NOW)
    assert (run.value.value, run.unrecorded) == (Decimal(24), None)


def test_many_at_once_all_leave_their_receipts(own: ProjectSettings, metric: Metric) -> None:
    command = [sys.executable, "-m", "heartbeat_cli", "metrics", "run", NAME, "--json"]
    runs = [subprocess.Popen(command, cwd=own.root, stdout=subprocess.PIPE) for _ in range(3)]
    assert [run.wait(60) for run in runs] == [0] * 3
    for run in runs:
        run.communicate()
    # Two that took the same time to the millisecond are one receipt.
    assert 1 <= len(history_of(own, metric)) <= 3


def test_two_in_one_process_take_turns(own: ProjectSettings) -> None:
    own.state.mkdir(exist_ok=True)
    order: list[str] = []

    def second() -> None:
        with momentary(own.state) as alone:
            order.append(f"second {alone}")

    with momentary(own.state) as alone:
        thread = threading.Thread(target=second)
        thread.start()
        time.sleep(0.1)
        order.append(f"first {alone}")
    thread.join()
    assert order == ["first True", "second True"]


# --- a source that is being replaced


APPLICANTS = "SELECT count(*) FROM vss_vss.applicant_log"


@pytest.mark.parametrize(
    ("sql", "question", "why"),
    [
        (APPLICANTS, "How many payments were made?", "payment_count_24h asks the same of webbank"),
        (APPLICANTS, "How many PAYMENTS were made", "payment_count_24h asks the same of webbank"),
        (APPLICANTS, "How many applicants were there?", None),
        ("SELECT count(*) FROM vss_vss.payment", "How many were there?", "webbank has core.payment"),
    ],
)
def test_what_a_legacy_source_gives_is_no_number_where_the_truth_source_can(
    sql: str, question: str, why: str | None, own: ProjectSettings
) -> None:
    with duckdb.connect(str(own.marts.path)) as marts:
        marts.execute("CREATE TABLE vss_vss.payment AS SELECT * FROM vss_vss.applicant_log")
        give_receipt(marts, "vss_vss", "payment")
    old = find_metric(own, "applicant_count_24h")
    text = (old.file or Path()).read_text().replace(APPLICANTS, sql).replace(old.question, question)
    note = (
        "notes:\n  - {kind: fallback, source: vss, why: Applicants are not in webbank.,"
        " tried: [webbank.core.client_profile]}\n"
    )
    (old.file or Path()).write_text(text + note)
    metric, hand = find_metric(own, old.name), replace(HAND, count=Decimal(9))
    if why is None:
        assert align_metric(own, metric, hand, at_terminal=True).metric.status == "aligned"
        return
    with pytest.raises(RefusedError) as caught:
        align_metric(own, metric, hand, at_terminal=True)
    assert caught.value.code == "migration_target"
    assert caught.value.message == f"{old.name} is a migration target: vss is being replaced, and {why}"
    assert not (own.metrics_folder / f"{old.name}.yml").exists()


def test_a_count_these_marts_know_nothing_of_is_not_plainly_aligned(own: ProjectSettings, metric: Metric) -> None:
    aligned = align_metric(own, metric, HAND, at_terminal=True).metric
    (known,) = metrics_with_evidence(own, [aligned])
    assert shown_status(known, None) == shown_status(run_metric(own, aligned, NOW).metric, None) == "aligned"
    with duckdb.connect(str(own.marts.path)) as marts:
        marts.execute("DELETE FROM _hb._hb_evaluation")
    (elsewhere,) = metrics_with_evidence(own, [aligned])
    told = "aligned, evidence elsewhere"
    assert shown_status(elsewhere, None) == shown_status(run_metric(own, aligned, NOW).metric, None) == told
    assert metrics_with_evidence(own, [replace(aligned, rehearsal=True)])[0].evidence_elsewhere is False
    own.marts.path.unlink()
    assert metrics_with_evidence(own, [aligned])[0].evidence_elsewhere is False


def test_nothing_is_aligned_by_a_clock_that_stands_still(own: ProjectSettings, metric: Metric) -> None:
    file = own.root / "heartbeat.yml"
    file.write_text(file.read_text().replace("demo: true\n", ""))
    with pytest.raises(RefusedError) as caught:
        align_metric(load_project(file), metric, HAND, at_terminal=True)
    assert (caught.value.code, caught.value.message) == (
        "standing_clock",
        f"{NAME} cannot be aligned: the clock of heartbeat.yml stands still at 2026-05-08 09:00 UTC, "
        "which is for the demo only",
    )
