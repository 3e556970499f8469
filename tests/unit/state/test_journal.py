import dataclasses
import json
import multiprocessing
import os
import resource
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from heartbeat_cli.estate import ProjectSettings, load_project
from heartbeat_cli.state import (
    RunFailure,
    RunReport,
    RunState,
    RunStatus,
    StatusFile,
    TableState,
    TableStatus,
    append_report,
    enter_killed,
    new_run_id,
    read_reports,
    read_runs,
    report_of,
    single_flight,
)
from heartbeat_cli.state.journal import MOST_RUNS, journal_file

NOON = datetime(2026, 5, 8, 12, tzinfo=UTC)
REPORT = RunReport(
    run_id="3f9a12c7",
    sources=("webbank", "aml"),
    started=NOON,
    seconds=124.5,
    outcome=RunState.FAILED,
    tables={"backfill": 120, "unchanged": 36},
    ranges=312,
    rows=12_450,
    deleted=3,
    failures=(RunFailure("core.payment", "type_changed", "iban is\nno longer text"), RunFailure(None, "lost", "ü")),
    load_ids=("1778.1", "1778.2"),
    notes=("core.client: column nickname is new",),
    checked=("aml",),
)


@pytest.fixture
def project(tmp_path: Path) -> ProjectSettings:
    file = tmp_path / "heartbeat.yml"
    file.write_text("truth_source: webbank\nclusters: {A: {mirror: prod, env: SOURCE_PG}}\n")
    return load_project(file)


def run(number: int, outcome: RunState = RunState.DONE, *sources: str) -> RunReport:
    return RunReport(f"run{number}", sources or ("webbank",), NOON + timedelta(hours=number), 1.0, outcome)


def ids(project: ProjectSettings) -> list[str]:
    return [report.run_id for report in read_reports(project.state)]


def test_a_run_comes_back_as_it_was_entered(project: ProjectSettings) -> None:
    assert read_reports(project.state) == ()
    assert append_report(project.state, REPORT)
    assert append_report(project.state, run(2))
    assert read_reports(project.state) == (run(2), REPORT)
    assert read_reports(project.state, limit=1) == (run(2),)
    assert journal_file(project.state).stat().st_mode & 0o777 == 0o600
    assert len(journal_file(project.state).read_text().splitlines()) == 2
    assert (REPORT.all_tables, REPORT.rate, run(1).rate) == (156, 100.0, None)


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\n\n",
        b"{\n",
        b"null\n",
        b"[1]\n",
        b"\xff\xff\n",
        b'{"run_id": "x"}\n',
        b"\x00" * 512 + b"\n",
        b"[" * 99_999,
    ],
)
def test_damaged_lines_are_left_out(project: ProjectSettings, damage: bytes) -> None:
    append_report(project.state, run(1))
    with journal_file(project.state).open("ab") as file:
        file.write(damage)
    assert append_report(project.state, run(2))
    assert ids(project) == ["run2", "run1"]


def test_cut_off_anywhere_the_next_one_stands(project: ProjectSettings) -> None:
    append_report(project.state, REPORT)
    whole = journal_file(project.state).read_bytes()
    for length in range(0, len(whole) - 1, 7):
        journal_file(project.state).write_bytes(whole[:length])
        assert append_report(project.state, run(2))
        assert ids(project) == ["run2"]


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("rows", -1), ("rows", True), ("rows", "1"), ("seconds", -0.1), ("outcome", "fine"), ("started", 5),
        ("tables", []), ("tables", {"whole": "x"}), ("failures", [1]), ("failures", [{"table": 1}]), ("load_ids", [1]),
        ("notes", None), ("sources", "webbank"), ("checked", 1),
    ],
)  # fmt: skip
def test_a_value_of_another_type_is_damage(project: ProjectSettings, name: str, wrong: object) -> None:
    project.state.mkdir()
    journal_file(project.state).write_text(json.dumps(REPORT.as_dict() | {name: wrong}) + "\n")
    assert read_reports(project.state) == ()


def test_only_the_newest_500_are_kept(project: ProjectSettings) -> None:
    for number in range(MOST_RUNS + 60):
        append_report(project.state, run(number))
    assert len(ids(project)) == MOST_RUNS
    assert (ids(project)[0], ids(project)[-1]) == ("run559", "run60")
    assert len(journal_file(project.state).read_bytes().splitlines()) <= MOST_RUNS + 50
    assert {path.name for path in project.state.iterdir()} == {".gitignore", journal_file(project.state).name}


def test_fifty_more_are_kept_before_the_file_is_written_anew(project: ProjectSettings) -> None:
    project.state.mkdir()
    lines = [json.dumps(run(number).as_dict()) + "\n" for number in range(MOST_RUNS + 49)]
    journal_file(project.state).write_text("".join(lines))
    append_report(project.state, run(MOST_RUNS + 49))
    assert len(journal_file(project.state).read_bytes().splitlines()) == MOST_RUNS + 50
    append_report(project.state, run(MOST_RUNS + 50))
    assert len(journal_file(project.state).read_bytes().splitlines()) == MOST_RUNS
    assert (ids(project)[0], ids(project)[-1]) == ("run550", "run51")


def test_a_disk_that_refuses(project: ProjectSettings) -> None:
    project.state.write_text("a file where a folder should be")
    assert append_report(project.state, REPORT) is False
    assert read_reports(project.state) == ()


def _append_with_little_room(file: Path, most: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    os._exit(0 if append_report(load_project(file).state, REPORT) is False else 1)


def test_no_room_for_the_whole_line(project: ProjectSettings) -> None:
    append_report(project.state, run(1))
    before = journal_file(project.state).read_bytes()
    child = multiprocessing.get_context("fork").Process(
        target=_append_with_little_room, args=(project.root / "heartbeat.yml", len(before) + 20)
    )
    child.start()
    child.join()
    assert child.exitcode == 0
    assert journal_file(project.state).read_bytes() == before


STATUS = RunStatus(
    "9b", os.getpid(), socket.gethostname(), "landing aml", ("aml",), NOON, NOON + timedelta(seconds=60), "landing",
    rows=1200,
    tables=(
        TableStatus("a.one", "aml_a", TableState.DONE, 1000, 1000, 2, 2, 5.0),
        TableStatus("a.two", "aml_a", TableState.RUNNING, 200, 400, 1, 2, 1.0),
        TableStatus("a.three", "aml_a"),
    ),
)  # fmt: skip
KILLED = RunReport(
    "9b", ("aml",), NOON, 60.0, RunState.KILLED, {"done": 1, "interrupted": 1}, ranges=3, rows=1200, checked=()
)


def test_the_run_that_was_killed_comes_first(project: ProjectSettings) -> None:
    append_report(project.state, run(1))
    StatusFile(project.state).write(STATUS)
    assert read_runs(project.state) == (KILLED, run(1))
    with single_flight(project.state, "landing aml"):
        running = dataclasses.replace(KILLED, outcome=RunState.RUNNING, tables={"done": 1, "running": 1})
        assert read_runs(project.state)[0] == running


def test_the_next_run_enters_the_one_that_was_killed(project: ProjectSettings) -> None:
    assert enter_killed(project.state) is None
    StatusFile(project.state).write(dataclasses.replace(STATUS, pid=1))
    with single_flight(project.state, "landing aml"):
        assert enter_killed(project.state) == KILLED
        assert enter_killed(project.state) is None
    assert read_reports(project.state) == (KILLED,)
    # It had entered itself before it was killed.
    append_report(project.state, dataclasses.replace(KILLED, run_id="9c", outcome=RunState.DONE))
    StatusFile(project.state).write(dataclasses.replace(STATUS, run_id="9c"))
    assert enter_killed(project.state) is None


def test_a_failure_in_the_status_is_one_in_its_report() -> None:
    report = report_of(dataclasses.replace(STATUS, state=RunState.FAILED, failure="the source went away"))
    assert report.failures == (RunFailure(None, "failed", "the source went away"),)
    assert report.checked == ()


def test_names_of_runs() -> None:
    names = {new_run_id() for _ in range(100)}
    assert len(names) == 100
    assert {len(name) for name in names} == {8}
