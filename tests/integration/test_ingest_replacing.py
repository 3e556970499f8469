"""A second ingest: the marts hold the source's content of now, neither lost nor doubled, and dlt's books say so."""

import json
import shutil
import threading
import time
from decimal import Decimal
from pathlib import Path

import pytest
from tests.conftest import TestServer
from tests.ingest_estate import MARTS, admin, ingest, make_database, make_project
from tests.ingest_proof import differing

from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.ingest.engine.pipeline import KEPT_PACKAGES, import_dlt, pipelines_folder
from heartbeat_cli.marts import open_marts, read_receipts

BANK = """
CREATE SCHEMA core;
CREATE TABLE core.payment (id bigint PRIMARY KEY, amount numeric(18,2), note text);
INSERT INTO core.payment SELECT i, i / 4.0, CASE WHEN i % 3 = 0 THEN '' END FROM generate_series(1, 1000) i;
CREATE TABLE core.state (id smallint PRIMARY KEY, code text);
INSERT INTO core.state VALUES (1, 'NEW'), (2, 'DONE');
CREATE TABLE core.left_out (id integer);
"""


@pytest.fixture(params=MARTS)
def project(request: pytest.FixtureRequest, postgres_server: TestServer, tmp_path: Path) -> ProjectSettings:
    make_database(postgres_server, "bank", BANK)
    slices = {"core": "{except: [left_out]}"}
    return make_project(tmp_path, postgres_server, request.param, "bank", slices, marts_database="marts_replace")


def rows(project: ProjectSettings, sql: str) -> tuple[tuple[object, ...], ...]:
    with open_marts(project) as reader:
        return reader.query(sql).rows


def settle() -> None:
    """The source's counters trail what was committed by up to a second."""
    time.sleep(1.2)


def test_a_second_run_neither_loses_nor_doubles(project: ProjectSettings) -> None:
    first, second = ingest(project), ingest(project)
    assert [d.rows for d in first.datasets] == [1002]
    assert [(t.mode, t.rows, t.total) for d in second.datasets for t in d.tables] == [
        ("unchanged", 0, 1000),
        ("unchanged", 0, 2),
    ]
    assert differing(project) == []
    with open_marts(project) as reader:
        receipts = read_receipts(reader)
    assert [(r.table, r.rows) for r in receipts] == [("payment", 1000), ("state", 2)]
    assert {r.load_id for r in receipts} == {t.load_id for d in first.datasets for t in d.tables}


def test_only_the_slice_lands(project: ProjectSettings) -> None:
    ingest(project)
    with open_marts(project) as reader:
        assert [(t.dataset, t.name) for t in reader.tables()] == [("bank_core", "payment"), ("bank_core", "state")]


def test_changed_rows_arrive_and_deleted_rows_go(project: ProjectSettings, postgres_server: TestServer) -> None:
    ingest(project)
    with admin(postgres_server, "bank") as source:
        source.execute("DELETE FROM core.payment WHERE id <= 10")
        source.execute("UPDATE core.payment SET note = 'changed' WHERE id = 11")
    settle()
    ingest(project, "core.payment")
    assert rows(project, "SELECT count(*), min(id) FROM bank_core.payment") == ((990, 11),)
    assert rows(project, "SELECT note FROM bank_core.payment WHERE id = 11") == (("changed",),)
    assert differing(project) == []


def test_columns_that_come_go_and_change_their_type(project: ProjectSettings, postgres_server: TestServer) -> None:
    ingest(project)
    with admin(postgres_server, "bank") as source:
        source.execute("ALTER TABLE core.payment DROP COLUMN note, ADD COLUMN paid_at timestamptz DEFAULT now()")
        source.execute("ALTER TABLE core.payment ALTER COLUMN amount TYPE bigint")
        source.execute("ALTER TABLE core.state RENAME COLUMN code TO label")
    ingest(project)
    with open_marts(project) as reader:
        payment, state = reader.tables()
    assert [(c.name, c.type) for c in payment.columns] == [
        ("id", "bigint"),
        ("amount", "bigint"),
        ("paid_at", "timestamp with time zone"),
    ]
    assert [c.name for c in state.columns] == ["id", "label"]
    assert differing(project) == []


def test_dlt_knows_the_tables_as_they_are(project: ProjectSettings, postgres_server: TestServer) -> None:
    ingest(project)
    with admin(postgres_server, "bank") as source:
        source.execute("ALTER TABLE core.payment DROP COLUMN note")
    ingest(project)
    stored = rows(project, "SELECT schema FROM bank_core._dlt_version ORDER BY inserted_at DESC LIMIT 1")
    tables = json.loads(str(stored[0][0]))["tables"]
    assert list(tables["payment"]["columns"]) == ["id", "amount"]
    assert tables["payment"]["columns"]["amount"]["data_type"] == "decimal"
    pipeline = import_dlt().attach("bank_core", pipelines_dir=str(pipelines_folder(project)))
    assert pipeline.dataset_name == "bank_core"
    assert not pipeline.has_pending_data
    loads = rows(project, "SELECT count(*) FROM bank_core._dlt_loads WHERE status = 0")
    assert loads == ((2,),)


def test_an_ingest_on_a_new_machine_goes_on_where_the_marts_are(project: ProjectSettings) -> None:
    ingest(project)
    shutil.rmtree(pipelines_folder(project))
    ingest(project, rebuild=True)
    assert differing(project) == []
    assert rows(project, "SELECT count(*) FROM bank_core._dlt_loads") == ((2,),)


@pytest.mark.parametrize(
    "damaged", ["state.json", "schemas/bank_core.schema.json", "load/normalized", "normalize", "load/new"]
)
def test_damaged_working_files_are_made_again(postgres_server: TestServer, tmp_path: Path, damaged: str) -> None:
    make_database(postgres_server, "bank", BANK)
    project = make_project(tmp_path, postgres_server, "duckdb", "bank", {"core": "{except: [left_out]}"})
    ingest(project)
    path = pipelines_folder(project) / "bank_core" / damaged
    if path.is_file():
        path.write_text("{")
    else:
        shutil.rmtree(path)
    ingest(project, rebuild=True)
    assert differing(project) == []


def test_old_packages_are_not_kept_for_ever(postgres_server: TestServer, tmp_path: Path) -> None:
    make_database(postgres_server, "bank", BANK)
    project = make_project(tmp_path, postgres_server, "duckdb", "bank", {"core": "{only: [state]}"})
    ingest(project)
    loaded = pipelines_folder(project) / "bank_core" / "load" / "loaded"
    for number in range(40):
        (loaded / f"{number}.0").mkdir()
    ingest(project, rebuild=True)
    assert len(list(loaded.iterdir())) == KEPT_PACKAGES


def test_a_slice_that_names_a_missing_table_lands_the_rest(postgres_server: TestServer, tmp_path: Path) -> None:
    make_database(postgres_server, "bank", BANK)
    project = make_project(tmp_path, postgres_server, "duckdb", "bank", {"core": "{only: [state, stat]}"})
    result = ingest(project)
    assert [str(name) for name in result.missing] == ["core.stat"]
    assert [d.rows for d in result.datasets] == [2]


def test_postgres_marts_keep_grants_and_views_of_a_table(postgres_server: TestServer, tmp_path: Path) -> None:
    make_database(postgres_server, "bank", BANK)
    project = make_project(
        tmp_path, postgres_server, "postgres", "bank", {"core": "{except: [left_out]}"}, marts_database="marts_views"
    )
    ingest(project)
    with admin(postgres_server, "marts_views") as marts:
        marts.execute("CREATE VIEW public.paid AS SELECT sum(amount) AS total FROM bank_core.payment")
        marts.execute("GRANT SELECT ON bank_core.payment TO pg_read_all_stats")
    ingest(project)
    with admin(postgres_server, "marts_views") as marts:
        assert marts.execute("SELECT total FROM public.paid").fetchone() is not None
        granted = marts.execute("SELECT has_table_privilege('pg_read_all_stats', 'bank_core.payment', 'SELECT')")
        assert granted.fetchone() == (True,)


def test_a_view_on_a_changed_table_is_named_and_nothing_is_lost(postgres_server: TestServer, tmp_path: Path) -> None:
    make_database(postgres_server, "bank", BANK)
    project = make_project(
        tmp_path, postgres_server, "postgres", "bank", {"core": "{except: [left_out]}"}, marts_database="marts_views"
    )
    ingest(project)
    with admin(postgres_server, "marts_views") as marts:
        marts.execute("CREATE VIEW public.paid AS SELECT sum(amount) AS total FROM bank_core.payment")
    with admin(postgres_server, "bank") as source:
        source.execute("ALTER TABLE core.payment DROP COLUMN amount")
    result = ingest(project)
    assert [(str(f.qname), f.code) for f in result.failures] == [("core.payment", "marts_dependents")]
    assert "view paid" in result.failures[0].message
    assert rows(project, "SELECT count(*) FROM bank_core.payment") == ((1000,),)


@pytest.mark.parametrize("limit", ["lock_timeout", "statement_timeout"])
def test_a_column_is_not_emptied_because_somebody_reads_it(
    postgres_server: TestServer, tmp_path: Path, limit: str
) -> None:
    make_database(postgres_server, "bank", BANK)
    project = make_project(
        tmp_path, postgres_server, "postgres", "bank", {"core": "{only: [payment]}"}, marts_database="marts_busy"
    )
    ingest(project)
    with admin(postgres_server, "bank") as source:
        source.execute("ALTER TABLE core.payment ALTER COLUMN amount TYPE numeric(8,1)")
    with admin(postgres_server, "marts_busy") as marts:
        marts.execute(f"ALTER DATABASE marts_busy SET {limit} = '2s'")
        reading = threading.Event()
        reader = threading.Thread(target=read_until_one_alter_gave_up, args=(postgres_server, reading))
        reader.start()
        assert reading.wait(10)
        result = ingest(project)
        reader.join()
        assert [(str(f.qname), f.code) for f in result.failures] == [("core.payment", "marts_busy")]
        counted = marts.execute("SELECT count(amount), sum(amount) FROM bank_core.payment").fetchone()
        assert counted == (1000, Decimal("125125.00"))
        marts.execute(f"ALTER DATABASE marts_busy RESET {limit}")
    assert ingest(project).failures == ()
    assert differing(project) == []


def read_until_one_alter_gave_up(server: TestServer, reading: threading.Event) -> None:
    waiting = "SELECT query_start FROM pg_stat_activity WHERE query LIKE 'ALTER TABLE%' AND wait_event_type = 'Lock'"
    with admin(server, "marts_busy") as reader, admin(server, "marts_busy") as watcher, reader.transaction():
        reader.execute("SELECT FROM bank_core.payment LIMIT 1")
        reading.set()
        end = time.monotonic() + 60
        while (first := watcher.execute(waiting).fetchone()) is None and time.monotonic() < end:
            time.sleep(0.02)
        while watcher.execute(waiting).fetchone() == first and time.monotonic() < end:
            time.sleep(0.02)
