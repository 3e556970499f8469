"""What a target names: a file or a source, and which schema, table, view or column."""

import shutil
from pathlib import Path

import pytest

from heartbeat_cli.app import locate
from heartbeat_cli.app.target import is_file, resolve, split_source, split_target
from heartbeat_cli.errors import HbError, NotFoundError, UsageError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.pgschema import read_text

FORMS = "SOURCE, SOURCE.SCHEMA, SOURCE.SCHEMA.TABLE, SOURCE.SCHEMA.TABLE.COLUMN, or a dump file."
BANK = read_text(
    "CREATE SCHEMA core; CREATE SCHEMA dict; CREATE TABLE core.client (id bigint, name text);"
    "CREATE TABLE core.state (id int); CREATE TABLE dict.state (id int); CREATE TABLE dict.kind (id int);"
    "CREATE VIEW core.client_v AS SELECT id FROM core.client;"
).database


@pytest.mark.parametrize(
    ("target", "parts"),
    [
        ("a", ["a"]), ("a.b.c.d", ["a", "b", "c", "d"]), ('a."b.c"', ["a", "b.c"]), ('"a ""b"""."C"', ['a "b"', "C"]),
        ("a-b.c d", ["a-b", "c d"]),
    ],
)  # fmt: skip
def test_a_target_in_parts(target: str, parts: list[str]) -> None:
    assert split_target(target) == parts


@pytest.mark.parametrize("target", ["", ".", "a.", ".a", "a..b", 'a."b', 'a""', '""', '"a"b', "a.b.c.d.e"])
def test_no_target(target: str) -> None:
    with pytest.raises(UsageError) as raised:
        split_target(target)
    assert (raised.value.message, raised.value.hint) == (f"'{target}' is no target", FORMS)


def test_what_goes_with_a_file_only() -> None:
    with pytest.raises(UsageError) as raised:
        split_source("bank", "core")
    assert str(raised.value) == "'core' stands beside 'bank', which is no dump file"
    assert raised.value.hint == "Write bank.core."
    assert split_source("bank.core") == ["bank", "core"]


def test_what_a_file_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("folder").mkdir()
    Path("dump").touch()
    Path("dead").symlink_to("nowhere")
    said = {
        t: is_file(t) for t in ("folder", "dump", "dead", "gone", "gone.sql", "a/b", "folder/", "a.sql.b", "x" * 999)
    }
    assert [target for target, file in said.items() if file] == ["dump", "dead", "gone.sql", "a/b", "folder/"]


def test_a_dump_file_needs_no_project() -> None:
    def find_project() -> ProjectSettings:
        raise AssertionError

    place = locate("a/b.sql", "core.client.id", find_project)
    assert (place.text, place.path, place.names) == (
        "a/b.sql core.client.id",
        Path("a/b.sql"),
        ("core", "client", "id"),
    )
    assert (place.source, place.prefix, place.project) == (None, "", None)
    assert locate("a/b.sql", None, find_project).text == "a/b.sql"
    with pytest.raises(UsageError) as raised:
        locate("a/b.sql", "a.b.c.d", find_project)
    assert raised.value.hint == "SCHEMA, SCHEMA.TABLE or SCHEMA.TABLE.COLUMN."


@pytest.mark.parametrize(
    ("target", "source", "database", "names", "entry"),
    [
        ("webbank", "webbank", "webbank", (), "webbank"),
        ("card_management.card", "card_management", "card-management", ("card",), "card_management"),
        ("card-management.card.card", "card-management", "card-management", ("card", "card"), "card_management"),
        ("extra.core", "extra", "extra", ("core",), None),
    ],
)
def test_a_source_and_a_mirrored_database(
    project: ProjectSettings, target: str, source: str, database: str, names: tuple[str, ...], entry: str | None
) -> None:
    mirrored = project.mirror / "prod" / "webbank.sql"
    shutil.copyfile(mirrored, mirrored.with_name("extra.sql"))
    place = locate(target, None, lambda: project)
    assert (place.source, place.database, place.names) == (source, database, names)
    assert (place.entry and place.entry.name, place.prefix) == (entry, f"{source}.")
    assert place.path.name == f"{database}.sql"


@pytest.mark.parametrize(
    ("target", "message", "hint", "code"),
    [
        ("webbnak.core", "there is no source 'webbnak'", "Did you mean 'webbank'?", "unknown_source"),
        (
            "collateral", "'collateral' is no database (unknown): the mirror holds no structure of it",
            "`hb sources status collateral` shows what is known about it.", "no_dump",
        ),
    ],
)  # fmt: skip
def test_no_source(project: ProjectSettings, target: str, message: str, hint: str, code: str) -> None:
    with pytest.raises(NotFoundError) as raised:
        locate(target, None, lambda: project)
    assert (raised.value.message, raised.value.hint, raised.value.code) == (message, hint, code)


def found(*names: str) -> list[str]:
    place = locate("bank.sql", ".".join(names) or None, _nobody)
    one = resolve(BANK, place)
    named = (one.schema and one.schema.name, one.relation and str(one.relation.qname), one.column)
    return [part for part in named if part is not None]


def _nobody() -> ProjectSettings:
    raise AssertionError


def test_what_names_mean() -> None:
    assert found() == []
    assert found("core") == ["core"]
    assert found("core", "client") == ["core", "core.client"]
    assert found("core", "client_v") == ["core", "core.client_v"]
    assert found("core", "client", "id") == ["core", "core.client", "id"]


@pytest.mark.parametrize(
    ("names", "message", "hint", "code"),
    [
        ("cor", "has no schema 'cor'", "Did you mean 'core'?", "unknown_schema"),
        ("kind", "has no schema 'kind'", "Did you mean 'dict.kind'?", "unknown_schema"),
        ("x", "has no schema 'x'", "It has core, dict.", "unknown_schema"),
        ("core.clietn", "has no table or view 'clietn'", "Did you mean 'client'?", "unknown_table"),
        ("core.kind", "has no table or view 'kind'", "There is dict.kind.", "unknown_table"),
        (
            "dict.x", "has no table or view 'x'", "`hb profile bank.sql dict --format csv` lists all there are.",
            "unknown_table",
        ),
        ("core.client.nam", "core.client has no column 'nam'", "Did you mean 'name'?", "unknown_column"),
        (
            "core.client.x", "core.client has no column 'x'",
            "`hb profile bank.sql core.client --format csv` lists all there are.", "unknown_column",
        ),
        (
            "core.client_v.id", "core.client_v is a view; the columns of tables alone are profiled one by one",
            "Profile the view itself: it names its columns and what it reads.", "unknown_column",
        ),
    ],
)  # fmt: skip
def test_names_that_mean_nothing(names: str, message: str, hint: str, code: str) -> None:
    with pytest.raises(HbError) as raised:
        found(names)
    assert raised.value.message.endswith(message)
    assert (raised.value.hint, raised.value.code) == (hint, code)
