"""Postgres marts through the reader everybody uses."""

import re
from pathlib import Path

import pytest
from tests.conftest import TestServer
from tests.ingest_estate import admin, make_project

from heartbeat_cli.errors import HbError, MartsFailedError, NotFoundError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.marts import open_marts

MARTS = """
CREATE SCHEMA webbank_core;
CREATE TABLE webbank_core.payment (id bigint NOT NULL, amount numeric(18,2), "at" timestamptz);
INSERT INTO webbank_core.payment VALUES (1, 1.10, '2026-05-08 10:00:00+02');
CREATE TABLE webbank_core._dlt_loads (load_id text);
CREATE TABLE public.scratch (id integer);
"""


@pytest.fixture
def project(postgres_server: TestServer, tmp_path: Path) -> ProjectSettings:
    return make_project(tmp_path, postgres_server, "postgres", "bank", {"core": "all"}, marts_database="marts_reader")


def test_tables_columns_and_rows(project: ProjectSettings, postgres_server: TestServer) -> None:
    with admin(postgres_server, "marts_reader") as session:
        session.execute(MARTS.encode())
    with open_marts(project) as reader:
        (table,) = reader.tables()
        assert reader.dialect == "postgres"
        assert (table.dataset, table.name, table.rows) == ("webbank_core", "payment", 1)
        assert (table.bytes or 0) > 0
        assert [(c.name, c.type, c.nullable) for c in table.columns] == [
            ("id", "bigint", False),
            ("amount", "numeric(18,2)", True),
            ("at", "timestamp with time zone", True),
        ]
        assert reader.query('SELECT "at"::text AS t FROM webbank_core.payment').rows == (("2026-05-08 08:00:00+00",),)


def test_nothing_can_be_written_and_a_failed_query_is_not_the_last(
    project: ProjectSettings, postgres_server: TestServer
) -> None:
    with admin(postgres_server, "marts_reader") as session:
        session.execute(MARTS.encode())
    with open_marts(project) as reader:
        for statement in ("DELETE FROM webbank_core.payment", "SELECT nothing FROM webbank_core.payment"):
            with pytest.raises(HbError) as failure:
                reader.query(statement)
            assert failure.value.code == "query_failed"
        assert reader.query("SELECT count(*) FROM webbank_core.payment").rows == ((1,),)
        assert reader.query("SELECT 7 % 4, '%s'").rows == ((3, "%s"),)


def test_a_connection_that_is_lost_is_no_refusal(project: ProjectSettings, postgres_server: TestServer) -> None:
    with admin(postgres_server, "marts_reader") as session:
        session.execute(MARTS.encode())
        with open_marts(project) as reader:
            ((pid,),) = reader.query("SELECT pg_backend_pid()").rows
            session.execute("SELECT pg_terminate_backend(%s, 5000)", (pid,))
            with pytest.raises(HbError) as failure:
                reader.query("SELECT 1")
    assert (failure.value.code, failure.value.retryable) == ("marts_lost", True)


def test_nothing_landed(project: ProjectSettings) -> None:
    with pytest.raises(NotFoundError) as failure:
        open_marts(project)
    assert failure.value.code == "no_marts"


@pytest.mark.parametrize(
    ("setting", "wrong", "said"),
    [("PASSWORD", "no", "refuse the password of postgres"), ("DATABASE", "nowhere", "there is no database 'nowhere'")],
)
def test_marts_that_answer_no(project: ProjectSettings, setting: str, wrong: str, said: str) -> None:
    env = project.root / ".env"
    env.write_text(re.sub(rf"MARTS_PG_{setting}=.*", f"MARTS_PG_{setting}={wrong}", env.read_text()))
    with pytest.raises(MartsFailedError) as failure:
        open_marts(project)
    assert said in failure.value.message
    assert (failure.value.code, failure.value.retryable) == ("marts_unavailable", False)


def test_marts_that_do_not_answer(project: ProjectSettings) -> None:
    env = project.root / ".env"
    env.write_text(re.sub(r"MARTS_PG_PORT=\d+", "MARTS_PG_PORT=1", env.read_text()))
    with pytest.raises(MartsFailedError) as failure:
        open_marts(project)
    assert (failure.value.code, failure.value.retryable) == ("marts_unavailable", True)
