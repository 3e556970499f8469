"""What hb keeps for itself is for this user alone, whatever the umask, and for no repository."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from heartbeat_cli.state import SHARED, for_this_user_alone, make_private_folder, single_flight, write_atomically


@pytest.fixture(params=[0, 0o022, 0o077])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def modes(folder: Path) -> dict[str, int]:
    return {str(path.relative_to(folder)): path.stat().st_mode & 0o777 for path in sorted(folder.rglob("*"))}


def test_the_state_is_private_with_all_that_is_in_it(tmp_path: Path, umask: int) -> None:
    write_atomically(tmp_path / ".heartbeat" / "deep" / "er" / "file", b"x")
    with single_flight(tmp_path / ".heartbeat", "landing"):
        pass
    shared = 0o666 & ~umask
    assert modes(tmp_path) == {
        ".heartbeat": 0o700,
        ".heartbeat/.gitignore": shared,
        ".heartbeat/deep": 0o700,
        ".heartbeat/deep/er": 0o700,
        ".heartbeat/deep/er/file": 0o600,
        ".heartbeat/ingest.lock": 0o600,
    }


@pytest.mark.usefixtures("umask")
def test_what_libraries_write_is_private_too(tmp_path: Path) -> None:
    with for_this_user_alone():
        (tmp_path / "folder").mkdir()
        (tmp_path / "folder" / "file").write_text("rows")
    assert modes(tmp_path) == {"folder": 0o700, "folder/file": 0o600}


def test_a_file_of_the_user_is_as_the_umask_has_it(tmp_path: Path, umask: int) -> None:
    write_atomically(tmp_path / "db" / "metric.yml", b"x", mode=SHARED)
    assert modes(tmp_path) == {"db": 0o777 & ~umask, "db/metric.yml": 0o666 & ~umask}


def staged(root: Path) -> list[str]:
    for line in (["init", "--quiet"], ["add", "."]):
        subprocess.run(["git", *line], cwd=root, check=True)
    listed = subprocess.run(["git", "ls-files"], cwd=root, check=True, capture_output=True, text=True)
    return listed.stdout.split()


def estate(root: Path) -> None:
    (root / "heartbeat.yml").write_text("truth_source: bank\n")
    (root / ".env").write_text("SOURCE_PG_PASSWORD=hunter2\n")
    (root / "marts.duckdb").write_bytes(b"rows")
    (root / "marts.duckdb.wal").write_bytes(b"rows")


def test_git_add_stages_no_credentials_and_no_rows(tmp_path: Path) -> None:
    estate(tmp_path)
    write_atomically(tmp_path / ".heartbeat" / "marts.json", b"{}")
    assert staged(tmp_path) == [".gitignore", "heartbeat.yml"]


def test_a_gitignore_of_the_users_own_stays_as_it_is(tmp_path: Path) -> None:
    estate(tmp_path)
    (tmp_path / ".gitignore").write_text("*.duckdb*\n.env\n")
    write_atomically(tmp_path / ".heartbeat" / "marts.json", b"{}")
    assert (tmp_path / ".gitignore").read_text() == "*.duckdb*\n.env\n"
    assert staged(tmp_path) == [".gitignore", "heartbeat.yml"]


def test_a_folder_outside_of_a_project_gets_no_gitignore(tmp_path: Path) -> None:
    make_private_folder(tmp_path / ".heartbeat")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".heartbeat"]
