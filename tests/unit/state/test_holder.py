"""Who is ingesting on this machine: what a lock file says, and whether it is held."""

import fcntl
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from heartbeat_cli.state import Holder, busy_holder, current_holder, is_held
from heartbeat_cli.state.holder import SIGNATURE_BYTES, lock_file, read_signature, signature

HERE = socket.gethostname()
SINCE = "2026-05-08T09:00:00+00:00"
ME = Holder(os.getpid(), HERE, SINCE, "ingesting")


@pytest.fixture(scope="module")
def ended() -> int:
    """The id of a process that has ended, and was asked how."""
    with subprocess.Popen([sys.executable, "-S", "-c", ""]) as done:
        done.wait()
    return done.pid


@pytest.fixture
def zombie() -> Iterator[int]:
    """The id of a process that has ended and is not asked how."""
    with subprocess.Popen([sys.executable, "-S", "-c", ""], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.read()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        yield process.pid


BODY = {"pid": 7, "host": "elsewhere", "since": SINCE, "doing": "ingesting"}
ELSEWHERE = Holder(7, "elsewhere", SINCE, "ingesting")


@pytest.mark.parametrize(
    ("body", "holder"),
    [
        (BODY, ELSEWHERE),
        ({**BODY, "user": "ann", "worker": 8}, Holder(7, "elsewhere", SINCE, "ingesting", "ann", 8)),
        ({**BODY, "user": 1, "worker": "8"}, ELSEWHERE),
        ({**BODY, "worker": 0}, ELSEWHERE),
        ({**BODY, "worker": True}, ELSEWHERE),
        ({**BODY, "pid": 1}, Holder(1, "elsewhere", SINCE, "ingesting")),
        ({**BODY, "pid": 0}, None),
        ({**BODY, "pid": -1}, None),
        ({**BODY, "pid": True}, None),
        ({**BODY, "pid": "7"}, None),
        ({**BODY, "host": None}, None),
        ({**BODY, "since": 1}, None),
        ({**BODY, "doing": []}, None),
        ({}, None),
        ([], None),
        ("x", None),
        (7, None),
    ],
)
def test_a_signature(body: object, holder: Holder | None) -> None:
    assert read_signature(json.dumps(body).encode().ljust(SIGNATURE_BYTES)) == holder


def test_a_signature_fills_the_same_room_in_every_release() -> None:
    assert SIGNATURE_BYTES == 2048


@pytest.mark.parametrize("text", [b"", b"no", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_signature(text: bytes) -> None:
    assert read_signature(text) is None


@pytest.mark.parametrize(
    ("since", "now", "told"),
    [
        (SINCE, timedelta(seconds=0), "2026-05-08 09:00:00 UTC (0 s)"),
        (SINCE, timedelta(seconds=59), "2026-05-08 09:00:00 UTC (59 s)"),
        (SINCE, timedelta(seconds=60), "2026-05-08 09:00:00 UTC (1 min)"),
        (SINCE, timedelta(seconds=119), "2026-05-08 09:00:00 UTC (1 min)"),
        (SINCE, timedelta(minutes=59, seconds=59), "2026-05-08 09:00:00 UTC (59 min)"),
        (SINCE, timedelta(hours=1), "2026-05-08 09:00:00 UTC (1 h)"),
        (SINCE, timedelta(hours=23, minutes=59), "2026-05-08 09:00:00 UTC (23 h)"),
        (SINCE, timedelta(days=1), "2026-05-08 09:00:00 UTC (1 d)"),
        (SINCE, timedelta(days=10), "2026-05-08 09:00:00 UTC (10 d)"),
        (SINCE, timedelta(seconds=-1), "2026-05-08 09:00:00 UTC"),
        ("2026-05-08T12:00:00+03:00", timedelta(minutes=2), "2026-05-08 09:00:00 UTC (2 min)"),
        ("2026-05-08T09:00:00", timedelta(minutes=2), "2026-05-08 09:00:00 UTC (2 min)"),
        ("0001-01-01T00:00:00+14:00", timedelta(0), "0001-01-01T00:00:00+14:00"),
        ("a while", timedelta(minutes=2), "a while"),
    ],
)
def test_since_when(since: str, now: timedelta, told: str) -> None:
    holder = Holder(7, "elsewhere", since, "ingesting", "ann")
    said = holder.told(datetime(2026, 5, 8, 9, tzinfo=UTC) + now)
    if since.startswith("0001"):
        said = said.partition(" (")[0]
    assert said == f"process 7 of ann on elsewhere, ingesting since {told}"


def test_without_a_user() -> None:
    assert str(ELSEWHERE) == "process 7 on elsewhere, ingesting since 2026-05-08 09:00:00 UTC"


def test_who_can_be_stopped(ended: int) -> None:
    orphan = Holder(ended, HERE, SINCE, "ingesting", None, os.getpid())
    assert (orphan.here, orphan.orphaned, orphan.stoppable) == (True, True, os.getpid())
    assert str(orphan) == (
        f"the engine (process {os.getpid()}) of an ingest that was killed, which stops within seconds"
    )
    assert orphan.told(datetime(2026, 5, 9, tzinfo=UTC)) == str(orphan)
    alive = Holder(os.getpid(), HERE, SINCE, "ingesting", None, ended)
    alone = Holder(ended, HERE, SINCE, "ingesting")
    abroad = Holder(ended, "elsewhere", SINCE, "ingesting", None, os.getpid())
    for holder in (alive, alone, abroad):
        assert (holder.orphaned, holder.stoppable) == (False, holder.pid)
    assert (alive.here, abroad.here) == (True, False)


def test_a_process_that_ended_and_was_not_asked_how_is_gone(zombie: int) -> None:
    assert Holder(zombie, HERE, SINCE, "ingesting", None, os.getpid()).orphaned


def test_a_process_of_somebody_else_is_there() -> None:
    assert not Holder(1, HERE, SINCE, "ingesting", None, os.getpid()).orphaned
    assert Holder(2**70, HERE, SINCE, "ingesting", None, os.getpid()).orphaned


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[Path]:
    """A state folder whose lock is held."""
    with lock_file(tmp_path).open("w+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield tmp_path


def sign(state: Path, holder: Holder) -> None:
    body = {"pid": holder.pid, "host": holder.host, "since": holder.since, "doing": holder.doing}
    lock_file(state).write_text(json.dumps(body).ljust(SIGNATURE_BYTES) + "what is not ours")


def test_nobody_holds_what_is_not_there(tmp_path: Path) -> None:
    state = tmp_path / "state"
    assert lock_file(state) == state / "ingest.lock"
    assert (is_held(state), current_holder(state), busy_holder(state), signature(state)) == (False, None, None, None)
    state.write_text("a file")
    assert (is_held(state), signature(state)) == (False, None)


def test_who_holds_it(locked: Path) -> None:
    sign(locked, ME)
    assert (is_held(locked), signature(locked), current_holder(locked), busy_holder(locked)) == (True, ME, ME, ME)


def test_who_has_not_signed_is_waited_for_a_moment(locked: Path) -> None:
    assert is_held(locked)
    assert current_holder(locked) is None


def test_a_signature_alone_holds_nothing(tmp_path: Path) -> None:
    sign(tmp_path, ME)
    assert (is_held(tmp_path), signature(tmp_path), current_holder(tmp_path), busy_holder(tmp_path)) == (
        False, ME, None, None,
    )  # fmt: skip
    sign(tmp_path, ELSEWHERE)
    assert (current_holder(tmp_path), busy_holder(tmp_path)) == (None, ELSEWHERE)


def test_two_who_look_do_not_take_each_other_for_a_holder(tmp_path: Path) -> None:
    with lock_file(tmp_path).open("w+b") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        assert not is_held(tmp_path)
