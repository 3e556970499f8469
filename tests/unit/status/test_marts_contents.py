"""What the marts hold, and held when they could last be read; whether a server lets us in."""

import json
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from tests.conftest import REPOSITORY
from tests.receipts import LOADED_AT, give_receipt

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import MartsSettings, ProjectSettings, Slice, Source, load_inventory, load_project
from heartbeat_cli.status import Access, probe_access, read_estate_status
from heartbeat_cli.status.sources import SNAPSHOT_FILE, HeldTable, MartsContents, read_marts_contents


def write_marts(file: Path, rows: int) -> None:
    with duckdb.connect(str(file)) as marts:
        marts.execute("CREATE SCHEMA IF NOT EXISTS bank_core")
        marts.execute(f"CREATE OR REPLACE TABLE bank_core.client AS SELECT i AS id FROM range({rows}) AS r(i)")
        give_receipt(marts, "bank_core", "client")


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("marts") / "marts.duckdb"
    write_marts(file, 3)
    return file


@pytest.fixture
def own(marts: Path, tmp_path: Path) -> ProjectSettings:
    shipped = load_project(REPOSITORY / "heartbeat.yml")
    file = tmp_path / "marts.duckdb"
    file.write_bytes(marts.read_bytes())
    project = replace(shipped, root=tmp_path, marts=replace(shipped.marts, kind="duckdb", path=file), demo=False)
    project.state.mkdir()
    return project


CLIENT = HeldTable("bank_core", "client", 3)


def snapshot(project: ProjectSettings) -> dict[str, object]:
    found: dict[str, object] = json.loads((project.state / SNAPSHOT_FILE).read_text())
    return found


def test_what_is_read_is_remembered(own: ProjectSettings) -> None:
    before = datetime.now(UTC)
    contents = read_marts_contents(own)
    assert [(t.dataset, t.name, t.rows) for t in contents.tables] == [("bank_core", "client", 3)]
    assert [(r.dataset, r.table, r.rows, r.loaded_at, r.seconds) for r in contents.receipts] == [
        ("bank_core", "client", 3, LOADED_AT, 0.5)
    ]
    assert (contents.why, contents.hint, contents.unknown) == (None, None, None)
    assert contents.as_of is not None
    assert before <= contents.as_of <= datetime.now(UTC)
    facts = own.marts.path.stat()
    assert snapshot(own)["version"] == [facts.st_ino, facts.st_size, facts.st_mtime_ns]
    assert {file.name for file in own.state.iterdir()} == {".gitignore", SNAPSHOT_FILE}
    # The very same file is not counted again.
    again = read_marts_contents(own)
    assert (again.as_of, again.tables) == (contents.as_of, contents.tables)
    assert [(r.dataset, r.table, r.rows, r.load_id, r.loaded_at, r.seconds, r.state) for r in again.receipts] == [
        (r.dataset, r.table, r.rows, r.load_id, r.loaded_at, r.seconds, r.state) for r in contents.receipts
    ]


def test_another_file_is_read_again(own: ProjectSettings) -> None:
    first = read_marts_contents(own)
    write_marts(own.marts.path, 5)
    second = read_marts_contents(own)
    assert [t.rows for t in second.tables] == [5]
    assert second.as_of != first.as_of
    file = own.state / SNAPSHOT_FILE
    file.write_text(json.dumps({**snapshot(own), "version": None}))
    assert read_marts_contents(own).as_of != second.as_of


@pytest.mark.parametrize("text", ["", "[]", '{"version": 1}'])
def test_a_damaged_memory_is_read_over(text: str, own: ProjectSettings) -> None:
    (own.state / SNAPSHOT_FILE).write_text(text)
    assert [t.rows for t in read_marts_contents(own).tables] == [3]


def test_a_damaged_memory_of_marts_that_are_down(own: ProjectSettings) -> None:
    down = replace(own, marts=MartsSettings("postgres", own.marts.path, "NO_SUCH_MARTS"))
    (own.state / SNAPSHOT_FILE).write_text("[]")
    contents = read_marts_contents(down)
    assert (contents.tables, contents.as_of) == ((), None)
    assert "no credentials for the marts" in str(contents.why)
    assert "NO_SUCH_MARTS_HOST" in str(contents.hint)
    assert contents.unknown == contents.why


def test_the_contents_last_read_are_shown_while_the_marts_are_down(own: ProjectSettings) -> None:
    contents = read_marts_contents(own)
    down = read_marts_contents(replace(own, marts=MartsSettings("postgres", own.marts.path, "NO_SUCH_MARTS")))
    assert (down.tables, down.as_of, down.unknown) == (contents.tables, contents.as_of, None)
    assert "no credentials for the marts" in str(down.why)


def test_marts_that_are_not_there_hold_nothing(own: ProjectSettings) -> None:
    own.marts.path.unlink()
    assert read_marts_contents(own) == MartsContents()
    assert not (own.state / SNAPSHOT_FILE).exists()


def test_a_file_that_is_no_database_is_an_error(own: ProjectSettings) -> None:
    read_marts_contents(own)
    own.marts.path.write_text("nothing of the kind " * 1000)
    with pytest.raises(HbError) as caught:
        read_marts_contents(own)
    assert caught.value.code == "marts_unavailable"


def test_marts_that_are_written_are_not_remembered_by_version(own: ProjectSettings) -> None:
    # Another write-ahead log than DuckDB's own would be replayed; an empty one is none.
    own.marts.path.with_name("marts.duckdb.wal").touch()
    assert [t.rows for t in read_marts_contents(own).tables] == [3]
    if own.marts.path.with_name("marts.duckdb.wal").exists():
        assert snapshot(own)["version"] is None


def test_a_state_that_cannot_be_written_is_no_obstacle(own: ProjectSettings) -> None:
    own.state.rmdir()
    own.state.write_text("a file")
    assert [t.rows for t in read_marts_contents(own).tables] == [3]
    assert own.state.read_text() == "a file"


def test_everything_joined(project: ProjectSettings) -> None:
    nothing = replace(project, marts=replace(project.marts, path=project.root / "no.duckdb"))
    found = read_estate_status(nothing, load_inventory(project), ask_servers=False)
    assert [s.source.name for s in found.sources] == list(load_inventory(project).names())
    assert {s.access.told_by for s in found.sources} == {"inventory"}
    assert {s.word for s in found.sources} == {"not landed"}
    assert found.held == MartsContents()
    assert "kyc_pass_rate_30d" in {m.name for m in found.metrics}
    assert found.of("qac").landing.wanted == 0
    assert found.of("webbank").landing.wanted > 5


def source(name: str, access: str, cluster: str | None = "A", database: str | None = "db") -> Source:
    return Source(
        name, name, "r", "postgres", access, Path(f"{name}.yml"), cluster, database, ("core",), (Slice("core"),)
    )


@pytest.mark.parametrize(("declared", "granted"), [("granted", True), ("pending", False), ("unknown", None)])
def test_what_the_inventory_declares(declared: str, granted: bool | None, own: ProjectSettings) -> None:
    asked = probe_access(own, (source("a", declared),), ask_servers=False)
    assert asked == {"a": Access(granted, "inventory")}
    assert probe_access(own, (source("a", declared, None, None),)) == {"a": Access(granted, "inventory")}


@contextmanager
def server_saying(monkeypatch: pytest.MonkeyPatch, *errors: str) -> Iterator[int]:
    """A server that answers each caller in turn with the refusal PostgreSQL would send before there is a session."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        for part, value in (("HOST", "127.0.0.1"), ("PORT", str(port)), ("USER", "reader"), ("PASSWORD", "secret")):
            monkeypatch.setenv(f"SOURCE_PG_{part}", value)

        def serve() -> None:
            for error in errors:
                caller, _ = listening.accept()
                with caller:
                    (length,) = struct.unpack("!I", caller.recv(4))
                    if length == 8:
                        caller.recv(4)
                        caller.sendall(b"N")
                        (length,) = struct.unpack("!I", caller.recv(4))
                    caller.recv(length - 4)
                    body = b"SFATAL\0C28000\0M" + error.encode() + b"\0\0"
                    caller.sendall(b"E" + struct.pack("!I", len(body) + 4) + body)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield port
        thread.join(5)


@pytest.mark.parametrize(
    ("said", "detail"),
    [
        ('permission denied for database "db"', "no CONNECT on the database"),
        ("User does not have CONNECT privilege.", "no CONNECT on the database"),
        ('password authentication failed for user "reader"', "the password of reader is refused"),
        ('database "db" does not exist', "there is no database 'db'"),
    ],
)
def test_a_server_that_answers_no(
    said: str, detail: str, own: ProjectSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with server_saying(monkeypatch, said, said):
        asked = probe_access(own, (source("a", "granted"), source("b", "granted")))
    assert asked == {"a": Access(False, "server", detail), "b": Access(False, "server", detail)}


def test_a_server_that_is_silent_is_asked_once(own: ProjectSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    with server_saying(monkeypatch, "the database system is starting up") as port:
        sources = (source("a", "granted"), source("b", "pending"), source("c", "unknown", database=None))
        asked = probe_access(own, (*sources, source("d", "granted", None, None)))
    detail = f"cluster A at 127.0.0.1:{port} does not answer"
    assert asked == {
        "a": Access(True, "inventory", detail),
        "b": Access(False, "inventory", detail),
        "c": Access(None, "inventory", detail),
        "d": Access(True, "inventory"),
    }


def test_a_cluster_without_credentials(own: ProjectSettings, monkeypatch: pytest.MonkeyPatch) -> None:
    for part in ("HOST", "USER", "PASSWORD"):
        monkeypatch.delenv(f"SOURCE_PG_{part}", raising=False)
    asked = probe_access(own, (source("a", "granted"), source("b", "pending")))
    assert [(a.granted, a.told_by) for a in asked.values()] == [(True, "inventory"), (False, "inventory")]
    assert all(str(a.detail).startswith("no credentials for cluster A") for a in asked.values())
