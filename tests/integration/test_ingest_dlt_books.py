"""dlt is the engine, and can be asked without hb: its own command line and its own restore know what hb made."""

import os
import shlex
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import dlt
import pytest
from dlt.common.schema import TTableSchemaColumns
from dlt.destinations.impl.duckdb.duck import DuckDbClient
from tests.conftest import TestServer
from tests.ingest_estate import MARTS, admin, change_source, ingest, make_database, make_project

from heartbeat_cli.estate import ProjectSettings, marts_connection
from heartbeat_cli.ingest.engine.pipeline import pipelines_folder
from heartbeat_cli.marts import open_marts
from heartbeat_cli.marts.kinds.duckdb.destination import DuckDbMarts, DuckDbMartsClient
from heartbeat_cli.marts.kinds.duckdb.file import connect
from heartbeat_cli.marts.kinds.postgres.destination import PostgresMarts

BANK = """
CREATE SCHEMA core; CREATE SCHEMA dict;
CREATE TABLE core.payment (id bigint PRIMARY KEY, amount numeric(18,2), note text);
INSERT INTO core.payment SELECT i, i / 4.0, 'note ' || i FROM generate_series(1, 1000) i;
CREATE TABLE dict.state (id smallint PRIMARY KEY, code text);
INSERT INTO dict.state VALUES (1, 'NEW'), (2, 'DONE');
ANALYZE;
"""
# As if hb were not installed.
WITHOUT_HB = "import sys; sys.modules['heartbeat_cli'] = None\n"
# Every argument is one command line of dlt's, in a process that has begun: to begin takes longer than to answer.
DLT = (
    WITHOUT_HB
    + """
import os, shlex
from dlt._workspace.cli._dlt import _main
for line in sys.argv[1:]:
    print(f"$ {line}", flush=True)
    if not (child := os.fork()):
        sys.argv = ["dlt", *shlex.split(line)]
        sys.exit(_main())
    if failed := os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
        sys.exit(failed)
"""
)
RESTORE = (
    WITHOUT_HB
    + """
import dlt
marts, folder = sys.argv[1:]
pipeline = dlt.pipeline("bank_core", destination=dlt.destinations.duckdb(marts), dataset_name="bank_core",
                        pipelines_dir=folder)
pipeline.sync_destination()
schema = pipeline.schemas["bank_core"]
print(pipeline.default_schema_name, sorted(schema.tables["payment"]["columns"]))
"""
)


@pytest.fixture(params=MARTS)
def project(request: pytest.FixtureRequest, postgres_server: TestServer, tmp_path: Path) -> ProjectSettings:
    make_database(postgres_server, "books", BANK)
    return make_project(
        tmp_path,
        postgres_server,
        request.param,
        "books",
        {"core": "all", "dict": "all"},
        marts_database="marts_books",
        range_rows=200,
    )


def run_python(program: str, *arguments: object) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, "RUNTIME__DLTHUB_TELEMETRY": "false", "NO_COLOR": "1"},
        stdin=subprocess.DEVNULL,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_dlts_command_line_lists_pipelines_packages_and_schemas(project: ProjectSettings) -> None:
    ingest(project)
    with open_marts(project) as reader:
        loads = {str(row[0]) for row in reader.query("SELECT DISTINCT load_id FROM bank_core._hb_range").rows}
    wanted = {
        "--list-pipelines": ("bank_core", "bank_dict"),
        **{f"bank_core load-package {load_id}": (load_id, "LOADED") for load_id in loads},
        "bank_core info": ("bank_core",),
        "bank_core schema": ("payment",),
    }
    folder = shlex.quote(str(pipelines_folder(project)))
    lines = {f"pipeline --pipelines-dir {folder} {line}": said for line, said in wanted.items()}
    answers = run_python(DLT, *lines).split("$ ")[1:]
    assert len(answers) == len(lines)
    for answer, (line, said) in zip(answers, lines.items(), strict=True):
        assert answer.startswith(line)
        assert all(word.upper() in answer.removeprefix(line).upper() for word in said), answer


def test_every_load_of_the_ledger_stands_in_dlts_books(project: ProjectSettings) -> None:
    ingest(project)
    ingest(project, rebuild=True)
    with open_marts(project) as reader:
        lost = reader.query(
            "SELECT DISTINCT load_id FROM bank_core._hb_range"
            " WHERE load_id NOT IN (SELECT load_id FROM bank_core._dlt_loads WHERE status = 0)"
        ).rows
        loads = reader.query("SELECT load_id, count(*) FROM bank_core._dlt_loads GROUP BY 1 HAVING count(*) > 1").rows
    assert (lost, loads) == ((), ())


def test_dlts_dataset_reads_what_landed_and_its_trace_counts_it(
    project: ProjectSettings, postgres_server: TestServer
) -> None:
    """By dlt's own destination where its driver is there; it is psycopg 2 for PostgreSQL, so there by ours."""
    change_source(postgres_server, "books", "INSERT INTO core.payment VALUES (1001, 7, NULL)")
    ingest(project)
    pipeline = dlt.attach(
        "bank_core",
        pipelines_dir=str(pipelines_folder(project)),
        destination=destination_of(project),
        dataset_name="bank_core",
    )
    dataset = pipeline.dataset()
    payment = dataset["payment"]
    assert payment.where("id", "gt", 999).order_by("id").fetchall() == [
        (1000, Decimal(250), "note 1000"),
        (1001, Decimal(7), None),
    ]
    assert payment.select("note").limit(1).fetchall() == dataset("SELECT note FROM payment LIMIT 1").fetchall()
    assert dataset.row_counts().fetchall() == [("payment", 1001)]
    assert dataset.load_ids() == dataset.latest_load_id().split()
    trace = pipeline.last_trace
    assert trace is not None
    assert trace.last_normalize_info.row_counts == {"payment": 1001, "_dlt_pipeline_state": 1}
    extracted = [m["table_metrics"] for m in trace.last_extract_info.metrics[dataset.latest_load_id()]]
    assert [tables["payment"].items_count for tables in extracted if "payment" in tables] == [1001]


def destination_of(project: ProjectSettings) -> Any:
    if project.marts.kind == "duckdb":
        return dlt.destinations.duckdb(str(project.marts.path))
    marts = marts_connection(project)
    return PostgresMarts(f"postgresql://{marts.user}:@{marts.host}:{marts.port}/{marts.database}", marts.conninfo())


def test_dlt_restores_its_state_from_the_marts(postgres_server: TestServer, tmp_path: Path) -> None:
    make_database(postgres_server, "books", BANK)
    project = make_project(tmp_path, postgres_server, "duckdb", "books", {"core": "all"})
    ingest(project)
    restored = run_python(RESTORE, project.marts.path, tmp_path / "elsewhere")
    assert restored.split("\n")[0] == "bank_core ['amount', 'id', 'note']"


@pytest.mark.parametrize("marts", MARTS)
def test_marts_that_were_deleted_land_in_the_first_run(postgres_server: TestServer, tmp_path: Path, marts: str) -> None:
    make_database(postgres_server, "books", BANK)
    project = make_project(tmp_path, postgres_server, marts, "books", {"core": "all"}, marts_database="marts_books")
    rows = [table.rows for dataset in ingest(project).datasets for table in dataset.tables]
    if marts == "postgres":
        make_database(postgres_server, "marts_books")
    else:
        project.marts.path.unlink()
    assert [table.rows for dataset in ingest(project).datasets for table in dataset.tables] == rows


def test_keeping_the_books_does_not_reach_the_source(postgres_server: TestServer, tmp_path: Path) -> None:
    """DuckDB lists what it has attached along with its own; a source has a catalogue of any size, and may be away."""
    make_database(postgres_server, "books", BANK)
    with admin(postgres_server) as session:
        session.execute("ALTER DATABASE books SET log_statement = 'all'")
    project = make_project(tmp_path, postgres_server, "duckdb", "books", {"core": "all", "dict": "all"})
    log = postgres_server.server.log
    before = log.stat().st_size
    ingest(project)
    said = log.read_bytes()[before:].decode()
    assert "COPY" in said and "FROM pg_indexes" not in said


def test_dlts_tables_are_described_as_dlt_describes_them(postgres_server: TestServer, tmp_path: Path) -> None:
    make_database(postgres_server, "books", BANK)
    project = make_project(tmp_path, postgres_server, "duckdb", "books", {"core": "all"})
    ingest(project)
    marts = connect(project, read_only=False)
    try:
        pipeline = dlt.pipeline(
            "bank_core",
            destination=DuckDbMarts(marts),
            dataset_name="bank_core",
            pipelines_dir=str(pipelines_folder(project)),
        )
        with pipeline.destination_client() as client:
            assert isinstance(client, DuckDbMartsClient)
            names = [*client.schema.dlt_table_names(), "payment"]
            ours = dict(client.get_storage_tables(names))
            dlts = dict(DuckDbClient.get_storage_tables(client, client.schema.dlt_table_names()))
            assert described(ours) == described(dlts) and all(ours.values()) and len(ours) >= 3
            assert client.is_storage_initialized()
            client.sql_client.execute_sql("DROP SCHEMA bank_core CASCADE")
            assert not client.is_storage_initialized()
            assert dict(client.get_storage_tables(["_dlt_loads"])) == {"_dlt_loads": {}}
            client.initialize_storage()
            client.initialize_storage()
            assert client.sql_client.has_dataset()
    finally:
        marts.close()


def described(tables: dict[str, TTableSchemaColumns]) -> set[tuple[object, ...]]:
    """What dlt compares when it looks for what a table lacks, and what it makes columns from."""
    return {
        (table, name, column["data_type"], column["nullable"])
        for table, columns in tables.items()
        for name, column in columns.items()
    }
