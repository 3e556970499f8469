"""From an empty folder and a connection string to an aligned number, on an estate that is no bank."""

import os
import re
import sys
from pathlib import Path

import pexpect
import pytest
from tests.conftest import REPOSITORY, Outcome, TestServer, run_here
from tests.ingest_estate import admin, make_database, make_user
from tests.rental_shop import PASSWORD, READER, RENTALS_IN_30_DAYS, open_shop

MARTS_USER, MARTS_PASSWORD = "rental_marts", "marts pass"
QUESTION = (
    '"Rentals in the last 30 days" --table public.rental --measure count --window 30d --time rental_date'
    " --name rentals_count_30d --owner counter --unit rentals --direction up_is_good --description Rentals."
)


@pytest.fixture
def shop(postgres_server: TestServer) -> TestServer:
    open_shop(postgres_server)
    return postgres_server


def hb(line: str, root: Path, **environment: str) -> Outcome:
    done = run_here(line, root, environment)
    assert done.code == 0, done.stderr
    return done


def url(server: TestServer, user: str = READER, database: str = "dvdrental") -> str:
    return f"postgresql://{user}@127.0.0.1:{server.port}/{database}"


def secrets_in(root: Path) -> list[str]:
    """The files that hold a password, but for `.env`."""
    files = (file for file in root.rglob("*") if file.is_file() and file.name != ".env")
    return [str(file) for file in files if any(p.encode() in file.read_bytes() for p in (PASSWORD, MARTS_PASSWORD))]


PAGE = REPOSITORY / "docs" / "how-to" / "use-your-own-estate.md"


def sessions(page: str) -> list[tuple[str, str]]:
    """The command lines of the page's text blocks, each with what is shown below it."""
    blocks = re.findall(r"^```text\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    parts = [part for block in blocks for part in block.split("$ ")[1:]]
    return [(line, shown.rstrip("\n")) for line, _, shown in (part.partition("\n") for part in parts)]


def shows(shown: str, stdout: str) -> bool:
    """Whether a command said what the page shows; `…` stands for anything."""
    pattern = ".*".join(map(re.escape, shown.split("…")))
    return not shown or re.fullmatch(pattern, stdout.rstrip("\n"), re.DOTALL) is not None


def test_the_page_is_true(shop: TestServer, tmp_path: Path) -> None:
    make_database(shop, "billing", "CREATE TABLE invoice (id integer PRIMARY KEY, sent_at timestamptz);")
    with admin(shop, "billing") as session:
        session.execute(f"GRANT SELECT ON invoice TO {READER}".encode())
    page = PAGE.read_text(encoding="utf-8").partition("## Marts on PostgreSQL")[0]
    lines = sessions(page)
    for line, shown in lines:
        here = line.replace("@localhost/", f"@127.0.0.1:{shop.port}/")
        done = hb(f"{here} --no-input", tmp_path, PGPASSWORD=PASSWORD, COLUMNS="100")
        assert shows(shown, done.stdout.replace(str(tmp_path), "/srv/rentals")), f"{line}\n{done.stdout}"
    assert len(lines) == 5
    assert secrets_in(tmp_path) == []


def align(root: Path) -> "pexpect.spawn[str]":
    words = ["-m", "heartbeat_cli", "metrics", "align", "rentals_count_30d", "--method", "till rolls"]
    env = {**os.environ, "NO_COLOR": "1", "TERM": "xterm"}
    child = pexpect.spawn(sys.executable, words, cwd=str(root), env=env, encoding="utf-8", timeout=60)
    child.expect("Count made by hand")
    child.send(f"{RENTALS_IN_30_DAYS}\r")
    child.expect("Who counted")
    child.send("counter\r")
    child.expect(pexpect.EOF)
    child.close()
    return child


def test_three_commands_lead_from_a_connection_string_to_a_number(shop: TestServer, tmp_path: Path) -> None:
    begun = hb(f"hb init {url(shop)} --no-input --json", tmp_path, PGPASSWORD=PASSWORD).json
    assert (begun["errors"], begun["warnings"], begun["left"], begun["not_pulled"]) == (0, 0, [], [])
    assert begun["sources"] == [
        {
            "name": "dvdrental",
            "cluster": "main",
            "database": "dvdrental",
            "schemas": ["public"],
            "tables": 5,
            "granted": True,
        }
    ]
    assert begun["mirror"] == ["seed/schemas/main/dvdrental.sql"]
    assert begun["next"]["command"] == "hb ingest --source dvdrental"
    slices = (tmp_path / "db/sources/dvdrental.yml").read_text().partition("schemas:\n")[2]
    assert slices == "  cron: {about: Technical.}\n  public: {slice: {except: [flyway_schema_history]}}\n"
    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600
    hb(begun["next"]["command"], tmp_path)
    found = hb(f"hb discover {QUESTION} --json", tmp_path).json
    assert found["value"] == str(RENTALS_IN_30_DAYS)
    assert secrets_in(tmp_path) == []


def test_on_postgres_marts_it_takes_one_more(shop: TestServer, tmp_path: Path) -> None:
    with admin(shop) as session:
        session.execute(b"DROP DATABASE IF EXISTS rental_marts WITH (FORCE)")
    make_user(shop, MARTS_USER, MARTS_PASSWORD)
    at = url(shop, MARTS_USER, "rental_marts")
    environment = {"PGPASSWORD": PASSWORD, "MARTS_PG_PASSWORD": MARTS_PASSWORD}
    begun = run_here(f"hb init {url(shop)} --marts {at} --no-input --json", tmp_path, environment)
    assert (begun.code, begun.json["errors"], begun.json["next"]["command"]) == (6, 1, "hb init --marts")
    asked = begun.json["no_marts"]["hint"]
    assert (tmp_path / "marts.sql").read_text() in asked
    assert "CREATE DATABASE rental_marts OWNER rental_marts" in asked
    assert run_here("hb init --marts", tmp_path).code == 1
    with admin(shop) as session:
        session.execute(f"ALTER ROLE {MARTS_USER} CREATEDB".encode())
    assert hb("hb init --marts --json", tmp_path).json["made"] is True
    assert hb("hb init --marts --json", tmp_path).json["made"] is False
    hb("hb ingest --source dvdrental", tmp_path)
    found = hb(f"hb discover {QUESTION} --json", tmp_path).json
    assert found["value"] == str(RENTALS_IN_30_DAYS)
    assert secrets_in(tmp_path) == []


@pytest.mark.usefixtures("person")
def test_a_person_aligns_it(shop: TestServer, tmp_path: Path) -> None:
    hb(f"hb init {url(shop)} --no-input", tmp_path, PGPASSWORD=PASSWORD)
    hb("hb ingest --source dvdrental", tmp_path)
    hb(f"hb discover {QUESTION}", tmp_path)
    child = align(tmp_path)
    assert child.exitstatus == 0, child.before
    assert (tmp_path / "db/metrics/rentals_count_30d.yml").is_file()
    assert hb("hb check", tmp_path).code == 0
