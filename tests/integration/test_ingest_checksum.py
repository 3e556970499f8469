"""Checksums on real databases: equal rows give equal sums on both sides, and single changes show."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb
import psycopg
import pytest
from tests.conftest import TestServer
from tests.ingest_estate import CASES, admin, inventory_of, make_database, make_project

from heartbeat_cli.ingest import ROWS_MD5
from heartbeat_cli.ingest.columns.land_columns import land_column
from heartbeat_cli.ingest.proof.checksum import COLUMNS, ROWS_PG, ROWS_PG18, Checksum, marts_sums, read_sums
from heartbeat_cli.ingest.proof.source_sums import source_sums
from heartbeat_cli.ingest.source.survey import survey
from heartbeat_cli.marts import ColumnMapping
from heartbeat_cli.marts.kinds.duckdb.transfer import load_extension
from heartbeat_cli.pgschema import literal, quote
from heartbeat_cli.sources import PlannedTable, SourceType

DUCKDB, POSTGRES = "duckdb", "postgres"

DATABASE = "checksums"
Rows = list[tuple[Any, ...]]
# Kinds of marts with the algorithms they can have.
KINDS = [
    *((DUCKDB, algorithm) for algorithm in (COLUMNS, ROWS_MD5)),
    *((POSTGRES, algorithm) for algorithm in (ROWS_PG, ROWS_PG18, COLUMNS, ROWS_MD5)),
]


@dataclass(frozen=True)
class Bed:
    """Every table of the case, landed beside its source: in DuckDB, and in another schema of the same database."""

    tables: dict[str, PlannedTable]
    source: "psycopg.Connection[Any]"
    duckdb: duckdb.DuckDBPyConnection

    def mappings(self, name: str, marts: str) -> list[ColumnMapping]:
        columns = self.tables[name].columns
        if marts == POSTGRES:
            return [land_column(column, type_, POSTGRES) for column, type_ in columns]
        return [self._fitting(name, column, type_) for column, type_ in columns]

    def _fitting(self, name: str, column: str, type_: SourceType) -> ColumnMapping:
        landing = land_column(column, type_, DUCKDB)
        if landing.unrepresentable is None:
            return landing
        unrepresentable = (
            f"SELECT coalesce(bool_or({landing.unrepresentable}), false) FROM {self.tables[name].relation}"
        )
        return land_column(column, type_, DUCKDB, as_text=self.at_source(unrepresentable)[0][0])

    def at_source(self, sql: str) -> Rows:
        return self.source.execute(sql.encode()).fetchall()

    def in_marts(self, marts: str, sql: str) -> Rows:
        return self.at_source(sql) if marts == POSTGRES else self.duckdb.execute(sql).fetchall()

    def run(self, marts: str, sql: str) -> None:
        if marts == POSTGRES:
            self.source.execute(sql.encode())
        else:
            self.duckdb.execute(sql)

    def sent(self, name: str, marts: str, algorithm: str, where: str = "true", version: int | None = None) -> Checksum:
        known = self.source.info.server_version if version is None else version
        sums = ", ".join(source_sums(self.mappings(name, marts), algorithm, known))
        return read_sums(algorithm, self.at_source(f"SELECT {sums} FROM {self.tables[name].relation} WHERE {where}")[0])

    def here(self, name: str, marts: str, algorithm: str, where: str = "true") -> Checksum:
        sums = ", ".join(marts_sums(self.mappings(name, marts), algorithm, marts))
        rows = self.in_marts(marts, f"SELECT {sums} FROM landed.{quote(name)} WHERE {where}")
        return read_sums(algorithm, rows[0])

    def after(self, name: str, marts: str, algorithm: str, change: str) -> Checksum:
        """What `here` would say once the change is made. The change is taken back."""
        self.run(marts, "BEGIN")
        try:
            self.run(marts, change)
            return self.here(name, marts, algorithm)
        finally:
            self.run(marts, "ROLLBACK")


@pytest.fixture(scope="module")
def bed(postgres_server: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bed]:
    make_database(postgres_server, DATABASE, (CASES / "strange.sql").read_text())
    project = make_project(
        tmp_path_factory.mktemp("checksum"), postgres_server, DUCKDB, DATABASE, {"core": "all", "Odd Schema": "all"}
    )
    plan = survey(project, inventory_of(project).require("bank"), ())
    tables = {table.qname.name: table for dataset in plan.datasets for table in dataset.tables}
    with admin(postgres_server, DATABASE) as source, duckdb.connect() as marts:
        marts.execute("SET TimeZone = 'UTC'")
        source.execute("SET timezone = 'UTC'")
        source.execute("SET intervalstyle = 'postgres'")
        bed = Bed(tables, source, marts)
        land(bed, postgres_server)
        yield bed


def land(bed: Bed, server: TestServer) -> None:
    load_extension(bed.duckdb)
    attach(bed.duckdb, server, DATABASE)
    for session in (DUCKDB, POSTGRES):
        bed.run(session, "CREATE SCHEMA landed")
    for name, table in bed.tables.items():
        columns = [(f"({x.select})::{x.type}", x.column) for x in bed.mappings(name, POSTGRES)]
        reads = ", ".join(f"{value} AS {quote(column)}" for value, column in columns)
        bed.run(POSTGRES, f"CREATE TABLE landed.{quote(name)} AS SELECT {reads} FROM {table.relation}")
        copy_into(bed.duckdb, f"landed.{quote(name)}", table.relation, bed.mappings(name, DUCKDB))


def attach(marts: duckdb.DuckDBPyConnection, server: TestServer, database: str) -> None:
    settings = (
        f"host=127.0.0.1 port={server.port} user=postgres password={server.password} dbname={database}"
        " client_encoding=UTF8 options='-c timezone=UTC'"
    )
    marts.execute(f"ATTACH {literal(settings)} AS source (TYPE postgres, READ_ONLY)")


def copy_into(marts: duckdb.DuckDBPyConnection, into: str, relation: str, mappings: list[ColumnMapping]) -> None:
    reads = ", ".join(f"{x.select} AS c{i}" for i, x in enumerate(mappings))
    casts = ", ".join(f"c{i}::{x.type} AS {quote(x.column)}" for i, x in enumerate(mappings))
    query = literal(f"SELECT {reads} FROM {relation}")
    marts.execute(f"CREATE TABLE {into} AS SELECT {casts} FROM postgres_query('source', {query})")


@pytest.mark.parametrize(("marts", "algorithm"), KINDS)
def test_equal_rows_of_every_type_have_equal_sums(bed: Bed, marts: str, algorithm: str) -> None:
    assert len(bed.tables) > 15
    apart = [name for name in bed.tables if bed.sent(name, marts, algorithm) != bed.here(name, marts, algorithm)]
    assert apart == []


@pytest.mark.parametrize(("marts", "algorithm"), KINDS)
def test_no_rows_sum_up_to_nothing(bed: Bed, marts: str, algorithm: str) -> None:
    nothing = Checksum(algorithm, (0,))
    assert bed.sent("empty", marts, algorithm) == bed.here("empty", marts, algorithm) == nothing


def swap(column: str, one: int, other: int) -> str:
    values = f"(SELECT {column} FROM landed.ledger WHERE id = CASE t.id WHEN {one} THEN {other} ELSE {one} END)"
    return f"UPDATE landed.ledger AS t SET {column} = {values} WHERE id IN ({one}, {other})"


CHANGES = {
    "one character": ("texts", "UPDATE landed.texts SET t = 'NULl' WHERE id = 3"),
    "one accent": ("texts", "UPDATE landed.texts SET v = 'ê€😀' WHERE id = 4"),
    "a trailing space": ("texts", "UPDATE landed.texts SET t = 'NULL ' WHERE id = 3"),
    "a leading space": ("texts", "UPDATE landed.texts SET v = 'a ' WHERE id = 5"),
    "NULL for ''": ("texts", "UPDATE landed.texts SET t = NULL WHERE id = 1"),
    "'' for NULL": ("texts", "UPDATE landed.texts SET v = '' WHERE id = 2"),
    "text in the next column": ("texts", "UPDATE landed.texts SET t = '\\N', v = 'NULL' WHERE id = 3"),
    "text for NULL in the next column": ("texts", "UPDATE landed.texts SET t = NULL, v = '' WHERE id = 2"),
    "one cent": ("ledger", "UPDATE landed.ledger SET amount = amount + 0.01 WHERE id = 4711"),
    "one microsecond": (
        "ledger",
        "UPDATE landed.ledger SET booked_at = booked_at + INTERVAL '1 microsecond' WHERE id = 4711",
    ),
    "one more": ("ledger", "UPDATE landed.ledger SET account_id = account_id + 1 WHERE id = 4711"),
    "the sign": ("ledger", "UPDATE landed.ledger SET account_id = -account_id WHERE id = 4711"),
    "-1 for 0": ("numbers", "UPDATE landed.numbers SET i = -1, s = -1 WHERE id = 3"),
    "zero for NULL": ("numbers", "UPDATE landed.numbers SET i = 0 WHERE id = 4"),
    "a digit of a uuid": (
        "ledger",
        "UPDATE landed.ledger SET reference = 'c4ca4238-a0b9-2382-0dcc-509a6f75849c' WHERE id = 1",
    ),
    "exchanged uuids": ("ledger", swap("reference", 1, 2)),
    "exchanged texts": ("ledger", swap("purpose", 2, 3)),
    "exchanged amounts": ("ledger", swap("amount", 1, 2)),
    "exchanged moments": ("ledger", swap("booked_at", 1, 2)),
    "exchanged accounts": ("ledger", swap("account_id", 1, 2)),
    "an amount moved to another row": (
        "ledger",
        "UPDATE landed.ledger SET amount = amount + CASE id WHEN 1 THEN 100 ELSE -100 END WHERE id IN (1, 2)",
    ),
    "an element": ("arrays", "UPDATE landed.arrays SET i = ARRAY[1, NULL, 4] WHERE id = 1"),
    "the order of elements": ("arrays", "UPDATE landed.arrays SET i = ARRAY[3, NULL, 1] WHERE id = 1"),
    "an element NULL for ''": ("arrays", "UPDATE landed.arrays SET t = ARRAY[NULL] WHERE id = 2"),
    "no array for an empty one": ("arrays", "UPDATE landed.arrays SET t = NULL WHERE id = 2"),
    "the last digit of a double": ("numbers", "UPDATE landed.numbers SET f8 = 1.1000000000000003 WHERE id = 1"),
    "infinity": ("numbers", "UPDATE landed.numbers SET f8 = 'infinity' WHERE id = 2"),
    "a hundred-thousandth": ("numbers", "UPDATE landed.numbers SET fraction = -0.00006 WHERE id = 1"),
    "the last of 38 digits": (
        "numbers",
        "UPDATE landed.numbers SET whole = 12345678901234567890123456789012345679 WHERE id = 1",
    ),
    "infinity for -infinity": ("moments", "UPDATE landed.moments SET ts = '-infinity' WHERE id = 2"),
    "the end of time for a date": ("moments", "UPDATE landed.moments SET d = 'infinity' WHERE id = 1"),
    "a day": ("moments", "UPDATE landed.moments SET d = DATE '2026-05-09' WHERE id = 1"),
    "a time": ("moments", "UPDATE landed.moments SET t = TIME '10:11:12.123457' WHERE id = 1"),
    "false for true": (
        "others",
        "UPDATE landed.others SET flag = false WHERE id = '00000000-0000-0000-0000-000000000000'",
    ),
    "false for NULL": ("others", "UPDATE landed.others SET flag = false WHERE flag IS NULL"),
    "a label": ("others", "UPDATE landed.others SET k = 'persom' WHERE k = 'person'"),
    "white space in JSON": ("others", """UPDATE landed.others SET j = '{"a": 1.10, "a": 2}' WHERE flag"""),
    "a row twice": ("select", 'INSERT INTO landed."select" VALUES (7)'),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize(("marts", "algorithm"), KINDS)
def test_a_single_change_shows(bed: Bed, marts: str, algorithm: str, change: str) -> None:
    name, sql = CHANGES[change]
    if marts == DUCKDB:
        sql = sql.replace("'c4ca4238-a0b9-2382-0dcc-509a6f75849c'", "'c4ca4238-a0b9-2382-0dcc-509a6f75849c'::UUID")
    assert bed.after(name, marts, algorithm, sql) != bed.here(name, marts, algorithm)


@pytest.mark.parametrize(("marts", "algorithm"), KINDS)
def test_sums_of_parts_add_up_and_groups_have_their_own(bed: Bed, marts: str, algorithm: str) -> None:
    whole = bed.sent("ledger", marts, algorithm)
    parts = [f"id <= 20000 AND {odd}" for odd in ("id % 2 = 0", "id % 2 = 1")]
    first, second = (bed.here("ledger", marts, algorithm, part) for part in parts)
    rest = bed.here("ledger", marts, algorithm, "id > 20000")
    assert first + second + rest == whole
    assert whole - rest - second == first

    (total,) = marts_sums(bed.mappings("ledger", marts), algorithm, marts)
    rows = bed.in_marts(marts, f"SELECT id % 7 AS g, count(*), ({total})::text FROM landed.ledger AS t GROUP BY 1")
    assert sum(row[1] for row in rows) == 50_000
    assert sum((read_sums(algorithm, row[2:]) for row in rows), Checksum(algorithm, (0,))) == whole


@pytest.mark.parametrize("algorithm", [COLUMNS, ROWS_MD5])
def test_the_ways_of_older_and_newer_servers_come_to_one_number(bed: Bed, algorithm: str) -> None:
    for name in bed.tables:
        older, newer = (bed.sent(name, DUCKDB, algorithm, version=version) for version in (150000, 160000))
        assert older == newer, name


@pytest.mark.parametrize(("marts", "algorithm"), KINDS)
def test_a_table_may_be_very_wide(bed: Bed, marts: str, algorithm: str) -> None:
    types = ("int8", "text", "uuid", "date")
    mappings = [land_column(f"c{i}", SourceType(types[i % 4]), marts) for i in range(600)]
    values = ("{0}::bigint", "'{0}'::text", "NULL::uuid", "DATE '2026-01-01'")
    row = ", ".join(f"{values[i % 4].format(i)} AS c{i}" for i in range(600))
    (source,) = source_sums(mappings, algorithm)
    (here,) = marts_sums(mappings, algorithm, marts)
    sent = bed.at_source(f"SELECT {source} FROM (SELECT {row}) AS t")[0]
    assert read_sums(algorithm, sent) == read_sums(
        algorithm, bed.in_marts(marts, f"SELECT {here} FROM (SELECT {row}) AS t")[0]
    )


@pytest.mark.parametrize("algorithm", [COLUMNS, ROWS_MD5])
def test_a_source_in_another_encoding_has_the_same_sums(postgres_server: TestServer, algorithm: str) -> None:
    with admin(postgres_server) as session:
        session.execute("DROP DATABASE IF EXISTS checksums_latin WITH (FORCE)")
        session.execute("CREATE DATABASE checksums_latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    mappings = [land_column("name", SourceType("text"), DUCKDB)]
    with admin(postgres_server, "checksums_latin") as source, duckdb.connect() as marts:
        source.execute("CREATE TABLE person (name text)")
        source.execute("INSERT INTO person VALUES ('José'), ('Zoë'), ('Ann')")
        load_extension(marts)
        attach(marts, postgres_server, "checksums_latin")
        copy_into(marts, "person", "person", mappings)
        source.execute("SET client_encoding = 'UTF8'")
        sent = source.execute(f"SELECT {source_sums(mappings, algorithm)[0]} FROM person".encode()).fetchone()
        here = marts.execute(f"SELECT {marts_sums(mappings, algorithm, DUCKDB)[0]} FROM person").fetchone()
    assert sent is not None and here is not None
    assert read_sums(algorithm, sent) == read_sums(algorithm, here)
