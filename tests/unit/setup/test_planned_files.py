"""What was chosen becomes files that hb itself reads back as what was chosen."""

from io import StringIO
from pathlib import Path

import pytest
from dotenv import dotenv_values

from heartbeat_cli.errors import HbError, RefusedError, UsageError
from heartbeat_cli.estate import Slice, load_inventory, load_project
from heartbeat_cli.setup import (
    Choices,
    ChosenSource,
    FoundDatabase,
    FoundSchema,
    MartsChoice,
    ServerAddress,
    planned_files,
    refuse_a_project,
    write_files,
)
from heartbeat_cli.setup.env_text import env_example, env_text

ADDRESS = ServerAddress("db.example.com", 5432, "reader", "my shop", "p'a $s\\w\"d #x")
STRANGE = FoundDatabase(
    "my: shop",
    (
        FoundSchema("public", ("film", "flyway_schema_history"), 10, readable=True),
        FoundSchema("yes", ("t",), readable=True),
        FoundSchema("a: {b}", ("t",), readable=True),
        FoundSchema("cron", ("job",), readable=False),
    ),
    comment="Films:\n and tapes # all of them",
)
CHOICES = Choices("shop", (ChosenSource("shop", "main", STRANGE, STRANGE.of_interest),), address=ADDRESS)


def test_what_was_chosen_is_read_back(tmp_path: Path) -> None:
    write_files(tmp_path, planned_files(CHOICES))
    project = load_project(tmp_path / "heartbeat.yml")
    source = load_inventory(project).truth
    assert (source.name, source.database, source.cluster, source.access) == ("shop", "my: shop", "main", "granted")
    assert (source.title, source.role) == ("my: shop", "Films: and tapes # all of them")
    assert source.schemas == ("public", "yes", "a: {b}", "cron")
    assert source.slices == (Slice("public", but=("flyway_schema_history",)), Slice("yes"), Slice("a: {b}"))
    assert (project.marts.kind, project.mirror) == ("duckdb", tmp_path / "seed/schemas")


def test_the_password_stands_in_env_alone(tmp_path: Path) -> None:
    written = write_files(tmp_path, planned_files(CHOICES))
    holding = [file for file in written.files if "p'a" in file.read_text() or "p\\'a" in file.read_text()]
    assert holding == [tmp_path / ".env"]
    assert holding[0].stat().st_mode & 0o777 == 0o600
    assert dotenv_values(holding[0])["SOURCE_PG_PASSWORD"] == ADDRESS.password
    assert dotenv_values(tmp_path / ".env.example") == {
        "SOURCE_PG_HOST": "",
        "SOURCE_PG_PORT": "5432",
        "SOURCE_PG_USER": "",
        "SOURCE_PG_PASSWORD": "",
    }
    assert (tmp_path / ".heartbeat/.gitignore").read_text().endswith("*\n")


def test_what_is_there_is_left_and_named(tmp_path: Path) -> None:
    (tmp_path / ".gitignore").write_text("*.pyc\n.env\n")
    (tmp_path / "db" / "sources").mkdir(parents=True)
    (tmp_path / "db/sources/shop.yml").write_text("mine\n")
    written = write_files(tmp_path, planned_files(CHOICES))
    assert written.left == (tmp_path / "db/sources/shop.yml", tmp_path / ".gitignore")
    assert written.lacking == tuple(f".gitignore lacks {line}" for line in (".heartbeat/", "*.duckdb", "*.duckdb.*"))
    assert (tmp_path / "db/sources/shop.yml").read_text() == "mine\n"
    assert not set(written.files) & set(written.left)


def test_a_project_is_refused(tmp_path: Path) -> None:
    refuse_a_project(tmp_path)
    (tmp_path / "heartbeat.yml").symlink_to("nowhere")
    with pytest.raises(RefusedError, match="nothing was changed"):
        refuse_a_project(tmp_path)


def test_a_folder_nobody_may_write_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "db").write_text("a file")
    with pytest.raises(HbError, match="cannot be written") as caught:
        write_files(tmp_path, planned_files(CHOICES))
    assert caught.value.code == "no_permission"


@pytest.mark.parametrize("value", ["", "plain", "a b", "'", '"', "\\", "\\'", "$HOME", "#x", "é", "a=b", "`id`", "!x"])
def test_env_is_read_back_as_it_was(value: str) -> None:
    assert dotenv_values(stream=StringIO(env_text({"X_PASSWORD": value}))) == {"X_PASSWORD": value}
    assert value == "" or value not in env_example({"X_PASSWORD": value}).splitlines()[1]


def test_what_no_env_file_can_hold_is_refused_and_not_told() -> None:
    with pytest.raises(UsageError, match="env file can hold") as caught:
        env_text({"X_PASSWORD": "a${HOME}b"})
    assert "${HOME}" not in f"{caught.value} {caught.value.hint}"


@pytest.mark.parametrize(
    ("marts", "names"),
    [
        (MartsChoice(), []),
        (MartsChoice("postgres"), ["MARTS_PG_HOST", "MARTS_PG_PORT", "MARTS_PG_USER", "MARTS_PG_PASSWORD"]),
    ],
)
def test_marts_on_a_server_have_variables_and_sql(marts: MartsChoice, names: list[str]) -> None:
    choices = Choices(CHOICES.truth_source, CHOICES.sources, marts)
    assert [name for name in choices.variables() if name.startswith("MARTS")] == names + (
        ["MARTS_PG_DATABASE"] if names else []
    )
    assert ("marts.sql" in {str(file.path) for file in planned_files(choices)}) == bool(names)
