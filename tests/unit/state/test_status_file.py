import dataclasses
import json
import multiprocessing
import os
import resource
import socket
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from heartbeat_cli.estate import ProjectSettings, load_project
from heartbeat_cli.state import RunState, RunStatus, StatusFile, TableState, TableStatus, single_flight

NOON = datetime(2026, 5, 8, 12, tzinfo=UTC)
STATUS = RunStatus(
    run_id="3f9a12c7",
    pid=os.getpid(),
    host=socket.gethostname(),
    doing="landing webbank",
    sources=("webbank", "aml"),
    started=NOON,
    updated=NOON + timedelta(seconds=90),
    phase="landing",
    tables_done=1,
    tables_all=3,
    rows=1_200,
    rows_expected=4_000,
    rate=98.5,
    seconds_left=28.4,
    tables=(
        TableStatus("core.payment", "webbank_core", TableState.RUNNING, 200, 3000, 1, 8, 2.5),
        TableStatus("core.a\"b'\ud800 \x1b", "webbank_core"),
        TableStatus("core.gone", "webbank_core", TableState.FAILED),
    ),
    failure=None,
)


@pytest.fixture
def project(tmp_path: Path) -> ProjectSettings:
    file = tmp_path / "heartbeat.yml"
    file.write_text("truth_source: webbank\nclusters: {A: {mirror: prod, env: SOURCE_PG}}\n")
    return load_project(file)


@pytest.fixture
def file(project: ProjectSettings) -> StatusFile:
    return StatusFile(project.state)


def test_it_comes_back_as_it_was_written(file: StatusFile) -> None:
    assert file.read() is None
    file.write(STATUS)
    assert file.read() == STATUS
    assert file.path.stat().st_mode & 0o777 == 0o600
    assert file.path.parent.stat().st_mode & 0o777 == 0o700
    assert STATUS.seconds == 90
    file.write(dataclasses.replace(STATUS, state=RunState.FAILED, failure="the source went away"))
    assert file.read() == dataclasses.replace(STATUS, state=RunState.FAILED, failure="the source went away")
    assert {path.name for path in file.path.parent.iterdir()} == {".gitignore", file.path.name}


def test_times_are_in_utc_and_never_negative(file: StatusFile) -> None:
    east = timezone(timedelta(hours=5))
    file.write(dataclasses.replace(STATUS, started=NOON.astimezone(east), updated=NOON - timedelta(days=1)))
    found = file.read()
    assert found is not None
    assert found.started == NOON
    assert found.started.tzinfo is UTC
    assert found.seconds == 0


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"[]", b"null", b"{}", b"\x00" * 4096, b"\xff\xfe", b"[" * 100_000, b"1" * 10_000, b'{"run_id": "x"}'],
)
def test_what_is_no_status(file: StatusFile, text: bytes) -> None:
    file.path.parent.mkdir()
    file.path.write_bytes(text)
    assert file.read() is None
    assert file.seen() is None
    # It is replaced like a good one.
    file.write(STATUS)
    assert file.read() == STATUS


def test_cut_off_anywhere(file: StatusFile) -> None:
    file.write(STATUS)
    text = file.path.read_bytes()
    for length in range(len(text)):
        file.path.write_bytes(text[:length])
        assert file.read() is None, text[:length]


@pytest.mark.parametrize("wrong", [None, 7, -7, 1.5, True, "x", "", [], {}, [1], [[]], {"a": 1}, 1e400, 10**400, "NaN"])
def test_any_value_of_any_other_type(file: StatusFile, wrong: object) -> None:
    file.write(STATUS)
    good = json.loads(file.path.read_bytes())
    for name in good:
        file.path.write_text(json.dumps(good | {name: wrong}))
        assert isinstance(file.read(), RunStatus | None)
    for name in good["tables"][0]:
        file.path.write_text(json.dumps(good | {"tables": [good["tables"][0] | {name: wrong}]}))
        assert isinstance(file.read(), RunStatus | None)


def test_what_it_may_not_be(file: StatusFile) -> None:
    file.write(STATUS)
    good = json.loads(file.path.read_bytes())
    for name, wrong in (
        ("pid", "1"), ("rows", True), ("rows", -1), ("tables_done", 1.0), ("state", "sleeping"), ("started", "noon"),
        ("started", "99999-01-01"), ("rate", "fast"), ("rate", 1e400), ("sources", "webbank"), ("tables", [3]),
        ("tables", {}), ("run_id", None), ("failure", 3),
    ):  # fmt: skip
        file.path.write_text(json.dumps(good | {name: wrong}))
        assert file.read() is None, (name, wrong)
    file.path.write_text(json.dumps(good | {"seconds_left": -3.5, "rows_expected": -1, "of a later version": 1}))
    assert file.read() == dataclasses.replace(STATUS, seconds_left=None, rows_expected=None)


def test_a_disk_that_refuses_costs_nothing_but_the_telling(file: StatusFile) -> None:
    file.path.parent.write_text("a file where a folder should be")
    file.write(STATUS)
    assert file.read() is None
    file.path.parent.unlink()
    file.path.mkdir(parents=True)
    file.write(STATUS)
    assert file.read() is None
    assert {path.name for path in file.path.parent.iterdir()} == {".gitignore", file.path.name}


def _write_with_little_room(file: StatusFile) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))
    file.write(dataclasses.replace(STATUS, rows=5_000))
    os._exit(0)


def test_a_full_disk_leaves_the_last_word(file: StatusFile) -> None:
    file.write(STATUS)
    child = multiprocessing.get_context("fork").Process(target=_write_with_little_room, args=(file,))
    child.start()
    child.join()
    assert child.exitcode == 0
    assert file.read() == STATUS
    assert {left.name for left in file.path.parent.iterdir()} == {".gitignore", file.path.name}


def test_alive_while_its_process_holds_the_lock(project: ProjectSettings, file: StatusFile) -> None:
    assert not file.is_alive(STATUS)
    with single_flight(project.state, "landing webbank"):
        file.write(STATUS)
        assert file.is_alive(STATUS)
        assert file.seen() == STATUS
        # Another run's status, from before ours began to tell.
        assert not file.is_alive(dataclasses.replace(STATUS, pid=1))
        assert not file.is_alive(dataclasses.replace(STATUS, host="elsewhere"))
    assert not file.is_alive(STATUS)


def test_killed_when_it_says_running_and_holds_nothing(file: StatusFile) -> None:
    file.write(STATUS)
    assert file.seen() == dataclasses.replace(STATUS, state=RunState.KILLED)
    for state in (RunState.DONE, RunState.FAILED, RunState.INTERRUPTED):
        ended = dataclasses.replace(STATUS, state=state)
        file.write(ended)
        assert file.seen() == ended


def test_at_its_beginning_a_run_has_done_nothing(file: StatusFile) -> None:
    begun = RunStatus("3f9a12c7", 4711, "here", "landing webbank", ("webbank",), NOON, NOON)
    file.write(begun)
    assert file.read() == begun
    nothing: dict[str, object] = {
        "phase": "", "state": "running", "tables_done": 0, "tables_all": 0, "rows": 0, "rows_expected": None,
        "rate": None, "seconds_left": None, "tables": (), "failure": None,
    }  # fmt: skip
    assert {name: value for name, value in begun.as_dict().items() if name in nothing} == nothing
