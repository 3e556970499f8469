"""hb's errors for what the reader of schemas raises: same words, same place, same code."""

from pathlib import Path

import pytest
from tests.conftest import REPOSITORY

from heartbeat_cli.errors import HbError, InvalidFileError, NotFoundError
from heartbeat_cli.estate import find_project, load_inventory
from heartbeat_cli.mirror import archives, binaries, hb_errors, read_dump
from heartbeat_cli.mirror.pull import pick_sources
from heartbeat_cli.mirror.reading import open_dump, read_dump_text
from heartbeat_cli.pgschema import FileMissingError, GrammarMissingError, NotADumpError, PgSchemaError


@pytest.mark.parametrize(
    ("raised", "kind"),
    [
        (FileMissingError("gone", "a.sql", hint="make one"), NotFoundError),
        (NotADumpError("broken", "a.sql", 3, "mend it", "not_utf8"), InvalidFileError),
        (GrammarMissingError("no grammar", hint="install it"), HbError),
    ],
)
def test_an_error_of_the_library_is_one_of_hb(raised: PgSchemaError, kind: type[HbError]) -> None:
    with pytest.raises(HbError) as found, hb_errors():
        raise raised
    error = found.value
    assert type(error) is kind
    assert (str(error), error.where, error.hint, error.code) == (str(raised), raised.where, raised.hint, raised.code)


def test_what_is_read_is_read_and_what_cannot_be_is_an_error_of_hb(tmp_path: Path) -> None:
    file = tmp_path / "a.sql"
    file.write_text("CREATE TABLE t (x int);")
    assert read_dump(file).database.name == "a"
    assert read_dump(file, name="b").database.name == "b"
    assert open_dump(file) == b"CREATE TABLE t (x int);"
    with pytest.raises(NotFoundError, match="no such file"):
        read_dump(tmp_path / "b.sql")
    with pytest.raises(NotFoundError, match="no such file"):
        open_dump(tmp_path / "b.sql")
    with pytest.raises(InvalidFileError, match="no SQL statement"):
        read_dump_text(b"-- nothing", file="c.sql", name="c")


ARCHIVES = Path(__file__).parents[2] / "cases" / "archives"


@pytest.mark.parametrize("name", ["mill.dump", "mill.tar", "mill.folder"])
def test_an_archive_reads_as_the_sql_that_pg_restore_makes_of_it(name: str) -> None:
    reading = read_dump(ARCHIVES / name)
    assert (reading.database.name, reading.skipped) == ("mill", ())
    (schema,) = reading.database.schemas
    assert [(t.name, [c.name for c in t.columns]) for t in schema.tables] == [
        ("grain", ["id", "name"]),
        ("sack", ["grain_id"]),
    ]
    assert [str(k.target) for k in schema.tables[1].foreign_keys] == ["mill.grain"]
    assert open_dump(ARCHIVES / name).find(b"CREATE TABLE mill.grain") > 0


def test_without_pg_restore_an_archive_is_named_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "find_programs", lambda _: iter(()))
    with pytest.raises(InvalidFileError) as found:
        read_dump(ARCHIVES / "mill.dump")
    assert found.value.code == "custom_format"
    assert f"`pg_restore --schema-only --file mill.sql {ARCHIVES / 'mill.dump'}`" in (found.value.hint or "")


def test_a_damaged_archive_says_what_pg_restore_says(tmp_path: Path) -> None:
    file = tmp_path / "cut.dump"
    file.write_bytes((ARCHIVES / "mill.dump").read_bytes()[:40])
    with pytest.raises(InvalidFileError, match="pg_restore cannot read the archive") as found:
        read_dump(file)
    assert found.value.code == "archive_unreadable"


def test_what_is_no_archive_is_not_given_to_pg_restore(tmp_path: Path) -> None:
    (tmp_path / "short").write_bytes(b"PG")
    found = [archives.is_archive(p) for p in (tmp_path, tmp_path / "short", tmp_path / "gone", Path("/dev/null"))]
    assert found == [False] * 4


def test_which_databases_are_pulled() -> None:
    project = find_project(REPOSITORY)
    inventory = load_inventory(project)

    def picked(*wanted: str, cluster: str | None = None) -> list[str]:
        return [source.name for source in pick_sources(project, inventory, wanted, cluster)]

    everything = [source.name for source in inventory.sources if source.database is not None]
    by_cluster = {one.name: picked(cluster=one.name) for one in project.clusters}
    assert picked() == everything
    assert sorted(name for names in by_cluster.values() for name in names) == sorted(everything)
    assert picked("vss", "webbank", "vss") == ["vss", "webbank"]
    with pytest.raises(HbError):
        picked("qac")
