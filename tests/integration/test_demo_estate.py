"""The synthetic estate: its DDL, its rows, its numbers, against real servers."""

import shutil
from pathlib import Path

import psycopg
import pytest
from tests.conftest import REPOSITORY, RunLine, run_hb

from heartbeat_cli import pgschema
from heartbeat_cli.demo import Demo
from heartbeat_cli.demo.build import DATABASES
from heartbeat_cli.demo.mirror import FOLDERS, write_mirror
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.pgschema import Counts, count_objects

MIRROR = REPOSITORY / "seed/schemas/demo"
TABLES = {"core": 193, "dict": 78, "scb": 20, "integration": 14, "eapi": 5}
EVERY_DATABASE = [(cluster, name) for cluster, names in DATABASES.items() for name in names]

# Asked of the catalogue itself; partitions and the copies PostgreSQL keeps on them are left out, as in Counts.
CATALOGUE = """
WITH rel AS (
  SELECT c.oid, c.relkind, c.relispartition, n.nspname
  FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
  WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_'
), own AS (SELECT * FROM rel WHERE relkind IN ('r', 'p') AND NOT relispartition)
SELECT
  (SELECT count(*) FROM own),
  (SELECT count(*) FROM rel WHERE relkind IN ('r', 'p') AND relispartition),
  (SELECT count(*) FROM rel WHERE relkind IN ('v', 'm')),
  (SELECT count(*) FROM pg_attribute AS a JOIN own ON own.oid = a.attrelid WHERE a.attnum > 0 AND NOT a.attisdropped),
  (SELECT count(*) FROM pg_constraint AS k JOIN own ON own.oid = k.conrelid WHERE k.contype = 'p'),
  (SELECT count(*) FROM pg_constraint AS k JOIN own ON own.oid = k.conrelid
    WHERE k.contype = 'f' AND k.conparentid = 0),
  (SELECT count(*) FROM pg_index AS i JOIN own ON own.oid = i.indrelid
    WHERE NOT EXISTS (SELECT FROM pg_constraint AS k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))),
  (SELECT count(*) FROM pg_constraint AS k JOIN own ON own.oid = k.conrelid WHERE k.contype = 'u'),
  (SELECT count(*) FROM pg_constraint AS k JOIN own ON own.oid = k.conrelid WHERE k.contype = 'c'),
  (SELECT count(*) FROM pg_type AS t JOIN pg_namespace AS n ON n.oid = t.typnamespace
    WHERE t.typtype = 'e' AND n.nspname !~ '^pg_'),
  (SELECT count(*) FROM pg_description AS d WHERE d.classoid = 'pg_class'::regclass
      AND d.objoid IN (SELECT oid FROM own UNION SELECT oid FROM rel WHERE relkind IN ('v', 'm'))),
  (SELECT count(*) FROM pg_constraint AS k JOIN own ON own.oid = k.conrelid WHERE k.contype = 'x'),
  (SELECT count(*) FROM pg_type AS t JOIN pg_namespace AS n ON n.oid = t.typnamespace
    WHERE t.typtype = 'd' AND n.nspname NOT IN ('pg_catalog', 'information_schema')),
  (SELECT count(*) FROM rel WHERE relkind = 'c'),
  (SELECT count(*) FROM pg_type AS t JOIN pg_namespace AS n ON n.oid = t.typnamespace
    WHERE t.typtype = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')),
  (SELECT count(*) FROM rel WHERE relkind = 'S'),
  (SELECT count(*) FROM pg_policy),
  (SELECT count(*) FROM rel WHERE relkind = 'f')
"""


@pytest.mark.parametrize(("cluster", "database"), EVERY_DATABASE)
def test_counts_of_the_dump_are_the_catalogues(demo: ProjectSettings, cluster: str, database: str) -> None:
    state = Demo(demo).load()
    assert state is not None
    server = state.clusters[cluster]
    with psycopg.connect(
        host="127.0.0.1", port=server.port, user="postgres", password=server.admin_password, dbname=database
    ) as connection:
        expected = Counts(*connection.execute(CATALOGUE).fetchone())  # type: ignore[misc]
    reading = pgschema.read(MIRROR / FOLDERS[cluster] / f"{database}.sql")
    assert reading.skipped == ()
    assert sum((count_objects(s) for s in reading.database.schemas), Counts()) == expected


def test_the_committed_mirror_is_what_the_description_builds(tmp_path: Path) -> None:
    write_mirror(tmp_path)
    built = {f.relative_to(tmp_path): f.read_bytes() for f in tmp_path.rglob("*.sql")}
    committed = {
        f.relative_to(MIRROR): f.read_bytes() for folder in FOLDERS.values() for f in (MIRROR / folder).glob("*.sql")
    }
    assert sorted(built) == sorted(committed)
    assert [str(name) for name in built if built[name] != committed[name]] == [], "run `make mirror`"


def test_webbank_has_the_shape_of_the_page() -> None:
    database = pgschema.read(MIRROR / "prod/webbank.sql").database
    own = {s.name: [t for t in s.tables if t.partition_of is None] for s in database.schemas}
    assert {name: len(tables) for name, tables in own.items()} == TABLES
    assert [t.name for tables in own.values() for t in tables if not t.comment] == []
    referenced = {f.target for t in database.tables() for f in t.foreign_keys}
    connected = [t for t in own["core"] if t.foreign_keys or t.qname in referenced]
    assert len(connected) >= 186


def test_no_two_tables_share_their_columns() -> None:
    seen: dict[tuple[tuple[str, str], ...], str] = {}
    twins = []
    for file in sorted(MIRROR.rglob("*.sql")):
        for table in pgschema.read(file).database.tables():
            if table.partition_of is None:
                shape = tuple(sorted((c.name, c.type) for c in table.columns))
                name = f"{file.stem}.{table.qname}"
                if shape in seen:
                    twins.append((seen[shape], name))
                seen[shape] = name
    assert twins == []


def _one(demo: ProjectSettings, database: str, query: str) -> int:
    state = Demo(demo).load()
    assert state is not None
    server = state.clusters["A"]
    with psycopg.connect(
        host="127.0.0.1", port=server.port, user="postgres", password=server.admin_password, dbname=database
    ) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return int(row[0])


def test_reviewed_payments_wait_authorized_in_webbank(demo: ProjectSettings) -> None:
    state = Demo(demo).load()
    assert state is not None
    server = state.clusters["A"]
    login = {"host": "127.0.0.1", "port": server.port, "user": "postgres", "password": server.admin_password}
    with psycopg.connect(**login, dbname="bpm") as bpm, psycopg.connect(**login, dbname="webbank") as webbank:
        held = bpm.execute(
            "SELECT array_agg(payment_id) FROM bpm.case_review WHERE closed_at IS NULL AND screening_kind = 'monetary'"
            " AND opened_at < timestamptz '2026-05-08 09:00Z'"
        ).fetchone()
        assert held is not None
        states = webbank.execute(
            "SELECT DISTINCT state_id FROM core.payment WHERE id = ANY (%s)", (held[0],)
        ).fetchall()
    assert states == [(2,)]


def test_up_twice_and_after_a_kill_is_the_same_estate(demo: ProjectSettings) -> None:
    import os
    import signal

    state = Demo(demo).load()
    assert state is not None
    before = _one(demo, "webbank", "SELECT sum(hashtextextended(p::text, 0) % 1000003) FROM core.payment AS p")
    pid = Demo(demo).server("A", state.clusters["A"]).pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    again = run_hb("hb demo up --scale 0.1 --json", demo.root)
    assert again.code == 0, again.stderr
    assert all(cluster["running"] for cluster in again.json["clusters"])
    assert _one(demo, "webbank", "SELECT sum(hashtextextended(p::text, 0) % 1000003) FROM core.payment AS p") == before


def test_another_scale_is_refused(demo: ProjectSettings, run_line: RunLine) -> None:
    done = run_line("hb demo up --scale 0.2 --json", cwd=demo.root)
    assert (done.code, done.json["error"]["code"]) == (2, "other_scale")


def test_grant_of_an_unknown_database(demo: ProjectSettings, run_line: RunLine) -> None:
    done = run_line("hb demo grant amll", cwd=demo.root)
    assert done.code == 3
    assert "Did you mean 'aml'?" in done.stderr


def test_the_credentials_of_an_api_are_handed_out(demo: ProjectSettings, tmp_path: Path, run_line: RunLine) -> None:
    """In a copy, which asks the services of the demo and has a file of variables of its own."""
    root = tmp_path / "copy"
    shutil.copytree(demo.root, root, ignore=shutil.ignore_patterns("marts*", "dlt", "*.lock", "data"))
    before = {file: file.read_bytes() for file in (root / "db").rglob("*.yml")}
    refused = run_line("hb ingest --source bo_api --json", cwd=root)
    assert (refused.code, refused.json["error"]["code"]) == (1, "no_credentials")
    granted = run_line("hb demo grant bo_api --json", cwd=root)
    assert granted.code == 0, granted.stderr
    assert {api["source"]: api["granted"] for api in granted.json["apis"]} == {
        "bo_api": True,
        "google_analytics": False,
        "zoho_crm": False,
    }
    variables = root / ".heartbeat/demo.env"
    assert "BO_API_TOKEN=" in variables.read_text()
    assert "ZOHO_CRM" not in variables.read_text()
    assert variables.stat().st_mode & 0o777 == 0o600
    assert {file: file.read_bytes() for file in (root / "db").rglob("*.yml")} == before
    assert run_line("hb ingest --source bo_api", cwd=root).code == 0
