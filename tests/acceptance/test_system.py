"""What the operating system refuses is told like any other error: one message, an exit code, no traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import REPOSITORY, RunLine

from heartbeat_cli.estate import ProjectSettings

CASES = Path(__file__).parents[1] / "cases" / "dumps"
as_a_user = pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything; run it as a user")


def _run(line: list[str], stdout: int | None, env: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "heartbeat_cli", *line],
        cwd=REPOSITORY,
        env={**os.environ, **(env or {})},
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("flag", ["--format=table", "--json"])
def test_a_full_disk_under_the_output_is_told(flag: str, unbuffered: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = _run(["profile", "webbank", flag], full.fileno(), {"PYTHONUNBUFFERED": unbuffered})
    assert done.returncode == 1
    assert "error: the output: no space left on device" in done.stderr
    assert "Traceback" not in done.stderr


def test_output_in_an_encoding_that_lacks_a_sign() -> None:
    env = {"PYTHONIOENCODING": "ascii"}
    done = _run(["profile", str(CASES / "bank.sql")], subprocess.PIPE, env)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    line = f'cd "{gone}" && rmdir "{gone}" && "{sys.executable}" -m heartbeat_cli sources status'
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "no such file or directory" in done.stderr
    assert "Traceback" not in done.stderr


@as_a_user
@pytest.mark.parametrize("line", ["hb mirror status", "hb search payment", "hb profile webbank.core"])
def test_a_mirror_nobody_may_read_is_not_an_empty_one(line: str, project: ProjectSettings, run_line: RunLine) -> None:
    folder = project.mirror / "prod"
    folder.chmod(0)
    try:
        result = run_line(line, cwd=project.root)
    finally:
        folder.chmod(0o755)
    assert result.code == 1
    assert "permission denied" in result.stderr
