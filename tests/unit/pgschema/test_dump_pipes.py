"""A dump may come out of a pipe; one that nobody writes to keeps nobody waiting."""

import os
import subprocess
from pathlib import Path

import pytest

from heartbeat_cli import pgschema
from heartbeat_cli.pgschema import NotADumpError
from heartbeat_cli.pgschema.dump import sniff

SQL = "CREATE TABLE t (id int);\n"


@pytest.fixture
def pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sniff, "_TAKEN_UP_MS", 300)
    os.mkfifo(tmp_path / "dump.sql")
    return tmp_path / "dump.sql"


def test_a_pipe_nobody_writes_to_is_an_empty_file(pipe: Path) -> None:
    with pytest.raises(NotADumpError, match="the file is empty"):
        pgschema.read(pipe)


def test_a_pipe_is_read_to_its_end_however_slowly_it_comes(pipe: Path) -> None:
    line = f"exec 3>'{pipe}'; printf '%s' '{SQL[:9]}' >&3; sleep 0.6; printf '%s' '{SQL[9:]}' >&3"
    with subprocess.Popen(["sh", "-c", line]):
        assert [table.name for table in pgschema.read(pipe).database.schemas[0].tables] == ["t"]


def test_what_is_too_large_for_memory_is_mapped(pipe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sniff, "_IN_MEMORY", 10)
    with subprocess.Popen(["sh", "-c", f"printf '%s' '{SQL}' > '{pipe}'"]):
        assert [table.name for table in pgschema.read(pipe).database.schemas[0].tables] == ["t"]


def test_a_pipe_without_an_end_is_refused(pipe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sniff, "_FROM_A_PIPE", 1 << 21)
    with subprocess.Popen(["sh", "-c", f"exec yes > '{pipe}'"]), pytest.raises(NotADumpError, match="came from a pipe"):
        pgschema.read(pipe)
