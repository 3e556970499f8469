"""Every case of tests/cases/sql gives the number it names, on a real PostgreSQL server and in a real DuckDB file."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pytest
from tests.conftest import TestServer

from heartbeat_cli.errors import HbError, InvalidFileError, NotFoundError, RefusedError
from heartbeat_cli.marts import MartsReader
from heartbeat_cli.marts.kinds.duckdb.reader import DuckDbReader
from heartbeat_cli.marts.kinds.postgres.reader import PostgresReader
from heartbeat_cli.metrics import Metric, evaluate

CASES = Path(__file__).parent.parent / "cases" / "sql"
FILES = sorted(f for f in CASES.glob("*.sql") if f.name != "rows.sql")
AS_OF = datetime(2026, 5, 8, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def readers(postgres_server: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, MartsReader]]:
    rows = (CASES / "rows.sql").read_text()
    server: dict[str, Any] = {
        "host": "127.0.0.1",
        "port": postgres_server.port,
        "user": "postgres",
        "password": postgres_server.password,
        "autocommit": True,
    }
    with psycopg.connect(dbname="postgres", **server) as connection:
        connection.execute("CREATE DATABASE metric_cases")
    with psycopg.connect(dbname="metric_cases", **server) as connection:
        connection.execute(rows.encode())
    file = tmp_path_factory.mktemp("marts") / "marts.duckdb"
    with duckdb.connect(str(file)) as writer:
        writer.execute(rows)
    session = duckdb.connect(str(file), read_only=True)
    session.execute("SET TimeZone = 'UTC'")
    postgres = PostgresReader(psycopg.connect(dbname="metric_cases", options="-c timezone=UTC", **server))
    with DuckDbReader(session) as duck, postgres as pg:
        yield {"duckdb": duck, "postgres": pg}


def metric(sql: str) -> Metric:
    return Metric("payment_case_total", "How many?", "webbank", "candidate", "total", unit="count", sql=sql)


@pytest.mark.parametrize("marts", ["postgres", "duckdb"])
@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_case_gives_its_number(file: Path, marts: str, readers: dict[str, MartsReader]) -> None:
    text = file.read_text()
    expected = text.splitlines()[0].removeprefix("-- expect: ")
    value = evaluate(metric(text), readers[marts], AS_OF).value
    if expected == "null":
        assert value is None
    else:
        assert value is not None
        assert float(value) == pytest.approx(float(expected), rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("marts", ["postgres", "duckdb"])
def test_sum_of_money_is_exact(marts: str, readers: dict[str, MartsReader]) -> None:
    assert evaluate(metric("SELECT sum(amount) FROM webbank_core.payment"), readers[marts], AS_OF).value == Decimal(
        "1000552.75"
    )


@pytest.mark.parametrize("marts", ["postgres", "duckdb"])
@pytest.mark.parametrize(
    ("sql", "error", "message"),
    [
        ("SELECT 1 / (count(*) - 8) FROM webbank_core.payment", InvalidFileError, "divides by zero"),
        ("SELECT count(*) % 0 FROM webbank_core.payment", InvalidFileError, "divides by zero"),
        ("SELECT sum(amount) / 0.0 FROM webbank_core.payment", InvalidFileError, "divides by zero"),
        ("SELECT id FROM webbank_core.payment", InvalidFileError, "more than one row"),
        ("SELECT id FROM webbank_core.payment WHERE id > 100", InvalidFileError, "no row"),
        ("SELECT * FROM webbank_dict.payment_state WHERE id = 1", InvalidFileError, "3 columns"),
        ("SELECT max(note) FROM webbank_core.payment", InvalidFileError, "a metric is a number"),
        ("SELECT bool_and(id > 0) FROM webbank_core.payment", InvalidFileError, "a metric is a number"),
        ("SELECT max(settled_at - created_at) FROM webbank_core.payment", InvalidFileError, "a metric is a number"),
        ("SELECT count(nothing) FROM webbank_core.payment", InvalidFileError, "nothing"),
        ("SELECT count(*) FROM webbank_core.payments", NotFoundError, "webbank_core.payments"),
        ("SELECT count(*) FROM webbank_core.payment WHERE note = 'today'", RefusedError, "today"),
        ("SELECT pg_sleep(1) FROM webbank_core.payment", RefusedError, "pg_sleep"),
        (
            "SELECT count(*) + extract(epoch FROM interval E'0 day'\n'0 day\\' )"
            " + (SELECT count(*) FROM webbank_dict.payment_state) -- ')\nFROM webbank_core.payment",
            RefusedError,
            "tables webbank_dict.payment_state instead of none",
        ),
        ("SELECT max(fee) / sum(nothing) FROM webbank_core.payment", HbError, "nothing|cannot tell whether"),
    ],
)
def test_wrong_sql_is_said_to_be_wrong(
    sql: str, error: type[HbError], message: str, marts: str, readers: dict[str, MartsReader]
) -> None:
    with pytest.raises(error, match=message):
        evaluate(metric(sql), readers[marts], AS_OF)


@pytest.mark.parametrize("marts", ["postgres", "duckdb"])
def test_as_of_moves_the_window(marts: str, readers: dict[str, MartsReader]) -> None:
    sql = (
        "SELECT count(*) FROM webbank_core.payment WHERE created_at > now() - interval '1 day' AND created_at <= now()"
    )
    counted = [
        evaluate(metric(sql), readers[marts], datetime(2026, 5, day, 9, 0, tzinfo=UTC)).value for day in (1, 6, 8, 20)
    ]
    assert counted == [1, 1, 4, 0]
