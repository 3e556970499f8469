"""What whoever holds the lock says of itself."""

import os
import socket
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from heartbeat_cli.errors import LockedError
from heartbeat_cli.estate import ProjectSettings, load_project
from heartbeat_cli.marts import keep_others_out
from heartbeat_cli.state import Holder, RunState, RunStatus, StatusFile, current_holder, single_flight
from heartbeat_cli.state.holder import SIGNATURE_BYTES, lock_file, signature


@pytest.fixture
def project(tmp_path: Path) -> ProjectSettings:
    (tmp_path / "heartbeat.yml").write_text("truth_source: bank\nclusters: {A: {mirror: prod, env: SOURCE_PG}}\n")
    return load_project(tmp_path / "heartbeat.yml")


@pytest.mark.parametrize(
    ("doing", "user", "said", "named"),
    [
        ("landing bank", "anna", "landing bank", "anna"),
        ("x" * 200, "u" * 64, "x" * 200, "u" * 64),
        ("x" * 201, "u" * 65, "x" * 200, "u" * 64),
    ],
)
def test_who_holds_it_and_what_for(
    project: ProjectSettings, monkeypatch: pytest.MonkeyPatch, doing: str, user: str, said: str, named: str
) -> None:
    monkeypatch.setenv("LOGNAME", user)
    with single_flight(project.state, doing) as held:
        holder = current_holder(project.state)
        assert holder is not None
        assert holder == Holder(os.getpid(), socket.gethostname(), holder.since, said, named)
        assert len(holder.since) == len("2026-05-08T12:00:00+00:00")
        text = lock_file(project.state).read_bytes()
        assert (len(text), b"worker" in text, b"null" in text) == (SIGNATURE_BYTES, False, False)
        held.shared_with(4711)
        assert signature(project.state) == Holder(os.getpid(), socket.gethostname(), holder.since, said, named, 4711)
    assert lock_file(project.state).read_bytes().strip() == b""
    assert signature(project.state) is None


NOW = datetime(2026, 5, 8, 12, tzinfo=UTC)
RUNNING = RunStatus(
    "1", os.getpid(), socket.gethostname(), "landing bank", ("bank",), NOW, NOW, "looking at the source",
    tables_done=2, tables_all=9, rows=1000,
)  # fmt: skip
FAR = "; 2 of 9 tables, 1,000 rows so far"


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (RUNNING, FAR),
        (replace(RUNNING, tables_all=0), "; looking at the source"),
        (replace(RUNNING, tables_all=0, phase=""), ""),
        # The status of another run, or of one that ended, says nothing of this one.
        (replace(RUNNING, pid=RUNNING.pid - 1), ""),
        (replace(RUNNING, pid=RUNNING.pid + 1), ""),
        (replace(RUNNING, host=f"{RUNNING.host}x"), ""),
        (replace(RUNNING, host=""), ""),
        (replace(RUNNING, state=RunState.DONE), ""),
        (replace(RUNNING, state=RunState.KILLED), ""),
    ],
)
def test_whoever_comes_second_is_told_how_far_it_is(project: ProjectSettings, status: RunStatus, told: str) -> None:
    with single_flight(project.state, "landing bank") as held:
        StatusFile(project.state).write(status)
        with pytest.raises(LockedError) as refused, single_flight(project.state, "landing aml"):
            pytest.fail("two at once")
        assert held.fileno() > 2
    message = refused.value.message
    assert message.endswith(told) if told else ";" not in message
    assert f"take over with `kill {os.getpid()}`: " in (refused.value.hint or "")


def test_a_file_is_locked_for_this_machine_only(project: ProjectSettings) -> None:
    with single_flight(project.state, "landing bank"), keep_others_out(project, "landing bank") as others:
        assert others is None
