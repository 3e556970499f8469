"""What is new at a source, and where its tables are cut, on a real server whose statistics are known to the row."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from tests.conftest import TestServer
from tests.ingest_estate import admin, make_database
from tests.landed_table import GROWING, NO_CURSOR, TABLE, THEN, UPDATED

from heartbeat_cli.ingest.source import cutting
from heartbeat_cli.ingest.source.cutting import cut
from heartbeat_cli.ingest.source.source_changes import SourceCounts, count_at_source
from heartbeat_cli.ingest.source.width import may_be_wide, with_width
from heartbeat_cli.marts import Bounds
from heartbeat_cli.pgschema import QName
from heartbeat_cli.sources import Cursor, PlannedTable, RowKey, SourceType

ESTATE = """
CREATE SCHEMA core; CREATE TABLE core.state (id int);
CREATE TABLE core.numbered (id bigint PRIMARY KEY);
INSERT INTO core.numbered SELECT generate_series(1, 2000);
CREATE TABLE core.days (day date PRIMARY KEY);
INSERT INTO core.days SELECT date '2026-01-01' + i FROM generate_series(1, 400) i;
INSERT INTO core.days VALUES ('infinity'), ('-infinity'), ('12026-01-01');
CREATE TABLE core.pairs (a int, b uuid, PRIMARY KEY (a, b));
INSERT INTO core.pairs SELECT i % 4, md5(i::text)::uuid FROM generate_series(1, 400) i;
CREATE TABLE core.few (id bigint PRIMARY KEY, at timestamptz);
INSERT INTO core.few SELECT i, '2026-05-08 10:00:00+00' FROM generate_series(1, 5) i;
CREATE TABLE core.future (id bigint PRIMARY KEY, at timestamptz);
INSERT INTO core.future VALUES (1, 'infinity');
"""


@pytest.fixture(scope="module")
def database(postgres_server: TestServer) -> str:
    make_database(postgres_server, "cut_up", ESTATE)
    with admin(postgres_server, "cut_up") as session:
        session.execute("ANALYZE core.numbered, core.days, core.pairs")
        session.execute("SELECT pg_stat_force_next_flush()")
    return "cut_up"


@pytest.fixture
def session(postgres_server: TestServer, database: str) -> "Iterator[psycopg.Connection[Any]]":
    """What is done in it is taken back."""
    with admin(postgres_server, database) as session:
        session.execute("BEGIN; SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO'")
        yield session
        session.execute("ROLLBACK")


def asked(name: str, cursor: Cursor, **more: Any) -> PlannedTable:
    return replace(TABLE, qname=QName("core", name), cursor=cursor, **more)


AT = replace(UPDATED, column="at")
LARGE = 64 * 1024 * 1024


@pytest.mark.parametrize(
    ("table", "counts"),
    [
        (asked("numbered", GROWING), SourceCounts("2000", True, THEN)),
        (asked("numbered", NO_CURSOR), SourceCounts(None, False, THEN)),
        (asked("state", GROWING), SourceCounts(None, True, THEN)),
        (asked("few", AT, bytes=None), SourceCounts("2026-05-08 10:00:00+00", True, THEN)),
        # Without an index its greatest value is looked for in small tables only.
        (asked("few", replace(AT, indexed=False), bytes=None), SourceCounts("2026-05-08 10:00:00+00", True, THEN)),
        (asked("few", replace(AT, indexed=False), bytes=LARGE), SourceCounts("2026-05-08 10:00:00+00", True, THEN)),
        (asked("few", replace(AT, indexed=False), bytes=LARGE + 1), SourceCounts(None, False, THEN)),
        (asked("few", AT, bytes=LARGE + 1), SourceCounts("2026-05-08 10:00:00+00", True, THEN)),
        (asked("few", AT, counters=None), SourceCounts("2026-05-08 10:00:00+00", True, None)),
    ],
)
def test_what_is_new_is_asked_where_that_is_cheap(
    session: "psycopg.Connection[Any]", table: PlannedTable, counts: SourceCounts
) -> None:
    assert count_at_source(session, [table]) == {table.qname: counts}


def test_a_value_in_the_future_is_now(session: "psycopg.Connection[Any]") -> None:
    future, few = asked("future", AT), asked("few", AT)
    found = count_at_source(session, [few, future])
    (now,) = session.execute("SELECT now()::text").fetchall()[0]
    assert (found[future.qname].maximum, found[few.qname].maximum) == (now, "2026-05-08 10:00:00+00")
    assert count_at_source(session, []) == {}


def to_cut(name: str, *bounds: tuple[str, str], **more: Any) -> PlannedTable:
    """Nobody says how large it is."""
    key = RowKey(tuple(column for column, _ in bounds), bounds)
    return replace(TABLE, qname=QName("core", name), key=key, counters=None, rows=None, **more)


NUMBERED = to_cut("numbered", ("id", "bigint"))


def lows(ranges: tuple[Bounds, ...]) -> list[str]:
    assert ranges[0].low is None
    assert ranges[-1].high is None
    assert [one.high for one in ranges[:-1]] == [one.low for one in ranges[1:]]
    return [" ".join(one.low) for one in ranges if one.low is not None]


@pytest.mark.parametrize(
    ("range_rows", "cuts"),
    [
        (2000, []),
        (1540, []),
        (1530, ["1000"]),
        (1000, ["1000"]),
        (999, ["660", "1340"]),
        (500, ["500", "1000", "1500"]),
        (200, [str(n) for n in (200, 400, 600, 800, 1000, 1200, 1400, 1600, 1800)]),
    ],
)
def test_an_analysed_table_is_cut_by_its_histogram(
    session: "psycopg.Connection[Any]", range_rows: int, cuts: list[str]
) -> None:
    assert lows(cut(session, NUMBERED, range_rows)) == cuts


@pytest.mark.parametrize(
    ("rows", "bytes_", "length", "wide"),
    [
        (None, None, 9000, True),
        (None, None, 8000, False),
        (None, None, 0, False),
        (3, 3 * 400, 9000, True),
        (3, 3 * 399, 9000, False),
    ],
)
def test_rows_that_are_short_on_disk_and_long_to_read_are_wide(
    session: "psycopg.Connection[Any]", rows: int | None, bytes_: int | None, length: int, wide: bool
) -> None:
    session.execute("CREATE TABLE core.inflated (t text)")
    session.execute("INSERT INTO core.inflated SELECT repeat('x', %s) FROM generate_series(1, 3)", (length,))
    table = PlannedTable(QName("core", "inflated"), (("t", SourceType("text")),), rows, bytes_)
    assert may_be_wide(with_width(session, table)) is wide
    assert with_width(session, replace(table, has_places=False)).wide_bytes == 0


WIDE = replace(NUMBERED, columns=(("id", SourceType("int8")),), wide_bytes=1024**2)


@pytest.mark.parametrize(("range_rows", "cuts"), [(2010, []), (1999, ["1999"]), (700, ["701", "1401"])])
def test_a_table_with_wide_values_is_cut_by_the_size_of_every_row(
    session: "psycopg.Connection[Any]", range_rows: int, cuts: list[str]
) -> None:
    assert lows(cut(session, WIDE, range_rows)) == cuts


def test_ranges_of_wide_rows_have_so_many_bytes(
    session: "psycopg.Connection[Any]", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cutting, "_WIDE_RANGE_BYTES", 8 * 500)
    assert lows(cut(session, WIDE, 10**9)) == ["501", "1001", "1501"]


def test_more_ranges_than_the_histogram_has_are_cut_by_a_sample(session: "psycopg.Connection[Any]") -> None:
    cuts = lows(cut(session, NUMBERED, 10))
    assert len(cuts) == 199
    assert cuts[:3] == ["11", "21", "31"]


def test_a_table_that_changed_since_is_cut_by_a_sample(session: "psycopg.Connection[Any]") -> None:
    session.execute("CREATE TABLE core.fresh (id bigint PRIMARY KEY)")
    session.execute("INSERT INTO core.fresh SELECT generate_series(1, 1000)")
    fresh = to_cut("fresh", ("id", "bigint"))
    assert lows(cut(session, fresh, 250)) == ["251", "501", "751"]


def test_a_key_of_several_columns_is_cut_by_all_of_them(session: "psycopg.Connection[Any]") -> None:
    pairs = to_cut("pairs", ("a", "bigint"), ("b", "uuid"))
    cuts = lows(cut(session, pairs, 100))
    assert [one.split()[0] for one in cuts] == ["1", "2", "3"]
    assert all(len(one.split()[1]) == 36 for one in cuts)
    assert lows(cut(session, replace(pairs, key=RowKey(("a",), (("a", "bigint"),))), 100)) == ["1", "2", "3"]


def test_no_cut_at_what_the_two_sides_order_differently(session: "psycopg.Connection[Any]") -> None:
    cuts = lows(cut(session, to_cut("days", ("day", "date")), 4))
    assert len(cuts) > 90
    assert cuts == sorted(set(cuts))
    assert not {"infinity", "-infinity", "12026-01-01"} & set(cuts)


def test_fewer_rows_than_ranges(session: "psycopg.Connection[Any]", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutting, "RANGE_BYTES", 512)
    assert lows(cut(session, to_cut("few", ("id", "bigint")))) == ["1", "2", "3", "4", "5"]
    assert cut(session, to_cut("state", ("id", "bigint"))) == (Bounds(),)
