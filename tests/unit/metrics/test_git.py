"""Who wrote what, as far as git knows."""

import subprocess
from pathlib import Path

import pytest

from heartbeat_cli.metrics import first_authors


def commit(root: Path, author: str, text: str) -> None:
    (root / "db").mkdir(exist_ok=True)
    (root / "db" / "m.yml").write_text(text)
    subprocess.run(["git", "-C", root, "add", "."], check=True)
    who = ("-c", f"user.name={author}", "-c", f"user.email={author}", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", root, *who, "commit", "-qm", "change"], check=True)


@pytest.mark.parametrize(
    ("depth", "known"),
    [
        (None, {"sql: 1": "ann", "count: 1": "ben", "owner: x": "ben", "note: y": "ann"}),
        (5, {"sql: 1": "ann", "count: 1": "ben", "owner: x": "ben", "note: y": "ann"}),
        (4, {"count: 1": "ben", "owner: x": "ben", "note: y": "ann"}),
        (3, {"owner: x": "ben", "note: y": "ann"}),
        (2, {"note: y": "ann"}),
        (1, {}),
    ],
)
def test_what_was_there_when_a_shallow_clone_begins_has_no_author(
    depth: int | None, known: dict[str, str], tmp_path: Path
) -> None:
    origin, clone = tmp_path / "origin", tmp_path / "clone"
    subprocess.run(["git", "init", "-q", origin], check=True)
    commit(origin, "ann", "sql: 1\n")
    commit(origin, "ben", "sql: 1\ncount: 1\n")
    commit(origin, "ben", "sql: 1\ncount: 1\nowner: x\n")
    commit(origin, "ann", "  sql: 1\ncount: 1\nowner: x\nnote: y\n")
    cut = ["--depth", str(depth)] if depth is not None else []
    subprocess.run(["git", "clone", "-q", *cut, f"file://{origin}", clone], check=True)
    assert first_authors(clone, clone / "db") == {("m", line): author for line, author in known.items()}
