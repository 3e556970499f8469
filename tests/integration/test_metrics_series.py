"""A series in one scan on PostgreSQL marts: the values of a run for each moment, as in DuckDB."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from tests.conftest import TestServer
from tests.metrics_estate import build_estate
from tests.series_cases import ROWS, SHIPPED, cases, shipped, told

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import Inventory
from heartbeat_cli.marts.kinds.postgres.reader import PostgresReader
from heartbeat_cli.marts.remembering import RememberingReader
from heartbeat_cli.metrics.bench import Bench


@pytest.fixture(scope="module")
def server(postgres_server: TestServer) -> dict[str, Any]:
    access = {
        "host": "127.0.0.1",
        "port": postgres_server.port,
        "user": "postgres",
        "password": postgres_server.password,
        "autocommit": True,
    }
    with psycopg.connect(dbname="postgres", **access) as connection:
        connection.execute("CREATE DATABASE series_cases")
    with psycopg.connect(dbname="series_cases", options="-c timezone=UTC", **access) as connection:
        connection.execute(ROWS.encode())
    return {"dbname": "series_cases", "options": "-c timezone=UTC", **access}


@pytest.fixture
def bench(server: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    project = build_estate(tmp_path_factory.mktemp("series") / "project", marts=False)
    with PostgresReader(psycopg.connect(**server)) as reader, reader.snapshot():
        yield Bench(project, Inventory((), ""), RememberingReader(reader))


def test_one_scan_gives_what_each_moment_gives(bench: Bench) -> None:
    found = [(becomes, sql, told(bench, sql)) for becomes, sql in cases()]
    assert [case for case in found if case[0] != case[2]] == []
    assert {name: told(bench, sql) for name, sql in shipped().items()} == SHIPPED


def test_a_snapshot_stays_what_it_is_whatever_fails_or_is_written(server: dict[str, Any]) -> None:
    count = "SELECT count(*) FROM bank_dict.state"
    with PostgresReader(psycopg.connect(**server)) as reader, psycopg.connect(**server) as writer:
        with reader.snapshot():
            assert reader.query(count).rows == ((3,),)
            writer.execute("INSERT INTO bank_dict.state VALUES (4, 'GONE')")
            with pytest.raises(HbError):
                reader.measure("SELECT 1 / 0")
            assert reader.query(count).rows == ((3,),)
        assert reader.query(count).rows == ((4,),)
        writer.execute("DELETE FROM bank_dict.state WHERE id = 4")
