"""Rows landed from a dump are those a server lands: same values, same types, same sums, on both kinds of marts."""

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.conftest import TestServer
from tests.ingest_estate import CASES, MARTS, admin, ingest, landed_tables, make_database, make_project
from tests.ingest_proof import differing

from heartbeat_cli.demo.postgres import packaged_binaries
from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.ingest import IngestResult, read_columns
from heartbeat_cli.marts import find_marts_kind, open_marts, read_receipts

VIEWS = {"core.texts_m", "core.texts_v"}
# The server works these columns out, so no dump has them.
WORKED_OUT = {"core.generated"}
SLICES = {"core": "all, views: [texts_v, texts_m]", "Odd Schema": "all"}


@dataclass(frozen=True)
class Dumped:
    kind: str
    project: ProjectSettings
    dump: Path
    from_dump: IngestResult
    from_inserts: IngestResult
    from_server: IngestResult
    of_dump: dict[str, object]
    of_server: dict[str, object]


def pg_dump(server: TestServer, database: str, to: Path, *options: str) -> Path:
    where = ["-h", "127.0.0.1", "-p", str(server.port), "-U", "postgres"]
    environment = os.environ | {"PGPASSWORD": server.password, "PGTZ": "Asia/Kolkata"}
    subprocess.run(
        [packaged_binaries() / "pg_dump", *where, *options, "-f", str(to), database], check=True, env=environment
    )
    return to


def landed(project: ProjectSettings) -> dict[str, object]:
    """Per table the names and types of its columns, at the source and here, and the rows of its ledger.

    And the sums, where both ways have the same kind: two PostgreSQL servers have one of their own.
    """
    with open_marts(project) as reader:
        found: dict[str, object] = {}
        sums = "NULL" if find_marts_kind(reader.dialect).holds_all_values else "checksum"
        for receipt in read_receipts(reader):
            columns = [(c.name, c.source, c.type) for c in read_columns(receipt.columns) or ()]
            ledger = f'"{receipt.dataset}"._hb_range'
            rows = reader.query(f"SELECT rows, {sums} FROM {ledger} WHERE table_name = '{receipt.table}'").rows
            found[str(receipt.source_table)] = (columns, rows)
        return found


@pytest.fixture(scope="module", params=MARTS)
def dumped(
    request: pytest.FixtureRequest, postgres_server: TestServer, tmp_path_factory: pytest.TempPathFactory
) -> Dumped:
    make_database(postgres_server, "dumped", (CASES / "strange.sql").read_text())
    with admin(postgres_server) as session:
        session.execute("ALTER DATABASE dumped SET bytea_output = escape")
    folder = tmp_path_factory.mktemp(request.param)
    project = make_project(
        folder, postgres_server, request.param, "dumped", SLICES, source="cards", marts_database="marts_dumped"
    )
    dump = pg_dump(postgres_server, "dumped", folder / "dumped.sql")
    result = ingest(project, source="cards", dump=dump)
    of_dump = landed(project)
    differs = differing(project, "cards", [t for t in landed_tables(result) if t not in WORKED_OUT])
    assert differs == []
    inserts = ingest(project, source="cards", dump=pg_dump(postgres_server, "dumped", folder / "in.sql", "--inserts"))
    server = ingest(project, source="cards")
    return Dumped(request.param, project, dump, result, inserts, server, of_dump, landed(project))


def test_every_table_with_rows_in_the_dump_lands(dumped: Dumped) -> None:
    assert [(str(f.qname), f.code) for f in dumped.from_dump.failures] == [("Odd Schema._dlt_like", "reserved_name")]
    assert {*landed_tables(dumped.from_dump), *VIEWS} == set(dumped.of_server)


def test_types_rows_and_sums_are_those_of_the_server(dumped: Dumped) -> None:
    tables = sorted(set(dumped.of_dump) - WORKED_OUT)
    assert {name: dumped.of_dump[name] for name in tables} == {name: dumped.of_server[name] for name in tables}


def test_rows_written_as_inserts_are_the_same_rows(dumped: Dumped) -> None:
    tables = [table for dataset in dumped.from_inserts.datasets for table in dataset.tables]
    assert {(table.mode, table.rows) for table in tables} == {("compare", 0)}
    assert len(tables) == len(landed_tables(dumped.from_dump))


def test_the_server_lands_over_a_dump_and_no_dump_over_a_server(dumped: Dumped) -> None:
    tables = [table for dataset in dumped.from_server.datasets for table in dataset.tables]
    reasons = {table.reason for table in tables if str(table.qname) not in VIEWS}
    assert reasons == {"it had landed from a dump"}
    with pytest.raises(HbError) as refused:
        ingest(dumped.project, source="cards", dump=dumped.dump)
    assert refused.value.code == "landed_from_source"
