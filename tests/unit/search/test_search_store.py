"""When an index on disk holds, and when a new one is made."""

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from heartbeat_cli.errors import InvalidFileError, NotFoundError
from heartbeat_cli.estate import DEMO_FOLDER, PROJECT_FILE, ProjectSettings, load_project
from heartbeat_cli.search import build_index, fresh_index, search, store
from heartbeat_cli.state.journal import journal_file


@pytest.fixture
def small(project: ProjectSettings) -> ProjectSettings:
    """The demo's project with three of its databases."""
    for dump in project.mirror.glob("*/*.sql"):
        if dump.stem not in ("currency-rate", "vmi", "mms"):
            dump.unlink()
    return project


def entry(project: ProjectSettings) -> Path:
    return project.state / "search" / "index"


def test_the_places_are_those_of_the_estate(project: ProjectSettings) -> None:
    assert (store.PROJECT_FILE, store.DEMO_FOLDER) == (PROJECT_FILE, DEMO_FOLDER)
    assert journal_file(project.state) == project.root / store.STATE_FOLDER / store.JOURNAL_FILE


def test_an_index_is_kept_and_found_again(small: ProjectSettings) -> None:
    assert fresh_index(small.root) is None
    built = build_index(small)
    assert fresh_index(small.root) == built
    assert fresh_index(small.root / "db" / "sources") == built, "looked for upward, as the project is"
    assert fresh_index(Path("/"), small.root) == fresh_index(Path("/"), small.root / PROJECT_FILE) == built
    assert fresh_index(small.root, Path("/nowhere")) is None
    assert entry(small).parent.stat().st_mode & 0o777 == 0o700


def _append(file: Path) -> None:
    with file.open("a", encoding="utf-8") as end:
        end.write("\n")


CHANGES: dict[str, Callable[[ProjectSettings], object]] = {
    "a dump": lambda p: _append(p.mirror / "prod" / "vmi.sql"),
    "a dump's time": lambda p: os.utime(p.mirror / "prod" / "vmi.sql", (1, 1)),
    "a dump more": lambda p: shutil.copy(p.mirror / "prod" / "vmi.sql", p.mirror / "prod" / "other.sql"),
    "a dump less": lambda p: (p.mirror / "prod" / "vmi.sql").unlink(),
    "the project": lambda p: _append(p.root / PROJECT_FILE),
    "a source": lambda p: _append(p.sources_folder / "vmi.yml"),
    "an ingest": lambda p: (p.state.mkdir(exist_ok=True), (p.state / "loads.jsonl").touch()),
    "a source less": lambda p: (p.sources_folder / "google_analytics.yml").unlink(),
    "the synonyms": lambda p: _append(p.root / "db" / "synonyms.yml"),
    "no synonyms": lambda p: (p.root / "db" / "synonyms.yml").unlink(),
}


@pytest.mark.parametrize("change", list(CHANGES))
def test_a_change_makes_it_stale(small: ProjectSettings, change: str) -> None:
    build_index(small)
    CHANGES[change](small)
    assert fresh_index(small.root) is None
    assert build_index(load_project(small.root / PROJECT_FILE)) == fresh_index(small.root)


def test_another_version_makes_it_stale(small: ProjectSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    build_index(small)
    monkeypatch.setattr(store, "program_version", lambda: "99")
    assert fresh_index(small.root) is None


@pytest.mark.parametrize("damage", ["empty", "cut", "flipped", "text", "folder"])
def test_a_damaged_index_is_none(small: ProjectSettings, damage: str) -> None:
    built = build_index(small)
    file = entry(small)
    whole = file.read_bytes()
    middle = len(whole) // 2
    if damage == "folder":
        file.unlink()
        file.mkdir()
    else:
        file.write_bytes(
            {
                "empty": b"",
                "cut": whole[:middle],
                "flipped": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
                "text": b"not an index at all",
            }[damage]
        )
    assert fresh_index(small.root) is None
    assert build_index(small) == built, "and searching goes on"
    assert fresh_index(small.root) == (None if damage == "folder" else built)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_another_users_index_is_none(small: ProjectSettings) -> None:
    build_index(small)
    os.chown(entry(small), 12345, -1)
    assert fresh_index(small.root) is None


def _build(root: Path) -> int:
    build_index(load_project(root / PROJECT_FILE))
    index = fresh_index(root)
    return -1 if index is None else len(index.kinds)


def test_many_at_once_leave_a_whole_one(small: ProjectSettings) -> None:
    with ProcessPoolExecutor(4) as pool:
        sizes = set(pool.map(_build, [small.root] * 8))
    assert len(sizes) == 1 and sizes != {-1}
    assert [f.name for f in entry(small).parent.iterdir()] == ["index"]


def test_no_dump_is_said(small: ProjectSettings) -> None:
    shutil.rmtree(small.mirror)
    with pytest.raises(NotFoundError) as raised:
        build_index(small)
    assert raised.value.code == "no_mirror"


def test_a_database_nobody_claims_is_searched_by_its_own_name(small: ProjectSettings) -> None:
    shutil.copy(small.mirror / "prod" / "vmi.sql", small.mirror / "prod" / "other.sql")
    hits = search("vmi allocation", build_index(small), limit=50).hits
    assert {"vmi", "other"} <= {hit.source for hit in hits}


def test_a_dump_that_cannot_be_read_is_noted(small: ProjectSettings) -> None:
    (small.mirror / "prod" / "vmi.sql").write_bytes(b"PGDMP\x00\x01\x0e")
    unread = [(s.name, bool(s.unread)) for s in build_index(small).sources if s.unread is not None]
    assert unread == [("vmi", True)]


def test_the_projects_synonyms_stand_before_those_built_in_or_alone(small: ProjectSettings) -> None:
    file = small.root / "db" / "synonyms.yml"
    own = (("zeppelin",), ("allocat",))
    file.write_text("synonyms:\n  - [zeppelin, allocation]\n", encoding="utf-8")
    index = build_index(small)
    assert search("zeppelin", index).hits[0].target == "vmi.vmi.vmi_allocation"
    file.unlink()
    built_in = build_index(small).synonyms
    assert index.synonyms == (own, *built_in) and len(built_in) > 5
    file.write_text("built_in: false\nsynonyms:\n  - [zeppelin, allocation]\n", encoding="utf-8")
    assert build_index(small).synonyms == (own,)


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("synonyms:\n  - [client, customer]\n  - [alone]\n", "synonyms.yml:3:5", ""),
        ("synonym:\n  - [client, customer]\n", "synonyms.yml:1:1", "synonym"),
        ("synonyms:\n  - [client, 3]\n", "synonyms.yml:2:14", "text"),
        ("synonyms: [\n", "synonyms.yml:2:1", "YAML"),
    ],
)
def test_a_mistake_in_the_synonyms_has_its_line(small: ProjectSettings, text: str, where: str, what: str) -> None:
    (small.root / "db" / "synonyms.yml").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidFileError) as raised:
        build_index(small)
    assert where in str(raised.value.where) and what in raised.value.message
    assert fresh_index(small.root) is None
