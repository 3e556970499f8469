"""What a survey finds out from a real catalogue, and how a source tells that nothing is new."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from tests.conftest import TestServer
from tests.ingest_estate import admin, inventory_of, make_database, make_project

from heartbeat_cli.demo.postgres import Server, data_home, free_port, server_binaries, server_owner
from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.ingest.source.connect import open_source
from heartbeat_cli.ingest.source.source_changes import SourceChange, SourceCounts, classify_change, count_at_source
from heartbeat_cli.ingest.source.survey import survey
from heartbeat_cli.sources import Counters, Cursor, Plan, PlannedTable, RowKey

SCHEMA = """
CREATE DOMAIN email AS text;
CREATE DOMAIN stamp AS timestamptz;
CREATE TABLE person (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, gone text, email email NOT NULL UNIQUE,
    updated_at stamp NOT NULL
);
ALTER TABLE person DROP gone;
CREATE INDEX ON person (updated_at);
CREATE TABLE visit (id serial PRIMARY KEY, person_id bigint REFERENCES person, at timestamptz);
CREATE TABLE account (person_id bigint PRIMARY KEY REFERENCES person);
CREATE TABLE pair (a integer, b text, updated_at timestamptz, PRIMARY KEY (a, b) INCLUDE (updated_at));
CREATE TABLE no_key (a integer, b integer NOT NULL, c integer NOT NULL);
CREATE UNIQUE INDEX ON no_key (a);
CREATE UNIQUE INDEX ON no_key (b) WHERE a > 0;
CREATE UNIQUE INDEX ON no_key (abs(c));
CREATE TABLE unproven (a integer UNIQUE);
ALTER TABLE unproven ADD CONSTRAINT a_is_there NOT NULL a NOT VALID;
CREATE TABLE parted (id bigint, day date, PRIMARY KEY (day, id)) PARTITION BY RANGE (day);
CREATE TABLE parted_old PARTITION OF parted FOR VALUES FROM (MINVALUE) TO ('2024-01-01');
CREATE TABLE parted_new PARTITION OF parted FOR VALUES FROM ('2024-01-01') TO (MAXVALUE) PARTITION BY LIST (day);
CREATE TABLE parted_rest PARTITION OF parted_new DEFAULT;
"""


@pytest.fixture
def project(postgres_server: TestServer, tmp_path: Path) -> ProjectSettings:
    make_database(postgres_server, "surveyed", SCHEMA)
    return make_project(tmp_path, postgres_server, "duckdb", "surveyed", {"public": "all"})


def look(project: ProjectSettings, *only: str) -> Plan:
    return survey(project, inventory_of(project).sources[0], only)


def table_of(plan: Plan, name: str) -> PlannedTable:
    return next(table for table in plan.tables if table.qname.name == name)


def settle(project: ProjectSettings, settings: str) -> None:
    """Give the source's file settings of tables."""
    file = project.root / "db" / "sources" / "bank.yml"
    file.write_text(file.read_text().partition("tables:")[0] + f"tables:\n{settings}")


def test_keys_cursors_and_numbers(project: ProjectSettings) -> None:
    plan = look(project)
    assert plan.server_version >= 10_00_00
    found = {table.qname.name: (table.key, table.cursor.kind, table.cursor.column) for table in plan.tables}
    by_id = (("id", "bigint"),)
    assert found == {
        "person": (RowKey(("id",), by_id), "updated_at", "updated_at"),
        "visit": (RowKey(("id",), by_id), "growing", "id"),
        "account": (RowKey(("person_id",), (("person_id", "bigint"),)), "none", None),
        "pair": (RowKey(("a", "b"), (("a", "bigint"),)), "none", None),
        "no_key": (None, "none", None),
        "unproven": (None, "none", None),
        "parted": (RowKey(("day", "id"), (("day", "date"), ("id", "bigint"))), "none", None),
    }
    person = table_of(plan, "person")
    assert person.numbers == (1, 3, 4)
    assert [name for name, _ in person.columns] == ["id", "email", "updated_at"]
    assert (person.cursor.type, person.cursor.indexed) == ("timestamp with time zone", True)
    assert "may be null" in table_of(plan, "pair").cursor.reason


def test_what_is_withheld(project: ProjectSettings) -> None:
    settle(
        project,
        "  public.person: {columns: {exclude: [email], hash: [updated_at]}, deletes: mark}\n"
        "  public.pair: {columns: {hash: [b]}}\n"
        "  public.visit: {cursor: at}\n",
    )
    plan = look(project)
    person = table_of(plan, "person")
    assert [name for name, _ in person.columns] == ["id", "updated_at"]
    assert (person.numbers, person.hashed, person.deletes) == ((1, 4), ("updated_at",), "mark")
    assert person.cursor.kind == "none"
    assert table_of(plan, "pair").key is None
    assert "named" not in table_of(plan, "visit").cursor.reason
    assert "may be null" in table_of(plan, "visit").cursor.reason


@pytest.mark.parametrize(
    ("settings", "code", "hint"),
    [
        ("  public.person: {columns: {exclude: [e_mail]}}\n", "unknown_column", "Did you mean 'email'?"),
        ("  public.person: {columns: {hash: [gone]}}\n", "unknown_column", "Its columns: id, email, updated_at."),
        ("  public.person: {cursor: updatedat}\n", "unknown_column", "Did you mean 'updated_at'?"),
        ("  public.persn: {columns: {hash: [email]}}\n", "unknown_table", "Did you mean 'public.person'?"),
    ],
)
def test_settings_that_name_nothing(project: ProjectSettings, settings: str, code: str, hint: str) -> None:
    settle(project, settings)
    with pytest.raises(HbError) as raised:
        look(project)
    assert (raised.value.code, raised.value.hint, raised.value.where) == (code, hint, "bank.yml")


def counted(project: ProjectSettings, name: str, until: Callable[[Counters], bool] = lambda _: True) -> Counters:
    """The counters of a table, once they are as expected: they trail behind what was committed."""
    deadline = time.monotonic() + 20
    while True:
        counters = table_of(look(project), name).counters
        assert counters is not None
        if until(counters) or time.monotonic() > deadline:
            return counters
        time.sleep(0.1)


def change(server: TestServer | Server, password: str, *statements: str) -> None:
    with psycopg.connect(
        host="127.0.0.1", port=server.port, user="postgres", password=password, dbname="surveyed", autocommit=True
    ) as session:
        for statement in statements:
            session.execute(statement.encode())


NO_CURSOR = Cursor("none", None, "")


def test_counters_tell_what_was_done(project: ProjectSettings, postgres_server: TestServer) -> None:
    password = postgres_server.password
    first = counted(project, "visit")
    assert (
        classify_change(NO_CURSOR, None, first, SourceCounts(counters=counted(project, "visit")))
        == SourceChange.NOTHING
    )
    change(postgres_server, password, "INSERT INTO visit (at) VALUES (now()), (now())")
    second = counted(project, "visit", lambda now: now.inserted == first.inserted + 2)
    assert classify_change(NO_CURSOR, None, first, SourceCounts(counters=second)) == SourceChange.ADDED
    change(postgres_server, password, "UPDATE visit SET at = now() WHERE id = 1")
    third = counted(project, "visit", lambda now: now.updated > second.updated)
    assert classify_change(NO_CURSOR, None, second, SourceCounts(counters=third)) == SourceChange.CHANGED
    change(postgres_server, password, "DELETE FROM visit WHERE id = 1")
    fourth = counted(project, "visit", lambda now: now.deleted > third.deleted)
    assert classify_change(NO_CURSOR, None, third, SourceCounts(counters=fourth)) == SourceChange.CHANGED


def test_a_partitioned_table_is_the_sum_of_its_leaves(project: ProjectSettings, postgres_server: TestServer) -> None:
    first = counted(project, "parted")
    change(postgres_server, postgres_server.password, "INSERT INTO parted VALUES (1, '2023-01-01'), (2, '2025-01-01')")
    second = counted(project, "parted", lambda now: now.inserted == first.inserted + 2)
    assert second == Counters(2, 0, 0, first.since)
    change(postgres_server, postgres_server.password, "ALTER TABLE parted DETACH PARTITION parted_old")
    assert (
        classify_change(NO_CURSOR, None, second, SourceCounts(counters=counted(project, "parted")))
        == SourceChange.UNKNOWN
    )


@pytest.mark.parametrize(
    "statement",
    [
        "TRUNCATE visit",
        "ALTER TABLE visit ALTER at TYPE text",
        "DROP TABLE visit; CREATE TABLE visit (id serial PRIMARY KEY, at timestamptz); INSERT INTO visit VALUES (1)",
        "SELECT pg_stat_reset()",
        "SELECT pg_stat_reset_single_table_counters('visit'::regclass)",
    ],
)
def test_what_counters_do_not_show_is_unknown(
    project: ProjectSettings, postgres_server: TestServer, statement: str
) -> None:
    change(postgres_server, postgres_server.password, "INSERT INTO visit (at) VALUES (now())")
    before = counted(project, "visit", lambda now: now.inserted == 1)
    change(postgres_server, postgres_server.password, *statement.split("; "))
    assert (
        classify_change(NO_CURSOR, None, before, SourceCounts(counters=counted(project, "visit")))
        == SourceChange.UNKNOWN
    )


def test_maxima_in_one_round_trip(project: ProjectSettings, postgres_server: TestServer) -> None:
    change(
        postgres_server,
        postgres_server.password,
        "INSERT INTO visit (at) VALUES (now()), (now())",
        "INSERT INTO person (email, updated_at) VALUES ('a', '2024-05-06 07:08:09.5+03')",
    )
    plan = look(project)
    with open_source(plan.connection, plan.source) as session:
        counts = count_at_source(session, plan.tables)
        assert set(counts) == {table.qname for table in plan.tables}
        told = {qname.name: found.maximum for qname, found in counts.items() if found.asked}
        assert told == {"visit": "2", "person": "2024-05-06 04:08:09.5+00"}
        assert counts[table_of(plan, "visit").qname].counters == table_of(plan, "visit").counters
        assert count_at_source(session, []) == {}


def test_a_locked_table_does_not_hold_up_the_others(project: ProjectSettings, postgres_server: TestServer) -> None:
    with admin(postgres_server, "surveyed") as migration, migration.transaction():
        migration.execute("LOCK TABLE visit, parted_old IN ACCESS EXCLUSIVE MODE")
        plan = look(project)
        with open_source(plan.connection, plan.source) as session:
            counts = count_at_source(session, plan.tables)
            assert not any(found.asked for found in counts.values())
            assert session.execute("SELECT 1").fetchone() == (1,)


def start(server: Server) -> None:
    """Start with WAL that a server in recovery can read."""
    owner = server_owner()
    options = f"-p {server.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c wal_level=replica"
    subprocess.run(
        [
            server_binaries(owner) / "pg_ctl",
            "start",
            "--wait",
            f"--pgdata={server.data}",
            f"--log={server.log}",
            f"--options={options}",
        ],
        stdout=subprocess.DEVNULL,
        check=True,
        env={"LC_ALL": "C"},
        **owner.run_options(),  # type: ignore[call-overload]
    )


@pytest.fixture(scope="module")
def own_server(postgres_server: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestServer]:
    """A server that may be crashed, and turned into one in recovery."""
    root = tmp_path_factory.mktemp("own")
    home = data_home(root, root)
    server = Server(home / "data", home / "server.log", free_port())
    server.create(postgres_server.password)
    start(server)
    made = TestServer(server, postgres_server.password)
    make_database(made, "surveyed", SCHEMA)
    yield made
    server.stop()
    shutil.rmtree(home, ignore_errors=True)


def counted_again(project: ProjectSettings, name: str) -> Counters:
    """The counters once the server is back."""
    deadline = time.monotonic() + 30
    while True:
        try:
            return counted(project, name)
        except HbError:
            assert time.monotonic() < deadline
            time.sleep(0.2)


def test_counters_lost_in_a_crash_are_no_proof(own_server: TestServer, tmp_path: Path) -> None:
    project = make_project(tmp_path, own_server, "duckdb", "surveyed", {"public": "all"})
    change(own_server, own_server.password, "CHECKPOINT")
    before = counted(project, "visit")
    change(own_server, own_server.password, "INSERT INTO visit (at) VALUES (now())")
    counted(project, "visit", lambda now: now.inserted == before.inserted + 1)
    with admin(own_server, "surveyed") as session:
        os.kill(session.info.backend_pid, signal.SIGKILL)
        with pytest.raises(psycopg.Error):
            session.execute("SELECT 1")
    after = counted_again(project, "visit")
    assert (after.inserted, after.updated, after.deleted) == (before.inserted, before.updated, before.deleted)
    assert classify_change(NO_CURSOR, None, before, SourceCounts(counters=after)) == SourceChange.UNKNOWN


def test_a_server_in_recovery_keeps_no_counters(own_server: TestServer, tmp_path: Path) -> None:
    project = make_project(tmp_path, own_server, "duckdb", "surveyed", {"public": "all"})
    own_server.server.stop()
    signal_file = own_server.server.data / "standby.signal"
    signal_file.touch()
    try:
        start(own_server.server)
        plan = look(project)
        assert [table.counters for table in plan.tables] == [None] * len(plan.tables)
        with open_source(plan.connection, plan.source) as session:
            found = count_at_source(session, plan.tables)
            assert any(counts.asked for counts in found.values())
    finally:
        own_server.server.stop()
        signal_file.unlink()
        start(own_server.server)
