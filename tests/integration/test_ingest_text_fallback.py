"""Values DuckDB marts have no place for, whenever they arrive: their columns become text, and no row is lost for it."""

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import TestServer
from tests.ingest_estate import admin, ingest, inventory_of, make_database, make_project
from tests.ingest_proof import differing

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.ingest import IngestRequest, TableJob, TableResult, Verdict
from heartbeat_cli.ingest.engine.land import land_unit
from heartbeat_cli.ingest.engine.text_fallback import land_as_text
from heartbeat_cli.ingest.jobs import UnitJob
from heartbeat_cli.ingest.make_jobs import make_jobs
from heartbeat_cli.ingest.proof.checksum import Proof
from heartbeat_cli.ingest.proof.verify import verify
from heartbeat_cli.ingest.source.survey import survey
from heartbeat_cli.ingest.unit import Action, Unit
from heartbeat_cli.marts import Bounds, Stop, open_marts
from heartbeat_cli.marts.kinds.duckdb.file import connect
from heartbeat_cli.marts.kinds.duckdb.memory import LandingMemory
from heartbeat_cli.marts.kinds.duckdb.transfer import DuckDbTransfer

UPDATED = "updated_at timestamptz NOT NULL DEFAULT now()"
DAY_BEFORE = "now() - interval '1 day'"


class Estate:
    """One table, `core.a`, and the project that lands it."""

    def __init__(self, server: TestServer, folder: Path, statements: str, settings: str = "") -> None:
        self._server = server
        make_database(server, "unrepresentable", f"CREATE SCHEMA core; {statements}; ANALYZE")
        self.project: ProjectSettings = make_project(
            folder, server, "duckdb", "unrepresentable", {"core": "all"}, range_rows=1000
        )
        file = self.project.sources_folder / "bank.yml"
        file.write_text(file.read_text() + settings)

    def source(self, sql: str) -> list[tuple[Any, ...]]:
        with admin(self._server, "unrepresentable") as session:
            session.execute("SET timezone = 'UTC'")
            cursor = session.execute(sql.encode())
            return cursor.fetchall() if cursor.description else []

    def change(self, *statements: str) -> None:
        with admin(self._server, "unrepresentable") as session:
            session.execute("SET timezone = 'UTC'")
            for statement in statements:
                session.execute(statement.encode())
            # The source's counters trail what was committed by up to a second otherwise.
            session.execute("SELECT pg_stat_force_next_flush()")

    def marts(self, sql: str) -> list[tuple[Any, ...]]:
        with open_marts(self.project) as reader:
            return list(reader.query(sql).rows)

    def tamper(self, statement: str) -> None:
        marts = connect(self.project, read_only=False)
        marts.execute(statement)
        marts.close()

    def ingest(self, **asked: Any) -> TableResult:
        result = ingest(self.project, **asked)
        assert result.failures == ()
        (table,) = (table for dataset in result.datasets for table in dataset.tables)
        return table

    def work(self, **asked: Any) -> TableJob:
        """The orders of an ingest that is not carried out."""
        plan = survey(self.project, inventory_of(self.project).require("bank"))
        (work,) = make_jobs(self.project, plan, IngestRequest(**asked)).tables
        return work

    @property
    def verdicts(self) -> set[Verdict]:
        return {table.verdict for table in verify(self.project, inventory_of(self.project).require("bank"))}

    @property
    def agrees(self) -> bool:
        return differing(self.project) == []


MARKS = "tables:\n  core.a: {deletes: mark}\n"


@pytest.mark.parametrize("proof", Proof)
@pytest.mark.parametrize(("type_", "value"), [("numeric(10,2)", "NaN"), ("int[]", "{{1,2},{3,4}}")])
def test_one_that_arrives_by_a_refresh_doubles_no_range(
    postgres_server: TestServer, tmp_path: Path, proof: Proof, type_: str, value: str
) -> None:
    estate = Estate(
        postgres_server,
        tmp_path,
        f"CREATE TABLE core.a (id int PRIMARY KEY, n {type_}, {UPDATED}); INSERT INTO core.a"
        f" SELECT i, NULL, {DAY_BEFORE} FROM generate_series(1, 3000) i",
    )
    assert estate.ingest(proof=proof).ranges >= 3
    estate.change(f"INSERT INTO core.a VALUES (5000, '{value}')")
    table = estate.ingest(proof=proof)
    assert (table.mode, table.rows, table.total, len(table.notes)) == ("refresh", 3001, 3001, 1)
    assert estate.marts("SELECT count(*), count(DISTINCT id) FROM bank_core.a") == [(3001, 3001)]
    assert estate.marts("SELECT n FROM bank_core.a WHERE id = 5000") == [(value,)]
    assert estate.agrees
    assert estate.verdicts == {Verdict.AGREES}
    assert estate.ingest(proof=proof).total == 3001


def test_columns_of_which_one_range_each_does_not_fit(postgres_server: TestServer, tmp_path: Path) -> None:
    estate = Estate(
        postgres_server,
        tmp_path,
        "CREATE TABLE core.a (id int PRIMARY KEY, n numeric(10,2), i interval, t int[]); INSERT INTO core.a"
        " SELECT i, i, '1 day', '{1}' FROM generate_series(1, 4000) i;"
        " UPDATE core.a SET n = 'NaN' WHERE id = 1; UPDATE core.a SET i = 'infinity' WHERE id = 3900;"
        " UPDATE core.a SET t = '{{1}}' WHERE id = 2000",
    )
    table = estate.ingest()
    assert (table.rows, table.total, len(table.notes)) == (4000, 4000, 3)
    assert estate.agrees
    assert estate.verdicts == {Verdict.AGREES}


def test_a_count_alone_lets_none_become_another(postgres_server: TestServer, tmp_path: Path) -> None:
    estate = Estate(
        postgres_server,
        tmp_path,
        f"CREATE TABLE core.a (id int PRIMARY KEY, n numeric(10,2), {UPDATED}); INSERT INTO core.a"
        f" SELECT i, 1, {DAY_BEFORE} FROM generate_series(1, 3) i",
    )
    estate.ingest(proof=Proof.COUNT)
    estate.change("INSERT INTO core.a VALUES (5, 'NaN')")
    assert estate.ingest(proof=Proof.COUNT).mode == "refresh"
    assert estate.marts("SELECT id, n FROM bank_core.a ORDER BY id") == [
        *((number, "1.00") for number in (1, 2, 3)),
        (5, "NaN"),
    ]


def test_a_count_alone_lets_none_be_put_over_another(postgres_server: TestServer, tmp_path: Path) -> None:
    estate = Estate(
        postgres_server,
        tmp_path,
        f"CREATE TABLE core.a (id int PRIMARY KEY, n numeric(10,2), {UPDATED}); INSERT INTO core.a"
        f" SELECT i, 1, {DAY_BEFORE} FROM generate_series(1, 3000) i",
        MARKS,
    )
    estate.ingest(proof=Proof.COUNT)
    estate.tamper("DELETE FROM bank_core._hb_range WHERE table_name = 'a' AND high IS NULL")
    estate.change("INSERT INTO core.a VALUES (5000, 'NaN')")
    assert estate.ingest(proof=Proof.COUNT).mode == "resume"
    assert estate.marts("SELECT n FROM bank_core.a WHERE id = 5000") == [("NaN",)]
    assert estate.marts("SELECT count(*) FROM bank_core.a WHERE n = '1.00'") == [(3000,)]


def test_a_count_sees_rows_that_stood_in_the_range_before(postgres_server: TestServer, tmp_path: Path) -> None:
    estate = Estate(
        postgres_server,
        tmp_path,
        "CREATE TABLE core.a (id int PRIMARY KEY, v text); INSERT INTO core.a"
        " SELECT i, 'x' FROM generate_series(1, 3000) i",
    )
    estate.ingest(proof=Proof.COUNT)
    work = estate.work(proof=Proof.COUNT)
    unit = Unit(work.table.qname, 0, Action.REPLACE, work.stored[1].bounds, fresh=True)
    plan = survey(estate.project, inventory_of(estate.project).require("bank"))
    marts = connect(estate.project, read_only=False)
    transfer = DuckDbTransfer(marts, plan.source, plan.connection, Stop(), LandingMemory(marts, 64))
    try:
        with pytest.raises(HbError) as raised, transfer.session() as session:
            land_unit(session, UnitJob(replace(work, units=(unit,)), unit), "load", plan.server_version)
        assert raised.value.code == "mismatch"
    finally:
        transfer.close()
        marts.close()
    assert estate.marts("SELECT count(*) FROM bank_core.a") == [(3000,)]


def test_ranges_that_overlap_are_refused(postgres_server: TestServer, tmp_path: Path) -> None:
    estate = Estate(
        postgres_server,
        tmp_path,
        "CREATE TABLE core.a (id int PRIMARY KEY, n numeric(10,2)); INSERT INTO core.a"
        " SELECT i, 1 FROM generate_series(1, 3000) i",
    )
    estate.ingest()
    work = estate.work()
    overlapping = Unit(work.table.qname, 0, Action.REPLACE, Bounds())
    for units in ((overlapping,), (replace(overlapping, bounds=Bounds(("7",), None)),)):
        with pytest.raises(HbError) as raised:
            land_as_text(replace(work, units=units), ("n",), "duckdb")
        assert raised.value.code == "ranges_overlap"


MOMENTS = (
    *("2020-01-01 00:00:00", "2020-01-01 10:11:12.120", "0044-03-15 01:02:03 BC", "infinity", "-infinity"),
    "12020-06-01 00:00:00.000001",
)
INTERVALS = (
    *("0", "1 year", "-1 year", "1 year 2 months 3 days 04:05:06.7", "-1 month 1 day", "1 month -1 day", "1 day"),
    *("-1 day 02:03:04", "1 day -02:03:04", "-00:00:00.000001", "100:00:01", "-1 mon 2 days 3 hours", "-13 mons 1 sec"),
)
# Per type: values DuckDB holds, and one it does not.
WRITTEN: dict[str, tuple[Sequence[str], str]] = {
    "numeric(10,2)": (("0.07", "-0.5", "12345678.90", "0"), "NaN"),
    "numeric(2,2)": (("0.07", "-0.5", "0"), "NaN"),
    "timestamp": (MOMENTS, "294250-01-01"),
    "timestamptz": (MOMENTS, "294250-01-01"),
    "interval": (INTERVALS, "infinity"),
    "text[]": (
        ("{}", '{a,"",NULL,"NULL","null"}', '{"b c","x,y","{}"}', '{"q\\"","back\\\\slash","tab\t"}'),
        "{{a}}",
    ),
    "int[]": (("{}", "{1,NULL,-3}"), "{{1}}"),
    "boolean[]": (("{t,f,NULL}",), "{{t}}"),
    "double precision[]": (("{1,0.5,NaN,Infinity,-Infinity,1e+20,1e-07}",), "{{1}}"),
    "numeric(2,2)[]": (("{0.07,-0.50,NULL}",), "{NaN}"),
    "date[]": (('{2020-01-01,"0044-03-15 BC",infinity}',), "{{2020-01-01}}"),
    "timestamptz[]": (('{"2020-01-01 10:00:00.5+00",infinity}',), "{{2020-01-01}}"),
    "interval[]": (('{"1 mon -1 days +02:00:00",00:00:00}',), "{infinity}"),
    "uuid[]": (("{00000000-0000-0000-0000-000000000001}",), "{{00000000-0000-0000-0000-000000000001}}"),
    "time[]": (("{10:11:12.5,24:00:00}",), "{{10:11:12}}"),
}


def test_rows_kept_as_deleted_stay_with_their_values(postgres_server: TestServer, tmp_path: Path) -> None:
    columns = [f"c{number}" for number in range(len(WRITTEN))]
    defined = ", ".join(f"{name} {type_}" for name, type_ in zip(columns, WRITTEN, strict=True))
    longest = max(len(values) for values, _ in WRITTEN.values())
    estate = Estate(
        postgres_server,
        tmp_path,
        f"CREATE TABLE core.a (id int PRIMARY KEY, {defined}, {UPDATED}); INSERT INTO core.a (id, updated_at)"
        f" SELECT i, {DAY_BEFORE} FROM generate_series(1, 3000) i",
        MARKS,
    )
    for number in range(longest):
        for name, (values, _) in zip(columns, WRITTEN.values(), strict=True):
            if number < len(values):
                value = values[number].replace("'", "''")
                estate.source(
                    f"UPDATE core.a SET {name} = '{value}' WHERE id IN ({200 * number + 1}, {200 * number + 2})"
                )
    read = ", ".join(f"{name}::text" for name in columns)
    gone = "id % 200 = 1"
    written = estate.source(f"SELECT id, {read} FROM core.a WHERE {gone} ORDER BY id")
    estate.ingest()
    estate.change(f"DELETE FROM core.a WHERE {gone}")
    marked = estate.ingest(reconcile=True).deleted
    assert marked == len(written) == 15
    unrepresentable = ", ".join(f"'{value}'" for _, value in WRITTEN.values())
    estate.change(f"INSERT INTO core.a VALUES (5000, {unrepresentable})")
    table = estate.ingest()
    assert (table.mode, table.deleted, len(table.notes)) == ("refresh", 0, len(WRITTEN))
    names = ", ".join(columns)
    stored = estate.marts(f"SELECT id, {names} FROM bank_core.a WHERE _hb_deleted_at IS NOT NULL ORDER BY id")
    assert stored == written
    here = estate.marts(f"SELECT id, {names} FROM bank_core.a WHERE _hb_deleted_at IS NULL ORDER BY id")
    assert here == estate.source(f"SELECT id, {read} FROM core.a ORDER BY id")
    assert estate.verdicts == {Verdict.AGREES}
    estate.change("INSERT INTO core.a (id) VALUES (5001)")
    again = estate.ingest()
    assert (again.mode, again.total) == ("refresh", 3002)


def test_rows_kept_as_deleted_stay_when_their_key_becomes_text(postgres_server: TestServer, tmp_path: Path) -> None:
    estate = Estate(
        postgres_server,
        tmp_path,
        f"CREATE TABLE core.a (moment timestamptz PRIMARY KEY, v text, {UPDATED}); INSERT INTO core.a"
        f" SELECT timestamptz '2020-01-01' + i * interval '0.1 second', 'x', {DAY_BEFORE}"
        " FROM generate_series(1, 3000) i",
        MARKS,
    )
    assert estate.ingest().ranges >= 3
    estate.change("DELETE FROM core.a WHERE moment = timestamptz '2020-01-01 00:00:00.5+00'")
    assert estate.ingest(reconcile=True).deleted == 1
    estate.change("INSERT INTO core.a VALUES ('294250-01-01', 'far')")
    table = estate.ingest()
    assert (table.deleted, table.total) == (0, 3001)
    assert estate.marts("SELECT moment FROM bank_core.a WHERE _hb_deleted_at IS NOT NULL") == [
        ("2020-01-01 00:00:00.5+00",)
    ]
    assert estate.marts("SELECT moment FROM bank_core.a WHERE v = 'far'") == [("294250-01-01 00:00:00+00",)]
    assert estate.verdicts == {Verdict.AGREES}


@pytest.mark.parametrize("key", ["id int PRIMARY KEY", "id timestamp PRIMARY KEY"])
def test_rows_kept_as_deleted_outlive_a_crash_on_the_way(postgres_server: TestServer, tmp_path: Path, key: str) -> None:
    number = "i" if " int " in key else "timestamp '2020-01-01' + i * interval '1 second'"
    unrepresentable = ("9999", "{{1}}") if " int " in key else ("294250-01-01", "{1}")
    estate = Estate(
        postgres_server,
        tmp_path,
        f"CREATE TABLE core.a ({key}, t int[], {UPDATED}); INSERT INTO core.a"
        f" SELECT {number}, '{{1,2}}', {DAY_BEFORE} FROM generate_series(1, 3000) i",
        MARKS,
    )
    estate.ingest()
    estate.change("DELETE FROM core.a WHERE id = (SELECT max(id) FROM core.a)")
    assert estate.ingest(reconcile=True).deleted == 1
    estate.change(f"INSERT INTO core.a VALUES {unrepresentable}")
    orders = land_as_text(estate.work(), ("t",) if " int " in key else ("id", "t"), "duckdb")
    estate.tamper("; ".join(["BEGIN", *orders.prepare, "COMMIT"]))
    assert estate.ingest().total == 3001
    stored = "SELECT t FROM bank_core.a WHERE _hb_deleted_at IS NOT NULL"
    assert estate.marts(stored) == [("{1,2}",)]
    assert estate.verdicts == {Verdict.AGREES}
    assert estate.ingest().mode in ("unchanged", "refresh")


def test_a_refresh_with_an_array_reads_no_more_than_what_is_new(postgres_server: TestServer, tmp_path: Path) -> None:
    estate = Estate(
        postgres_server,
        tmp_path,
        f"CREATE TABLE core.a (id int PRIMARY KEY, tags text[], {UPDATED}); INSERT INTO core.a"
        f" SELECT i, '{{a}}', {DAY_BEFORE} - i * interval '1 hour' FROM generate_series(1, 20000) i;"
        " CREATE INDEX ON core.a (updated_at)",
    )
    estate.ingest()
    estate.change("INSERT INTO core.a VALUES (100001, '{b}')")
    read = "SELECT seq_tup_read + coalesce(idx_tup_fetch, 0) FROM pg_stat_user_tables WHERE relname = 'a'"
    ((before,),) = estate.source(read)
    table = estate.ingest()
    # The new one, and the one the watermark is from.
    assert (table.mode, table.rows) == ("refresh", 2)
    time.sleep(1.2)
    ((after,),) = estate.source(read)
    assert after - before < 100
