"""What DuckDB marts say of their tables, and what stands in them before an ingest."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from tests.receipts import LOADED_AT

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings, load_project
from heartbeat_cli.ingest.marts_snapshot import ABSENT, MartsSnapshot, TableSnapshot, snapshot_marts, snapshot_tables
from heartbeat_cli.marts import (
    Bounds,
    LandedRange,
    MartsReader,
    Receipt,
    TableShape,
    create_ranges,
    create_receipts,
    enter_range,
    open_marts,
    write_receipt,
)
from heartbeat_cli.marts.kinds.duckdb.file import connect
from heartbeat_cli.marts.names import is_dataset, is_landed_name
from heartbeat_cli.pgschema import Column

MARTS = """
CREATE SCHEMA bank_core;
CREATE TABLE bank_core.payment (id BIGINT NOT NULL, tags VARCHAR[]);
INSERT INTO bank_core.payment VALUES (1, NULL), (2, NULL), (3, NULL);
CREATE TABLE bank_core.booked_at (id INTEGER);
CREATE TABLE bank_core._dlt_loads (load_id VARCHAR, status BIGINT);
INSERT INTO bank_core._dlt_loads VALUES ('1', 0), ('2', 1), ('3', 0);
CREATE SCHEMA aml_core;
CREATE TABLE aml_core.payment (id INTEGER);
CREATE TABLE main.scratch (id INTEGER);
"""
ENTRIES = (
    LandedRange("bank_core", "payment", Bounds(None, ("2",)), 1, 1, None, "s", "1", LOADED_AT, 0.5),
    LandedRange("bank_core", "payment", Bounds(("2",), None), 2, 2, None, "s", "1", LOADED_AT, 0.5),
)
RECEIPT = Receipt("bank_core", "payment", 3, "1", LOADED_AT, 1.0, source_rows=3, ranges=2)


@pytest.fixture
def project(tmp_path: Path) -> ProjectSettings:
    (tmp_path / "heartbeat.yml").write_text("truth_source: bank\nclusters: {A: {mirror: prod, env: SOURCE_PG}}\n")
    return load_project(tmp_path / "heartbeat.yml")


@pytest.fixture
def reader(project: ProjectSettings) -> Iterator[MartsReader]:
    project.state.mkdir()
    books = (create_ranges("bank_core"), create_receipts("bank_core"), *map(enter_range, ENTRIES))
    with duckdb.connect(str(project.marts.path)) as marts:
        for statement in (MARTS, *books, *write_receipt(RECEIPT)):
            marts.execute(statement)
    with open_marts(project) as reader:
        yield reader


def test_shapes_are_told_without_counting(reader: MartsReader) -> None:
    assert reader.shapes() == (
        TableShape("aml_core", "payment", (Column("id", "integer"),)),
        TableShape("bank_core", "booked_at", (Column("id", "integer"),)),
        TableShape("bank_core", "payment", (Column("id", "bigint", nullable=False), Column("tags", "text[]"))),
    )


def test_what_stands_before_an_ingest(reader: MartsReader) -> None:
    held = snapshot_tables(reader, ["bank_core"])
    payment = TableSnapshot((("id", "bigint", False), ("tags", "text[]", True)), 3, RECEIPT, ENTRIES)
    assert held == MartsSnapshot(
        {
            ("bank_core", "payment"): payment,
            ("bank_core", "booked_at"): TableSnapshot((("id", "integer", True),), 0),
        },
        {"bank_core": frozenset({"1", "3"})},
    )
    assert held.of("bank_core", "payment") == payment
    assert held.of("bank_core", "client") is ABSENT
    assert snapshot_tables(reader, []) == MartsSnapshot()
    assert snapshot_tables(reader, ["aml_core"]) == MartsSnapshot(
        {("aml_core", "payment"): TableSnapshot((("id", "integer", True),), 0)}
    )


def test_what_is_left_of_a_table_that_went_away(project: ProjectSettings) -> None:
    project.state.mkdir()
    with duckdb.connect(str(project.marts.path)) as marts:
        for statement in (MARTS, create_ranges("bank_core"), create_receipts("bank_core"), *map(enter_range, ENTRIES)):
            marts.execute(statement)
        marts.execute("DROP TABLE bank_core.payment")
    left = snapshot_marts(project, ("bank_core",)).of("bank_core", "payment")
    assert left == TableSnapshot(None, None, None, ENTRIES)


def test_a_table_under_the_name_dlt_gave_it(reader: MartsReader) -> None:
    held = snapshot_tables(reader, ["bank_core"])
    found = held.renamed_by_dlt("bank_core", "bookedAt")
    assert found == replace(held.of("bank_core", "booked_at"), name="booked_at")
    assert held.renamed_by_dlt("bank_core", "Payment") is ABSENT, "it is ours"
    assert held.renamed_by_dlt("bank_core", "somethingElse") is ABSENT


def test_before_there_are_marts_nothing_stands(project: ProjectSettings) -> None:
    assert snapshot_marts(project, ["bank_core"]) == MartsSnapshot()
    connect(project, read_only=False).close()
    assert snapshot_marts(project, ["bank_core"]) == MartsSnapshot()
    with open_marts(project, empty=True) as reader:
        assert (reader.tables(), reader.shapes()) == ((), ())


def test_a_file_that_was_begun_and_never_finished_is_made_again(project: ProjectSettings) -> None:
    connect(project, read_only=False).close()
    assert {path.name for path in project.state.iterdir()} == {".gitignore", project.marts.path.name}
    project.marts.path.unlink()
    project.marts.path.with_name(f"{project.marts.path.name}.new").write_bytes(b"half a file")
    with connect(project, read_only=False) as marts:
        marts.execute("CREATE TABLE kept AS SELECT 1 AS id")
    # It is made once: what is there stays.
    with connect(project, read_only=False) as marts:
        assert marts.execute("SELECT id FROM kept").fetchall() == [(1,)]
        names = ("TimeZone", "threads", "memory_limit", "preserve_insertion_order", "disabled_compression_methods")
        found = marts.execute(f"SELECT {', '.join(f'current_setting({name!r})' for name in names)}").fetchone()
        assert found is not None
        assert found[:4] == ("UTC", 1, "183.1 MiB", False)
        assert sorted(found[4].lower().split(",")) == ["dict_fsst", "dictionary", "fsst", "zstd"]
    assert {path.name for path in project.state.iterdir()} == {".gitignore", project.marts.path.name}
    assert project.state.stat().st_mode & 0o777 == 0o700


def test_reading_makes_nothing(project: ProjectSettings) -> None:
    with pytest.raises(HbError) as missing:
        connect(project, read_only=True)
    assert missing.value.code == "marts_unavailable"
    assert not project.state.exists()


def test_reading_takes_the_whole_machine(project: ProjectSettings) -> None:
    connect(project, read_only=False).close()
    with connect(project, read_only=True) as marts:
        assert marts.execute("SELECT current_setting('preserve_insertion_order')").fetchone() == (True,)
        assert marts.execute("SELECT current_setting('TimeZone')").fetchone() == ("UTC",)
        with pytest.raises(duckdb.Error):
            marts.execute("CREATE TABLE x (id INTEGER)")


def test_a_refused_query_is_told_in_one_line(reader: MartsReader) -> None:
    with pytest.raises(HbError) as failure:
        reader.query("SELECT missing\nFROM bank_core.payment")
    assert failure.value.message.startswith("the marts refused the query: Binder Error: Referenced column")
    assert "\n" not in failure.value.message


@pytest.mark.parametrize(
    ("schema", "dataset"),
    [
        ("bank_core", True), ("main", False), ("public", False), ("information_schema", False),
        ("pg_catalog", False), ("pg_temp_1", False), ("pgbank", True), ("Main", True),
    ],
)  # fmt: skip
def test_a_schema_that_can_be_a_dataset(schema: str, dataset: bool) -> None:
    assert is_dataset(schema) is dataset


@pytest.mark.parametrize(
    ("name", "landed"),
    [("payment", True), ("_dlt_loads", False), ("_hb_range", False), ("_dl", True), ("dlt_", True), ("x_hb_", True)],
)
def test_a_table_that_is_no_bookkeeping(name: str, landed: bool) -> None:
    assert is_landed_name(name) is landed
