"""Stretches of a key at their edges: what of the key space is still to come, and where nothing has to be asked."""

from dataclasses import replace
from itertools import pairwise
from typing import Any, NoReturn

import pytest
from tests.landed_table import TABLE

from heartbeat_cli.ingest.ranges import Missing, missing, predicate, range_case
from heartbeat_cli.ingest.source.cutting import RANGE_BYTES, WHOLE, cut, tile
from heartbeat_cli.marts import Bounds
from heartbeat_cli.sources import Counters, PlannedTable, RowKey

DUCKDB, POSTGRES = "duckdb", "postgres"

ID = RowKey(("id",), (("id", "bigint"),))
DAY = RowKey(("day",), (("day", "date"),))
PAIR = RowKey(("a", "b", "rest"), (("a", "bigint"), ("b", "date")))


def stretch(low: str | None, high: str | None) -> Bounds:
    return Bounds(*(None if end is None else tuple(end.split()) for end in (low, high)))


def stretches(*ends: str | None) -> list[Bounds]:
    return [stretch(low, high) for low, high in pairwise(ends)]


WANTED = stretches(None, "10", "20", None)


@pytest.mark.parametrize(
    ("landed", "gaps"),
    [
        ([], WANTED),
        (stretches(None, "10", "20", None), []),
        (stretches(None, "10"), stretches("10", "20", None)),
        (stretches("20", None), stretches(None, "10", "20")),
        (stretches("10", "20"), [*stretches(None, "10"), *stretches("20", None)]),
        # 9 comes before 10, though not as text.
        (stretches("9", "11"), [*stretches(None, "9"), *stretches("11", "20", None)]),
        (stretches(None, "9"), stretches("9", "10", "20", None)),
        (stretches(None, "10")[::-1] + stretches("10", None), []),
        (stretches("20", None) + stretches(None, "20"), []),
        (stretches("10", "15") + stretches("16", None), [*stretches(None, "10"), *stretches("15", "16")]),
    ],
)
def test_what_is_still_to_come(landed: list[Bounds], gaps: list[Bounds]) -> None:
    assert missing(WANTED, landed, ID) == Missing(tuple(gaps))


@pytest.mark.parametrize(
    ("landed", "unusable"),
    [
        (stretches(None, "10") + stretches(None, "20"), stretches(None, "20")),
        (stretches(None, None) + stretches("5", "6"), stretches("5", "6")),
        (stretches("5", None) + stretches("7", "8"), stretches("7", "8")),
        (stretches("5", "7") + stretches("6", "8"), stretches("6", "8")),
        (stretches("5", "5"), stretches("5", "5")),
        (stretches("6", "5"), stretches("6", "5")),
        (stretches("x", None), stretches("x", None)),
        (stretches(None, "1 2"), stretches(None, "1 2")),
        ([Bounds((), ("5",))], [Bounds((), ("5",))]),
        ([Bounds(None, ())], [Bounds(None, ())]),
    ],
)
def test_what_is_no_part_of_a_key_space(landed: list[Bounds], unusable: list[Bounds]) -> None:
    assert missing(WANTED, landed, ID) == Missing((), tuple(unusable))


def test_a_bound_of_fewer_columns_stands_before_all_that_begin_with_it() -> None:
    landed = stretches(None, "5", "5 2026-01-01")
    assert missing(stretches(None, "5", None), landed, PAIR).gaps == tuple(stretches("5 2026-01-01", None))
    assert missing([], stretches("5 2026-01-01", "5"), PAIR).unusable
    assert missing([], stretches("5", "5 2026-01-01", "6"), PAIR).gaps == (stretch(None, "5"), stretch("6", None))
    assert missing([], [Bounds(None, ("1", "2026-01-01", "x"))], PAIR).unusable
    assert missing([], stretches("2026-01-01", "2026-01-02"), DAY).gaps == (
        stretch(None, "2026-01-01"),
        stretch("2026-01-02", None),
    )


LOW = "\"a\" >= '1'::bigint AND (\"a\" > '1'::bigint OR \"b\" >= '2026-01-01'::date)"
HIGH = "\"a\" <= '1'::bigint AND (\"a\" < '1'::bigint OR \"b\" < '2026-01-01'::date)"


@pytest.mark.parametrize(
    ("bounds", "dialect", "sql"),
    [
        (stretch(None, None), POSTGRES, None),
        (stretch("1", None), POSTGRES, "\"a\" >= '1'::bigint"),
        (stretch(None, "1"), DUCKDB, "\"a\" < '1'::bigint"),
        (stretch("1 2026-01-01", None), POSTGRES, "(\"a\", \"b\") >= ('1'::bigint, '2026-01-01'::date)"),
        (stretch(None, "1 2026-01-01"), POSTGRES, "(\"a\", \"b\") < ('1'::bigint, '2026-01-01'::date)"),
        (stretch("1 2026-01-01", None), DUCKDB, f"({LOW})"),
        (stretch(None, "1 2026-01-01"), DUCKDB, f"({HIGH})"),
        (stretch("1 2026-01-01", "1 2026-01-01"), DUCKDB, f"({LOW}) AND ({HIGH})"),
    ],
)
def test_a_stretch_in_sql(bounds: Bounds, dialect: str, sql: str | None) -> None:
    assert predicate(bounds, PAIR, dialect) == sql
    assert sql is None or '"t"."a"' in str(predicate(bounds, PAIR, dialect, alias="t"))


def test_the_number_of_a_stretch_is_searched_for() -> None:
    assert range_case(stretches(None, None), ID) == "0"
    assert range_case(stretches(None, "5", None), ID) == "CASE WHEN \"id\" < '5'::bigint THEN 0 ELSE 1 END"
    assert range_case(stretches(None, "1", "2", "3", None), ID, DUCKDB, alias="t") == (
        'CASE WHEN "t"."id" < \'2\'::bigint'
        ' THEN CASE WHEN "t"."id" < \'1\'::bigint THEN 0 ELSE 1 END'
        ' ELSE CASE WHEN "t"."id" < \'3\'::bigint THEN 2 ELSE 3 END END'
    )


def test_cuts_make_tiles() -> None:
    assert tile([]) == WHOLE == (Bounds(),)
    assert tile([("1",), ("2", "x")]) == tuple(stretches(None, "1", "2 x", None))


class AskedError(Exception):
    """The source was asked."""


class Unwilling:
    """A source nobody should have to ask."""

    def execute(self, *_: object) -> NoReturn:
        raise AskedError


UNWILLING: Any = Unwilling()
SMALL = replace(TABLE, rows=40_000, bytes=RANGE_BYTES // 10, counters=Counters(10_000, 9, 9, "since"))


@pytest.mark.parametrize(
    "table",
    [
        replace(TABLE, key=None),
        replace(TABLE, key=RowKey(("id",))),
        SMALL,
        replace(SMALL, bytes=None),
        replace(SMALL, rows=0, counters=Counters(50_000, 0, 0, "since")),
    ],
)
def test_what_is_surely_small_is_one_range_without_asking(table: PlannedTable) -> None:
    assert cut(UNWILLING, table, 500_000) == WHOLE


@pytest.mark.parametrize(
    "table",
    [
        replace(SMALL, rows=40_001),
        replace(SMALL, counters=Counters(10_001, 0, 0, "since")),
        replace(SMALL, bytes=RANGE_BYTES // 10 + 1),
        replace(SMALL, rows=None),
        replace(SMALL, counters=None),
    ],
)
def test_what_may_be_large_is_looked_at(table: PlannedTable) -> None:
    with pytest.raises(AskedError):
        cut(UNWILLING, table, 500_000)
