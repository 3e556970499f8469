"""The ledger's entries and receipts in real marts: what is written, read, taken out and summed up."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import duckdb
import pytest

from heartbeat_cli.marts import (
    ADOPTING,
    LANDED,
    Bounds,
    LandedRange,
    Receipt,
    as_range,
    create_ranges,
    create_receipts,
    enter_range,
    forget_range,
    forget_receipt,
    forget_table,
    ledgered_datasets,
    read_receipts,
    retitle_shape,
    select_ranges,
    select_totals,
    tiled,
    write_receipt,
)
from heartbeat_cli.marts.kinds.duckdb.reader import DuckDbReader
from heartbeat_cli.marts.ranges import read_bound, write_bound

NOON = datetime(2026, 5, 8, 12, tzinfo=UTC)


def entry(low: str | None, high: str | None, table: str = "pay'ment", **more: object) -> LandedRange:
    bounds = Bounds(*(None if end is None else (end, "x,\"y'") for end in (low, high)))
    landed = LandedRange("bank core", table, bounds, 11, 10, "columns-1:7", "s'h", "17.1", NOON, 1.25)
    return replace(landed, **more)  # type: ignore[arg-type]


RECEIPT = Receipt(
    "bank core",
    "pay'ment",
    rows=10,
    load_id="17.1",
    loaded_at=NOON,
    seconds=1.25,
    source_rows=11,
    source_table="core.pay'ment",
    state=ADOPTING,
    ranges=1,
    watermark='["at","date","2026-05-08"]',
    counters="{}",
    columns="[]",
    notes=("one", "two 'quoted'"),
)


@pytest.fixture
def marts() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'; CREATE SCHEMA \"bank core\"")
        connection.execute(create_ranges("bank core"))
        connection.execute(create_receipts("bank core"))
        yield connection


def entries(marts: duckdb.DuckDBPyConnection) -> list[LandedRange]:
    return [as_range(row) for row in marts.execute(select_ranges("bank core")).fetchall()]


def give(marts: duckdb.DuckDBPyConnection, receipt: Receipt) -> None:
    for statement in write_receipt(receipt):
        marts.execute(statement)


def read(marts: duckdb.DuckDBPyConnection) -> tuple[Receipt, ...]:
    with DuckDbReader(marts.cursor()) as reader:
        return read_receipts(reader)


@pytest.mark.parametrize(
    "written",
    [
        entry("1", "2"),
        entry(None, "2"),
        entry("1", None),
        entry(None, None),
        entry("1", "2", checksum=None, seconds=0.0, rows=0),
        entry("1", "2", bounds=Bounds(("ü",), ("",))),
    ],
)
def test_an_entry_comes_back_as_it_was_written(marts: duckdb.DuckDBPyConnection, written: LandedRange) -> None:
    marts.execute(enter_range(written))
    assert entries(marts) == [written]


def test_times_are_kept_in_utc_and_seconds_to_the_millisecond(marts: duckdb.DuckDBPyConnection) -> None:
    east = timezone(timedelta(hours=5))
    marts.execute(enter_range(entry(None, None, loaded_at=NOON.astimezone(east), seconds=1.23456)))
    (found,) = entries(marts)
    assert (found.loaded_at, found.loaded_at.tzinfo, found.seconds) == (NOON, UTC, 1.235)


def test_only_the_entry_of_these_bounds_is_forgotten(marts: duckdb.DuckDBPyConnection) -> None:
    all_ = [entry(None, "1"), entry("1", "2"), entry("1", None), entry(None, None), entry(None, "1", "other")]
    for number, one in enumerate(all_):
        for other in all_:
            marts.execute(enter_range(other))
        marts.execute(forget_range("bank core", one.table, one.bounds))
        assert entries(marts) == [*all_[:number], *all_[number + 1 :]]
        marts.execute('DELETE FROM "bank core"."_hb_range"')


def test_a_table_is_forgotten_retitled_and_summed_up_alone(marts: duckdb.DuckDBPyConnection) -> None:
    mine, others = [entry(None, "1"), entry("1", None, rows=5)], [entry(None, None, "other", rows=3)]
    for one in (*mine, *others):
        marts.execute(enter_range(one))
    assert sorted(marts.execute(select_totals("bank core")).fetchall()) == [("other", 3), ("pay'ment", 15)]
    marts.execute(retitle_shape("bank core", "pay'ment", "it's new"))
    assert {(one.table, one.shape) for one in entries(marts)} == {("pay'ment", "it's new"), ("other", "s'h")}
    marts.execute(forget_table("bank core", "pay'ment"))
    assert entries(marts) == others


def test_making_it_twice_keeps_what_is_there(marts: duckdb.DuckDBPyConnection) -> None:
    marts.execute(enter_range(entry(None, None)))
    marts.execute(create_ranges("bank core"))
    give(marts, RECEIPT)
    marts.execute(create_receipts("bank core"))
    assert len(entries(marts)) == len(read(marts)) == 1


def test_a_receipt_sums_up_its_ranges(marts: duckdb.DuckDBPyConnection) -> None:
    give(marts, RECEIPT)
    bare = replace(RECEIPT, rows=0, source_rows=0, seconds=0.0, ranges=0)
    assert read(marts) == (bare,)
    marts.execute(enter_range(entry(None, "1")))
    assert read(marts) == (RECEIPT,)
    marts.execute(enter_range(entry("1", None, rows=5, rows_out=6, seconds=0.5)))
    marts.execute(enter_range(entry(None, None, "other")))
    assert read(marts) == (replace(RECEIPT, rows=15, source_rows=17, seconds=1.75, ranges=2),)


def test_a_receipt_is_replaced_and_forgotten_alone(marts: duckdb.DuckDBPyConnection) -> None:
    plain = Receipt("bank core", "other", 0, "", NOON, 0.0, source_rows=0)
    give(marts, RECEIPT)
    give(marts, plain)
    give(marts, replace(RECEIPT, state=LANDED, notes=(), watermark=None, load_id="18"))
    bare = replace(RECEIPT, rows=0, source_rows=0, seconds=0.0, ranges=0)
    assert read(marts) == (plain, replace(bare, state=LANDED, notes=(), watermark=None, load_id="18"))
    marts.execute(forget_receipt("bank core", "other"))
    assert [receipt.table for receipt in read(marts)] == ["pay'ment"]


def test_a_dataset_has_a_ledger_when_both_of_its_tables_stand(marts: duckdb.DuckDBPyConnection) -> None:
    marts.execute("CREATE SCHEMA half; CREATE SCHEMA aml; CREATE SCHEMA none")
    marts.execute(create_ranges("half"))
    for statement in (create_ranges("aml"), create_receipts("aml")):
        marts.execute(statement)
    with DuckDbReader(marts.cursor()) as reader:
        assert ledgered_datasets(reader) == ("aml", "bank core")
    marts.execute('DROP TABLE "bank core"."_hb_range"; DROP TABLE aml._hb_receipt')
    assert read(marts) == ()


@pytest.mark.parametrize(
    ("bounds", "text", "whole"),
    [
        (Bounds(), "the whole table", True),
        (Bounds(("1",), None), "1 to the last", False),
        (Bounds(None, ("2",)), "the first to before 2", False),
        (Bounds(("1", "a"), ("2",)), "1, a to before 2", False),
    ],
)
def test_a_stretch_of_a_key_in_words(bounds: Bounds, text: str, whole: bool) -> None:
    assert (str(bounds), bounds.whole) == (text, whole)


@pytest.mark.parametrize(
    ("bound", "text"), [(None, None), (("1",), '["1"]'), (("1", 'ü"'), '["1", "ü\\""]'), ((), "[]")]
)
def test_a_bound_as_text(bound: tuple[str, ...] | None, text: str | None) -> None:
    assert write_bound(bound) == text
    assert read_bound(text) == bound


def cut(*points: str | None) -> list[Bounds]:
    ends = [None if point is None else (point,) for point in points]
    return [Bounds(low, high) for low, high in pairwise(ends)]


@pytest.mark.parametrize(
    ("bounds", "found"),
    [
        (cut(None, None), cut(None, None)),
        (cut(None, "b", "a", None)[::-1], cut(None, "b", "a", None)),
        (cut(None, "a"), None),
        (cut("a", None), None),
        ([*cut(None, "a", None), *cut("z", None)], None),
        ([*cut(None, "a", None), *cut("a", None)], None),
        ([], None),
    ],
)
def test_stretches_are_the_whole_key_space_or_nothing(bounds: list[Bounds], found: list[Bounds] | None) -> None:
    assert tiled(bounds) == (None if found is None else tuple(found))
