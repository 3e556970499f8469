"""What whoever holds the lock says of itself."""

import os
import socket
from pathlib import Path

import pytest

from heartbeat_cli.estate import Project, load_project
from heartbeat_cli.estate.holder import SIGNATURE_BYTES, Holder, lock_file, signature
from heartbeat_cli.ledger import current_holder, keep_others_out, single_flight


@pytest.fixture
def project(tmp_path: Path) -> Project:
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
    project: Project, monkeypatch: pytest.MonkeyPatch, doing: str, user: str, said: str, named: str
) -> None:
    monkeypatch.setenv("LOGNAME", user)
    with single_flight(project, doing) as held:
        holder = current_holder(project)
        assert holder is not None
        assert holder == Holder(os.getpid(), socket.gethostname(), holder.since, said, named)
        assert len(holder.since) == len("2026-05-08T12:00:00+00:00")
        text = lock_file(project).read_bytes()
        assert (len(text), b"worker" in text, b"null" in text) == (SIGNATURE_BYTES, False, False)
        held.shared_with(4711)
        assert signature(project) == Holder(os.getpid(), socket.gethostname(), holder.since, said, named, 4711)
    assert lock_file(project).read_bytes().strip() == b""
    assert signature(project) is None


def test_a_file_is_locked_for_this_machine_only(project: Project) -> None:
    with single_flight(project, "landing bank"), keep_others_out(project, "landing bank") as others:
        assert others is None
