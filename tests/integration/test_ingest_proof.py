"""The proof the other tests of ingest rest on: rows that are the same agree, and each single change is seen."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
import pytest
from tests.conftest import TestServer
from tests.ingest_estate import MARTS, admin, make_database
from tests.ingest_proof import Difference, Marts, SourceTable, compare, tables_of

ROWS = r"""
CREATE SCHEMA {schema};
CREATE TABLE {schema}.t (id integer, t text, n numeric(18,2), f double precision, ts timestamptz, d date, iv interval,
  b boolean, u uuid, a integer[], s text[], x {bytes}, _hb_deleted_at timestamptz);
INSERT INTO {schema}.t VALUES
  (1, '', 1.10, 0.1, '2026-01-01 00:00:00.000001+00', '2026-01-01', '1 month', true,
   'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', {ints}, {texts}, {blob}, NULL),
  (2, NULL, -0.01, 'NaN', 'infinity', '-infinity', '-1 day 00:00:01.5', false, NULL, NULL, {none}, NULL, NULL),
  (2, NULL, -0.01, 'NaN', 'infinity', '-infinity', '-1 day 00:00:01.5', false, NULL, NULL, {none}, NULL, NULL);
"""
AT_THE_SOURCE = {
    "schema": "core", "bytes": "bytea", "ints": "'{1,NULL}'", "none": "'{}'",
    "texts": r"""'{"a,\"b",NULL,"NULL",""}'""", "blob": r"'\x00ff'",
}  # fmt: skip
IN_DUCKDB = {
    "schema": "bank_core", "bytes": "blob", "ints": "[1, NULL]", "none": "[]",
    "texts": """['a,"b', NULL, 'NULL', '']""", "blob": r"'\x00\xff'::blob",
}  # fmt: skip
CHANGES = [
    "t = NULL", "t = ' '", "t = E'\\t'", "n = 1.11", "f = 0.10000000000000002", "ts = ts + interval '1 microsecond'",
    "d = d + 1", "iv = iv + interval '1 day'", "b = false", "b = NULL", "u = NULL", "a = NULL", "x = NULL",
    "_hb_deleted_at = now()",
]  # fmt: skip
ELEMENTS = [("a", "1, 2"), ("a", "NULL, 1"), ("s", "'a', '\"b', NULL, 'NULL', ''"), ("s", "'a,\"b', 'NULL', NULL, ''")]


@dataclass(frozen=True)
class Bench:
    """A table of every kind of value beside a copy of it that no ingest made; columns of the marts may say more."""

    server: TestServer
    table: SourceTable
    marts: Marts

    def after(self, *changes: str) -> Difference:
        with admin(self.server, "proof") as source:
            for change in ("BEGIN", *changes):
                self.marts.session.execute(change)
            try:
                return compare(source, self.table, self.marts, "bank_core")
            finally:
                self.marts.session.execute("ROLLBACK")


@pytest.fixture(scope="module", params=MARTS)
def bench(request: pytest.FixtureRequest, postgres_server: TestServer) -> Iterator[Bench]:
    make_database(postgres_server, "proof", ROWS.format(**AT_THE_SOURCE))
    with admin(postgres_server, "proof") as source:
        (found,) = tables_of(source, ["core"])
    table = SourceTable("core", "t", False, False, found.columns[:-1], found.types[:-1])
    with opened(request.param, postgres_server) as marts:
        yield Bench(postgres_server, table, marts)


@contextmanager
def opened(kind: str, server: TestServer) -> Iterator[Marts]:
    if kind == "duckdb":
        with duckdb.connect() as session:
            session.execute("SET timezone = 'UTC'")
            session.execute(ROWS.format(**IN_DUCKDB))
            yield Marts(session, is_duckdb=True)
    else:
        make_database(server, "marts_proof", ROWS.format(**{**AT_THE_SOURCE, "schema": "bank_core"}))
        with admin(server, "marts_proof") as session:
            yield Marts(session, is_duckdb=False)


def test_the_same_rows_agree(bench: Bench) -> None:
    found = bench.after()
    assert (found.missing, found.extra) == ({}, {})


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_one_value_is_seen(bench: Bench, change: str) -> None:
    if bench.marts.is_duckdb:
        change = change.replace("E'\\t'", "chr(9)")
    found = bench.after(f"UPDATE bank_core.t SET {change} WHERE id = 1")
    assert (found.missing.total(), found.extra.total()) == (1, 0 if "deleted" in change else 1)


@pytest.mark.parametrize(("column", "elements"), ELEMENTS)
def test_a_change_of_an_element_is_seen(bench: Bench, column: str, elements: str) -> None:
    found = bench.after(f"UPDATE bank_core.t SET {column} = ARRAY[{elements}] WHERE id = 1")
    assert (found.missing.total(), found.extra.total()) == (1, 1)


def test_rows_are_counted(bench: Bench) -> None:
    twice = bench.after("INSERT INTO bank_core.t SELECT * FROM bank_core.t WHERE id = 1")
    assert (twice.missing.total(), twice.extra.total()) == (0, 1)
    gone = bench.after("DELETE FROM bank_core.t WHERE id = 2")
    assert (gone.missing.total(), gone.extra.total()) == (2, 0)


def test_what_is_not_there_at_all(bench: Bench) -> None:
    assert bench.after("ALTER TABLE bank_core.t DROP COLUMN n").missing
    assert bench.after("DROP TABLE bank_core.t").missing
