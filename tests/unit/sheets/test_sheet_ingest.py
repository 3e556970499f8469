import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Connection, Source
from heartbeat_cli.formats import print_json, print_sheet
from heartbeat_cli.impact.landing_change import LandingEffect
from heartbeat_cli.ingest import (
    UNCHANGED,
    ChangeKind,
    ColumnChange,
    DatasetJob,
    DatasetResult,
    IngestResult,
    Moved,
    Outlook,
    SourceFindings,
    SourceJob,
    TableFailure,
    TableJob,
    TableResult,
)
from heartbeat_cli.ingest.report.forecast import Pace
from heartbeat_cli.ingest.report.landed_before import LeftBehind
from heartbeat_cli.ingest.unit import Action, Unit
from heartbeat_cli.marts import Disk
from heartbeat_cli.pgschema import QName
from heartbeat_cli.sheets import (
    STOPPED_WAITING,
    done_line,
    plan_document,
    plan_sheet,
    results_document,
    results_sheet,
    started_line,
    stopped_line,
)
from heartbeat_cli.sources import Cursor, Plan, PlannedDataset, PlannedTable

BANK = Source("bank", "Bank", "test", "postgres", "granted", Path("bank.yml"), cluster="A", database="bank")
HERE = Connection("127.0.0.1", 5433, "dashboard_user", "bank", "SOURCE_PG", "")
PAYMENT, STATE, LOG = QName("core", "payment"), QName("core", "state"), QName("core", "a_log_with_quite_a_long_name")
CURSOR = Cursor("updated_at", "updated_at", "timestamp set by every change, and there is an index on it", indexed=True)
DROPPED = ColumnChange(ChangeKind.DROPPED, "bic", "text", None, "'bic' is gone at the source")
FAILURE = TableFailure(LOG, "bank_core", "incompatible_change", "'at' was a time and is text now", "`--rebuild` it.")
METRIC: Any = SimpleNamespace(name="payments_24h")


@pytest.fixture(params=[80, 140])
def columns(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setenv("COLUMNS", str(request.param))
    return int(request.param)


def work(name: QName, mode: str, reason: str, *units: Unit, rows: int | None = 1000) -> TableJob:
    planned = PlannedTable(name, (), rows=rows, bytes=None if rows is None else rows * 100, cursor=CURSOR)
    return TableJob("bank_core", planned, mode, reason, units, "columns:1", "shape", "[]")


def units(name: QName, number: int, action: Action) -> tuple[Unit, ...]:
    return tuple(Unit(name, n, action) for n in range(number))


WORK = SourceJob(
    Plan(BANK, HERE, (PlannedDataset("bank_core", "core", ()),), (QName("core", "lost"),)),
    (
        DatasetJob(
            "bank_core",
            "core",
            (
                work(PAYMENT, "backfill", "not landed yet", *units(PAYMENT, 7, Action.REPLACE), rows=3_500_000),
                work(LOG, "compare", "no cursor", *units(LOG, 2, Action.COMPARE)),
                work(STATE, UNCHANGED, "nothing happened at the source"),
            ),
        ),
    ),
)
FITS = Outlook(Moved(3_500_000, 350_000_000), 1, Pace(100_000.0, "3f9a12c7"), Disk(210_000_000, 9_000_000_000))


def test_a_plan_says_what_and_why(columns: int, capsys: pytest.CaptureFixture[str]) -> None:
    print_sheet(plan_sheet([WORK], FITS, {"bank": SourceFindings("bank", missing=WORK.plan.missing)}))
    out, err = capsys.readouterr()
    assert max(map(len, out.splitlines())) <= columns
    flat = " ".join(out.split())
    assert "bank 1 backfill, 1 compare, 1 unchanged" in flat
    assert "3,500,000 350.0 MB 7" in flat
    assert "not landed yet" in flat
    assert "updated_at: timestamp set by every change" in flat
    assert "and 1 table unchanged" in flat
    assert "core.state" not in out
    assert "on it" in flat and "…" not in out, "nothing is cut"
    assert "To move: at least about 3,500,000 rows, 350.0 MB at the source" in flat
    assert "not counted: 1 table to refresh or compare" in flat
    assert "Time: at least about 35 s at 100,000 rows/s, as in run 3f9a12c7" in flat
    assert "Disk: 210.0 MB or more of the 9.0 GB that are free" in flat
    assert "core.lost" in err


def test_in_a_pipe_a_table_of_the_plan_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    reason = "no column tells new from old: " + "the whole table is compared " * 9
    told = replace(work(PAYMENT, "compare", reason, *units(PAYMENT, 1, Action.COMPARE)), notes=())
    print_sheet(plan_sheet([SourceJob(WORK.plan, (DatasetJob("bank_core", "core", (told,)),))], FITS, {}))
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("core.payment")]
    assert reason.strip() in line
    assert CURSOR.reason in line


def test_a_plan_knows_what_it_does_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    unknown = Outlook(Moved(0, 0), 3, Pace(100_000.0, "3f9a12c7"), Disk(0, 9_000_000_000))
    print_sheet(plan_sheet([WORK], unknown, {}))
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "To move: unknown yet: 3 tables to refresh or compare, or never analysed",
        "Time:    unknown yet",
        "Disk:    unknown yet, 9.0 GB are free",
    ]
    print_json(plan_document([WORK], unknown, {}))
    total = json.loads(capsys.readouterr().out)["total"]
    assert [total[name] for name in ("rows", "bytes", "seconds", "disk_needed")] == [None] * 4
    assert (total["tables_of_unknown_size"], total["disk_free"]) == (3, 9_000_000_000)
    print_sheet(plan_sheet([WORK], Outlook(Moved(10, 100), 0, Pace(100.0, "3f9a12c7"), Disk(60, 10**9)), {}))
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "To move: about 10 rows, 100 B at the source",
        "Time:    about 0.1 s at 100 rows/s, as in run 3f9a12c7",
        "Disk:    up to 60 B of the 1.0 GB that are free",
    ]


def test_tables_that_fail_alike_are_told_once(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    alike = tuple(replace(FAILURE, qname=QName("core", f"t{n}"), message="not ours") for n in range(24))
    failing = SourceJob(WORK.plan, (DatasetJob("bank_core", "core", (), (*alike, FAILURE)),))
    print_sheet(plan_sheet([failing], Outlook(Moved(0, 0), 0, None, None), {}))
    out, err = capsys.readouterr()
    assert out.splitlines() == ["bank  25 failing", "", "Nothing will land before that is settled."]
    assert err.splitlines() == [
        "warning: core.t0, core.t1, core.t2, core.t3, core.t4 and 19 more: not ours",
        "  next: `--rebuild` it.",
        f"warning: {LOG}: 'at' was a time and is text now",
        "  next: `--rebuild` it.",
    ]
    print_sheet(
        results_sheet([IngestResult("bank", (DatasetResult("bank_core", (), (*alike, FAILURE), 0.1),))], {}, [], "3f9a")
    )
    lines = capsys.readouterr().out.splitlines()
    assert lines[lines.index("Failed  25") + 1 :] == [
        "  core.t0, core.t1, core.t2, core.t3, core.t4 and 19 more: not ours (incompatible_change)",
        "    next: `--rebuild` it.",
        f"  {LOG}: 'at' was a time and is text now (incompatible_change)",
        "    next: `--rebuild` it.",
    ]


def test_a_plan_that_does_not_fit_warns(capsys: pytest.CaptureFixture[str]) -> None:
    print_sheet(plan_sheet([WORK], Outlook(Moved(1, 10**12), 0, None, Disk(6 * 10**11, 10**11)), {}))
    out, err = capsys.readouterr()
    assert "unknown, nothing was landed yet" in out
    assert "warning: it may not fit: up to 600.0 GB needed, 100.0 GB free" in err


def test_a_plan_with_nothing_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    idle = SourceJob(WORK.plan, (DatasetJob("bank_core", "core", (work(STATE, UNCHANGED, "nothing happened"),)),))
    print_sheet(plan_sheet([idle], Outlook(Moved(0, 0), 0, None, None), {}))
    assert capsys.readouterr().out.split() == ["bank", "1", "unchanged", "Nothing", "to", "do."]


def test_a_plan_in_json_leaves_nothing_out(capsys: pytest.CaptureFixture[str]) -> None:
    print_json(plan_document([WORK], FITS, {}))
    body = json.loads(capsys.readouterr().out)
    payment, _, state = body["datasets"][0]["tables"]
    assert (payment["mode"], payment["ranges"], payment["rows_to_move"]) == ("backfill", 7, 3_500_000)
    assert (state["mode"], state["ranges"], state["rows_to_move"]) == (UNCHANGED, 0, 0)
    assert payment["cursor"]["column"] == "updated_at"
    assert (body["source"], body["missing"], body["total"]["seconds"]) == ("bank", ["core.lost"], 35.0)
    total = plan_document([WORK], replace(FITS, moved=Moved(1_234, 1), pace=Pace(98.76, "3f9a12c7")), {}).total
    assert (total.seconds, total.rows_per_second, total.measured_in_run) == (12.5, 98.8, "3f9a12c7")


TABLES = (
    TableResult(PAYMENT, "bank_core", "backfill", "not landed yet", rows=900, total=900, ranges=7, load_id="17.1"),
    TableResult(STATE, "bank_core", UNCHANGED, "", total=10),
    TableResult(LOG, "bank_core", "refresh", "by at", rows=5, total=55, deleted=2, notes=("'x' lands as text",)),
    TableResult(QName("core", "late"), "bank_core", "resume", "3 of 8 ranges had landed", rows=7, total=70),
)
DONE = IngestResult("bank", (DatasetResult("bank_core", TABLES, (), 1.5),))
EFFECT = LandingEffect(METRIC, PAYMENT, "bic", True, "payments_24h breaks: it reads core.payment.bic")
FOUND = SourceFindings("bank", ((PAYMENT, DROPPED),), (EFFECT,), (), LeftBehind((), (QName("core", "old"),)))


def test_a_result_is_a_line_per_dataset_and_what_to_know(columns: int, capsys: pytest.CaptureFixture[str]) -> None:
    print_sheet(results_sheet([DONE], {"bank": FOUND}, ["payments_7d"], "3f9a12c7"))
    out, err = capsys.readouterr()
    heads, line, *_ = out.splitlines()
    assert max(map(len, out.splitlines())) <= columns
    assert heads.split() == ["Dataset", "Tables", "Unchanged", "Rows", "Deleted", "Failed", "Seconds"]
    assert line.split() == ["bank_core", "4", "1", "912", "2", "-", "1.5"]
    assert "core.late: resume, 3 of 8 ranges had landed" in out
    assert "core.payment: backfill" not in out, "a table that had not landed is landed, as was to be expected"
    assert "core.payment: 'bic' is gone at the source" in out
    assert "payments_24h breaks: it reads core.payment.bic" in out
    assert "ready: payments_7d" in out
    assert "Next: hb loads 3f9a12c7" in out
    assert "a_log_with_quite_a_long_name: 'x' lands as text" in err
    assert "left out of the slice now, left as it is: core.old" in err


def test_a_failure_has_its_code_and_its_next_step(capsys: pytest.CaptureFixture[str]) -> None:
    failed = IngestResult("bank", (DatasetResult("bank_core", TABLES[1:2], (FAILURE,), 0.1),))
    other = IngestResult("crm", (), error=HbError("no answer", where="crm", hint="Ask.", code="connection_failed"))
    print_sheet(results_sheet([failed, other], {}, [], "3f9a12c7"))
    out = " ".join(capsys.readouterr().out.split())
    assert "Failed 2" in out
    assert "'at' was a time and is text now (incompatible_change) next: `--rebuild` it." in out
    assert "crm: no answer (connection_failed) next: Ask." in out
    assert "Next: hb" not in out


def test_a_result_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    error = HbError("no answer", code="connection_failed")
    print_json(
        results_document([DONE, IngestResult("crm", (), error=error)], {"bank": FOUND}, ["x"], "3f9a12c7", error)
    )
    body = json.loads(capsys.readouterr().out)
    bank, crm = body["sources"]
    log, late, payment, state = bank["datasets"][0]["tables"]
    assert (late["mode"], late["rows"]) == ("resume", 7)
    assert (payment["rows"], payment["total"], payment["load_id"]) == (900, 900, "17.1")
    assert (log["deleted"], log["notes"], state["mode"]) == (2, ["'x' lands as text"], UNCHANGED)
    assert (bank["unwanted"], bank["metrics"][0]["breaks"], bank["error"]) == (["core.old"], True, None)
    assert (crm["error"]["code"], crm["datasets"]) == ("connection_failed", [])
    assert (body["error"]["code"], body["ready"], body["run"]) == ("connection_failed", ["x"], "3f9a12c7")


def test_lines_on_the_way() -> None:
    assert started_line(WORK) == "bank: 3 tables, 1 backfill, 1 compare, 1 unchanged"
    assert done_line(DONE.datasets[0]) == "bank_core: 4 tables, 912 rows in 1.5 s, 608 rows/s"
    assert [stopped_line(3, 156), stopped_line(0, 0), STOPPED_WAITING] == [
        "Stopped: through with 3 of 156 tables; everything that had landed stays. Run the same command again for the"
        " rest.",
        "Stopped before anything was changed.",
        "Stopped while waiting; nothing was changed.",
    ]


def test_what_is_said_of_many_tables_alike_is_said_once(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    alike = tuple(
        TableResult(QName("core", f"t{n}"), "bank_core", "backfill", "", notes=("from a dump",)) for n in range(45)
    )
    other = replace(alike[0], notes=("from a dump", "'x' is left out"))
    results = [IngestResult("bank", (DatasetResult("bank_core", (other, *alike[1:]), (), 0.1),))]
    print_sheet(results_sheet(results, {}, [], "3f9a"))
    assert capsys.readouterr().err.splitlines() == [
        "core.t0, core.t1, core.t2, core.t3, core.t4 and 40 more: from a dump",
        "core.t0: 'x' is left out",
    ]
