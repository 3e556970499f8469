"""A file is the old one or the new one, and nothing is left beside it."""

import os
from pathlib import Path

import pytest

from heartbeat_cli.state import SHARED, write_atomically
from heartbeat_cli.state.atomic import PRIVATE


@pytest.mark.parametrize("durable", [False, True])
def test_a_file_is_replaced_whole(tmp_path: Path, durable: bool) -> None:
    file = tmp_path / "made" / "x.json"
    write_atomically(file, b"one", durable=durable)
    write_atomically(file, b"two", durable=durable)
    assert (file.read_bytes(), list(file.parent.iterdir())) == (b"two", [file])


@pytest.mark.parametrize(("mode", "file_mode", "folder_mode"), [(PRIVATE, 0o600, 0o700), (SHARED, 0o644, 0o755)])
def test_who_may_read_it(tmp_path: Path, mode: int, file_mode: int, folder_mode: int) -> None:
    file = tmp_path / "made" / "x"
    write_atomically(file, b"", mode=mode)
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (file_mode, folder_mode)


def test_a_draft_somebody_left_or_laid_is_not_written_through(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"theirs")
    (tmp_path / f".x.{os.getpid()}.new").symlink_to(victim)
    write_atomically(tmp_path / "x", b"ours")
    assert ((tmp_path / "x").read_bytes(), victim.read_bytes()) == (b"ours", b"theirs")


def test_a_name_that_is_taken_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_bytes(b"theirs")
    with pytest.raises(FileExistsError):
        write_atomically(file, b"ours", overwrite=False)
    assert (file.read_bytes(), list(tmp_path.iterdir())) == (b"theirs", [file])
    write_atomically(tmp_path / "y", b"ours", overwrite=False)
    assert (tmp_path / "y").read_bytes() == b"ours"


def test_a_folder_that_is_a_file_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"")
    with pytest.raises(OSError):
        write_atomically(tmp_path / "f" / "x", b"ours")
