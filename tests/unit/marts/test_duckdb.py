import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from tests.receipts import LOADED_AT, give_receipt

from heartbeat_cli.errors import HbError, LockedError, NotFoundError
from heartbeat_cli.estate import ProjectSettings, QueryLimits, load_project
from heartbeat_cli.marts import LandedTable, Receipt, open_marts, read_receipts
from heartbeat_cli.marts.kinds.duckdb.file import connect
from heartbeat_cli.marts.kinds.duckdb.reader import DuckDbReader
from heartbeat_cli.pgschema import Column
from heartbeat_cli.state import single_flight

MARTS = """
CREATE SCHEMA webbank_core;
CREATE TABLE webbank_core.payment (id BIGINT, amount DECIMAL(18,2), tags VARCHAR[], booked_at TIMESTAMPTZ);
INSERT INTO webbank_core.payment VALUES (1, 1.10, ['a'], '2026-05-08 10:00:00+02'), (2, NULL, NULL, NULL);
CREATE TABLE webbank_core.empty (id INTEGER NOT NULL);
CREATE TABLE webbank_core._dlt_loads (load_id VARCHAR);
CREATE TABLE main.scratch (id INTEGER);
"""


@pytest.fixture
def project(tmp_path: Path) -> ProjectSettings:
    file = tmp_path / "heartbeat.yml"
    file.write_text("truth_source: webbank\nclusters: {A: {mirror: prod, env: SOURCE_PG}}\n")
    return load_project(file)


@pytest.fixture
def filled(project: ProjectSettings) -> ProjectSettings:
    project.state.mkdir()
    with duckdb.connect(str(project.marts.path)) as marts:
        marts.execute(MARTS)
        give_receipt(marts, "webbank_core", "payment")
    return project


def test_tables_of_datasets_only(filled: ProjectSettings) -> None:
    with open_marts(filled) as reader:
        assert reader.dialect == "duckdb"
        assert reader.tables() == (
            LandedTable("webbank_core", "empty", (Column("id", "integer", nullable=False),), 0, 0),
            LandedTable(
                "webbank_core",
                "payment",
                (
                    Column("id", "bigint"),
                    Column("amount", "numeric(18,2)"),
                    Column("tags", "text[]"),
                    Column("booked_at", "timestamp with time zone"),
                ),
                2,
                262144,
            ),
        )


def test_sizes_add_up_to_the_file(filled: ProjectSettings) -> None:
    with duckdb.connect(str(filled.marts.path)) as marts:
        marts.execute(
            """CREATE TABLE webbank_core."o'dd Name" AS SELECT i, md5(i::VARCHAR) AS note FROM range(400000) AS r(i)"""
        )
    with open_marts(filled) as reader:
        sizes = {table.name: table.bytes or 0 for table in reader.tables()}
    file = filled.marts.path.stat().st_size
    assert sizes["o'dd Name"] > 5_000_000
    assert 0.8 * file < sum(sizes.values()) <= file


def test_a_quote_in_a_name_costs_only_the_size(filled: ProjectSettings) -> None:
    with duckdb.connect(str(filled.marts.path)) as marts:
        marts.execute('CREATE SCHEMA odd; CREATE TABLE odd."a""b" AS SELECT 1 AS id')
    with open_marts(filled) as reader:
        sizes = {table.name: (table.rows, table.bytes) for table in reader.tables()}
    assert sizes == {'a"b': (1, None), "empty": (0, 0), "payment": (2, 262144)}


def test_rows_in_the_write_ahead_log_have_no_size_yet(filled: ProjectSettings) -> None:
    program = (
        "import duckdb, os, sys\nc = duckdb.connect(sys.argv[1])\nc.execute('PRAGMA disable_checkpoint_on_shutdown')\n"
        "c.execute('CREATE TABLE webbank_core.fresh AS SELECT 1 AS id')\nos._exit(0)"
    )
    subprocess.run([sys.executable, "-c", program, str(filled.marts.path)], check=True)
    with open_marts(filled) as reader:
        sizes = {table.name: (table.rows, table.bytes) for table in reader.tables()}
    assert sizes == {"empty": (0, 0), "fresh": (1, None), "payment": (2, 262144)}


def test_receipts(filled: ProjectSettings) -> None:
    with open_marts(filled) as reader:
        assert read_receipts(reader) == (
            Receipt(
                dataset="webbank_core",
                table="payment",
                rows=2,
                load_id="1",
                loaded_at=LOADED_AT,
                seconds=0.5,
                source_rows=2,
                source_table="core.payment",
                ranges=1,
            ),
        )


def test_queries_run_in_utc(filled: ProjectSettings) -> None:
    with open_marts(filled) as reader:
        result = reader.query("SELECT booked_at::VARCHAR AS b FROM webbank_core.payment WHERE id = 1")
        assert (result.columns, result.rows) == (("b",), (("2026-05-08 08:00:00+00",),))


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM webbank_core.payment",
        "CREATE TABLE webbank_core.x (id INTEGER)",
        "SELECT * FROM read_text('/etc/hostname')",
        "ATTACH '/tmp/elsewhere.duckdb'",
        "COPY webbank_core.payment TO '/tmp/elsewhere.csv'",
        "SET enable_external_access = true",
        "SELECT nothing FROM webbank_core.payment",
    ],
)
def test_nothing_is_written_and_nothing_else_is_read(filled: ProjectSettings, sql: str) -> None:
    with open_marts(filled) as reader:
        with pytest.raises(HbError) as failure:
            reader.query(sql)
        assert failure.value.code == "query_failed"
        assert "\n" not in failure.value.message


def test_a_query_that_runs_too_long_is_stopped(filled: ProjectSettings) -> None:
    with DuckDbReader(duckdb.connect(str(filled.marts.path), read_only=True), QueryLimits(seconds=0.3)) as reader:
        with pytest.raises(HbError) as failure:
            reader.query("SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b")
        assert (failure.value.code, failure.value.retryable) == ("query_timeout", True)
        assert reader.query("SELECT 1").rows == ((1,),)


def test_two_readers_in_one_process(filled: ProjectSettings) -> None:
    with open_marts(filled) as one, open_marts(filled) as two:
        assert one.query("SELECT 1").rows == two.query("SELECT 1").rows


def test_nothing_landed(project: ProjectSettings) -> None:
    with pytest.raises(NotFoundError) as missing:
        open_marts(project)
    assert missing.value.code == "no_marts"
    assert "hb ingest --source webbank" in (missing.value.hint or "")
    project.state.mkdir()
    duckdb.connect(str(project.marts.path)).close()
    with pytest.raises(NotFoundError) as empty:
        open_marts(project)
    assert empty.value.code == "no_marts"


def test_a_file_that_is_being_written(filled: ProjectSettings) -> None:
    note = '{"pid": 4711, "host": "here", "since": "2026-05-08T09:00:00+00:00", "doing": "landing webbank"}'
    (filled.state / "ingest.lock").write_text(note)
    program = "import duckdb, sys\nc = duckdb.connect(sys.argv[1])\nprint('held', flush=True)\nsys.stdin.read()"
    writer = subprocess.Popen(
        [sys.executable, "-c", program, str(filled.marts.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == "held\n"
    with pytest.raises(LockedError) as locked:
        open_marts(filled)
    (filled.state / "ingest.lock").unlink()
    with pytest.raises(LockedError) as unsigned:
        open_marts(filled)
    with pytest.raises(LockedError) as for_writing:
        connect(filled, read_only=False)
    # An ingest that is at it meets another program: it does not take itself for that.
    with single_flight(filled.state, "landing webbank") as held:
        held.shared_with(4711)
        with pytest.raises(LockedError) as own_reading:
            open_marts(filled)
        with pytest.raises(LockedError) as own_writing:
            connect(filled, read_only=False)
    own = (own_reading, own_writing)
    writer.communicate()
    assert f"process {writer.pid}" in unsigned.value.message
    assert f"process {writer.pid}" in for_writing.value.message
    for error in own:
        assert f"process {writer.pid}, which is no ingest" in error.value.message
    assert "wait" in str(unsigned.value.hint)
    assert "process 4711 on here, landing webbank since 2026-05-08 09:00:00 UTC" in locked.value.message
    with open_marts(filled) as reader:
        assert len(reader.tables()) == 2


@pytest.mark.parametrize(
    "garbage",
    [
        b"not a database" * 1000,
        b"x",
        bytes(100_000),
        bytes(range(256)) * 64,
        b"SQLite format 3\0" + bytes(4096),
        bytes(8) + b"DUCK" + bytes(20_000),
        bytes(8) + b"DUCK" + b"\x41" + bytes(7) + b"\xff" * 20_000,
    ],
    ids=["text", "one byte", "zeros", "bytes", "sqlite", "no version", "broken header"],
)
@pytest.mark.parametrize("read_only", [True, False], ids=["reading", "writing"])
def test_no_duckdb_file(project: ProjectSettings, garbage: bytes, read_only: bool) -> None:
    project.state.mkdir()
    project.marts.path.write_bytes(garbage)
    with pytest.raises(HbError) as failure:
        _ = open_marts(project) if read_only else connect(project, read_only=False)
    assert failure.value.code == "marts_unavailable"
    assert failure.value.where == str(project.marts.path)
    assert "\n" not in failure.value.message
    assert failure.value.hint


def test_a_file_cut_short(filled: ProjectSettings) -> None:
    whole = filled.marts.path.read_bytes()
    for length in (100, 5000, 9000, len(whole) // 2):
        filled.marts.path.write_bytes(whole[:length])
        with pytest.raises(HbError) as failure, open_marts(filled) as reader:
            reader.query("SELECT sum(amount) FROM webbank_core.payment")
        assert failure.value.code in ("marts_unavailable", "query_failed")
