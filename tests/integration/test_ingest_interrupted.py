"""An ingest that is killed, stopped or kept out: every table is its old self or its new one, and the next run mends it.

The moments are random; the seed stands in the test's id.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import TestServer, run_hb
from tests.ingest_estate import MARTS, admin, ingest, inventory_of, make_database, make_project

from heartbeat_cli.demo.postgres import Server, data_home, free_port, new_password
from heartbeat_cli.estate import Project
from heartbeat_cli.ingest.pipeline import pipelines_folder
from heartbeat_cli.ingest.proof import Comparison, compare
from heartbeat_cli.ledger import current_holder, read_receipts
from heartbeat_cli.warehouse import open_marts

SMALL_TABLES = 12
BANK = """
CREATE SCHEMA core;
CREATE TABLE core.version (n integer);
INSERT INTO core.version VALUES (1);
CREATE TABLE core.entry (id bigint, amount numeric(18,2), note text, at timestamptz);
INSERT INTO core.entry SELECT i, i / 4.0, 'note ' || i, timestamptz '2026-01-01' + i * interval '1 minute'
  FROM generate_series(1, 400000) i;
CREATE TABLE core.log AS SELECT * FROM core.entry WHERE id <= 120000;
""" + "".join(
    f"CREATE TABLE core.small_{n} AS SELECT i AS id, 'v1' AS note FROM generate_series(1, 500) i;\n"
    for n in range(SMALL_TABLES)
)


@pytest.fixture(params=MARTS)
def project(request: pytest.FixtureRequest, postgres_server: TestServer, tmp_path: Path) -> Project:
    make_database(postgres_server, "bank", BANK)
    return make_project(
        tmp_path, postgres_server, request.param, "bank", {"core": "all"}, marts_database="marts_interrupted"
    )


def start(project: Project, *flags: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "heartbeat_cli", "ingest", "--source", "bank", *flags],
        cwd=project.root,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "NO_COLOR": "1"},
    )


def sums(project: Project) -> dict[str, Comparison]:
    return {c.qname.name: c for c in compare(project, inventory_of(project).require("bank"))}


def change_everything(server: TestServer, version: int) -> None:
    """Every row of every table differs from the version before, and some are gone."""
    with admin(server, "bank") as source, source.transaction():
        source.execute("UPDATE core.version SET n = %s", (version,))
        source.execute("UPDATE core.entry SET amount = amount + 1")
        source.execute("DELETE FROM core.entry WHERE id %% 1000 = %s", (version,))
        source.execute("UPDATE core.log SET note = note || '.'")
        for n in range(SMALL_TABLES):
            source.execute(f"UPDATE core.small_{n} SET note = 'v{version}'".encode())


def kill_at_random(project: Project, server: TestServer, seed: int, rounds: int) -> None:
    moments = random.Random(seed)
    ingest(project)
    started = time.monotonic()
    assert run_hb("hb ingest --source bank", project.root).code == 0
    length = time.monotonic() - started
    for number in range(rounds):
        before = {name: c.source for name, c in sums(project).items()}
        change_everything(server, number + 2)
        running = start(project)
        time.sleep(moments.uniform(0.25, 1.0) * length)
        running.kill()
        running.communicate()
        for name, now in sums(project).items():
            assert now.marts in (before[name], now.source), f"{name} is neither old nor new (round {number})"
        assert current_holder(project) is None
        again = run_hb("hb ingest --source bank --json", project.root)
        assert again.code == 0, again.stderr
        assert [name for name, c in sums(project).items() if not c.agrees] == []
        with open_marts(project) as reader:
            receipts = {(r.dataset, r.table): r.rows for r in read_receipts(reader)}
            assert receipts == {(t.dataset, t.name): t.rows for t in reader.tables()}


@pytest.mark.parametrize("seed", [20260508])
def test_killed_at_random_moments(project: Project, postgres_server: TestServer, seed: int) -> None:
    kill_at_random(project, postgres_server, seed, rounds=2)


@pytest.mark.soak
@pytest.mark.parametrize("seed", [1, 2])
def test_killed_at_many_random_moments(project: Project, postgres_server: TestServer, seed: int) -> None:
    kill_at_random(project, postgres_server, seed, rounds=20)


def test_killed_in_the_middle_of_a_copy(project: Project, postgres_server: TestServer) -> None:
    ingest(project)
    before = sums(project)["entry"]
    change_everything(postgres_server, 2)
    running = start(project, "--table", "core.entry")
    with admin(postgres_server) as session:
        wait_for(lambda: copying_entries(session), pause=0.002)
    time.sleep(0.1)
    running.kill()
    running.communicate()
    assert sums(project)["entry"].marts == before.source
    with open_marts(project) as reader:
        receipts = {r.table: r.rows for r in read_receipts(reader)}
        assert receipts == {t.name: t.rows for t in reader.tables()}
    assert run_hb("hb ingest --source bank", project.root).code == 0
    assert all(c.agrees for c in sums(project).values())


def copying_entries(session: Any) -> bool:
    row = session.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = 'bank' AND state = 'active'"
        " AND query LIKE 'COPY%%entry%%' AND query NOT LIKE '%%count(*)%%' AND query NOT LIKE '%%LIMIT 0%%'"
    ).fetchone()
    return bool(row[0])


def test_killed_on_its_very_first_run(project: Project) -> None:
    running = start(project)
    time.sleep(1.6)
    running.kill()
    running.communicate()
    assert run_hb("hb ingest --source bank", project.root).code == 0
    assert all(c.agrees for c in sums(project).values())
    assert not list(pipelines_folder(project).glob("*/descriptors-*"))


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_stopped_by_a_signal(project: Project, postgres_server: TestServer, number: signal.Signals, code: int) -> None:
    with admin(postgres_server, "bank") as source, source.transaction():
        # A table that cannot be read for now keeps the run from ending by itself.
        source.execute("LOCK TABLE core.entry IN ACCESS EXCLUSIVE MODE")
        running = start(project, "--json")
        wait_for(lambda: waiting_for_lock(postgres_server))
        time.sleep(1)
        asked = time.monotonic()
        running.send_signal(number)
        _, stderr = running.communicate(timeout=30)
    assert time.monotonic() - asked < 6
    assert running.returncode == code, stderr
    assert "Traceback" not in stderr
    assert f"of {SMALL_TABLES + 3} tables landed, and stay" in stderr
    with open_marts(project) as reader:
        kept = {t.name for t in reader.tables()}
        assert kept == {r.table for r in read_receipts(reader)}
    assert kept
    assert "entry" not in kept
    assert run_hb("hb ingest --source bank", project.root).code == 0
    assert all(c.agrees for c in sums(project).values())


def waiting_for_lock(server: TestServer) -> bool:
    with admin(server) as session:
        row = session.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = 'bank' AND wait_event_type = 'Lock'"
        ).fetchone()
    return bool(row and row[0])


def wait_for(condition: Any, seconds: float = 30, pause: float = 0.05) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(pause)


def test_a_second_ingest_is_told_who_is_at_it(project: Project, postgres_server: TestServer) -> None:
    with admin(postgres_server, "bank") as source, source.transaction():
        source.execute("LOCK TABLE core.entry IN ACCESS EXCLUSIVE MODE")
        first = start(project)
        wait_for(lambda: waiting_for_lock(postgres_server))
        began = time.monotonic()
        second = run_hb("hb ingest --source bank --json", project.root)
        assert time.monotonic() - began < 5
        holder = current_holder(project)
        first.terminate()
        first.communicate(timeout=30)
    assert second.code == 4
    error = json.loads(second.stdout)["error"]
    assert (error["code"], error["retryable"]) == ("locked", True)
    assert f"process {first.pid}" in error["message"]
    assert "landing bank" in error["message"]
    assert holder is not None
    assert holder.pid == first.pid
    assert current_holder(project) is None


def test_postgres_marts_keep_out_ingests_of_other_machines(postgres_server: TestServer, tmp_path: Path) -> None:
    make_database(postgres_server, "bank", BANK)
    slices = {"core": "all"}
    one = make_project(tmp_path / "one", postgres_server, "postgres", "bank", slices, marts_database="marts_shared")
    other = make_project(tmp_path / "two", postgres_server, "duckdb", "bank", slices, marts_database="marts_shared")
    file = other.root / "heartbeat.yml"
    file.write_text(file.read_text().replace("kind: duckdb", "kind: postgres"))
    with admin(postgres_server, "bank") as source, source.transaction():
        source.execute("LOCK TABLE core.entry IN ACCESS EXCLUSIVE MODE")
        first = start(one)
        wait_for(lambda: waiting_for_lock(postgres_server))
        second = run_hb("hb ingest --source bank --json", other.root)
        first.kill()
        first.communicate()
    assert (second.code, second.json["error"]["code"]) == (4, "locked")
    assert "landing bank" in second.json["error"]["message"]
    assert run_hb("hb ingest --source bank", other.root).code == 0


def test_the_source_goes_away_in_the_middle(project: Project, postgres_server: TestServer) -> None:
    with admin(postgres_server, "bank") as source, source.transaction():
        source.execute("LOCK TABLE core.entry IN ACCESS EXCLUSIVE MODE")
        running = start(project, "--json")
        wait_for(lambda: waiting_for_lock(postgres_server))
        with admin(postgres_server) as session:
            session.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = 'bank' AND wait_event_type = 'Lock'"
            )
        stdout, stderr = running.communicate(timeout=60)
    assert running.returncode == 1, stderr
    assert "Traceback" not in stderr
    assert json.loads(stdout)["error"]["code"] == "source_lost"
    assert run_hb("hb ingest --source bank", project.root).code == 0
    assert all(c.agrees for c in sums(project).values())


@pytest.fixture
def doomed_server(tmp_path: Path) -> Iterator[TestServer]:
    """A server of one test's own, to be killed."""
    home = data_home(tmp_path, tmp_path)
    password = new_password()
    server = Server(home / "data", home / "server.log", free_port())
    server.create(password)
    server.start()
    yield TestServer(server, password)
    server.stop()
    shutil.rmtree(home, ignore_errors=True)


def test_the_server_of_the_source_is_killed(doomed_server: TestServer, tmp_path: Path) -> None:
    make_database(doomed_server, "bank", BANK)
    project = make_project(tmp_path / "p", doomed_server, "duckdb", "bank", {"core": "all"})
    postmaster = doomed_server.server.pid()
    assert postmaster is not None
    with admin(doomed_server, "bank") as source:
        source.execute("BEGIN")
        source.execute("LOCK TABLE core.entry IN ACCESS EXCLUSIVE MODE")
        running = start(project, "--json")
        wait_for(lambda: waiting_for_lock(doomed_server))
        os.kill(postmaster, signal.SIGKILL)
        stdout, stderr = running.communicate(timeout=60)
        source.close()
    assert running.returncode == 1, stderr
    error = json.loads(stdout)["error"]
    assert (error["code"], error["retryable"]) == ("source_lost", True)
    assert error["message"] in {
        "bank: the connection to the source was lost: server closed the connection unexpectedly",
        f"bank: the connection to the source was lost: cluster A at 127.0.0.1:{doomed_server.port} does not answer",
    }
    assert "options=" not in stdout + stderr
    assert "room" not in stdout + stderr
    doomed_server.server.start()
    assert run_hb("hb ingest --source bank", project.root).code == 0
    assert all(c.agrees for c in sums(project).values())
