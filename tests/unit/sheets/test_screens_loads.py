"""Screens about runs of `hb ingest`, made of values; `cases/pages/screens` has them letter for letter."""

import os
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from tests.conftest import REPOSITORY
from tests.told import held_against

from heartbeat_cli.blocks import Sheet
from heartbeat_cli.formats import print_sheet, show_progress, show_steps, show_watch
from heartbeat_cli.sheets import Look, ended_sheet, nothing_runs_sheet, run_sheet, runs_sheet
from heartbeat_cli.state import RunFailure, RunReport, RunState, RunStatus, TableState, TableStatus

CASES = REPOSITORY / "tests" / "cases" / "pages" / "screens"
# However long these tests are kept, that was just now.
LATER = datetime(2999, 1, 1, tzinfo=UTC)
DONE = RunReport(
    "3f9a12c7", ("bank",), LATER, 12.34, RunState.DONE, {"backfill": 120, "unchanged": 1_036}, 312, 1_234_567,
    load_ids=("1", "2", "3"),
)  # fmt: skip
ENDED = {
    state: replace(DONE, run_id=state.name.lower(), outcome=state, sources=("bank", "aml", "vss", "fx"))
    for state in RunState
}
FAILED = replace(
    DONE, outcome=RunState.FAILED, deleted=1_005, load_ids=("1", "2", "3", "4"),
    notes=("core.client has a new column",),
    failures=(RunFailure("core.a", "lost", "it went away"), RunFailure("core.b", "lost", "it went away")),
)  # fmt: skip
NOTHING = RunReport("1", (), LATER, 0.0, RunState.NOTHING_NEW)
PENDING = (TableState.WAITING, TableState.UNCHANGED)


def tables(number: int, state: TableState = TableState.DONE) -> tuple[TableStatus, ...]:
    return tuple(TableStatus(f"core.t{n:02}", "bank_core", state, 1_000 - n, None, 1, 2, 1.5) for n in range(number))


def status(state: RunState, *shown: TableStatus) -> RunStatus:
    waiting = tuple(TableStatus(f"core.{s.value}", "bank_core", s) for s in PENDING)
    return RunStatus(
        "3f9a12c7", 4711, "here", "landing bank", ("bank",), LATER, LATER, "landing", state, 34, 156, 1_234_567,
        tables=(*shown, *waiting),
    )  # fmt: skip


(AT_WORK,) = tables(1, TableState.RUNNING)
SCREENS: dict[str, Callable[[], Sheet]] = {
    "runs-none": lambda: runs_sheet((), 0),
    "runs-all": lambda: runs_sheet((DONE, NOTHING), 2),
    "runs-more": lambda: runs_sheet((DONE, FAILED), 1_203),
    "runs-running": lambda: runs_sheet((ENDED[RunState.RUNNING], DONE), 2),
    "runs-killed": lambda: runs_sheet((ENDED[RunState.KILLED], *ENDED.values()), 8),
    "runs-findings": lambda: runs_sheet((ENDED[RunState.FINDINGS], DONE), 2),
    "load-done": lambda: run_sheet(DONE, status(RunState.DONE, *tables(20))),
    "load-many": lambda: run_sheet(FAILED, status(RunState.FAILED, *tables(21), *tables(1, TableState.FAILED))),
    "load-running": lambda: run_sheet(ENDED[RunState.RUNNING], status(RunState.RUNNING, AT_WORK)),
    "load-killed": lambda: run_sheet(ENDED[RunState.KILLED], status(RunState.KILLED, AT_WORK)),
    "load-killed-without-status": lambda: run_sheet(ENDED[RunState.KILLED], None),
    "load-nothing": lambda: run_sheet(NOTHING, None),
    "ended-untold": lambda: ended_sheet(None),
    "ended-done": lambda: ended_sheet(DONE),
    "ended-failed": lambda: ended_sheet(FAILED),
    "ended-killed": lambda: ended_sheet(ENDED[RunState.KILLED]),
    "nothing-runs": lambda: nothing_runs_sheet(None),
    "nothing-runs-now": lambda: nothing_runs_sheet(ENDED[RunState.FINDINGS]),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "width"), [(n, 80) for n in SCREENS] + [(n, 140) for n in SCREENS if n.startswith("runs")]
)
def test_a_screen(name: str, width: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    print_sheet(SCREENS[name]())
    out, err = capsys.readouterr()
    held_against(f"{out}--- stderr\n{err}", CASES / f"{name}-{width}.txt")


PHASES = ("looking", "looking", "landing", "landing", "landing", "checking")


def test_in_a_pipe_a_line_is_said_for_each_phase_and_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The moments are in seconds; a phase that goes on is told of again after three of them."""
    moments = iter((0.0, 2.9, 3.0, 5.9, 6.0, 6.1))
    monkeypatch.setattr("time.monotonic", lambda: next(moments))
    with show_watch(as_json=False) as shown:
        for phase in PHASES:
            shown.look(Look(None, replace(status(RunState.RUNNING), phase=phase, tables_all=0)))
    assert capsys.readouterr().out.splitlines() == [
        "bank, looking", "bank, landing", "bank, landing", "bank, checking",
    ]  # fmt: skip


def test_a_run_that_tells_nothing_of_itself_is_told_of_all_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    with show_watch(as_json=True) as shown:
        shown.look(Look(None, None))
        shown.ended(None)
        shown.nothing_runs(DONE)
    assert capsys.readouterr().out.splitlines() == ['{"running": {}}', '{"ended": null}', '{"running": null}']


def result(*modes: str) -> SimpleNamespace:
    done = [SimpleNamespace(mode=mode) for mode in modes]
    return SimpleNamespace(dataset="bank_core", tables=done, rows=5, seconds=2.0, failures=())


def test_an_ingest_in_a_pipe_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    with show_progress() as shown:
        shown.waiting(None)
        shown.message("looking again")
        shown.dataset_done(result("unchanged", "unchanged"))
        shown.dataset_done(result("unchanged", "backfill"))
    said = capsys.readouterr()
    assert (said.out, said.err.splitlines()) == (
        "",
        [
            "Waiting for another ingest, which does not say who it is.",
            "Looking again",
            "bank_core: 2 tables, 5 rows in 2.0 s, 2 rows/s",
        ],
    )


def test_a_silent_ingest_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with show_progress(silent=True) as shown:
        shown.waiting(None)
        shown.message("looking again")
        shown.dataset_done(result("backfill"))
    assert capsys.readouterr() == ("", "")


def test_steps_in_a_pipe_are_counted(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter((100.0, 101.4, 103.0))
    monkeypatch.setattr("time.monotonic", lambda: next(moments))
    with show_steps("Building", 2) as done:
        done("aml")
        done("bank")
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "Building: aml (1 of 2, 1 s)\nBuilding: bank (2 of 2, 3 s)\n")


def test_an_ingest_at_a_terminal_says_what_it_did(monkeypatch: pytest.MonkeyPatch) -> None:
    leader, follower = os.openpty()
    with os.fdopen(leader, "rb", 0) as screen, os.fdopen(follower, "w") as terminal:
        monkeypatch.setattr("sys.stderr", terminal)
        with show_progress() as shown:
            shown.message("looking again")
            shown.dataset_done(result("unchanged", "unchanged"))
            shown.dataset_done(result("unchanged", "backfill"))
        terminal.flush()
        shown_so_far = b""
        # A terminal hands on what was written in pieces.
        while b"rows/s" not in shown_so_far:
            shown_so_far += screen.read(65_536)
        said = re.sub(r"\x1b\[[?0-9;]*[A-Za-z]", "", shown_so_far.decode())
    lines = [line.strip() for line in said.splitlines()]
    assert [line for line in lines if line and not line.startswith("Looking at the source")] == [
        "Looking again",
        "bank_core: 2 tables, 5 rows in 2.0 s, 2 rows/s",
    ]
