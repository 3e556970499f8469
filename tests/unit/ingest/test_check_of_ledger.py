"""The ledger checked again: what was recorded, what stands in the marts, and what the source has now.

Every case is a table of its own that has landed in two ranges of three rows; then it is changed on either side. They
are checked all at once.
"""

from dataclasses import dataclass, field, replace
from typing import Any

import duckdb
import pytest
from tests.conftest import TestServer
from tests.ingest_estate import admin, inventory_of, make_database, make_project
from tests.receipts import LOADED_AT

from heartbeat_cli.errors import NotFoundError
from heartbeat_cli.estate import ProjectSettings, Source
from heartbeat_cli.ingest import IngestRequest, Verdict, VerifiedRange, VerifiedTable, verify_all
from heartbeat_cli.ingest.columns.land_columns import land_all
from heartbeat_cli.ingest.columns.shape import record_columns, shape_of, write_columns
from heartbeat_cli.ingest.make_jobs import make_jobs
from heartbeat_cli.ingest.proof import verify as checking
from heartbeat_cli.ingest.proof.checksum import COLUMNS, COUNT, marts_sums, read_sums
from heartbeat_cli.ingest.proof.verify import verify
from heartbeat_cli.ingest.source import width
from heartbeat_cli.ingest.source.survey import survey
from heartbeat_cli.ingest.watermark import written_counters
from heartbeat_cli.marts import (
    LANDING,
    Bounds,
    LandedRange,
    Receipt,
    create_ranges,
    create_receipts,
    enter_range,
    write_receipt,
)
from heartbeat_cli.sources import PlannedTable

DUCKDB = "duckdb"

TABLE = "CREATE TABLE core.{t} (id bigint PRIMARY KEY, other bigint NOT NULL, note text);"
ROWS = "SELECT i, -i, 'n' || i FROM"
# The server's counters trail behind unless they are asked not to.
COUNTED = "SELECT pg_stat_force_next_flush()"
CUTS = (Bounds(None, ("4",)), Bounds(("4",), None))
AGREES, CHANGED, DIFFERS = Verdict.AGREES, Verdict.CHANGED, Verdict.DIFFERS

Found = tuple[Verdict, int, int]
"""Verdict, rows in the marts and at the source of one range."""
RIGHT: Found = (AGREES, 3, 3)
CHANGED_COLUMNS = "its columns have changed at the source since it landed"
MARKS = "ALTER TABLE {m} ADD COLUMN _hb_deleted_at TIMESTAMPTZ"
OTHER_NOTE = "SET note = 'x' WHERE id = 5"


@dataclass(frozen=True)
class Case:
    """`{s}` is the table at the source, `{m}` in the marts, `{l}` and `{r}` are its ledger and receipt."""

    source: str = ""
    marts: tuple[str, ...] = ()
    found: tuple[Found, ...] = ()
    problem: str | None = None
    verdict: Verdict = AGREES
    algorithm: str = COLUMNS
    said: dict[str, Any] = field(default_factory=dict)


CASES = {
    "as it landed": Case(found=(RIGHT, RIGHT)),
    "changed at the source": Case(f"UPDATE {{s}} {OTHER_NOTE}", found=(RIGHT, (CHANGED, 3, 3)), verdict=CHANGED),
    "deleted at the source": Case("DELETE FROM {s} WHERE id = 1", found=((CHANGED, 3, 2), RIGHT), verdict=CHANGED),
    "added at the source": Case(
        "INSERT INTO {s} VALUES (7, -7, NULL)", found=(RIGHT, (CHANGED, 3, 4)), verdict=CHANGED
    ),
    "changed in the marts": Case(
        marts=(f"UPDATE {{m}} {OTHER_NOTE}",), found=(RIGHT, (DIFFERS, 3, 3)), verdict=DIFFERS
    ),
    "changed alike on both sides, and not recorded": Case(
        f"UPDATE {{s}} {OTHER_NOTE}", (f"UPDATE {{m}} {OTHER_NOTE}",), (RIGHT, (DIFFERS, 3, 3)), verdict=DIFFERS
    ),
    "another checksum in the ledger": Case(
        marts=("UPDATE {l} SET checksum = 'columns-1:1' WHERE table_name = '{t}' AND high IS NOT NULL",),
        found=((DIFFERS, 3, 3), RIGHT),
        verdict=DIFFERS,
    ),
    "marks are no column of the source's": Case(
        "DELETE FROM {s} WHERE id = 6", (MARKS,), (RIGHT, (CHANGED, 3, 2)), verdict=CHANGED
    ),
    "a marked row is none of the source's": Case(
        marts=(
            MARKS,
            "INSERT INTO {m} VALUES (7, -7, NULL, now())",
            "UPDATE {l} SET rows = 4 WHERE table_name = '{t}' AND high IS NULL",
        ),
        found=(RIGHT, RIGHT),
    ),
    "merely counted, another note": Case(marts=("UPDATE {m} SET note = 'x'",), found=(RIGHT, RIGHT), algorithm=COUNT),
    "merely counted, a row less": Case(
        "DELETE FROM {s} WHERE id = 1", found=((CHANGED, 3, 2), RIGHT), verdict=CHANGED, algorithm=COUNT
    ),
    "no table": Case(marts=("DROP TABLE {m}",), problem="its table is gone from the marts", verdict=DIFFERS),
    "still landing": Case(said={"state": LANDING}, problem="it is not landed whole", verdict=DIFFERS),
    "no receipt": Case(
        marts=("DELETE FROM {r} WHERE table_name = '{t}'",), problem="it is not landed whole", verdict=DIFFERS
    ),
    "a range less": Case(
        marts=("DELETE FROM {l} WHERE table_name = '{t}' AND high IS NULL",),
        problem="it is not landed whole",
        verdict=DIFFERS,
    ),
    "ranges of another shape": Case(
        marts=("UPDATE {l} SET shape = 'x' WHERE table_name = '{t}'",),
        problem="it is not landed whole",
        verdict=DIFFERS,
    ),
    "one range of another shape": Case(
        marts=("UPDATE {l} SET shape = 'x' WHERE table_name = '{t}' AND high IS NULL",),
        problem="it is not landed whole",
        verdict=DIFFERS,
    ),
    "of another shape, and no columns recorded": Case(
        marts=("UPDATE {l} SET shape = 'x' WHERE table_name = '{t}'",),
        said={"columns": None},
        problem=CHANGED_COLUMNS,
        verdict=CHANGED,
    ),
    "a row less in the marts": Case(
        marts=("DELETE FROM {m} WHERE id = 1",),
        found=((DIFFERS, 2, 3), RIGHT),
        problem="5 rows stand in the marts, 6 in the ledger",
        verdict=DIFFERS,
    ),
    "a row more in the marts": Case(
        marts=("INSERT INTO {m} VALUES (1, 1, '')",),
        found=((DIFFERS, 4, 3), RIGHT),
        problem="7 rows stand in the marts, 6 in the ledger",
        verdict=DIFFERS,
    ),
    "a new column": Case("ALTER TABLE {s} ADD COLUMN more int", problem=CHANGED_COLUMNS, verdict=CHANGED),
    "a column less": Case("ALTER TABLE {s} DROP COLUMN note", problem=CHANGED_COLUMNS, verdict=CHANGED),
    "another key": Case(
        "ALTER TABLE {s} DROP CONSTRAINT {t}_pkey, ADD PRIMARY KEY (other)",
        problem="its key has changed at the source since it landed",
        verdict=CHANGED,
    ),
    "a new column, and a row less in the marts": Case(
        "ALTER TABLE {s} ADD COLUMN more int",
        ("DELETE FROM {m} WHERE id = 1",),
        problem="5 rows stand in the marts, 6 in the ledger",
        verdict=DIFFERS,
    ),
}
NAMES = {case: f"t{number:02}" for number, case in enumerate(CASES)}


def filled(statement: str, table: str) -> str:
    books = {"l": "bank_core._hb_range", "r": "bank_core._hb_receipt"}
    return statement.format(t=table, s=f"core.{table}", m=f"bank_core.{table}", **books)


@pytest.fixture(scope="module")
def landed(postgres_server: TestServer, tmp_path_factory: pytest.TempPathFactory) -> tuple[ProjectSettings, Source]:
    """A source and marts with a table per case, changed as the case says."""
    tables = "".join(
        f"{TABLE.format(t=table)} INSERT INTO core.{table} {ROWS} generate_series(1, 6) i;" for table in NAMES.values()
    )
    unlanded = (
        "CREATE TABLE core.unlanded (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);"
        "INSERT INTO core.unlanded SELECT FROM generate_series(1, 3);"
    )
    make_database(postgres_server, "checked", f"CREATE SCHEMA core; {unlanded} {tables} {COUNTED}")
    project = make_project(tmp_path_factory.mktemp("checked"), postgres_server, "duckdb", "checked", {"core": "all"})
    project.state.mkdir()
    source = inventory_of(project).sources[0]
    planned = {table.qname.name: table for table in survey(project, source, ()).tables}
    with duckdb.connect(str(project.marts.path)) as marts:
        marts.execute(f"CREATE SCHEMA bank_core; {create_ranges('bank_core')}; {create_receipts('bank_core')}")
        marts.execute("CREATE TABLE bank_core._dlt_loads AS SELECT '1' AS load_id, 0 AS status")
        for name, case in CASES.items():
            land(marts, planned[NAMES[name]], case)
    with admin(postgres_server, "checked") as session:
        for name, case in CASES.items():
            session.execute(filled(case.source, NAMES[name]).encode() or b"SELECT 1")
        session.execute(COUNTED)
    return project, source


def land(marts: duckdb.DuckDBPyConnection, table: PlannedTable, case: Case) -> None:
    name, mappings = table.qname.name, land_all(table, DUCKDB, ())
    columns = record_columns(table, mappings)
    types = ", ".join(f'"{one.column}" {one.type}' for one in mappings)
    said = Receipt(
        "bank_core", name, 6, "1", LOADED_AT, 1.0, counters=written_counters(table.counters),
        columns=write_columns(columns, table.key),
    )  # fmt: skip
    marts.execute(f"CREATE TABLE bank_core.{name} ({types}); INSERT INTO bank_core.{name} {ROWS} range(1, 7) AS r(i)")
    for bounds, where in zip(CUTS, ("id < 4", "id >= 4"), strict=True):
        sums = ", ".join(["count(*)", *marts_sums(mappings, case.algorithm, DUCKDB)])
        (row,) = marts.execute(f"SELECT {sums} FROM bank_core.{name} WHERE {where}").fetchall()
        checksum = None if case.algorithm == COUNT else str(read_sums(case.algorithm, row[1:]))
        entry = LandedRange("bank_core", name, bounds, 3, 3, checksum, shape_of(columns), "1", LOADED_AT, 0.5)
        marts.execute(enter_range(entry))
    for statement in (*write_receipt(replace(said, **case.said)), *case.marts):
        marts.execute(filled(statement, name) if statement in case.marts else statement)


@pytest.fixture(scope="module", params=["rows at once", "rows one by one, as very wide ones are"])
def checked(request: pytest.FixtureRequest, landed: tuple[ProjectSettings, Source]) -> dict[str, VerifiedTable]:
    told: list[VerifiedTable] = []
    with pytest.MonkeyPatch.context() as patch:
        if request.param != "rows at once":
            for name in ("_STORED_BYTES", "_READ_BYTES"):
                patch.setattr(width, name, 0)
            patch.setattr(checking, "_BYTES_AT_ONCE", 1)
        found = verify(*landed, on_table=told.append)
    assert list(found) == told
    return {table.qname.name: table for table in found}


@pytest.mark.parametrize("name", CASES)
def test_three_contents_are_held_against_each_other(checked: dict[str, VerifiedTable], name: str) -> None:
    table, case = checked[NAMES[name]], CASES[name]
    words = ("the first to before 4", "4 to the last")
    ranges = tuple(VerifiedRange(text, one[0], 3, *one[1:]) for text, one in zip(words, case.found, strict=False))
    assert (table.ranges, table.problem, table.verdict) == (ranges, case.problem, case.verdict)


def test_what_never_landed_is_not_checked(checked: dict[str, VerifiedTable]) -> None:
    assert sorted(checked) == sorted(NAMES.values())


def test_several_sources(landed: tuple[ProjectSettings, Source]) -> None:
    project, source = landed
    aml, rest = replace(source, name="aml"), replace(source, name="crm", archetype="rest")
    found, refused = verify_all(project, [source, aml, rest], ["t00"])
    assert ([(name, len(tables)) for name, tables in found], list(refused)) == ([("bank", 1), ("aml", 0)], ["crm"])
    found, refused = verify_all(project, [source, aml], ["bank.t00"])
    assert ([name for name, _ in found], refused) == (["bank"], {})
    # A source that cannot be looked at is no source without the table.
    lost = replace(source, name="lost", slices=(replace(source.slices[0], schema="nowhere"),))
    found, refused = verify_all(project, [source, lost], ["t00"])
    assert ([name for name, _ in found], [error.code for error in refused.values()]) == (["bank"], ["unknown_schema"])
    with pytest.raises(NotFoundError) as nowhere:
        verify_all(project, [source, aml], ["t00", "unlandet"])
    assert nowhere.value.message == "there is no table 'unlandet' in the slice of any of bank, aml"
    assert (nowhere.value.code, "Did you mean" in str(nowhere.value.hint)) == ("unknown_table", True)
    with pytest.raises(NotFoundError) as alone:
        verify_all(project, [source], ["unlandet"])
    assert alone.value.message == "there is no table 'unlandet' in the slice of bank"


MODES = {
    "unchanged": {"as it landed", "changed in the marts", "another checksum in the ledger"}
    | {"merely counted, another note"},
    "compare": {"changed at the source", "deleted at the source", "added at the source"}
    | {"changed alike on both sides, and not recorded", "merely counted, a row less"},
    "repair": {"a row less in the marts", "a row more in the marts"},
    "resume": {"still landing", "a range less"},
    "backfill": {"no table", "another key"},
    "reshape": {"marks are no column of the source's", "a marked row is none of the source's", "no receipt"}
    | {"ranges of another shape", "one range of another shape", "of another shape, and no columns recorded"}
    | {"a new column", "a column less", "a new column, and a row less in the marts"},
}


def test_what_an_ingest_would_do_about_it(landed: tuple[ProjectSettings, Source]) -> None:
    project, source = landed
    plan = survey(project, source, ())
    works = {work.table.qname.name: work for work in make_jobs(project, plan, IngestRequest()).tables}
    found = {mode: {name for name, table in NAMES.items() if works[table].mode == mode} for mode in MODES}
    assert found == MODES
    unlanded = works["unlanded"]
    assert (unlanded.mode, unlanded.watermark, unlanded.measures) == ("backfill", "3", False)
    assert {work.algorithm for work in works.values()} == {COLUMNS}
    counted = make_jobs(project, plan, IngestRequest(proof="count"))
    assert {work.algorithm for work in counted.tables if work.mode == "backfill"} == {COUNT}


@pytest.mark.parametrize(
    ("range_rows", "bytes_", "watermark", "measures"),
    [
        # What is read at one go says its watermark itself; of several ranges it has to be known before the first.
        (500_000, 2**27, None, True),
        (1, 2**27, "3", False),
        (500_000, 0, "3", False),
    ],
)
def test_a_watermark_that_is_dear_is_asked_for_where_nothing_else_tells_it(
    landed: tuple[ProjectSettings, Source], range_rows: int, bytes_: int, watermark: str | None, measures: bool
) -> None:
    project, source = landed
    plan = survey(project, source, ["unlanded"])
    (table,) = plan.tables
    unindexed = replace(table, cursor=replace(table.cursor, indexed=False), bytes=bytes_, rows=None, counters=None)
    asked = replace(plan, datasets=(replace(plan.datasets[0], tables=(unindexed,)),))
    (work,) = make_jobs(replace(project, range_rows=range_rows), asked, IngestRequest()).tables
    assert (work.watermark, work.measures) == (watermark, measures)
    assert (len(work.units) > 1) is (range_rows == 1)
