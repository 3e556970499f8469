"""From an empty folder and a connection string to an aligned number, on an estate that is no bank."""

import os
import sys
from pathlib import Path

import pexpect
import pytest
from tests.conftest import Outcome, TestServer, run_here
from tests.ingest_estate import admin, make_user
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
            "tables": 6,
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
    begun = hb(f"hb init {url(shop)} --marts {at} --no-input --json", tmp_path, **environment).json
    assert begun["next"]["command"] == "hb init --marts"
    refused = run_here("hb init --marts", tmp_path)
    assert (refused.code, "Ask an administrator of 127.0.0.1" in refused.stderr) == (1, True), refused.stderr
    assert "CREATE DATABASE rental_marts OWNER rental_marts" in " ".join(refused.stderr.split())
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
