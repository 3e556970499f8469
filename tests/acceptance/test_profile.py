"""`hb profile` as a whole command line: stdout, stderr and exit code apart."""

import json
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from heartbeat_cli.cli.main import run

CASES = Path(__file__).parents[1] / "cases" / "dumps"


class Result(NamedTuple):
    code: int
    out: str
    err: str


Line = Callable[..., Result]


@pytest.fixture
def line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Line:
    def call(*args: str, width: int = 100) -> Result:
        monkeypatch.setenv("COLUMNS", str(width))
        capsys.readouterr()
        code = run(["profile", *args])
        return Result(code, *capsys.readouterr())

    return call


@pytest.fixture
def cards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one mirrored source, `card_management` on database `card-management`, and one API."""
    (tmp_path / "heartbeat.yml").write_text(
        "truth_source: card_management\nmirror: mirror\nclusters:\n  A: {mirror: prod, env: SOURCE_PG}\n"
    )
    sources = tmp_path / "db" / "sources"
    sources.mkdir(parents=True)
    (sources / "card_management.yml").write_text(
        "source: card_management\ntitle: Cards\nrole: Card issuing\narchetype: postgres\naccess: granted\ncluster: A\n"
        "database: card-management\nschemas:\n  core: {slice: all}\n  dict: {slice: all}\n"
    )
    (sources / "zoho_crm.yml").write_text(
        "source: zoho_crm\ntitle: Zoho\nrole: Funnel\narchetype: unknown\naccess: unknown\n"
    )
    (tmp_path / "mirror" / "prod").mkdir(parents=True)
    shutil.copy(CASES / "bank.sql", tmp_path / "mirror" / "prod" / "card-management.sql")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_file_needs_no_project(line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(CASES / "bank.sql", tmp_path / "plain")
    for target in (str(CASES / "bank.sql"), "plain", "./plain"):
        result = line(target, "--json")
        assert (result.code, result.err) == (0, "")
        found = json.loads(result.out)
        assert found["target"] == target
        assert found["understood"]["skipped"] == []
        assert found["counts"] == {
            "tables": 7,
            "partitions": 1,
            "views": 1,
            "columns": 25,
            "primary_keys": 6,
            "foreign_keys": 5,
            "indexes": 2,
            "unique_constraints": 1,
            "check_constraints": 1,
            "enums": 1,
            "comments": 3,
            "exclusion_constraints": 0,
            "domains": 0,
            "composite_types": 0,
            "range_types": 0,
            "sequences": 3,
            "policies": 0,
            "foreign_tables": 0,
        }


@pytest.mark.usefixtures("cards")
@pytest.mark.parametrize("source", ["card_management", "card-management"])
def test_a_source_by_its_name_and_by_its_database(line: Line, source: str) -> None:
    result = line(f"{source}.core", "--format", "json")
    found = json.loads(result.out)
    assert (result.code, found["kind"], found["schema"], found["counts"]["tables"]) == (0, "schema", "core", 5)
    assert {t["name"]: t["cursor"]["column"] for t in found["tables"]}["client_profile"] == "updated_at"


@pytest.mark.usefixtures("cards")
def test_every_depth_of_target(line: Line) -> None:
    kinds = {
        "card_management": "database",
        "card_management.core": "schema",
        "card_management.core.payment": "table",
        "card_management.core.open_payment": "view",
        "card_management.core.payment.state_id": "column",
    }
    for target, kind in kinds.items():
        found = json.loads(line(target, "--json").out)
        assert (found["target"], found["kind"], found["understood"]["statements"]) == (target, kind, 18)


@pytest.mark.usefixtures("cards")
@pytest.mark.parametrize("width", [40, 80, 140])
def test_pages_never_cut_a_name(line: Line, width: int) -> None:
    page = line("card_management.core", width=width)
    assert (page.code, page.err) == (0, "")
    for name in ("client_profile", "payment_state_log", "login_attempt", "dict", "Core banking"):
        assert name in page.out
    table = line("card_management.core.payment", width=width)
    assert "client_profile" in table.out
    assert "dict.payment_state" in table.out
    if width >= 80:
        assert max(len(text) for text in (page.out + table.out).splitlines()) <= width


@pytest.mark.usefixtures("cards")
@pytest.mark.parametrize(
    ("target", "code", "hint"),
    [
        ("card_managment", "unknown_source", "Did you mean 'card_management'?"),
        ("card_management.cor", "unknown_schema", "Did you mean 'core'?"),
        ("card_management.payment", "unknown_schema", "Did you mean 'card_management.core.payment'?"),
        ("card_management.core.paymnt", "unknown_table", "Did you mean 'payment'?"),
        ("card_management.core.currency", "unknown_table", "There is dict.currency."),
        ("card_management.core.payment.stat_id", "unknown_column", "Did you mean 'state_id'?"),
        ("zoho_crm", "no_dump", "`hb sources status zoho_crm` shows what is known about it."),
        ("card_management.open_payment", "unknown_schema", "Did you mean 'card_management.core.open_payment'?"),
        (
            "card_management.core.zzz",
            "unknown_table",
            "`hb profile card_management.core --format csv` lists all there are.",
        ),
        (
            "card_management.core.payment.zzz",
            "unknown_column",
            "`hb profile card_management.core.payment --format csv` lists all there are.",
        ),
        (
            "card_management.core.open_payment.id",
            "unknown_column",
            "Profile the view itself: it names its columns and what it reads.",
        ),
        ("nothing.sql", "no_such_file", "Make one with `pg_dump --schema-only --file X.sql DATABASE`."),
    ],
)
def test_what_is_not_there(line: Line, target: str, code: str, hint: str) -> None:
    result = line(target, "--format", "json")
    error = json.loads(result.out)["error"]
    assert (result.code, error["code"], error["hint"]) == (3, code, hint)
    spoken = line(target)
    assert (spoken.code, spoken.out) == (3, "")
    assert hint in spoken.err


@pytest.mark.usefixtures("cards")
@pytest.mark.parametrize("target", ["card_management.", "card_management..core", ".core", ""])
def test_a_name_between_dots_is_never_empty(line: Line, target: str) -> None:
    result = line(target)
    assert (result.code, result.out) == (2, "")
    assert f"'{target}' is no target" in result.err


def test_what_exists_and_is_no_dump_is_not_taken_for_a_source(
    line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "backup.dir").mkdir()
    (tmp_path / "backup.dir" / "toc.dat").write_bytes(b"PGDMP")
    (tmp_path / "round").symlink_to("round")
    assert "error: backup.dir: pg_restore cannot read the archive" in line("backup.dir").err
    assert "error: round: the file cannot be read: Too many levels of symbolic links" in line("round").err


def test_a_pipe_is_read_like_a_file(line: Line, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    writer = threading.Thread(target=lambda: Path("pipe").write_bytes((CASES / "bank.sql").read_bytes()))
    writer.start()
    result = line("pipe", "--json")
    writer.join()
    assert (result.code, json.loads(result.out)["counts"]["tables"]) == (0, 7)


def test_no_target_at_all(line: Line) -> None:
    assert line("a..b").code == 2
    assert line().code == 2


def test_a_partial_read_is_never_reported_as_success(line: Line, tmp_path: Path) -> None:
    file = tmp_path / "broken.sql"
    file.write_text("CREATE TABLE a (b int);\nCREATE TABLE c (d int,,);\nCREATE TABLE e (f int);\n")
    result = line(str(file))
    assert result.code == 6
    assert "2 tables" in result.out
    assert f"{file}:2: CREATE TABLE c" in result.err
    as_json = line(str(file), "--json")
    assert as_json.code == 6
    skipped = json.loads(as_json.out)["understood"]["skipped"]
    assert [(s["file"], s["line"], s["statement"]) for s in skipped] == [(str(file), 2, "CREATE TABLE c (d int,,)")]


def test_a_lost_function_is_a_note(line: Line, tmp_path: Path) -> None:
    file = tmp_path / "f.sql"
    file.write_text("CREATE TABLE a (b int);\nCREATE FUNCTION nonsense;\n")
    result = line(str(file))
    assert result.code == 0
    assert "none shapes a table" in result.err


def test_a_binary_dump_names_the_command_that_makes_it_readable(line: Line, tmp_path: Path) -> None:
    file = tmp_path / "dump.bin"
    file.write_bytes(b"PGDMP\x01\x0e")
    result = line(str(file))
    assert (result.code, result.out) == (1, "")
    assert "pg_restore --schema-only" in result.err
