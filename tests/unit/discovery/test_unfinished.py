"""What was said is kept answer by answer, each terminal's by itself, and gone when it is finished."""

import os
from pathlib import Path

import pytest

from heartbeat_cli.discovery import Answered, Unfinished, UnfinishedFile, unfinished_ways


def way(question: str, **more: object) -> Unfinished:
    said = (
        Answered("question", question), Answered("needs", ("a.b", "c"), (), listed=True),
        Answered("where", "state = Ä", "", unsaid=True),
    )  # fmt: skip
    return Unfinished(said, {"owner": "ops", "tried": ("x", "y")}, **more)  # type: ignore[arg-type]


def left(state: Path) -> list[Unfinished]:
    return [one for _, one in unfinished_ways(state)]


def killed(state: Path, kept: Unfinished) -> UnfinishedFile:
    """The file of a process that is gone without a word, its lock with it."""
    file = UnfinishedFile.begin(state)
    file.keep(kept)
    os.close(file._lock)  # type: ignore[arg-type]
    return file


def test_what_a_killed_terminal_has_said_is_there_and_that_of_a_living_one_is_its_own(tmp_path: Path) -> None:
    first = way("First", dry_run=True, overwrite=True, as_of="2026-05-08")
    killed(tmp_path, first)
    living = UnfinishedFile.begin(tmp_path)
    living.keep(way("Second"))
    assert left(tmp_path) == [first]
    taken = next(unfinished_ways(tmp_path))
    assert taken[1].question == "First"
    assert left(tmp_path) == [], "another terminal has taken it"
    taken[0].forget()
    living.forget()
    assert list((tmp_path / "discover").iterdir()) == []


def test_the_last_one_comes_first(tmp_path: Path) -> None:
    for at, question in enumerate(("First", "Second", "Third")):
        killed(tmp_path, way(question))
        os.utime(max((tmp_path / "discover").glob("*.json")), (at, at + 1_900_000_000))
    assert [one.question for one in left(tmp_path)] == ["Third", "Second", "First"]


def test_only_this_user_reads_it_and_a_secret_is_not_in_it(tmp_path: Path) -> None:
    file = UnfinishedFile.begin(tmp_path)
    file.keep(
        Unfinished(
            (Answered("question", "postgresql://me:hunter2@h/d"), Answered("owner", "ops")), {"x": "token=abc123"}
        )
    )
    (kept,) = (tmp_path / "discover").glob("*.json")
    assert kept.stat().st_mode & 0o077 == 0
    assert "hunter2" not in kept.read_text() and "abc123" not in kept.read_text() and "ops" in kept.read_text()


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"said": [1], "given": {}}', '{"said": [], "given": {"a": 1}}'])
def test_a_damaged_file_is_none(tmp_path: Path, text: str) -> None:
    killed(tmp_path, way("First"))
    next((tmp_path / "discover").glob("*.json")).write_text(text)
    assert left(tmp_path) == []


def test_many_are_not_kept_for_ever(tmp_path: Path) -> None:
    for number in range(25):
        killed(tmp_path, way(f"Question {number}"))
    assert 20 <= len(left(tmp_path)) <= 21


def test_a_disk_that_takes_nothing_is_said(tmp_path: Path) -> None:
    (tmp_path / "discover").write_text("a file, where a folder is wanted")
    assert UnfinishedFile.begin(tmp_path).keep(way("First")) is False
    assert UnfinishedFile.begin(tmp_path / "elsewhere").keep(way("First")) is True
