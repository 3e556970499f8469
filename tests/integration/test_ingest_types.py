"""Every type of PostgreSQL, in its worst values, on both marts: compared row by row and by eye.

The source's database does its worst as well: what it calls by the names of PostgreSQL's own changes nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from tests.conftest import TestServer
from tests.ingest_estate import CASES, MARTS, ingest, landed_tables, make_database, make_project
from tests.ingest_proof import differing

from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.ingest import IngestResult
from heartbeat_cli.marts import MartsReader, open_marts, read_receipts

_CORE = """
    arrays child empty event every_type far_moments generated ledger moments not_a_number numbers odd_arrays others
    parent texts texts_m texts_v wide
"""
LANDED = [
    'Odd Schema.Payment-Log "x".y',
    "Odd Schema.select",
    *(f"core.{name}" for name in _CORE.split()),
]


@dataclass(frozen=True)
class Landed:
    kind: str
    project: ProjectSettings
    result: IngestResult
    reader: MartsReader

    def values(self, sql: str) -> tuple[tuple[object, ...], ...]:
        return self.reader.query(sql).rows

    def on(self, *, duckdb: object, postgres: object) -> object:
        return duckdb if self.kind == "duckdb" else postgres


@pytest.fixture(scope="module", params=MARTS)
def landed(
    request: pytest.FixtureRequest, postgres_server: TestServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Landed]:
    statements = [(CASES / name).read_text() for name in ("strange.sql", "shadows.sql")]
    make_database(postgres_server, "card-management", "".join(statements))
    project = make_project(
        tmp_path_factory.mktemp(request.param),
        postgres_server,
        request.param,
        "card-management",
        {"core": "all, views: [texts_v, texts_m]", "Odd Schema": "all"},
        source="card_management",
        marts_database="marts_types",
    )
    # The least there can be: a megabyte of wide rows at once.
    project = replace(project, wide_mb=64)
    result = ingest(project, source="card_management")
    with open_marts(project) as reader:
        yield Landed(request.param, project, result, reader)


def test_every_table_lands_but_the_one_named_like_bookkeeping(landed: Landed) -> None:
    assert landed_tables(landed.result) == LANDED
    assert [(str(f.qname), f.code) for f in landed.result.failures] == [("Odd Schema._dlt_like", "reserved_name")]


def test_source_and_marts_have_the_same_rows(landed: Landed) -> None:
    assert differing(landed.project, "card_management", LANDED) == []


def test_partitions_are_one_table_and_a_parent_has_what_select_says(landed: Landed) -> None:
    names = {table.name for table in landed.reader.tables()}
    assert {"event", "parent", "child"} <= names
    assert not {"event_2026_01", "event_rest"} & names
    assert landed.values("SELECT count(*) FROM card_management_core.event") == ((6000,),)
    assert landed.values("SELECT count(*) FROM card_management_core.parent") == ((2,),)


def test_empty_text_and_null_stay_apart(landed: Landed) -> None:
    rows = landed.values("SELECT t, v FROM card_management_core.texts WHERE id <= 3 ORDER BY id")
    assert rows == (("", ""), (None, None), ("NULL", "\\N"))


def test_text_arrives_byte_for_byte(landed: Landed) -> None:
    rows = landed.values("SELECT t FROM card_management_core.texts WHERE id >= 4 ORDER BY id")
    assert rows == (('tab\tnew\nline\r"quote"\\',), ("\x01\x1e\x1f",))


def test_no_digit_of_a_number_is_lost(landed: Landed) -> None:
    sql = "SELECT fixed, fraction, whole, huge, rounded FROM card_management_core.numbers WHERE id = 1"
    row = landed.values(sql)[0]
    huge = "12345678901234567890123456789012345678901234567890.0123456789"
    assert row[:3] == (Decimal("1.10"), Decimal("-0.00007"), Decimal(12345678901234567890123456789012345678))
    assert row[3:] == landed.on(duckdb=(huge, "12300"), postgres=(Decimal(huge), Decimal(12300)))


def test_numbers_that_are_none(landed: Landed) -> None:
    f8 = landed.values("SELECT f8::text FROM card_management_core.numbers WHERE id IN (2, 3) ORDER BY id")
    assert [str(value).casefold() for (value,) in f8] == landed.on(duckdb=["nan", "inf"], postgres=["nan", "infinity"])
    free = landed.values("SELECT free::text FROM card_management_core.numbers WHERE id IN (2, 5) ORDER BY id")
    assert free == (("NaN",), ("1.500",))


def test_a_decimal_with_nan_lands_as_text_on_duckdb_and_says_so(landed: Landed) -> None:
    rows = landed.values("SELECT ratio::text, plain FROM card_management_core.not_a_number WHERE id <= 2 ORDER BY id")
    assert rows == (("0.5000", Decimal("0.5")), ("NaN", Decimal(1)))
    tables = {t.qname.name: t.notes for d in landed.result.datasets for t in d.tables}
    assert len(tables["not_a_number"]) == landed.on(duckdb=1, postgres=0)
    assert len(tables["odd_arrays"]) == landed.on(duckdb=3, postgres=0)
    assert len(tables["far_moments"]) == landed.on(duckdb=2, postgres=0)


def test_moments(landed: Landed) -> None:
    sql = "SELECT ts::text, tstz::text, t::text, tz::text FROM card_management_core.moments WHERE id <= 2 ORDER BY id"
    first, second = landed.values(sql)
    assert first == (
        "2026-05-08 10:11:12.123456",
        "2026-05-08 08:11:12.123456+00",
        "10:11:12.123456",
        "10:11:12+05:30",
    )
    assert second == ("infinity", "-infinity", "24:00:00", "23:59:59.999999-11")


def test_documents_names_and_bytes(landed: Landed) -> None:
    sql = (
        "SELECT id::text, j::text, jb::text, k, ip::text, r::text, a, bin FROM card_management_core.others"
        " WHERE flag ORDER BY id"
    )
    row = landed.values(sql)[0]
    assert row[:4] == (
        "00000000-0000-0000-0000-000000000000",
        '{"a" : 1.10, "a": 2}',
        '{"a": 1.10, "b": [null, ""]}',
        "sole trader",
    )
    assert str(row[4]).removesuffix("/32") == "10.0.0.1"
    assert row[5:] == ("[2026-01-01,2026-02-01)", '("a ""b"", c",)', b"\x00\xff")


def test_arrays_are_arrays(landed: Landed) -> None:
    rows = landed.values("SELECT i, t, k FROM card_management_core.arrays ORDER BY id")
    assert rows == (
        ([1, None, 3], ["", "NULL", None, 'a"b,{}', "\\"], ["person", None]),
        ([], [], []),
        (None, None, None),
    )


def test_names_arrive_as_they_are(landed: Landed) -> None:
    table = next(t for t in landed.reader.tables() if t.name.startswith("Payment-Log"))
    assert table.dataset == "card_management_Odd Schema"
    assert [c.name for c in table.columns] == [
        *("Id", "order", 'a"b', "c.d", "{e} %s $1", "naïve €", "_dlt_id"),
    ]


def test_types_of_the_marts(landed: Landed) -> None:
    tables = {t.name: {c.name: c.type for c in t.columns} for t in landed.reader.tables()}
    numbers, moments, others = tables["numbers"], tables["moments"], tables["others"]
    assert numbers["amount"] == "numeric(18,2)"
    assert (numbers["free"], numbers["wide"]) == landed.on(
        duckdb=("text", "numeric(38,20)"), postgres=("numeric", "numeric(38,20)")
    )
    assert moments["tstz"] == "timestamp with time zone"
    assert (others["id"], others["k"]) == ("uuid", "text")
    assert others["jb"] == landed.on(duckdb="json", postgres="jsonb")
    assert tables["arrays"]["am"] == "numeric(9,3)[]"


def test_every_table_has_a_receipt_that_agrees(landed: Landed) -> None:
    receipts = {(r.dataset, r.table): r for r in read_receipts(landed.reader)}
    tables = landed.reader.tables()
    assert {(t.dataset, t.name): t.rows for t in tables} == {key: r.rows for key, r in receipts.items()}
    assert all(r.source_rows == r.rows for r in receipts.values())
    assert receipts["card_management_core", "ledger"].source_table == "core.ledger"


def test_receipts_name_loads_dlt_knows(landed: Landed) -> None:
    receipts = {r.load_id for r in read_receipts(landed.reader) if r.dataset == "card_management_core"}
    loads = landed.values("SELECT load_id, status FROM card_management_core._dlt_loads")
    assert receipts
    assert receipts <= {load_id for load_id, status in loads if status == 0}
