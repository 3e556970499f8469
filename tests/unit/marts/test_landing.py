"""What counts as landed."""

from datetime import UTC, datetime
from pathlib import Path

from heartbeat_cli.estate import Slice, Source
from heartbeat_cli.marts import LandedTable, Receipt, landing_of
from heartbeat_cli.pgschema import Database, QName, Schema, Table

SOURCE = Source(
    "card_management", "Cards", "Cards.", "postgres", "granted", Path("x.yml"), database="card-management",
    schemas=("card", "dict"), slices=(Slice("card", but=("job",)), Slice("dict")),
)  # fmt: skip
MIRROR = Database(
    "card-management",
    (
        Schema("card", (Table("card", "card"), Table("card", "job"), Table("card", "limit"))),
        Schema("dict", (Table("dict", "state"),)),
    ),
)
ALL = (QName("card", "card"), QName("card", "limit"), QName("dict", "state"))


def landed(schema: str, name: str, rows: int = 3) -> LandedTable:
    return LandedTable(f"card_management_{schema}", name, (), rows)


def receipt(schema: str, name: str, rows: int = 3) -> Receipt:
    return Receipt(f"card_management_{schema}", name, rows, "1", datetime(2026, 5, 8, tzinfo=UTC), 1.0)


def test_all_of_the_slice_with_receipts_is_landed() -> None:
    found = landing_of(SOURCE, MIRROR, [landed(*t) for t in ALL], [receipt(*t) for t in ALL])
    assert (found.source, found.tables, found.missing) == ("card_management", ALL, ())
    assert (found.rows, found.loaded_at) == (9, datetime(2026, 5, 8, tzinfo=UTC))
    assert (found.landed, found.partly, str(found)) == (True, False, "landed, 3 tables")


def test_a_table_outside_the_slice_is_not_wanted() -> None:
    found = landing_of(SOURCE, MIRROR, [], [])
    assert QName("card", "job") not in found.missing
    assert (found.landed, found.partly, str(found)) == (False, False, "not landed")


def test_a_missing_table_makes_it_partly_landed() -> None:
    found = landing_of(SOURCE, MIRROR, [landed(*t) for t in ALL[:2]], [receipt(*t) for t in ALL])
    assert (found.tables, found.missing) == (ALL[:2], ALL[2:])
    assert (found.landed, found.partly, str(found)) == (False, True, "partly landed, 2 of 3 tables")


def test_a_table_without_receipt_is_not_landed() -> None:
    found = landing_of(SOURCE, MIRROR, [landed(*t) for t in ALL], [receipt(*t) for t in ALL[1:]])
    assert found.missing == (ALL[0],)


def test_a_table_with_other_rows_than_its_receipt_is_not_landed() -> None:
    tables = [landed("card", "card", rows=2), *(landed(*t) for t in ALL[1:])]
    assert landing_of(SOURCE, MIRROR, tables, [receipt(*t) for t in ALL]).missing == (ALL[0],)


def test_without_a_mirror_receipts_say_what_was_wanted() -> None:
    found = landing_of(SOURCE, None, [landed(*t) for t in ALL], [receipt(*t) for t in ALL])
    assert found.landed
    only_one = landing_of(SOURCE, None, [landed(*ALL[0])], [receipt(*ALL[0])])
    assert only_one.partly and only_one.missing == (QName("dict", "*"),)


def test_partitions_are_landed_in_their_parent() -> None:
    month = Table("dict", "state_1", partition_of=QName("dict", "state"))
    mirror = Database("x", (MIRROR.schemas[0], Schema("dict", (Table("dict", "state"), month))))
    assert landing_of(SOURCE, mirror, [landed(*t) for t in ALL], [receipt(*t) for t in ALL]).landed


def test_a_source_without_a_slice_is_never_landed() -> None:
    bare = Source("qac", "QAC", "KYC.", "unknown", "unknown", Path("x.yml"))
    assert not landing_of(bare, None, [landed(*t) for t in ALL], [receipt(*t) for t in ALL]).landed
