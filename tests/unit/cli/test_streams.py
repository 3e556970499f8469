"""Output that cannot be written: nobody reads it any more, its disk is full, or it is closed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from heartbeat_cli.cli.main import run
from heartbeat_cli.cli.streams import result_stream

FULL = """\
error: the output: no space left on device
  next: Make room there and run it again.
"""
CLOSED = """\
error: the output: it is closed
  next: Give it a file, a pipe or a terminal to write to.
"""
# By rich, by Typer, as JSON, as text, and a failure in JSON.
LINES = ("schema", "--help", "schema --json", "schema metric", "--version", "--version --json", "schema nothing --json")


@pytest.fixture
def unread() -> Iterator[int]:
    """A pipe whose reader has gone."""
    reading, writing = os.pipe()
    os.close(reading)
    yield writing
    os.close(writing)


@pytest.fixture
def full() -> Iterator[int]:
    """A file on a full disk."""
    number = os.open("/dev/full", os.O_WRONLY)
    yield number
    os.close(number)


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[int]:
    """What may not be written."""
    (tmp_path / "read").touch()
    number = os.open(tmp_path / "read", os.O_RDONLY)
    yield number
    os.close(number)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize(("output", "code", "said"), [("unread", 141, ""), ("full", 1, FULL), ("closed", 1, CLOSED)])
def test_what_cannot_be_written_is_no_success(
    line: str,
    output: str,
    code: int,
    said: str,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stdout", result_stream(request.getfixturevalue(output), "utf-8"))
        ended = run(line.split())
    assert (ended, capsys.readouterr().err) == (code, said)


@pytest.mark.parametrize(
    ("redirected", "code"),
    [
        (">&-", 1),
        (">/dev/full 2>&1", 1),
        ("2>/dev/full", 3),
        ("2>&- <&-", 3),
        ("<&- >&- 2>&-", 1),
    ],
)
def test_a_process_whose_streams_are_not_there(redirected: str, code: int) -> None:
    json = "" if code == 3 else "--json"
    line = f'"{sys.executable}" -m heartbeat_cli schema nothing {json} {redirected}'
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, "Traceback" in done.stderr, "ignored" in done.stderr) == (code, False, False)


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_a_process_whose_reader_has_gone(stream: str, unread: int) -> None:
    line = [sys.executable, "-m", "heartbeat_cli", "schema", "nothing", *(["--json"] if stream == "stdout" else [])]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, stream: unread}
    done = subprocess.run(line, **streams, timeout=60, check=False)
    assert (done.returncode, done.stdout or b"", done.stderr or b"") == (141, b"", b"")
