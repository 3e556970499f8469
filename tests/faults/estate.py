"""The bank the fault tests land: tables of every kind of key, each cut in several ranges, and changes between runs."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from heartbeat_cli.demo.postgres import Server, data_home, free_port, new_password
from heartbeat_cli.estate import ProjectSettings, load_project
from tests.conftest import TestServer
from tests.ingest_estate import admin, make_database

SOURCE = "bank"
SCHEMAS = ("core", "Side")
# How a run is told to look for rows that are gone at the source.
RECONCILE = ("--reconcile",)
RANGE_ROWS = 3000

ENTRIES, MOVEMENTS, PAIRS, LOGS, SMALL_TABLES = 14_000, 8_000, 8_000, 4_000, 3
# Rows that tell NULL from '', and carry what a text format could lose.
_NOTE = r"CASE i % 5 WHEN 0 THEN NULL WHEN 1 THEN '' WHEN 2 THEN E'a\tb\n\\N' ELSE 'note ' || i END"

BANK = (
    f"""
CREATE SCHEMA core;
CREATE SCHEMA "Side";
CREATE TABLE core.entry (id bigint PRIMARY KEY, amount numeric(18,2) NOT NULL, note text, ref uuid,
  at timestamptz, updated_at timestamptz NOT NULL);
CREATE INDEX ON core.entry (updated_at);
INSERT INTO core.entry SELECT i, i / 4.0, {_NOTE}, md5(i::text)::uuid,
  timestamptz '2026-01-01' + i * interval '1 minute', timestamptz '2026-02-01' + i * interval '1 second'
  FROM generate_series(1, {ENTRIES}) i;
CREATE TABLE core.movement (id uuid PRIMARY KEY, entry_id bigint NOT NULL, note text, updated_at timestamptz NOT NULL);
CREATE INDEX ON core.movement (updated_at);
INSERT INTO core.movement SELECT md5('m' || i)::uuid, i, {_NOTE}, timestamptz '2026-02-01' + i * interval '1 second'
  FROM generate_series(1, {MOVEMENTS}) i;
CREATE TABLE core.pair (a integer, b text, n bigint, PRIMARY KEY (a, b));
INSERT INTO core.pair SELECT i / 7, 'b' || i % 7, i FROM generate_series(1, {PAIRS}) i;
CREATE TABLE core.log (line text, n integer);
INSERT INTO core.log SELECT {_NOTE}, i / 2 FROM generate_series(1, {LOGS}) i;
CREATE TABLE core.nothing (id bigint PRIMARY KEY, note text);
CREATE TABLE "Side"."Order Line" ("Id" bigint PRIMARY KEY, "what-for" text);
INSERT INTO "Side"."Order Line" SELECT i, {_NOTE} FROM generate_series(1, 700) i;
"""
    + "".join(
        f"CREATE TABLE core.small_{n} AS SELECT i AS id, 'v1' AS note FROM generate_series(1, 60) i;\n"
        f"ALTER TABLE core.small_{n} ADD PRIMARY KEY (id);\n"
        for n in range(SMALL_TABLES)
    )
    + "ANALYZE;\n"
)

_CHANGES = f"""
INSERT INTO core.entry SELECT i, i / 4.0, {_NOTE}, md5(i::text)::uuid, clock_timestamp(), clock_timestamp()
  FROM generate_series({ENTRIES} + $n * 400, {ENTRIES} + $n * 400 + 299) i;
UPDATE core.entry SET note = 'round $n', amount = amount + 1, updated_at = clock_timestamp() WHERE id % 61 = $n % 61;
INSERT INTO core.movement SELECT md5('m$n.' || i)::uuid, i, {_NOTE}, clock_timestamp() FROM generate_series(1, 150) i;
UPDATE core.movement SET note = '', updated_at = clock_timestamp() WHERE entry_id % 53 = $n % 53;
UPDATE core.pair SET n = n + 1 WHERE a % 41 = $n % 41;
INSERT INTO core.pair SELECT 100000 + $n, 'b' || i, i FROM generate_series(1, 20) i;
INSERT INTO core.log SELECT 'round $n', i FROM generate_series(1, 40) i;
UPDATE core.small_0 SET note = CASE WHEN id % 2 = 0 THEN NULL ELSE 'round $n' END;
INSERT INTO core.nothing VALUES ($n, 'round $n');
UPDATE "Side"."Order Line" SET "what-for" = 'round $n' WHERE "Id" % 9 = $n % 9;
"""
_DELETES = """
DELETE FROM core.entry WHERE id % 311 = $n % 311;
DELETE FROM core.movement WHERE entry_id % 301 = $n % 301;
DELETE FROM core.pair WHERE a % 97 = $n % 97;
DELETE FROM core.log WHERE n % 89 = $n % 89;
DELETE FROM core.small_1 WHERE id = $n;
"""


def make_bank(server: TestServer, database: str = SOURCE) -> None:
    """The source, anew."""
    make_database(server, database, BANK)


def change_bank(server: TestServer, number: int, *, deletes: bool = True, database: str = SOURCE) -> None:
    """Rows come, change and (with `deletes`) go, differently in every round; `number` is the round, from 1."""
    statements = _CHANGES + (_DELETES if deletes else "")
    with admin(server, database) as session, session.transaction():
        session.execute(statements.replace("$n", str(number)).encode())


@dataclass(frozen=True)
class Estate:
    """A project with one source and its marts, and the servers the oracle asks (never through a proxy)."""

    project: ProjectSettings
    source: TestServer
    marts: TestServer
    marts_database: str
    marts_kind: str

    def in_source(self) -> "psycopg.Connection[tuple[object, ...]]":
        return admin(self.source, SOURCE)

    def in_marts(self) -> "psycopg.Connection[tuple[object, ...]]":
        return admin(self.marts, self.marts_database)


def make_estate(
    root: Path,
    source: TestServer,
    marts: str,
    *,
    marts_server: TestServer | None = None,
    marts_database: str = "marts_faults",
    marts_path: Path | None = None,
    source_port: int | None = None,
) -> Estate:
    """A project over the bank of `source`; `source_port` is a proxy's. Postgres marts get an empty database."""
    holder = marts_server or source
    (root / "db" / "sources").mkdir(parents=True, exist_ok=True)
    where = f", path: '{marts_path}'" if marts_path else ""
    (root / "heartbeat.yml").write_text(
        f"truth_source: {SOURCE}\nmarts: {{kind: {marts}{where}}}\n"
        f"ingest: {{range_rows: {RANGE_ROWS}}}\n"
        "clusters:\n  A: {mirror: prod, env: SOURCE_PG, title: test cluster}\n"
    )
    (root / "db" / "sources" / f"{SOURCE}.yml").write_text(
        f"source: {SOURCE}\ntitle: Bank\nrole: test\narchetype: postgres\naccess: granted\ncluster: A\n"
        f"database: {SOURCE}\nschemas:\n  core: {{slice: all}}\n  Side: {{slice: all}}\n"
    )
    (root / ".env").write_text(
        f"SOURCE_PG_HOST=127.0.0.1\nSOURCE_PG_PORT={source_port or source.port}\nSOURCE_PG_USER=postgres\n"
        f"SOURCE_PG_PASSWORD={source.password}\n"
        f"MARTS_PG_HOST=127.0.0.1\nMARTS_PG_PORT={holder.port}\nMARTS_PG_USER=postgres\n"
        f"MARTS_PG_PASSWORD={holder.password}\nMARTS_PG_DATABASE={marts_database}\n"
    )
    if marts == "postgres":
        make_database(holder, marts_database)
    return Estate(load_project(root / "heartbeat.yml"), source, holder, marts_database, marts)


@contextmanager
def own_server(folder: Path) -> Iterator[TestServer]:
    """A server of one test's own, to be stopped and killed at will."""
    folder.mkdir(parents=True, exist_ok=True)
    home = data_home(folder, folder)
    password = new_password()
    server = Server(home / "data", home / "server.log", free_port())
    server.create(password)
    server.start()
    try:
        yield TestServer(server, password)
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)
