"""`hb mirror load`, `pull` and `diff` against real servers: what they do, and what a refusal leaves alone."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.conftest import Outcome, TestServer, run_here
from tests.ingest_estate import admin, ingest, make_database, make_project, make_user

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.mirror import packaged_binaries
from heartbeat_cli.mirror.binaries import fitting_pg_dump

PASSWORD = "pa'ss w\\ord=1"
BANK = """
CREATE SCHEMA core;
CREATE TYPE core.rail AS ENUM ('SEPA', 'SWIFT');
CREATE TABLE core.payment (id bigint PRIMARY KEY, amount numeric(18,2), rail core.rail, settled_at timestamptz);
CREATE TABLE core.note (id integer, body text);
INSERT INTO core.payment SELECT i, i, 'SEPA', now() FROM generate_series(1, 10) i;
"""
METRIC = """\
name: payments_settled_count_24h
question: How many payments were settled?
owner: payments
unit: payments
direction: up_is_good
source: bank
status: candidate
window: 24h
sql: |
  SELECT count(*) FROM bank_core.payment AS p WHERE p.settled_at >= now() - interval '24 hours'
"""
NEEDY = """\
CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA public;
COMMENT ON EXTENSION "uuid-ossp" IS 'generate universally unique identifiers (UUIDs)';
CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS pg_stat_statements WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS postgis WITH SCHEMA public;
CREATE SCHEMA core;
ALTER SCHEMA core OWNER TO mirror_owner;
CREATE TABLE core.client (id uuid DEFAULT public.uuid_generate_v4() NOT NULL, email public.citext);
ALTER TABLE core.client OWNER TO mirror_owner;
GRANT SELECT ON TABLE core.client TO "Mirror Reader";
CREATE TABLE core.place (
    id integer,
    at public.geometry(Point,4326)
);
CREATE INDEX client_email ON core.client (email);
CREATE INDEX place_id ON core.place (id);
"""


@pytest.fixture
def project(postgres_server: TestServer, tmp_path: Path) -> ProjectSettings:
    """A project of one source, whose mirror's server is the tests' own."""
    make_database(postgres_server, "bank", BANK)
    with admin(postgres_server) as session:
        session.execute("DROP DATABASE IF EXISTS shop WITH (FORCE)")
    project = make_project(tmp_path, postgres_server, "duckdb", "bank", {"core": "all"})
    with (project.root / ".env").open("a") as env:
        env.write(f"MIRROR_PG_HOST=127.0.0.1\nMIRROR_PG_PORT={postgres_server.port}\nMIRROR_PG_USER=postgres\n")
        env.write(f"MIRROR_PG_PASSWORD={postgres_server.password}\n")
    return project


def write_dump(project: ProjectSettings, text: str, name: str = "shop") -> Path:
    file = project.mirror / "prod" / f"{name}.sql"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return file


def hb(project: ProjectSettings, line: str, **env: str) -> Outcome:
    return run_here(f"hb mirror {line}", project.root, env)


def start(project: ProjectSettings, *words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "heartbeat_cli", "mirror", *words],
        cwd=project.root,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "NO_COLOR": "1"},
    )


def wait_for(what: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def databases(server: TestServer) -> set[str]:
    with admin(server) as session:
        return {name for (name,) in session.execute("SELECT datname FROM pg_database").fetchall()}


def scratch(server: TestServer) -> set[str]:
    return {name for name in databases(server) if name.startswith("hb_scratch_")}


def ask(server: TestServer, database: str, query: str) -> Any:
    with admin(server, database) as session:
        row = session.execute(query.encode()).fetchone()
    return row[0] if row else None


# load


def test_load_says_what_is_missing_and_what_stands_in(project: ProjectSettings, postgres_server: TestServer) -> None:
    write_dump(project, NEEDY)
    done = hb(project, "load --json")
    assert done.code == 6
    (shop,) = done.json["databases"]
    assert (shop["database"], shop["loaded"], shop["whole"]) == ("shop", True, False)
    assert shop["roles"] == ["mirror_owner", "Mirror Reader"]
    assert shop["stood_in"] == ["uuid-ossp", "citext", "pg_stat_statements"]
    assert shop["missing_extensions"] == ["postgis"]
    assert [(lost["file"], lost["line"], lost["extension"]) for lost in shop["lost"]] == [
        ("seed/schemas/prod/shop.sql", 11, "postgis"),
        ("seed/schemas/prod/shop.sql", 16, "postgis"),
    ]
    assert "public.geometry" in shop["lost"][0]["reason"]
    with admin(postgres_server, "shop") as session:
        session.execute("INSERT INTO core.client (email) VALUES ('a@b.c')")
    assert len(str(ask(postgres_server, "shop", "SELECT id FROM core.client"))) == 36
    assert ask(postgres_server, "shop", "SELECT count(*) FROM pg_indexes WHERE schemaname = 'core'") == 1
    assert ask(postgres_server, "shop", "SELECT bool_or(rolcanlogin) FROM pg_roles WHERE rolname ~* '^mirror'") is False
    shown = hb(project, "load", COLUMNS="80")
    assert "Extension postgis is missing on the server: shop needs it; 2 statements lost to it." in shown.stdout
    assert "Extension uuid-ossp is not on the server; in shop there is instead" in shown.stdout


def test_load_replaces_whole_and_ends_the_sessions_in_the_old_one(
    project: ProjectSettings, postgres_server: TestServer
) -> None:
    write_dump(project, "CREATE TABLE public.one (id integer);")
    assert hb(project, "load shop").code == 0
    write_dump(project, "CREATE TABLE public.two (id integer);\n")
    with admin(postgres_server, "shop") as sitting:
        done = hb(project, "load shop --json")
        assert (done.code, done.json["databases"][0]["replaced"]) == (0, True)
        with pytest.raises(psycopg.OperationalError):
            sitting.execute("SELECT 1")
    assert (
        ask(postgres_server, "shop", "SELECT string_agg(tablename, ',') FROM pg_tables t WHERE schemaname = 'public'")
        == "two"
    )
    assert scratch(postgres_server) == set()
    status = hb(project, "status --json").json["databases"]
    assert {d["database"]: d["loaded"] for d in status} == {"bank": "foreign", "shop": "yes"}
    write_dump(project, "CREATE TABLE public.three (id integer);\n")
    assert [d["loaded"] for d in hb(project, "status --json").json["databases"] if d["source"] is None] == ["older"]


def test_load_runs_no_command_of_psql_and_keeps_off_the_rest_of_the_server(
    project: ProjectSettings, postgres_server: TestServer, tmp_path: Path
) -> None:
    trace = tmp_path / "trace"
    write_dump(
        project,
        f"\\! touch {trace}\n\\connect bank\nCREATE TABLE t (id integer);\nCOPY t FROM stdin;\n1\n\\.\n"
        "INSERT INTO t VALUES (2);\nDROP DATABASE bank;\nALTER ROLE postgres NOLOGIN;\nBEGIN;\nCREATE TABLE u ();\n",
    )
    done = hb(project, "load --json")
    assert (done.code, done.json["databases"][0]["left_out"]) == (0, 5), done.stdout
    assert not trace.exists()
    assert ask(postgres_server, "shop", "SELECT count(*) FROM t") == 0
    assert ask(postgres_server, "bank", "SELECT count(*) FROM core.payment") == 10


def test_a_broken_dump_is_loaded_as_far_as_it_goes_and_one_that_is_none_not_at_all(
    project: ProjectSettings, postgres_server: TestServer
) -> None:
    write_dump(project, "CREATE TABLE t (id integer);\n")
    assert hb(project, "load").code == 0
    write_dump(project, "CREATE TABLE v (id integer);\nCREAT TABLE w (id integer);\nCREATE TABLE x (id nope);\n")
    done = hb(project, "load")
    assert done.code == 6
    assert "seed/schemas/prod/shop.sql:2: syntax error" in done.stdout
    assert 'seed/schemas/prod/shop.sql:3: type "nope" does not exist: CREATE TABLE x (id nope)' in done.stdout
    write_dump(project, "PGDMP\x01\x02")
    done = hb(project, "load --json")
    assert (done.code, done.json["databases"][0]["error"]["code"]) == (6, "archive_unreadable")
    assert ask(postgres_server, "shop", "SELECT count(*) FROM pg_tables WHERE tablename = 'v'") == 1


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGKILL, -9), (signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_load_that_is_stopped_leaves_the_old_database(
    project: ProjectSettings, postgres_server: TestServer, sign: signal.Signals, code: int
) -> None:
    write_dump(project, "CREATE TABLE before (id integer);\n")
    assert hb(project, "load").code == 0
    write_dump(project, "CREATE TABLE after (id integer);\nDO $$ BEGIN PERFORM pg_sleep(60); END $$;\n")
    running = start(project, "load")
    wait_for(lambda: ask(postgres_server, "postgres", "SELECT count(*) FROM pg_stat_activity WHERE query ~ '^DO'") == 1)
    assert hb(project, "load --json").json["error"]["code"] == "locked"
    running.send_signal(sign)
    running.communicate(timeout=30)
    assert running.returncode == code
    assert ask(postgres_server, "shop", "SELECT count(*) FROM pg_tables WHERE tablename = 'before'") == 1
    assert bool(scratch(postgres_server)) == (sign is signal.SIGKILL)
    write_dump(project, "CREATE TABLE after (id integer);\n")
    wait_for(lambda: hb(project, "load").code == 0)
    assert ask(postgres_server, "shop", "SELECT count(*) FROM pg_tables WHERE tablename = 'after'") == 1
    assert scratch(postgres_server) == set()


def test_two_loads_at_once(project: ProjectSettings, postgres_server: TestServer) -> None:
    from heartbeat_cli.mirror.server import LOCK_KEY

    write_dump(project, "CREATE TABLE t (id integer);\n")
    with admin(postgres_server) as other:
        other.execute("SELECT pg_advisory_lock(%s)", (LOCK_KEY,))
        done = hb(project, "load")
    assert (done.code, "another `hb mirror load` is at work" in done.stderr) == (4, True)
    assert hb(project, "load").code == 0


def test_a_database_of_somebody_else_is_not_replaced(project: ProjectSettings, postgres_server: TestServer) -> None:
    write_dump(project, "CREATE TABLE t (id integer);\n", name="bank")
    write_dump(project, "CREATE TABLE t (id integer);\n")
    done = hb(project, "load --json")
    assert (done.code, done.json["error"]["code"]) == (5, "not_ours")
    assert "shop" not in databases(postgres_server)
    plan = hb(project, "load --dry-run --json").json["databases"]
    assert {p["database"]: p["there"] for p in plan} == {"bank": "foreign", "shop": None}
    assert ask(postgres_server, "bank", "SELECT count(*) FROM core.payment") == 10
    assert hb(project, "load bank --replace").code == 0
    assert ask(postgres_server, "bank", "SELECT count(*) FROM pg_tables WHERE tablename = 't'") == 1


def test_load_refusals(project: ProjectSettings) -> None:
    empty = hb(project, "load --json")
    assert (empty.code, empty.json["error"]["code"]) == (3, "no_dump")
    write_dump(project, "CREATE TABLE t (id integer);\n")
    misspelt = hb(project, "load shpo")
    assert (misspelt.code, "Did you mean 'shop'?" in misspelt.stderr) == (3, True)
    wrong = hb(project, "load", MIRROR_PG_PASSWORD="another-secret")
    assert (wrong.code, "refuses the password of postgres" in wrong.stderr) == (1, True)
    assert "another-secret" not in wrong.stderr
    down = hb(project, "load --json", MIRROR_PG_PORT="1")
    assert (down.code, down.json["error"]["code"]) == (1, "connection_failed")
    assert down.json["error"]["retryable"] is True
    elsewhere = hb(project, "load --json", MIRROR_PG_HOST="db.example", MIRROR_PG_PASSWORD="")
    assert (elsewhere.code, elsewhere.json["error"]["code"]) == (1, "connection_failed")


# pull


def test_pull_then_what_changed(project: ProjectSettings, postgres_server: TestServer) -> None:
    first = hb(project, "pull bank --json")
    assert first.code == 0, first.stderr
    assert first.json["pulled"] == [
        {
            "source": "bank",
            "database": "bank",
            "file": "seed/schemas/prod/bank.sql",
            "dry_run": False,
            "tables": 2,
            "columns": 6,
            "changes": None,
            "from_catalogue": [],
            "unchanged": False,
        }
    ]
    file = project.mirror / "prod" / "bank.sql"
    before, moment = file.read_bytes(), file.stat().st_mtime_ns
    same = hb(project, "pull bank --json")
    assert (same.json["pulled"][0]["unchanged"], same.json["pulled"][0]["changes"]) == (True, [])
    assert (file.read_bytes(), file.stat().st_mtime_ns) == (before, moment)
    with admin(postgres_server, "bank") as session:
        session.execute("ALTER TABLE core.note ADD COLUMN written_at timestamptz")
    again = hb(project, "pull --erd")
    assert again.code == 0
    page = project.mirror / "erd" / "bank-core" / "index.html"
    assert "to look at: seed/schemas/erd/bank-core/index.html" in again.stdout
    assert "written_at" in page.read_text(encoding="utf-8")
    drawn = page.stat().st_mtime_ns
    assert "1 added" in again.stdout
    assert "bank: core.note: column written_at added" in again.stdout
    assert "none" in hb(project, "pull --cluster A").stdout
    assert hb(project, "pull --erd --json").json["pictures"] == ["seed/schemas/erd/bank-core/index.html"]
    assert (page.stat().st_mtime_ns, [f.name for f in page.parent.iterdir()]) == (drawn, ["index.html"])
    assert [f.name for f in (project.mirror / "prod").iterdir()] == ["bank.sql"]
    assert hb(project, "load bank --replace").code == 0


def test_pull_without_grants_asks_for_those_it_needs(project: ProjectSettings, postgres_server: TestServer) -> None:
    make_user(postgres_server, "dashboard_user", PASSWORD)
    file = write_dump(project, "CREATE TABLE kept (id integer);\n", name="bank")
    reader = {"SOURCE_PG_USER": "dashboard_user", "SOURCE_PG_PASSWORD": PASSWORD}
    dry = hb(project, "pull bank --dry-run --json", **reader)
    refused = hb(project, "pull bank --json", **reader)
    assert (refused.code, refused.json["error"]["code"]) == (1, "not_granted")
    assert dry.json == refused.json
    assert "2 in core" in refused.json["error"]["message"]
    assert file.read_text() == "CREATE TABLE kept (id integer);\n"
    with admin(postgres_server, "bank") as session:
        session.execute("GRANT USAGE ON SCHEMA core TO dashboard_user; GRANT SELECT ON core.note TO dashboard_user")
    partly = hb(project, "pull bank", **reader)
    assert (partly.code, "pg_dump may not read core.payment" in partly.stderr) == (6, True), partly.stderr
    assert "GRANT SELECT" in partly.stderr
    whole = hb(project, "pull bank --json")
    assert (whole.code, whole.json["pulled"][0]["from_catalogue"]) == (0, [])
    assert whole.json["pulled"][0]["changes"] == []
    write_dump(project, "CREATE TABLE kept (id integer);\n", name="bank")
    with admin(postgres_server, "bank") as session:
        session.execute("\n".join(refused.json["error"]["hint"].splitlines()[1:]).encode())
    assert hb(project, "pull bank --dry-run", **reader).code == 0
    assert file.read_text() == "CREATE TABLE kept (id integer);\n"
    granted = hb(project, "pull bank", **reader)
    assert granted.code == 0, granted.stderr
    assert "core.payment" in file.read_text()
    for outcome in (dry, refused, granted):
        assert PASSWORD not in outcome.stdout + outcome.stderr
    assert PASSWORD not in file.read_text()


def test_pull_refusals(project: ProjectSettings) -> None:
    wrong = hb(project, "pull bank", SOURCE_PG_PASSWORD="another-secret")
    assert (wrong.code, "refuses the password of postgres" in wrong.stderr) == (1, True)
    assert "another-secret" not in wrong.stderr
    down = hb(project, "pull bank --json", SOURCE_PG_PORT="1")
    assert (down.code, down.json["error"]["code"]) == (1, "connection_failed")
    misspelt = hb(project, "pull bnak")
    assert (misspelt.code, "Did you mean 'bank'?" in misspelt.stderr) == (3, True)
    cluster = hb(project, "pull --cluster B --json")
    assert (cluster.code, cluster.json["error"]["code"]) == (3, "unknown_cluster")
    both = hb(project, "pull bank --cluster A --json")
    assert (both.code, both.json["error"]["code"]) == (2, "usage")
    assert not project.mirror.exists()


def test_one_source_that_fails_leaves_the_others_alone(project: ProjectSettings) -> None:
    other = (project.sources_folder / "bank.yml").read_text().replace("database: bank", "database: no_such_bank")
    (project.sources_folder / "other.yml").write_text(other.replace("source: bank", "source: other"))
    done = hb(project, "pull --json")
    assert done.code == 1
    assert [p["source"] for p in done.json["pulled"]] == ["bank"]
    assert [(f["source"], f["code"]) for f in done.json["failed"]] == [("other", "no_database")]
    shown = hb(project, "pull")
    assert (shown.code, "1 of 2 dumps are as they were" in shown.stderr) == (1, True)


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_pull_that_is_stopped_leaves_the_old_dump(
    project: ProjectSettings, postgres_server: TestServer, sign: signal.Signals, code: int
) -> None:
    file = write_dump(project, "CREATE TABLE kept (id integer);\n", name="bank")
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = 'bank' AND wait_event_type = 'Lock'"
    with admin(postgres_server, "bank") as migration, migration.transaction():
        migration.execute("LOCK TABLE core.note IN ACCESS EXCLUSIVE MODE")
        running = start(project, "pull", "bank")
        wait_for(lambda: ask(postgres_server, "postgres", waiting) == 1)
        if Path("/proc").is_dir():
            assert not [p for p in Path("/proc").glob("[0-9]*/cmdline") if _holds(p, postgres_server.password)]
        running.send_signal(sign)
        running.communicate(timeout=30)
    assert running.returncode == code
    assert file.read_text() == "CREATE TABLE kept (id integer);\n"
    assert list(file.parent.iterdir()) == [file]


def _holds(command: Path, secret: str) -> bool:
    try:
        return secret.encode() in command.read_bytes()
    except OSError:
        return False


def test_a_table_somebody_keeps_locked(project: ProjectSettings, postgres_server: TestServer) -> None:
    with admin(postgres_server, "bank") as migration, migration.transaction():
        migration.execute("LOCK TABLE core.note IN ACCESS EXCLUSIVE MODE")
        done = hb(project, "pull bank --json")
    assert (done.code, done.json["error"]["code"], done.json["error"]["retryable"]) == (1, "source_locked", True)
    assert not project.mirror.exists()


def test_a_server_newer_than_every_pg_dump() -> None:
    programs = [packaged_binaries() / "pg_dump", Path("/no/such/pg_dump")]
    assert fitting_pg_dump(14, programs) == programs[0]
    with pytest.raises(HbError, match="PostgreSQL 99, and the newest pg_dump here is 18") as too_old:
        fitting_pg_dump(99, programs)
    assert too_old.value.code == "pg_dump_too_old"
    with pytest.raises(HbError, match="no pg_dump"):
        fitting_pg_dump(14, programs[1:])


# diff


@pytest.fixture
def pulled(project: ProjectSettings) -> ProjectSettings:
    """The project with its dump pulled and a candidate that reads it."""
    folder = project.candidates_folder
    folder.mkdir(parents=True)
    (folder / "payments_settled_count_24h.yml").write_text(METRIC)
    assert hb(project, "pull bank").code == 0
    return project


def test_diff_with_live(pulled: ProjectSettings, postgres_server: TestServer) -> None:
    same = hb(pulled, "diff bank --live --json")
    assert (same.code, same.json["databases"][0]["changes"]) == (0, [])
    with admin(postgres_server, "bank") as session:
        session.execute("ALTER TABLE core.note DROP COLUMN body")
        session.execute("ALTER TYPE core.rail ADD VALUE 'INSTANT'")
    harmless = hb(pulled, "diff bank --live")
    assert (harmless.code, "No metric reads what changed." in harmless.stdout) == (0, True)
    assert hb(pulled, "status --live --json").json["databases"][0]["live_changes"] == 2
    with admin(postgres_server, "bank") as session:
        session.execute("ALTER TABLE core.payment RENAME COLUMN settled_at TO completed_at")
    broken = hb(pulled, "diff bank --live --json")
    assert broken.code == 6
    assert broken.json["broken_metrics"] == 1
    (metric,) = broken.json["databases"][0]["metrics"]
    assert (metric["metric"], metric["breaking"]) == (
        "payments_settled_count_24h",
        ["core.payment: column settled_at removed"],
    )
    wrong = hb(pulled, "diff bank --live --json", SOURCE_PG_PASSWORD="x")
    assert (wrong.code, wrong.json["error"]["code"]) == (1, "wrong_password")


def test_diff_with_marts(pulled: ProjectSettings) -> None:
    nothing = hb(pulled, "diff bank --marts --json")
    assert (nothing.code, nothing.json["error"]["code"]) == (3, "no_marts")
    ingest(pulled)
    same = hb(pulled, "diff bank --marts --json")
    assert (same.code, same.json["databases"][0]["changes"]) == (0, []), same.stdout
    file = pulled.mirror / "prod" / "bank.sql"
    text = file.read_text().replace("    body text\n", "    body text,\n    more integer\n")
    text = text.replace("    settled_at timestamp with time zone\n", "    settled_at date\n")
    file.write_text(text.replace("    id integer,", "    id bigint,"))
    done = hb(pulled, "diff bank --marts --json")
    assert done.code == 6
    assert [(c["action"], c["table"], c["column"]) for c in done.json["databases"][0]["changes"]] == [
        ("removed", "core.note", "more"),
        ("changed", "core.payment", "settled_at"),
    ]
