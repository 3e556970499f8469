"""A source that is a replica: reads that its recovery breaks off are tried again, and its counters are not believed.

A real primary and a real standby that waits for nobody.
"""

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.conftest import TestServer
from tests.ingest_estate import MARTS, ingest, make_project
from tests.ingest_proof import differing

from heartbeat_cli.demo.postgres import Server, data_home, free_port, new_password, server_binaries, server_owner
from heartbeat_cli.errors import ConnectionFailedError
from heartbeat_cli.estate import ProjectSettings

ROWS = 300_000
BANK = f"""
CREATE SCHEMA core;
CREATE TABLE core.entry (id bigint PRIMARY KEY, note text);
INSERT INTO core.entry SELECT i, 'note ' || i FROM generate_series(1, {ROWS}) i;
CREATE TABLE core.churn (id integer PRIMARY KEY, n integer) WITH (autovacuum_enabled = off);
INSERT INTO core.churn SELECT i, 0 FROM generate_series(1, 1000) i;
ANALYZE;
"""
_SETTINGS = (
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=''",
    "fsync=off",
    "wal_level=replica",
    "max_wal_senders=4",
    "hot_standby=on",
    "max_standby_streaming_delay=0",
    "hot_standby_feedback=off",
    "vacuum_truncate=off",
)


@dataclass(frozen=True)
class Pair:
    """A primary, its standby, and the password of both."""

    primary: int
    standby: int
    password: str

    def session(self, port: int, database: str = "bank") -> "psycopg.Connection[Any]":
        return psycopg.connect(
            host="127.0.0.1", port=port, user="postgres", password=self.password, dbname=database, autocommit=True
        )


def run(program: str, *arguments: object, env: dict[str, str] | None = None) -> None:
    owner = server_owner()
    subprocess.run(
        [str(server_binaries(owner) / program), *map(str, arguments)],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C", **(env or {})},
        **owner.run_options(),  # type: ignore[call-overload]
    )


@contextmanager
def running(data: Path, port: int) -> Iterator[None]:
    options = " ".join(f"-c {setting}" for setting in _SETTINGS)
    run("pg_ctl", "start", "--wait", f"--pgdata={data}", f"--log={data}.log", f"--options=-p {port} {options}")
    try:
        yield
    finally:
        run("pg_ctl", "stop", "--mode=immediate", f"--pgdata={data}")


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    root = tmp_path_factory.mktemp("replica")
    home = data_home(root, root)
    password, first, second = new_password(), free_port(), free_port()
    Server(home / "primary", home / "primary.log", first).create(password)
    with (home / "primary" / "pg_hba.conf").open("a") as rules:
        rules.write("\nhost replication all 127.0.0.1/32 scram-sha-256\n")
    made = Pair(first, second, password)
    with running(home / "primary", first):
        with made.session(first, "postgres") as session:
            session.execute("CREATE DATABASE bank")
        with made.session(first) as session:
            session.execute(BANK.encode())
        copy = ("--pgdata", home / "standby", "--write-recovery-conf", "--host=127.0.0.1", f"--port={first}")
        run("pg_basebackup", *copy, "--username=postgres", "--checkpoint=fast", env={"PGPASSWORD": password})
        with running(home / "standby", second):
            yield made
    shutil.rmtree(home, ignore_errors=True)


READING = """
SELECT 1 FROM pg_stat_activity
WHERE pid <> pg_backend_pid() AND state = 'active' AND backend_xmin IS NOT NULL AND query LIKE '%entry%'
"""


def churn(pair: Pair, stop: threading.Event) -> None:
    """What makes a standby break reads off: dead rows that the primary cleans up, twice while somebody reads."""
    with pair.session(pair.primary) as primary, pair.session(pair.standby) as standby:
        for _ in range(2):
            while not standby.execute(READING).fetchone():
                if stop.wait(0.01):
                    return
            primary.execute("UPDATE core.churn SET n = n + 1")
            primary.execute("VACUUM core.churn")


@pytest.mark.parametrize("marts", MARTS)
def test_a_read_that_recovery_breaks_off_is_tried_again(
    pair: Pair, postgres_server: TestServer, tmp_path: Path, marts: str
) -> None:
    project = make_project(tmp_path, postgres_server, marts, "bank", {"core": "all"}, marts_database="marts_replica")
    env = project.root / ".env"
    env.write_text(
        env.read_text()
        .replace(f"SOURCE_PG_PORT={postgres_server.port}", f"SOURCE_PG_PORT={pair.standby}")
        .replace(f"SOURCE_PG_PASSWORD={postgres_server.password}", f"SOURCE_PG_PASSWORD={pair.password}")
    )
    with pair.session(pair.standby) as standby:
        assert any(landed_through_a_conflict(project, pair, standby) for _ in range(10)), "no read was broken off"
    caught_up(pair)
    ingest(project)
    assert differing(project) == []


def landed_through_a_conflict(project: ProjectSettings, pair: Pair, standby: "psycopg.Connection[Any]") -> bool:
    """Whether a landing went through although the standby broke reads off meanwhile."""
    before, stop = conflicts(standby), threading.Event()
    writer = threading.Thread(target=churn, args=(pair, stop))
    writer.start()
    try:
        result = ingest(project, rebuild=True)
    except ConnectionFailedError as error:
        # It may end a session that has read all it wanted and only waits for the marts: nothing to be tried again.
        assert error.code == "source_lost"
        return False
    finally:
        stop.set()
        writer.join()
    assert result.failures == ()
    return conflicts(standby) > before


def conflicts(session: "psycopg.Connection[Any]") -> int:
    row = session.execute("SELECT confl_snapshot FROM pg_stat_database_conflicts WHERE datname = 'bank'").fetchone()
    assert row is not None
    return int(row[0])


def caught_up(pair: Pair) -> None:
    with pair.session(pair.primary) as primary, pair.session(pair.standby) as standby:
        row = primary.execute("SELECT pg_current_wal_lsn()").fetchone()
        assert row is not None
        for _ in range(100):
            done = standby.execute("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", (row[0],)).fetchone()
            if done == (True,):
                return
            time.sleep(0.1)
        raise AssertionError("the standby does not catch up")
