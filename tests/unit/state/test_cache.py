"""A remembered value is the one its files give now, whatever happened to the files or to the memory."""

import multiprocessing
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from heartbeat_cli.state import cache as memory
from heartbeat_cli.state import cached
from heartbeat_cli.state.cache import FOLDER


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A file that was written long enough ago to be settled."""
    file = tmp_path / "source.txt"
    _write(file, "one")
    return file


def _write(file: Path, text: str, age: float = 60) -> None:
    file.write_text(text)
    moment = file.stat().st_mtime - age
    os.utime(file, (moment, moment))


class _Reader:
    """Reads a file, and counts how often."""

    def __init__(self, file: Path) -> None:
        self.file, self.reads = file, 0

    def __call__(self) -> str:
        self.reads += 1
        return self.file.read_text()


def _entries(state: Path) -> list[Path]:
    return sorted((state / FOLDER).iterdir())


def test_a_value_is_made_once(source: Path, tmp_path: Path) -> None:
    read = _Reader(source)
    assert [cached(tmp_path / "state", "text", [source], read) for _ in range(3)] == ["one"] * 3
    assert read.reads == 1


def test_a_changed_file_is_read_again_and_the_old_entry_goes(source: Path, tmp_path: Path) -> None:
    read = _Reader(source)
    cached(tmp_path / "state", "text", [source], read)
    _write(source, "two", age=30)
    assert cached(tmp_path / "state", "text", [source], read) == "two"
    assert len(_entries(tmp_path / "state")) == 1


def test_another_file_at_the_same_place_of_the_same_size_and_time_is_another_file(source: Path, tmp_path: Path) -> None:
    read = _Reader(source)
    cached(tmp_path / "state", "text", [source], read)
    facts = source.stat()
    other = tmp_path / "other"
    other.write_text("two")
    os.utime(other, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    other.replace(source)
    assert cached(tmp_path / "state", "text", [source], read) == "two"


def test_a_file_just_written_is_not_trusted_to_stay(source: Path, tmp_path: Path) -> None:
    source.write_text("one")
    read = _Reader(source)
    for _ in range(2):
        cached(tmp_path / "state", "text", [source], read)
    assert read.reads == 2


def test_two_values_of_one_file_are_apart(source: Path, tmp_path: Path) -> None:
    assert cached(tmp_path, "length", [source], lambda: 3) == 3
    assert cached(tmp_path, "text", [source], lambda: "one") == "one"


@pytest.mark.parametrize(
    "damage",
    [
        lambda entry: entry.write_bytes(b""),
        lambda entry: entry.write_bytes(entry.read_bytes()[:-2]),
        lambda entry: entry.write_bytes(b"\x00" * 200),
        lambda entry: entry.write_bytes(entry.read_bytes().replace(b"one", b"two")),
        lambda entry: entry.chmod(0o666),
    ],
    ids=["empty", "cut", "zeros", "changed", "writable by others"],
)
def test_a_damaged_entry_is_made_anew(damage: Callable[[Path], object], source: Path, tmp_path: Path) -> None:
    read = _Reader(source)
    cached(tmp_path / "state", "text", [source], read)
    damage(_entries(tmp_path / "state")[0])
    assert cached(tmp_path / "state", "text", [source], read) == "one"
    assert read.reads == 2


def test_where_nothing_can_be_kept_the_value_is_made_each_time(source: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.write_text("a file where the folder should be")
    read = _Reader(source)
    assert [cached(state, "text", [source], read) for _ in range(2)] == ["one", "one"]


def test_an_error_is_raised_and_not_kept(source: Path, tmp_path: Path) -> None:
    def fail() -> str:
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        cached(tmp_path / "state", "text", [source], fail)
    assert cached(tmp_path / "state", "text", [source], lambda: "yes") == "yes"


def _remember_often(arguments: tuple[Path, Path]) -> set[str]:
    source, state = arguments
    return {cached(state, f"text {n % 3}", [source], source.read_text) for n in range(200)}


def test_two_processes_at_once_leave_whole_entries(source: Path, tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        found = pool.map(_remember_often, [(source, tmp_path / "state")] * 2)
    assert found == [{"one"}, {"one"}]
    assert len(_entries(tmp_path / "state")) == 3


def test_the_folder_does_not_grow_for_ever(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_MOST_ENTRIES", 5)
    for number in range(8):
        cached(tmp_path / "state", f"text {number}", [source], source.read_text)
    assert len(_entries(tmp_path / "state")) == 5
    read = _Reader(source)
    cached(tmp_path / "state", "text 7", [source], read)
    assert read.reads == 0
