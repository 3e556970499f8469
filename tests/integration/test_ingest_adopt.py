"""Tables landed earlier by somebody else's dlt pipeline, by dlt's own means, are taken over without copying them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import TestServer
from tests.ingest_estate import ingest, inventory_of, make_database, make_project
from tests.ingest_proof import differing

from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.ingest import Verdict
from heartbeat_cli.ingest.proof.verify import verify
from heartbeat_cli.marts import open_marts

BANK = """
CREATE SCHEMA core;
CREATE TABLE core.client_profile (id bigint PRIMARY KEY, full_name text, balance numeric(18,2), reference uuid,
  joined_at timestamptz, active boolean);
INSERT INTO core.client_profile SELECT i, CASE WHEN i % 5 = 0 THEN NULL ELSE 'client ' || i END, i / 4.0,
  md5(i::text)::uuid, timestamptz '2026-01-01 00:00+00' + i * interval '1 minute', i % 2 = 0
  FROM generate_series(1, 1000) i;
CREATE TABLE core."PaymentLog" ("Id" integer PRIMARY KEY, "paymentId" integer, note text);
INSERT INTO core."PaymentLog" SELECT i, i * 2, 'note ' || i FROM generate_series(1, 300) i;
ANALYZE;
"""
# What somebody's own script does: rows out of psycopg, into a pipeline with dlt's defaults.
PIPELINE = """
import sys
import dlt, psycopg
source, marts = sys.argv[1], sys.argv[2]
destination = dlt.destinations.duckdb(marts)
pipeline = dlt.pipeline("legacy", destination=destination, dataset_name="bank_core", pipelines_dir=sys.argv[3])
with psycopg.connect(source, row_factory=psycopg.rows.dict_row) as session:
    for table in ("client_profile", "PaymentLog"):
        rows = session.execute(f'SELECT * FROM core."{table}"').fetchall()
        for row in rows:
            for name, value in row.items():
                row[name] = str(value) if type(value).__name__ == "UUID" else value
        pipeline.run(rows, table_name=table, write_disposition="replace")
"""


@pytest.fixture
def project(postgres_server: TestServer, tmp_path: Path) -> ProjectSettings:
    make_database(postgres_server, "adopted", BANK)
    return make_project(tmp_path, postgres_server, "duckdb", "adopted", {"core": "all"}, range_rows=200)


def land_with_dlt(project: ProjectSettings, server: TestServer, folder: Path) -> None:
    project.state.mkdir(exist_ok=True)
    source = f"host=127.0.0.1 port={server.port} user=postgres password={server.password} dbname=adopted"
    script = folder / "legacy.py"
    script.write_text(PIPELINE)
    subprocess.run(
        [sys.executable, script, source, project.marts.path, folder / "legacy-pipelines"],
        check=True,
        env={**os.environ, "RUNTIME__DLTHUB_TELEMETRY": "false"},
    )


def test_what_dlt_landed_by_its_own_means_is_adopted(
    project: ProjectSettings, postgres_server: TestServer, tmp_path: Path
) -> None:
    land_with_dlt(project, postgres_server, tmp_path)
    result = ingest(project, adopt=True)
    assert result.failures == ()
    tables = {t.qname.name: t for d in result.datasets for t in d.tables}
    assert {name: (t.mode, t.rows, t.total) for name, t in tables.items()} == {
        "client_profile": ("adopt", 0, 1000),
        "PaymentLog": ("adopt", 0, 300),
    }
    source = inventory_of(project).require("bank")
    assert differing(project) == []
    assert {t.verdict for t in verify(project, source)} == {Verdict.AGREES}
    with open_marts(project) as reader:
        columns = {t.name: [c.name for c in t.columns] for t in reader.tables()}
    assert columns["PaymentLog"] == ["Id", "paymentId", "note"]
    assert sorted(columns["client_profile"]) == sorted(
        ["id", "full_name", "balance", "reference", "joined_at", "active"]
    )
