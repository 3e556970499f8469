"""Surveying and cutting real tables: whatever the key and the statistics, ranges tile it and are about even."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import psycopg
import pytest
from tests.conftest import TestServer
from tests.ingest_estate import admin, inventory_of, make_database, make_project

from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.ingest.ranges import predicate, range_case
from heartbeat_cli.ingest.source import cutting
from heartbeat_cli.ingest.source.connect import open_source
from heartbeat_cli.ingest.source.cutting import cut
from heartbeat_cli.ingest.source.survey import survey
from heartbeat_cli.marts import Bounds
from heartbeat_cli.sources import Plan, PlannedTable

DUCKDB = "duckdb"

ROWS = 20_000
TARGET = 2_000
FILLER = "repeat('x', 60)"

# name -> columns with their constraints, and SQL of the key's values for row i.
SHAPES = {
    "serial": ("id bigint PRIMARY KEY", "i"),
    "small": ("id smallint PRIMARY KEY", "i - 10000"),
    "gaps": ("id bigint PRIMARY KEY", "CASE WHEN i < 15000 THEN i - 9000000000000 ELSE i::bigint * 1000000007 END"),
    "v4": ("id uuid PRIMARY KEY", "md5(i::text)::uuid"),
    "v7": ("id uuid PRIMARY KEY", "('01890a5d' || lpad(to_hex(i), 8, '0') || left(md5(i::text), 16))::uuid"),
    "instant": ("at timestamptz PRIMARY KEY", "'2024-01-01 12:00+03'::timestamptz + i * interval '0.37 s'"),
    "local_time": ("at timestamp PRIMARY KEY", "'2024-01-01'::timestamp + i * i * interval '1 ms'"),
    "day": ("on_day date PRIMARY KEY", "'1980-01-01'::date + i"),
    "skewed": (
        "account integer, no integer, PRIMARY KEY (account, no)",
        "CASE WHEN i <= 17000 THEN 42 ELSE i END, CASE WHEN i <= 17000 THEN i ELSE 1 END",
    ),
    "repeated": ("a bigint, b uuid, c text, PRIMARY KEY (a, b, c)", "i % 37, md5(i::text)::uuid, i::text"),
    "downwards": ("a integer NOT NULL, b date NOT NULL", "i % 11, '2020-01-01'::date + i"),
    'We"ird-Näme': ('"Key ""A""" integer, "b c" uuid, PRIMARY KEY ("Key ""A""", "b c")', "i % 5, md5(i::text)::uuid"),
    "ends": (
        "at timestamptz PRIMARY KEY",
        "CASE i WHEN 1 THEN '-infinity' WHEN 2 THEN 'infinity' WHEN 3 THEN '0044-03-15 BC'"
        " WHEN 4 THEN '12345-01-01' ELSE '2024-01-01'::timestamptz + i * interval '1 hour' END",
    ),
    "domained": ("id number PRIMARY KEY", "i"),
    "unique_only": ("id integer NOT NULL UNIQUE", "i"),
}


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def make_tables() -> str:
    return "CREATE DOMAIN number AS bigint CHECK (VALUE > 0);" + "".join(
        f"CREATE TABLE {quoted(name)} ({columns}); ALTER TABLE {quoted(name)} ADD filler text;"
        f"INSERT INTO {quoted(name)} SELECT {values}, {FILLER} FROM generate_series(1, {ROWS}) i;"
        for name, (columns, values) in SHAPES.items()
    )


SCHEMA = (
    make_tables()
    + f"""
CREATE UNIQUE INDEX ON downwards (a DESC, b DESC);
CREATE TABLE partitioned (id bigint, at timestamptz, filler text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE partitioned_1 PARTITION OF partitioned FOR VALUES FROM (MINVALUE) TO ('2024-02-01');
CREATE TABLE partitioned_2 PARTITION OF partitioned FOR VALUES FROM ('2024-02-01') TO (MAXVALUE)
    PARTITION BY HASH (id);
CREATE TABLE partitioned_2a PARTITION OF partitioned_2 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE partitioned_2b PARTITION OF partitioned_2 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
INSERT INTO partitioned SELECT i, '2024-01-01'::timestamptz + i * interval '4 min', {FILLER}
    FROM generate_series(1, {ROWS}) i;
CREATE TABLE empty (id bigint PRIMARY KEY);
CREATE TABLE keyless (id bigint);
INSERT INTO keyless SELECT generate_series(1, {ROWS});
CREATE TABLE worded (name text PRIMARY KEY);
INSERT INTO worded SELECT i::text FROM generate_series(1, {ROWS}) i;
CREATE TABLE parent (id bigint PRIMARY KEY, filler text);
CREATE TABLE child () INHERITS (parent);
INSERT INTO parent SELECT i, {FILLER} FROM generate_series(1, {ROWS}) i;
INSERT INTO child SELECT i, {FILLER} FROM generate_series(1, 100) i;
"""
)
CUT = [*SHAPES, "partitioned"]


@pytest.fixture(scope="module")
def project(postgres_server: TestServer, tmp_path_factory: pytest.TempPathFactory) -> ProjectSettings:
    make_database(postgres_server, "cut", SCHEMA)
    return make_project(tmp_path_factory.mktemp("cut"), postgres_server, "duckdb", "cut", {"public": "all"})


def look(project: ProjectSettings, *only: str) -> Plan:
    return survey(project, inventory_of(project).sources[0], only)


def table_of(plan: Plan, name: str) -> PlannedTable:
    return next(table for table in plan.tables if table.qname.name == name)


@pytest.fixture
def source(project: ProjectSettings) -> "Iterator[psycopg.Connection[Any]]":
    plan = look(project)
    with open_source(plan.connection, plan.source) as session:
        yield session


def change(server: TestServer, *statements: str, database: str = "cut") -> None:
    with admin(server, database) as session:
        for statement in statements:
            session.execute(statement.encode())


def check(session: "psycopg.Connection[Any]", table: PlannedTable, ranges: tuple[Bounds, ...]) -> list[int]:
    """Rows per range; every row is in one, and in the one its number says."""
    assert table.key is not None
    assert ranges[0].low is None
    assert ranges[-1].high is None
    assert all(before.high == after.low for before, after in pairwise(ranges))
    case = range_case(ranges, table.key, alias="t")
    counted = session.execute(f"SELECT {case}, count(*) FROM {table.relation} AS t GROUP BY 1".encode()).fetchall()
    numbered = Counter(dict(counted))
    rows = []
    for number, bounds in enumerate(ranges):
        where = predicate(bounds, table.key) or "true"
        row = session.execute(f"SELECT count(*) FROM {table.relation} WHERE {where}".encode()).fetchone()
        assert row is not None
        assert row[0] == numbered[number], bounds
        rows.append(row[0])
    total = session.execute(f"SELECT count(*) FROM {table.relation}".encode()).fetchone()
    assert total == (sum(rows),)
    return rows


@pytest.mark.parametrize("analysed", [False, True], ids=["never analysed", "analysed"])
@pytest.mark.parametrize("name", CUT)
def test_ranges_tile_and_are_about_even(
    project: ProjectSettings, postgres_server: TestServer, name: str, analysed: bool
) -> None:
    if analysed:
        change(postgres_server, f"ANALYZE {quoted(name)}")
    plan = look(project)
    table = table_of(plan, name)
    with open_source(plan.connection, plan.source) as session:
        ranges = cut(session, table, TARGET)
        rows = check(session, table, ranges)
        if table.key is not None and name != "ends":
            assert 7 <= len(ranges) <= 14
        assert max(rows) <= 3 * TARGET
        assert cut(session, table, 16_000) == (Bounds(),)


@pytest.mark.parametrize("name", ["empty", "keyless", "worded"])
def test_what_cannot_be_cut_is_one_range(
    project: ProjectSettings, source: "psycopg.Connection[Any]", name: str
) -> None:
    assert cut(source, table_of(look(project), name), TARGET) == (Bounds(),)


@pytest.mark.parametrize("analysed", [False, True])
def test_most_rows_deleted(project: ProjectSettings, postgres_server: TestServer, analysed: bool) -> None:
    change(
        postgres_server,
        "DROP TABLE IF EXISTS thinned",
        f"CREATE TABLE thinned AS SELECT i::bigint AS id, {FILLER} AS filler FROM generate_series(1, {ROWS}) i",
        "ALTER TABLE thinned ADD PRIMARY KEY (id)",
        "ANALYZE thinned",
        f"DELETE FROM thinned WHERE id BETWEEN 500 AND {ROWS - 500}",
        *(["VACUUM ANALYZE thinned"] if analysed else []),
    )
    plan = look(project)
    with open_source(plan.connection, plan.source) as session:
        ranges = cut(session, table_of(plan, "thinned"), 200)
        assert max(check(session, table_of(plan, "thinned"), ranges)) <= 3 * 200


def test_rows_added_since_the_statistics(project: ProjectSettings, postgres_server: TestServer) -> None:
    change(
        postgres_server,
        "DROP TABLE IF EXISTS grown",
        f"CREATE TABLE grown AS SELECT i::bigint AS id, {FILLER} AS filler FROM generate_series(1, 5000) i",
        "ALTER TABLE grown ADD PRIMARY KEY (id)",
        "ANALYZE grown",
        f"INSERT INTO grown SELECT i, {FILLER} FROM generate_series(5001, {ROWS}) i",
    )
    plan = look(project)
    with open_source(plan.connection, plan.source) as session:
        table = table_of(plan, "grown")
        assert max(check(session, table, cut(session, table, TARGET))) <= 3 * TARGET


def test_wide_rows_are_cut_by_their_bytes(
    project: ProjectSettings, postgres_server: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(
        postgres_server,
        "DROP TABLE IF EXISTS wide",
        "CREATE TABLE wide (id bigint PRIMARY KEY, body text)",
        "ALTER TABLE wide ALTER body SET STORAGE EXTERNAL",
        "INSERT INTO wide SELECT i, repeat('x', 20000) FROM generate_series(1, 600) i",
    )
    monkeypatch.setattr(cutting, "_WIDE_RANGE_BYTES", 2 * 1024 * 1024)
    plan = look(project)
    with open_source(plan.connection, plan.source) as session:
        rows = check(session, table_of(plan, "wide"), cut(session, table_of(plan, "wide")))
        assert 6 <= len(rows) <= 9
        assert max(rows) <= 150


def test_a_sample_that_takes_too_long_is_given_up(
    project: ProjectSettings, postgres_server: TestServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(postgres_server, "DROP TABLE IF EXISTS unseen", "CREATE TABLE unseen (LIKE gaps INCLUDING ALL)")
    change(postgres_server, "INSERT INTO unseen TABLE gaps")
    monkeypatch.setattr(cutting, "_SAMPLE_TIMEOUT_MS", 1)
    plan = look(project)
    with open_source(plan.connection, plan.source) as session:
        for name in ("unseen", "skewed", "repeated"):
            table = table_of(plan, name)
            assert len(check(session, table, cut(session, table, 20))) > 10
        assert session.execute("SHOW statement_timeout").fetchone() == ("4h",)
        assert session.execute("SHOW lock_timeout").fetchone() == ("10s",)


@pytest.mark.parametrize("name", [name for name in CUT if name != "ends"])
def test_both_sides_order_keys_alike(
    project: ProjectSettings, source: "psycopg.Connection[Any]", tmp_path: Path, name: str
) -> None:
    table = table_of(look(project), name)
    assert table.key is not None
    ranges = cut(source, table, TARGET)
    names = [quoted(column) for column, _ in table.key.bounds]
    file = tmp_path / "keys.csv"
    query = f"COPY (SELECT {', '.join(names)} FROM {table.relation}) TO STDOUT (FORMAT csv)"
    with file.open("wb") as target, source.cursor().copy(query.encode()) as copy:
        target.writelines(copy)
    typed = [f"{name} {type_}" for name, (_, type_) in zip(names, table.key.bounds, strict=True)]
    with duckdb.connect() as marts:
        marts.execute(f"CREATE TABLE t ({', '.join(typed)})")
        marts.execute(f"COPY t FROM '{file}' (FORMAT csv, HEADER false)")
        case = range_case(ranges, table.key, DUCKDB, alias="t")
        here = dict(marts.execute(f"SELECT {case}, count(*) FROM t GROUP BY 1").fetchall())
        for number, bounds in enumerate(ranges):
            where = predicate(bounds, table.key, DUCKDB) or "true"
            assert marts.execute(f"SELECT count(*) FROM t WHERE {where}").fetchone() == (here.get(number, 0),)
    assert [here.get(number, 0) for number in range(len(ranges))] == check(source, table, ranges)


@pytest.mark.parametrize("name", ["serial", "v4", "skewed", "downwards", "partitioned"])
def test_a_range_is_read_by_the_index(
    project: ProjectSettings, postgres_server: TestServer, source: "psycopg.Connection[Any]", name: str
) -> None:
    change(postgres_server, f"VACUUM ANALYZE {name}")
    table = table_of(look(project), name)
    assert table.key is not None
    bounds = cut(source, table, 200)[50]
    where = predicate(bounds, table.key)
    lines = source.execute(f"EXPLAIN SELECT * FROM {table.relation} WHERE {where}".encode()).fetchall()
    plan = "\n".join(line[0] for line in lines)
    assert "Index Cond" in plan, plan
    assert "Seq Scan" not in plan, plan
