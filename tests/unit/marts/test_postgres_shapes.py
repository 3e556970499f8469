"""What Postgres marts say of their tables without reading them, and with."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import TestServer
from tests.ingest_estate import admin, make_project
from tests.receipts import LOADED_AT

from heartbeat_cli.errors import HbError, NotFoundError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.ingest import marts_snapshot
from heartbeat_cli.ingest.marts_snapshot import TableSnapshot, snapshot_tables
from heartbeat_cli.marts import (
    Bounds,
    LandedRange,
    MartsReader,
    Receipt,
    create_ranges,
    create_receipts,
    enter_range,
    open_marts,
    write_receipt,
)
from heartbeat_cli.pgschema import Column

MARTS = """
CREATE SCHEMA bank_core;
CREATE TABLE bank_core.never (id integer);
INSERT INTO bank_core.never VALUES (1);
CREATE TABLE bank_core.counted (id integer NOT NULL, note text);
INSERT INTO bank_core.counted SELECT i, 'x' FROM generate_series(1, 7) i;
CREATE TABLE bank_core.empty (id integer);
CREATE TABLE bank_core.large (id integer, body text);
INSERT INTO bank_core.large SELECT i, repeat('x', 1000) FROM generate_series(1, 50) i;
CREATE TABLE bank_core.parts (id integer) PARTITION BY RANGE (id);
CREATE TABLE bank_core.parts_1 PARTITION OF bank_core.parts FOR VALUES FROM (0) TO (10);
CREATE TABLE bank_core.parts_2 PARTITION OF bank_core.parts FOR VALUES FROM (10) TO (20);
INSERT INTO bank_core.parts SELECT i FROM generate_series(1, 12) i;
CREATE TABLE bank_core._dlt_loads (load_id text, status bigint);
INSERT INTO bank_core._dlt_loads VALUES ('1', 0), ('2', 1);
CREATE VIEW bank_core.seen AS SELECT 1 AS id;
CREATE TABLE public.scratch (id integer);
CREATE SCHEMA aml_core;
CREATE TABLE aml_core.half (id integer) PARTITION BY RANGE (id);
CREATE TABLE aml_core.half_1 PARTITION OF aml_core.half FOR VALUES FROM (0) TO (10);
CREATE TABLE aml_core.half_2 PARTITION OF aml_core.half FOR VALUES FROM (10) TO (20);
ANALYZE bank_core.counted, bank_core.empty, bank_core.large, bank_core.parts_1, bank_core.parts_2, aml_core.half_1;
"""
ENTRY = LandedRange("bank_core", "counted", Bounds(), 7, 7, None, "s", "1", LOADED_AT, 0.5)
RECEIPT = Receipt("bank_core", "counted", 7, "1", LOADED_AT, 0.5, source_rows=7, source_table="core.counted", ranges=1)
GONE = Receipt("bank_core", "gone", 0, "1", LOADED_AT, 0.0, source_rows=0)


def marts_of(folder: Path, server: TestServer) -> ProjectSettings:
    return make_project(folder, server, "postgres", "bank", {"core": "all"}, marts_database="marts_shapes")


@pytest.fixture(scope="module")
def project(postgres_server: TestServer, tmp_path_factory: pytest.TempPathFactory) -> ProjectSettings:
    project = marts_of(tmp_path_factory.mktemp("shapes"), postgres_server)
    books = (create_ranges("bank_core"), create_receipts("bank_core"), enter_range(ENTRY))
    with admin(postgres_server, "marts_shapes") as session:
        for statement in (MARTS, *books, *write_receipt(RECEIPT), *write_receipt(GONE)):
            session.execute(statement.encode())
    return project


@pytest.fixture
def reader(project: ProjectSettings) -> Iterator[MartsReader]:
    with open_marts(project) as reader:
        yield reader


def test_estimates_are_what_the_database_believes(reader: MartsReader) -> None:
    shapes = {f"{shape.dataset}.{shape.name}": shape for shape in reader.shapes()}
    assert {name: shape.estimated_rows for name, shape in shapes.items()} == {
        "aml_core.half": None,
        "bank_core.counted": 7,
        "bank_core.empty": 0,
        "bank_core.large": 50,
        "bank_core.never": None,
        "bank_core.parts": 12,
    }
    assert shapes["bank_core.counted"].columns == (Column("id", "integer", nullable=False), Column("note", "text"))
    assert shapes["bank_core.counted"].sql_name == '"bank_core"."counted"'
    assert shapes["bank_core.empty"].bytes == 0
    assert (shapes["bank_core.large"].bytes or 0) >= 50_000
    assert (shapes["bank_core.parts"].bytes or 0) >= 2 * 8192


def test_tables_are_counted(reader: MartsReader) -> None:
    assert {(table.dataset, table.name): table.rows for table in reader.tables()} == {
        ("aml_core", "half"): 0,
        ("bank_core", "counted"): 7,
        ("bank_core", "empty"): 0,
        ("bank_core", "large"): 50,
        ("bank_core", "never"): 1,
        ("bank_core", "parts"): 12,
    }


def test_what_stands_before_an_ingest(reader: MartsReader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marts_snapshot, "COUNTED_BYTES", 40_000)
    held = snapshot_tables(reader, ["bank_core", "nowhere"])
    assert {table: here.rows for (_, table), here in held.tables.items()} == {
        "counted": 7,
        "empty": 0,
        "large": None,
        "never": 1,
        "parts": 12,
        "gone": None,
    }
    assert held.of("bank_core", "counted") == TableSnapshot(
        (("id", "integer", False), ("note", "text", True)), 7, RECEIPT, (ENTRY,)
    )
    assert held.of("bank_core", "gone") == TableSnapshot(receipt=GONE)
    assert held.finished == {"bank_core": frozenset({"1"})}
    assert (held.version // 10_000 >= 14, held.encoding) == (True, "UTF8")
    assert snapshot_tables(reader, ["aml_core"]).finished == {}


def test_a_query_without_rows_gives_none(reader: MartsReader) -> None:
    assert reader.query("SET search_path = bank_core").rows == ()
    result = reader.query("SELECT id AS a, note FROM counted WHERE id < 2")
    assert (result.columns, result.rows) == (("a", "note"), ((1, "x"),))
    with pytest.raises(HbError) as failure:
        reader.query("SELECT 1 +\nFROM counted")
    assert failure.value.message.startswith("the marts refused the query: syntax error")
    assert "\n" not in failure.value.message


def test_marts_without_a_table_may_be_opened_where_that_is_no_failure(
    postgres_server: TestServer, tmp_path: Path
) -> None:
    bare = make_project(tmp_path, postgres_server, "postgres", "bank", {"core": "all"}, marts_database="marts_bare")
    with pytest.raises(NotFoundError):
        open_marts(bare)
    with open_marts(bare, empty=True) as reader:
        assert (reader.tables(), reader.shapes()) == ((), ())
