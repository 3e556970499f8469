"""The ledger checked again: what was recorded, what stands in the marts, and what the source has now."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from tests.conftest import TestServer
from tests.ingest_estate import admin, inventory_of, make_database, make_project
from tests.receipts import LOADED_AT

from heartbeat_cli.errors import NotFoundError
from heartbeat_cli.estate import Project, Source
from heartbeat_cli.ingest.columns.land_columns import land_all
from heartbeat_cli.ingest.columns.shape import record_columns, shape_of, write_columns
from heartbeat_cli.ingest.columns.types import DUCKDB
from heartbeat_cli.ingest.plan import PlannedTable
from heartbeat_cli.ingest.proof.checksum import COLUMNS, COUNT, marts_sums, read_sums
from heartbeat_cli.ingest.proof.verify import Verdict, VerifiedRange, VerifiedTable, verify, verify_all
from heartbeat_cli.ingest.source.survey import survey
from heartbeat_cli.ledger import Bounds, LandedRange, Receipt
from heartbeat_cli.ledger.ranges import create_ranges, enter_range
from heartbeat_cli.ledger.receipt import LANDING, create_receipts, write_receipt

SOURCE = """
CREATE SCHEMA core;
CREATE TABLE core.few (id bigint PRIMARY KEY, other bigint NOT NULL, note text);
INSERT INTO core.few SELECT i, -i, 'n' || i FROM generate_series(1, 6) i;
CREATE TABLE core.unlanded (id bigint PRIMARY KEY);
"""
MARTS = "INSERT INTO bank_core.few SELECT i, -i, 'n' || i FROM range(1, 7) AS r(i)"
CUTS = (Bounds(None, ("4",)), Bounds(("4",), None))
AGREES, CHANGED, DIFFERS = Verdict.AGREES, Verdict.CHANGED, Verdict.DIFFERS


Planned = tuple[Project, Source, PlannedTable]


@pytest.fixture(scope="module")
def planned(postgres_server: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Planned:
    make_database(postgres_server, "checked", SOURCE)
    project = make_project(tmp_path_factory.mktemp("checked"), postgres_server, "duckdb", "checked", {"core": "all"})
    project.state.mkdir()
    source = inventory_of(project).sources[0]
    return project, source, survey(project, source, ["few"]).tables[0]


@pytest.fixture(scope="module")
def receipt(planned: Planned) -> Receipt:
    table = planned[2]
    columns = write_columns(record_columns(table, land_all(table, DUCKDB, ())), table.key)
    return Receipt("bank_core", "few", 6, "1", LOADED_AT, 1.0, columns=columns)


@pytest.fixture(scope="module")
def whole(planned: Planned, receipt: Receipt) -> dict[str, Path]:
    """By algorithm, the file of marts in which everything has landed."""
    project, _, table = planned
    return {name: _land(project.root / f"{name}.duckdb", table, receipt, name) for name in (COLUMNS, COUNT)}


def _land(file: Path, table: PlannedTable, receipt: Receipt, algorithm: str) -> Path:
    landings = land_all(table, DUCKDB, ())
    shape = shape_of(record_columns(table, landings))
    types = ", ".join(f'"{one.column}" {one.type}' for one in landings)
    with duckdb.connect(str(file)) as marts:
        marts.execute(f"CREATE SCHEMA bank_core; CREATE TABLE bank_core.few ({types}); {MARTS}")
        for statement in (create_ranges("bank_core"), create_receipts("bank_core"), *write_receipt(receipt)):
            marts.execute(statement)
        for bounds, where in zip(CUTS, ("id < 4", "id >= 4"), strict=True):
            sums = ", ".join(["count(*)", *marts_sums(landings, algorithm, DUCKDB)])
            row = marts.execute(f"SELECT {sums} FROM bank_core.few WHERE {where}").fetchone()
            assert row is not None
            checksum = None if algorithm == COUNT else str(read_sums(algorithm, row[1:]))
            entry = LandedRange("bank_core", "few", bounds, 3, 3, checksum, shape, "1", LOADED_AT, 0.5)
            marts.execute(enter_range(entry))
    return file


Landed = Callable[..., VerifiedTable]


@pytest.fixture
def landed(planned: Planned, receipt: Receipt, whole: dict[str, Path], postgres_server: TestServer) -> Iterator[Landed]:
    """What a check finds after everything has landed and `changes` were made to the marts, others at the source."""
    project, source, _ = planned
    changed: list[str] = []

    def check(*changes: str, algorithm: str = COLUMNS, at_source: str = "", **said: Any) -> VerifiedTable:
        shutil.copyfile(whole[algorithm], project.marts.path)
        if changes or said:
            with duckdb.connect(str(project.marts.path)) as marts:
                for statement in (*(write_receipt(replace(receipt, **said)) if said else ()), *changes):
                    marts.execute(statement)
        if at_source:
            changed.append(at_source)
            with admin(postgres_server, "checked") as session:
                session.execute(at_source.encode())
        (found,) = verify(project, source, ["few"])
        return found

    yield check
    if changed:
        with admin(postgres_server, "checked") as session:
            session.execute(f"DROP SCHEMA core CASCADE; {SOURCE}".encode())


def ranges(*found: tuple[Verdict, int, int]) -> tuple[VerifiedRange, ...]:
    """Verdict, rows in the marts and at the source, of each of the two ranges of three rows."""
    words = ("the first to before 4", "4 to the last")
    return tuple(VerifiedRange(text, one[0], 3, *one[1:]) for text, one in zip(words, found, strict=True))


RIGHT = (AGREES, 3, 3)
CHANGED_COLUMNS = "its columns have changed at the source since it landed"
LEDGER = "UPDATE bank_core._hb_range SET"


@pytest.mark.parametrize(
    ("at_source", "in_marts", "found"),
    [
        ("", "", (RIGHT, RIGHT)),
        ("UPDATE core.few SET note = 'x' WHERE id = 5", "", (RIGHT, (CHANGED, 3, 3))),
        ("DELETE FROM core.few WHERE id = 1", "", ((CHANGED, 3, 2), RIGHT)),
        ("INSERT INTO core.few VALUES (7, -7, NULL)", "", (RIGHT, (CHANGED, 3, 4))),
        ("", "UPDATE bank_core.few SET note = 'x' WHERE id = 5", (RIGHT, (DIFFERS, 3, 3))),
        # Both were changed alike: the marts are not what was recorded all the same.
        (
            "UPDATE core.few SET note = 'x' WHERE id = 5",
            "UPDATE bank_core.few SET note = 'x' WHERE id = 5",
            (RIGHT, (DIFFERS, 3, 3)),
        ),
        ("", f"{LEDGER} rows_out = 2, rows = rows WHERE high IS NOT NULL", None),
        ("", f"{LEDGER} checksum = 'columns-1:1' WHERE high IS NOT NULL", ((DIFFERS, 3, 3), RIGHT)),
        # Rows that are kept marked do not count, and stand there.
        (
            "DELETE FROM core.few WHERE id = 6",
            "ALTER TABLE bank_core.few ADD COLUMN _hb_deleted_at TIMESTAMPTZ",
            (RIGHT, (CHANGED, 3, 2)),
        ),
    ],
)
def test_three_contents_are_held_against_each_other(
    landed: Landed, at_source: str, in_marts: str, found: tuple[tuple[Verdict, int, int], ...] | None
) -> None:
    checked = landed(*([in_marts] if in_marts else []), at_source=at_source)
    if found is None:
        assert [(one.verdict, one.recorded, one.marts) for one in checked.ranges] == [(DIFFERS, 2, 3), (AGREES, 3, 3)]
    else:
        assert (checked.ranges, checked.problem) == (ranges(*found), None)


def test_a_range_of_which_only_the_rows_were_counted(landed: Landed) -> None:
    changed = landed("UPDATE bank_core.few SET note = 'x'", algorithm=COUNT)
    assert (changed.ranges, changed.verdict) == (ranges(RIGHT, RIGHT), AGREES)
    gone = landed(algorithm=COUNT, at_source="DELETE FROM core.few WHERE id = 1")
    assert gone.ranges == ranges((CHANGED, 3, 2), RIGHT)


def test_a_marked_row_is_none_of_the_sources(landed: Landed) -> None:
    checked = landed(
        "ALTER TABLE bank_core.few ADD COLUMN _hb_deleted_at TIMESTAMPTZ",
        "INSERT INTO bank_core.few VALUES (7, -7, NULL, now())",
        f"{LEDGER} rows = 4 WHERE high IS NULL",
    )
    assert (checked.ranges, checked.problem) == (ranges(RIGHT, RIGHT), None)


@pytest.mark.parametrize(
    ("changes", "said", "problem", "verdict"),
    [
        (["ALTER TABLE bank_core.few RENAME TO more"], {}, "its table is gone from the marts", DIFFERS),
        ([], {"state": LANDING}, "it is not landed whole", DIFFERS),
        (["DELETE FROM bank_core._hb_receipt"], {}, "it is not landed whole", DIFFERS),
        (["DELETE FROM bank_core._hb_range WHERE high IS NULL"], {}, "it is not landed whole", DIFFERS),
        ([f"{LEDGER} shape = 'x'"], {}, "it is not landed whole", DIFFERS),
        ([f"{LEDGER} shape = 'x' WHERE high IS NULL"], {}, "it is not landed whole", DIFFERS),
        (
            [f"{LEDGER} shape = 'x'"],
            {"columns": None},
            "its columns have changed at the source since it landed",
            CHANGED,
        ),
        (["DELETE FROM bank_core.few WHERE id = 1"], {}, "5 rows stand in the marts, 6 in the ledger", DIFFERS),
        (["INSERT INTO bank_core.few VALUES (1, 1, '')"], {}, "7 rows stand in the marts, 6 in the ledger", DIFFERS),
    ],
)
def test_what_there_is_to_say_of_a_table(
    landed: Landed, changes: list[str], said: dict[str, Any], problem: str, verdict: Verdict
) -> None:
    checked = landed(*changes, **said)
    assert (checked.problem, checked.verdict) == (problem, verdict)


@pytest.mark.parametrize(
    ("at_source", "what"),
    [
        ("ALTER TABLE core.few ADD COLUMN more int", "columns have changed"),
        ("ALTER TABLE core.few DROP COLUMN note", "columns have changed"),
        ("ALTER TABLE core.few DROP CONSTRAINT few_pkey, ADD PRIMARY KEY (other)", "key has changed"),
    ],
)
def test_columns_and_keys_that_changed_at_the_source(landed: Landed, at_source: str, what: str) -> None:
    checked = landed(at_source=at_source)
    assert (checked.ranges, checked.problem) == ((), f"its {what} at the source since it landed")
    assert checked.verdict is CHANGED
    lacking = landed("DELETE FROM bank_core.few WHERE id = 1")
    assert (lacking.ranges, lacking.verdict) == ((), DIFFERS)


def test_what_never_landed_is_not_checked(landed: Landed, planned: Planned) -> None:
    project, source, _ = planned
    landed()
    told: list[VerifiedTable] = []
    assert [table.qname.name for table in verify(project, source, (), told.append)] == ["few"]
    assert [table.qname.name for table in told] == ["few"]


def test_several_sources(landed: Landed, planned: Planned) -> None:
    project, source, _ = planned
    landed()
    aml, rest = replace(source, name="aml"), replace(source, name="crm", archetype="rest")
    found, refused = verify_all(project, [source, aml, rest])
    assert [(name, len(tables)) for name, tables in found] == [("bank", 1), ("aml", 0)]
    assert {name: error.code for name, error in refused.items()} == {"crm": "archetype_not_supported"}
    found, refused = verify_all(project, [source, aml], ["bank.few"])
    assert ([name for name, _ in found], refused) == (["bank"], {})
    with pytest.raises(NotFoundError) as nowhere:
        verify_all(project, [source, aml], ["fewer", "few"])
    assert nowhere.value.message == "there is no table 'fewer' in the slice of any of bank, aml"
    assert (nowhere.value.code, "Did you mean" in str(nowhere.value.hint)) == ("unknown_table", True)
    with pytest.raises(NotFoundError) as alone:
        verify_all(project, [source], ["fewer"])
    assert alone.value.message == "there is no table 'fewer' in the slice of bank"
