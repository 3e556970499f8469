import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from heartbeat_cli.errors import HbError, LockedError
from heartbeat_cli.estate import ProjectSettings, load_project
from heartbeat_cli.state import Holder, RunStatus, StatusFile, busy_holder, current_holder, is_held, single_flight
from heartbeat_cli.state.holder import lock_file, signature

PREAMBLE = """
import subprocess, sys, time
from pathlib import Path
from heartbeat_cli.errors import LockedError
from heartbeat_cli.estate import load_project
from heartbeat_cli.state import single_flight
project = load_project(Path(sys.argv[1]))
"""
HOLD = """
with single_flight(project.state, "landing webbank"):
    print("held", flush=True)
    sys.stdin.read()
"""
HOLD_WITH_WORKER = """
with single_flight(project.state, "landing webbank") as held:
    program = [sys.executable, "-c", "import time; time.sleep(60)"]
    worker = subprocess.Popen(program, pass_fds=[held.fileno()], stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    held.shared_with(worker.pid)
    print(worker.pid, flush=True)
    time.sleep(60)
"""
RACE = """
print("ready", flush=True)
for line in sys.stdin:
    while time.time() < float(line):
        pass
    try:
        with single_flight(project.state, "racing"):
            print("won", flush=True)
            sys.stdin.readline()
        print("freed", flush=True)
    except LockedError as error:
        print("lost", flush=True)
        sys.stdin.readline()
        print("freed", flush=True)
"""

Start = Callable[[str], "subprocess.Popen[str]"]


@pytest.fixture
def project(tmp_path: Path) -> ProjectSettings:
    file = tmp_path / "heartbeat.yml"
    file.write_text("truth_source: webbank\nclusters: {A: {mirror: prod, env: SOURCE_PG}}\n")
    return load_project(file)


@pytest.fixture
def start(project: ProjectSettings) -> Iterator[Start]:
    """`start(program)` runs one in a process of its own, with the project and `single_flight` at hand."""
    started: list[subprocess.Popen[str]] = []

    def run(program: str) -> "subprocess.Popen[str]":
        started.append(
            subprocess.Popen(
                [sys.executable, "-c", PREAMBLE + program, str(project.root / "heartbeat.yml")],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
        return started[-1]

    yield run
    for process in started:
        process.kill()
        process.communicate()


def line_of(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def say(process: "subprocess.Popen[str]", text: str) -> None:
    assert process.stdin is not None
    process.stdin.write(f"{text}\n")
    process.stdin.flush()


def refusal(project: ProjectSettings) -> LockedError:
    with pytest.raises(LockedError) as refused, single_flight(project.state, "landing aml"):
        pytest.fail("two at once")
    return refused.value


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def test_nobody_holds_it_before_and_after(project: ProjectSettings) -> None:
    assert current_holder(project.state) is None
    with single_flight(project.state, "landing webbank"):
        holder = current_holder(project.state)
        assert holder is not None
        assert (holder.pid, holder.doing) == (os.getpid(), "landing webbank")
    assert current_holder(project.state) is None
    assert signature(project.state) is None
    assert project.state.stat().st_mode & 0o777 == 0o700
    assert lock_file(project.state).stat().st_mode & 0o777 == 0o600


def test_a_second_one_is_told_who_and_how_to_take_over(project: ProjectSettings) -> None:
    with single_flight(project.state, "landing webbank"):
        error = refusal(project)
        assert f"process {os.getpid()}" in error.message
        assert f"on {socket.gethostname()}, landing webbank since 20" in error.message
        hint = error.hint or ""
        assert f"`kill {os.getpid()}`" in hint
        assert "within seconds, everything done is kept, and the lock frees itself" in hint
        assert "rebooted host is free by itself: there is nothing to delete by hand" in hint
        assert (error.exit_code, error.retryable) == (4, True)
        # The one that was refused has not taken the lock away from the one that holds it.
        assert current_holder(project.state) is not None


def test_what_is_being_done_may_be_long(project: ProjectSettings) -> None:
    with single_flight(project.state, "ü\n" * 5000):
        assert "ü" in refusal(project).message
    with single_flight(project.state, "x"):
        assert "x since" in refusal(project).message


def test_how_far_it_is(project: ProjectSettings) -> None:
    now = datetime.now(UTC)
    with single_flight(project.state, "landing webbank"):
        status = RunStatus(
            "3f9a12c7", os.getpid(), socket.gethostname(), "landing webbank", ("webbank",), now, now,
            tables_done=34, tables_all=156, rows=1_200_000,
        )  # fmt: skip
        StatusFile(project.state).write(status)
        assert refusal(project).message.endswith("; 34 of 156 tables, 1,200,000 rows so far")
        # A status that an earlier process left says nothing about this one.
        StatusFile(project.state).write(RunStatus("1", 1, "elsewhere", "", (), now, now, tables_done=1, tables_all=2))
        assert "tables" not in refusal(project).message


@pytest.mark.parametrize(
    ("started", "length"),
    [
        (timedelta(seconds=5), " (5 s)"),
        (timedelta(minutes=12, seconds=59), " (12 min)"),
        (timedelta(hours=5), " (5 h)"),
        (timedelta(days=4), " (4 d)"),
        (timedelta(seconds=-1), ""),
        (timedelta(days=-4000), ""),
    ],
)
def test_how_long_whatever_the_clock_does(started: timedelta, length: str) -> None:
    now = datetime(2026, 5, 8, 9, tzinfo=UTC)
    since = (now - started).isoformat()
    shown = f"{now - started:%Y-%m-%d %H:%M:%S} UTC"
    assert Holder(7, "here", since, "landing").told(now) == f"process 7 on here, landing since {shown}{length}"
    assert Holder(7, "here", "soon", "landing").told(now) == "process 7 on here, landing since soon"


@pytest.mark.parametrize(
    "text",
    [
        b"", b"{", b"[1]", b"null", b'{"pid": 1}', b"\xff" * 100, b"[" * 50_000,
        b'{"pid": "1; reboot", "host": "h", "since": "s", "doing": "d"}',
        b'{"pid": 0, "host": "h", "since": "s", "doing": "d"}',
        json.dumps({"pid": 4711, "host": socket.gethostname(), "since": "2026-01-01", "doing": "landing"}).encode(),
    ],
)  # fmt: skip
def test_text_locks_nothing(project: ProjectSettings, text: bytes) -> None:
    project.state.mkdir()
    lock_file(project.state).write_bytes(text)
    assert current_holder(project.state) is None
    assert busy_holder(project.state) is None
    with single_flight(project.state, "landing webbank"):
        assert f"process {os.getpid()}" in refusal(project).message
    assert current_holder(project.state) is None


@pytest.mark.parametrize("text", [b"", b"{", b'{"pid": true, "host": "h", "since": "s", "doing": "d"}'])
def test_a_holder_that_says_nothing_of_use(project: ProjectSettings, text: bytes) -> None:
    with single_flight(project.state, "landing webbank"):
        lock_file(project.state).write_bytes(text)
        assert is_held(project.state)
        error = refusal(project)
    assert "has not said who it is" in error.message
    assert "kill" not in (error.hint or "")


def test_a_killed_process_holds_nothing(project: ProjectSettings, start: Start) -> None:
    other = start(HOLD)
    assert line_of(other) == "held"
    holder = current_holder(project.state)
    assert holder is not None
    assert holder.pid == other.pid
    other.kill()
    other.communicate()
    assert signature(project.state) is not None
    assert current_holder(project.state) is None
    with single_flight(project.state, "landing webbank"):
        pass


def test_a_worker_keeps_it_until_it_is_gone_as_well(project: ProjectSettings, start: Start) -> None:
    other = start(HOLD_WITH_WORKER)
    worker = int(line_of(other))
    assert f"`kill {other.pid}`" in (refusal(project).hint or "")
    other.kill()
    other.wait()
    try:
        error = refusal(project)
        # Its own process cannot be stopped any more.
        assert f"the engine (process {worker}) of an ingest that was killed" in error.message
        assert str(other.pid) not in error.message
        assert f"`kill -9 {worker}`" in (error.hint or "")
    finally:
        os.kill(worker, signal.SIGTERM)
    wait_until(lambda: not is_held(project.state))
    with single_flight(project.state, "landing webbank"):
        pass


def test_what_a_killed_ingest_left_is_waited_for(project: ProjectSettings, start: Start) -> None:
    other = start(HOLD_WITH_WORKER)
    worker = int(line_of(other))
    other.kill()
    other.wait()
    threading.Timer(1.0, os.kill, (worker, signal.SIGKILL)).start()
    told: list[str] = []
    with single_flight(project.state, "landing aml", waiting=lambda holder: told.append(str(holder))):
        pass
    assert told == [f"the engine (process {worker}) of an ingest that was killed, which stops within seconds"]


def test_other_children_do_not_keep_it(project: ProjectSettings) -> None:
    with single_flight(project.state, "landing webbank"):
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], close_fds=False)
    try:
        # Its copy is closed as it becomes another program, which may be just after we go on.
        wait_until(lambda: not is_held(project.state))
        assert child.poll() is None
    finally:
        child.kill()
        child.communicate()


def test_of_two_at_the_same_moment_one_wins(start: Start) -> None:
    racers = [start(RACE), start(RACE)]
    assert [line_of(racer) for racer in racers] == ["ready", "ready"]
    for _ in range(50):
        moment = time.time() + 0.03
        for racer in racers:
            say(racer, str(moment))
        assert sorted(line_of(racer) for racer in racers) == ["lost", "won"]
        for racer in racers:
            say(racer, "go on")
        assert [line_of(racer) for racer in racers] == ["freed", "freed"]


def test_looking_turns_nobody_away(project: ProjectSettings, start: Start) -> None:
    """`hb loads --watch` and `hb sources status` ask again and again whether the lock is held."""
    racers = [start(RACE), start(RACE)]
    assert [line_of(racer) for racer in racers] == ["ready", "ready"]
    over = threading.Event()

    def watch() -> None:
        while not over.is_set():
            is_held(project.state)

    watchers = [threading.Thread(target=watch) for _ in range(3)]
    for watcher in watchers:
        watcher.start()
    try:
        for _ in range(30):
            for racer in racers:
                say(racer, "0")
            assert sorted(line_of(racer) for racer in racers) == ["lost", "won"]
            for racer in racers:
                say(racer, "go on")
            assert [line_of(racer) for racer in racers] == ["freed", "freed"]
    finally:
        over.set()
        for watcher in watchers:
            watcher.join()


def test_waiting_for_it(project: ProjectSettings, start: Start) -> None:
    first = start(HOLD)
    assert line_of(first) == "held"
    told: list[Holder | None] = []

    def waiting(holder: Holder | None) -> None:
        told.append(holder)
        threading.Timer(1.2, first.kill).start()

    with single_flight(project.state, "landing aml", wait=True, waiting=waiting):
        holder = current_holder(project.state)
    assert holder is not None
    assert holder.pid == os.getpid()
    # Once, although it was looked at several times.
    assert [h.pid for h in told if h] == [first.pid]


def test_waiting_tells_when_somebody_else_was_faster(project: ProjectSettings) -> None:
    told: list[Holder | None] = []
    entered = threading.Event()
    first = single_flight(project.state, "landing one")
    held = first.__enter__()

    def wait() -> None:
        with single_flight(project.state, "landing three", wait=True, waiting=told.append):
            entered.set()

    waiter = threading.Thread(target=wait)
    waiter.start()
    wait_until(lambda: len(told) == 1)
    # As the next holder signs: the waiter cannot tell the difference.
    lock_file(project.state).write_text(json.dumps({"pid": 4711, "host": "h", "since": "s", "doing": "landing two"}))
    wait_until(lambda: len(told) == 2)
    time.sleep(1.2)
    assert [h.pid for h in told if h] == [os.getpid(), 4711]
    assert not entered.is_set()
    assert held.fileno() > 2
    first.__exit__(None, None, None)
    waiter.join(timeout=10)
    assert entered.is_set()


def test_the_folder_is_taken_away_and_made_anew(project: ProjectSettings) -> None:
    with single_flight(project.state, "landing webbank"):
        lock_file(project.state).unlink()
        assert not is_held(project.state)
    with single_flight(project.state, "landing webbank"):
        assert is_held(project.state)


def test_a_failure_inside_frees_it(project: ProjectSettings) -> None:
    with pytest.raises(ValueError, match="inside"), single_flight(project.state, "landing webbank"):
        raise ValueError("inside")
    assert current_holder(project.state) is None


def test_no_place_for_the_lock(project: ProjectSettings) -> None:
    project.state.write_text("a file where a folder should be")
    assert not is_held(project.state)
    with pytest.raises(HbError) as failure, single_flight(project.state, "landing webbank"):
        pytest.fail("cannot be held")
    assert failure.value.code == "state_unwritable"


def test_a_busy_marts_file_believes_another_host(project: ProjectSettings) -> None:
    project.state.mkdir()
    lock_file(project.state).write_text('{"pid": 1, "host": "a container", "since": "s", "doing": "landing"}')
    holder = busy_holder(project.state)
    assert holder is not None
    assert holder.host == "a container"
