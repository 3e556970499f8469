"""`hb sources add`: lines are added to files that are there, and nothing of them is changed."""

from pathlib import Path

import pytest
from tests.conftest import REPOSITORY, RunLine

from heartbeat_cli import Project
from heartbeat_cli.discovery import Ask
from heartbeat_cli.setup.adding import add_cluster, add_variables

OPENAPI = REPOSITORY / "tests" / "cases" / "openapi" / "cursors.json"
COMPOSE = """\
services:
  ingest:
    environment:
      - DLT_PIPELINES_DIR=/var/dlt
      - SOURCE_PG_HOST
      - SOURCE_PG_USER
    profiles: [ingest]
"""


@pytest.fixture
def root(tmp_path: Path, run_line: RunLine) -> Path:
    assert run_line("hb init --no-input --truth-source shop").code == 0
    return tmp_path


def test_a_cluster_is_entered_and_every_other_line_stays(root: Path) -> None:
    before = (root / "heartbeat.yml").read_text().splitlines()
    add_cluster(root, "second")
    after = (root / "heartbeat.yml").read_text().splitlines()
    assert [line for line in after if line not in before] == [
        "  second:",
        "    mirror: second",
        "    env: SOURCE_PG_SECOND",
    ]
    assert [line for line in after if line in before] == before


def test_variables_are_added_where_they_lack(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("A_HOST=mine")
    (tmp_path / "docker-compose.prod.yml").write_text(COMPOSE)
    (tmp_path / "docker-compose.dev.yml").write_text("services: {}\n")
    changed = list(add_variables(tmp_path, {"A_HOST": "other", "A_PASSWORD": "it's"}))
    assert [file.name for file in changed] == [".env", ".env.example", "docker-compose.prod.yml"]
    assert (tmp_path / ".env").read_text() == "A_HOST=mine\nA_PASSWORD='it\\'s'\n"
    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / ".env.example").read_text() == "A_HOST=\nA_PASSWORD=\n"
    added = COMPOSE.replace("      - SOURCE_PG_USER\n", "      - SOURCE_PG_USER\n      - A_HOST\n      - A_PASSWORD\n")
    assert (tmp_path / "docker-compose.prod.yml").read_text() == added
    assert list(add_variables(tmp_path, {"A_HOST": "other", "A_PASSWORD": "it's"})) == []


def test_an_api_is_drafted_from_its_openapi_document(root: Path, run_line: RunLine) -> None:
    done = run_line(f"hb sources add crm --openapi {OPENAPI} --json")
    assert done.code == 0, done.stderr
    assert done.json["written"] == ["db/sources/crm.yml"]
    assert [f"{name}=" in (root / ".env.example").read_text() for name in done.json["variables"]] == [True] * len(
        done.json["variables"]
    )
    assert run_line("hb check").code == 0
    again = run_line(f"hb sources add crm --openapi {OPENAPI}")
    assert (again.code, "there is a source 'crm' already" in again.stderr) == (5, True)


def test_an_api_is_drafted_from_one_answer(root: Path, run_line: RunLine) -> None:
    (root / "leads.json").write_text('{"leads": [{"id": 1, "updated_at": "2026-01-01T00:00:00Z"}], "next": null}')
    done = run_line("hb sources add crm https://crm.example.com/v1/leads?page=1 --sample leads.json --json")
    assert done.code == 0, done.stderr
    assert "https://crm.example.com/v1" in (root / "db/sources/crm.yml").read_text()


def test_an_older_document_in_yaml_is_drafted_as_well(root: Path, run_line: RunLine) -> None:
    assert root.is_dir()
    done = run_line(f"hb sources add yard --openapi {OPENAPI.with_name('swagger.yml')} --json")
    assert (done.code, done.json["variables"]) == (0, ["YARD_API_KEY"]), done.stderr


@pytest.mark.parametrize(
    ("replies", "kinds"),
    [
        (["crm", "openapi", str(OPENAPI)], ["name", "kind", "openapi"]),
        (["Crm", "shop", "crm", "openapi", "none.json", str(OPENAPI)], [*["name"] * 3, "kind", *["openapi"] * 2]),
        (["crm", "sample", "leads.json", "crm", "https://h.test/v1/leads"], ["name", "kind", "sample", "from", "from"]),
    ],
)
def test_a_person_is_asked_one_thing_after_another(root: Path, replies: list[str], kinds: list[str]) -> None:
    """Until each answer will do; what was wrong with the last is said with the question."""
    (root / "leads.json").write_text('{"leads": [{"id": 1}], "next": null}')
    asked: list[Ask] = []

    def person(ask: Ask) -> str:
        asked.append(ask)
        reply = replies[len(asked) - 1]
        return str(root / reply) if ask.key == "sample" else reply

    added = Project.find(root).add_source(None, {}, ask=person)
    assert (added.name, [ask.key for ask in asked]) == ("crm", kinds)
    assert (root / "db" / "sources" / "crm.yml").exists()


@pytest.mark.parametrize(
    ("line", "said", "code"),
    [
        ("hb sources add Crm", "'Crm' is no name of a source", 2),
        ("hb sources add shop", "there is a source 'shop' already", 5),
        ("hb sources add crm", "no credentials for cluster main", 1),
        ("hb sources add crm --openapi none.json", "there is no such file", 3),
        ("hb sources add crm --sample heartbeat.yml", "nothing says where the sample comes from", 2),
        ("hb sources add", "the source has no name", 2),
        ("hb sources add crm --openapi heartbeat.yml", "this is no OpenAPI document", 1),
        ("hb sources add crm postgresql://a@other.example.com/d", "this server is none of heartbeat.yml's", 2),
    ],
)
def test_what_will_not_do_changes_nothing(root: Path, run_line: RunLine, line: str, said: str, code: int) -> None:
    before = {file: file.read_bytes() for file in root.rglob("*.yml")}
    done = run_line(line)
    assert (done.code, said in done.stderr) == (code, True), done.stderr
    assert {file: file.read_bytes() for file in root.rglob("*.yml")} == before
