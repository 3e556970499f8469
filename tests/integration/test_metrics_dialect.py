"""The same number on every engine: each case of tests/cases/dialect on a PostgreSQL server and in a DuckDB file.

A case is a line that says what PostgreSQL gives, and the statement. `= 1.50` is a numeric or a whole number, held to
the last digit; `~ 0.1` floating point, held to one unit in the last place; `null` no value; `fails: …` an error of the
file's that both tell alike, `fails on duckdb: …` one that only DuckDB marts have; `refused: …` what is not sent there.

The statements that the guard lets pass (tests/cases/guard/sound.sql) are run there as well, over the rows beside them.
"""

import math
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pytest
from tests.conftest import TestServer

from heartbeat_cli.errors import HbError, RefusedError
from heartbeat_cli.estate import load_project
from heartbeat_cli.marts import MartsReader, open_marts
from heartbeat_cli.marts.kinds.duckdb.reader import DuckDbReader
from heartbeat_cli.marts.kinds.duckdb.translation.differences import DIFFERENCES
from heartbeat_cli.marts.kinds.postgres.reader import PostgresReader
from heartbeat_cli.metrics import Metric, evaluate, find_window, usual_windows

CASES = Path(__file__).parent.parent / "cases" / "dialect"
GUARD = CASES.parent / "guard"
FILES = sorted(f for f in CASES.glob("*.sql") if f.name != "rows.sql")
AS_OF = datetime(2026, 5, 8, 9, 0, tzinfo=UTC)
IN_DUCKDB = {"jsonb": "JSON"}


@pytest.fixture(scope="module")
def readers(postgres_server: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, MartsReader]]:
    rows = (CASES / "rows.sql").read_text() + (GUARD / "rows.sql").read_text()
    server: dict[str, Any] = {
        "host": "127.0.0.1",
        "port": postgres_server.port,
        "user": "postgres",
        "password": postgres_server.password,
        "autocommit": True,
    }
    with psycopg.connect(dbname="postgres", **server) as connection:
        connection.execute("CREATE DATABASE dialect_cases")
    with psycopg.connect(dbname="dialect_cases", **server) as connection:
        connection.execute(rows.encode())
    file = tmp_path_factory.mktemp("marts") / "marts.duckdb"
    with duckdb.connect(str(file)) as writer:
        for theirs, ours in IN_DUCKDB.items():
            rows = rows.replace(f" {theirs},", f" {ours},")
        writer.execute("SET TimeZone = 'UTC'")
        writer.execute(rows)
    session = duckdb.connect(str(file), read_only=True)
    session.execute("SET TimeZone = 'UTC'")
    postgres = PostgresReader(psycopg.connect(dbname="dialect_cases", options="-c timezone=UTC", **server))
    with DuckDbReader(session) as duck, postgres as pg:
        yield {"duckdb": duck, "postgres": pg}


def cases_of(file: Path) -> list[tuple[str, str]]:
    blocks = [block.strip() for block in file.read_text().split("\n\n") if block.strip()]
    return [(block.split("\n", 1)[0].removeprefix("-- "), block.split("\n", 1)[1]) for block in blocks]


def given(sql: str, reader: MartsReader) -> Decimal | str | None:
    metric = Metric("payment_case_total", "How many?", "bank", "candidate", "total", unit="count", sql=sql)
    try:
        return evaluate(metric, reader, AS_OF).value
    except RefusedError as error:
        return f"refused: {error.message}"
    except HbError as error:
        return f"fails: {error.message}"


def is_as_said(said: str, value: Decimal | str | None, marts: str) -> bool:
    kind, _, text = said.partition(" ")
    if kind == "null":
        return value is None
    if kind == "=":
        return value == Decimal(text)
    if kind == "~":
        return isinstance(value, Decimal) and abs(float(value) - float(text)) <= math.ulp(float(text))
    if said.startswith("fails: "):
        return isinstance(value, str) and value.startswith(said)
    # What only DuckDB marts cannot give.
    told = said.replace("fails on duckdb: ", "fails: ").replace("refused: ", "")
    return marts == "postgres" or (isinstance(value, str) and told in value)


@pytest.mark.parametrize("marts", ["postgres", "duckdb"])
@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_the_same_number_on_every_engine(file: Path, marts: str, readers: dict[str, MartsReader]) -> None:
    found = [(said, sql, given(sql, readers[marts])) for said, sql in cases_of(file)]
    assert [case for case in found if not is_as_said(case[0], case[2], marts)] == []


def test_what_the_guard_lets_pass_has_the_same_value_on_both(readers: dict[str, MartsReader]) -> None:
    statements = (GUARD / "sound.sql").read_text().splitlines()
    values = [(sql, *(given(sql, readers[marts]) for marts in ("postgres", "duckdb"))) for sql in statements]
    assert [value for value in values if not is_alike(*value[1:])] == [
        (
            "SELECT count(*) FROM webbank_core.payment AS p WHERE (p.client_id, p.rail_id) IN"
            " (SELECT id, id FROM webbank_core.account)",
            Decimal(11),
            "refused: DuckDB marts cannot give PostgreSQL's number for a row held against a query",
        )
    ]
    numbers = [value for _, value, _ in values if isinstance(value, Decimal)]
    assert len(numbers) >= 150
    assert sum(value != 0 for value in numbers) >= 150


@pytest.mark.parametrize("marts", ["postgres", "duckdb"])
def test_windows_of_the_calendar_begin_and_end_where_a_zone_says(marts: str, readers: dict[str, MartsReader]) -> None:
    """As of the hours in which clocks are put forward and back, and of the last one of a year: beginning and end.

    Midnight of 4 November 2018 was none in Sao Paulo; in Kiritimati it is a day later than in New York.
    """
    moments = (
        datetime(2018, 11, 4, 12, tzinfo=UTC),
        datetime(2026, 3, 29, 1, tzinfo=UTC),
        datetime(2026, 10, 26, 0, tzinfo=UTC),
        datetime(2026, 11, 1, 6, 30, tzinfo=UTC),
        datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
    )
    periods = ("since_2026_03_29", "in_2018", "in_2026_q4", "in_2026_10", "on_2026_03_29", "on_2018_11_04")
    named = (*usual_windows(), *filter(None, map(find_window, periods)))
    calendar = [window for window in named if window.kind not in ("rolling", "total")]
    for zone in ("Europe/Berlin", "America/Sao_Paulo", "America/New_York", "Pacific/Kiritimati"):
        for moment in moments:
            ends = [end for w in calendar for end in w.bounds("timestamptz", zone) or ()]
            summed = " + ".join(f"{number} * extract(epoch FROM {end})" for number, end in enumerate(ends, 1))
            metric = Metric("a_b_total", "How many?", "bank", "candidate", "total", unit="s",
                            sql=f"SELECT max({summed}) FROM bank_core.payment")  # fmt: skip
            bounds = [end for w in calendar for end in (w.begins(moment, zone) or moment, w.ends(moment, zone))]
            wanted = sum(number * end.timestamp() for number, end in enumerate(bounds, 1))
            assert evaluate(metric, readers[marts], moment).value == Decimal(wanted), (zone, moment)


def is_alike(one: Decimal | str | None, other: Decimal | str | None) -> bool:
    """The same to the last digit; where one has as many as only floating point has, to one unit in the last place."""
    if one == other or not (isinstance(one, Decimal) and isinstance(other, Decimal)):
        return one == other
    digits = max(len(value.as_tuple().digits) for value in (one, other))
    return digits > 15 and abs(float(one) - float(other)) <= math.ulp(float(one))


def test_every_difference_has_its_cases() -> None:
    assert sorted(d.name for d in DIFFERENCES) == [f.stem for f in FILES]
    assert all(len(cases_of(f)) >= 3 for f in FILES)
    assert sum(len(cases_of(f)) for f in FILES) >= 150


@pytest.mark.parametrize(
    ("sql", "seconds", "code", "said"),
    [
        ("SELECT pg_sleep(9)", 0.5, "query_timeout", "longer than 0.5 seconds"),
        (
            "SELECT max(z) FROM (SELECT row_number() OVER (ORDER BY md5(a::text || b::text)) AS z"
            " FROM generate_series(1, 2000) a, generate_series(1, 2000) b) q",
            60, "query_limit", "more than 2 MB of disk",
        ),
        ("CREATE TABLE bank_core.x (a int)", 60, "query_failed", "read-only transaction"),
        ("DELETE FROM bank_core.state", 60, "query_failed", "read-only transaction"),
    ],
)  # fmt: skip
def test_postgres_marts_keep_to_their_limits(
    sql: str,
    seconds: float,
    code: str,
    said: str,
    readers: dict[str, MartsReader],
    postgres_server: TestServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert readers["postgres"].has_tables()
    connection = ("127.0.0.1", str(postgres_server.port), "postgres", postgres_server.password, "dialect_cases")
    for part, value in zip(("HOST", "PORT", "USER", "PASSWORD", "DATABASE"), connection, strict=True):
        monkeypatch.setenv(f"MARTS_PG_{part}", value)
    file = tmp_path / "heartbeat.yml"
    file.write_text(
        "truth_source: bank\nmarts: {kind: postgres, role: pg_read_all_data}\nclusters: {A: {mirror: a, env: X}}\n"
        f"limits: {{seconds: {seconds}, spill_mb: 2}}\n"
    )
    with open_marts(load_project(file)) as reader:
        assert reader.measure("SELECT current_user, current_setting('TimeZone')").rows == (("pg_read_all_data", "UTC"),)
        with pytest.raises(HbError, match=said) as caught:
            reader.measure(sql)
        assert caught.value.code == code
