"""How old data is, by the limits of each table's own source."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from tests.receipts import give_receipt

from heartbeat_cli.estate import Freshness, Inventory, ProjectSettings, Slice, Source
from heartbeat_cli.marts import (
    ADOPTING,
    LANDING,
    Age,
    Reach,
    Receipt,
    TableAge,
    age_of,
    enter_checks,
    open_marts,
    read_reach,
    read_receipts,
    source_age,
    write_receipt,
)
from heartbeat_cli.marts.reach import newest_row, reach_of
from heartbeat_cli.pgschema import QName

NOW = datetime(2026, 5, 8, 9, tzinfo=UTC)
PAYMENT, CLIENT, ALERT, OTHER = (
    QName("bank_core", "payment"), QName("bank_core", "client"), QName("aml_aml", "alert"), QName("nobody_s", "table"),
)  # fmt: skip


def before(**span: float) -> datetime:
    return NOW - timedelta(**span)


def source(name: str, schema: str, freshness: Freshness | None = None) -> Source:
    limits = {"freshness": freshness} if freshness else {}
    return Source(
        name, name, "r", "postgres", "granted", Path(f"{name}.yml"), slices=(Slice(schema),), **limits
    )  # fmt: skip


BANK = source("bank", "core")
AML = source("aml", "aml", Freshness(3600, 30 * 86_400))
INVENTORY = Inventory((BANK, AML), "bank")


@pytest.mark.parametrize(
    ("verified_at", "as_of", "state", "seconds"),
    [
        (NOW, NOW, "fresh", 0),
        (before(hours=24), NOW, "fresh", 86_400),
        (before(hours=24, seconds=1), NOW, "late", 86_401),
        (before(days=3), NOW, "late", 3 * 86_400),
        (before(days=3, seconds=1), NOW, "stale", 3 * 86_400 + 1),
        (before(days=40), NOW, "stale", 40 * 86_400),
        # Its data reaches beyond the moment asked for.
        (before(days=2), before(days=10), "fresh", 0),
        # It was loaded by another clock than the project's, or by one that goes fast.
        (NOW + timedelta(days=200), NOW, "fresh", 0),
        (NOW + timedelta(days=200), NOW + timedelta(days=5), "stale", 5 * 86_400),
        # A moment that is yet to come is as far from what is known as it is from now.
        (before(hours=1), NOW + timedelta(hours=1), "fresh", 7200),
    ],
)
def test_the_age_of_a_table(verified_at: datetime, as_of: datetime, state: str, seconds: int) -> None:
    until = min(verified_at, NOW)
    only = TableAge(PAYMENT, "bank", state, until, seconds, NOW)
    found = age_of([Reach(PAYMENT, verified_at, NOW)], as_of, NOW, INVENTORY)
    assert found == Age(state, until, seconds, NOW, only, (only,))


@pytest.mark.parametrize(
    ("source", "dump", "command"),
    [
        ("bank", None, "`hb ingest --source bank`"),
        # There may be no connection to its source at all.
        ("bank", "bank.sql", "`hb ingest --from` a younger dump"),
        (None, None, None),
    ],
)
def test_what_brings_a_table_up_to_date(source: str | None, dump: str | None, command: str | None) -> None:
    assert TableAge(PAYMENT, source, "late", NOW, 0, NOW, (), dump).refreshed_by == command


def told(age: Age | None) -> tuple[object, ...]:
    assert age is not None
    return age.state, age.until, age.seconds, age.newest, age.decided_by.table, age.stale


@pytest.mark.parametrize(
    ("reaches", "expected"),
    [
        # The least of them is what a number reaches to, and the newest row is the newest of any.
        ([Reach(PAYMENT, before(hours=2), before(hours=3)), Reach(CLIENT, before(hours=5), before(days=9))],
         ("fresh", before(hours=5), 5 * 3600, before(hours=3), CLIENT, False)),
        ([Reach(CLIENT, before(hours=1)), Reach(PAYMENT, before(days=2), NOW)],
         ("late", before(days=2), 2 * 86_400, NOW, PAYMENT, False)),
        # Each by the limits of its own source: five days are nothing much for the one, and too much for the other.
        ([Reach(ALERT, before(days=6)), Reach(PAYMENT, before(days=5))],
         ("stale", before(days=6), 6 * 86_400, None, PAYMENT, True)),
        ([Reach(ALERT, before(days=6)), Reach(PAYMENT, before(hours=5))],
         ("late", before(days=6), 6 * 86_400, None, ALERT, False)),
        # What has not landed in full reaches nowhere.
        ([Reach(PAYMENT, before(days=40)), Reach(CLIENT, None, NOW)], ("stale", None, None, NOW, CLIENT, True)),
        # No source lands there: the usual limits.
        ([Reach(OTHER, before(days=2))], ("late", before(days=2), 2 * 86_400, None, OTHER, False)),
    ],
)  # fmt: skip
def test_the_age_of_several_tables(reaches: list[Reach], expected: tuple[object, ...]) -> None:
    assert told(age_of(reaches, NOW, NOW, INVENTORY)) == expected


def test_nothing_has_no_age() -> None:
    assert age_of([], NOW, NOW, INVENTORY) is None
    assert source_age(BANK, [], NOW) is None
    assert told(source_age(AML, [Reach(ALERT, before(hours=2))], NOW))[0] == "late"


@pytest.mark.parametrize(
    ("watermark", "moment"),
    [
        ('["created_at", "timestamp with time zone", "2026-05-08 08:58:00+00"]', datetime(2026, 5, 8, 8, 58)),
        ('["created_at", "timestamp with time zone", "2026-05-08 10:58:00+02"]', datetime(2026, 5, 8, 8, 58)),
        ('["created_at", "timestamp(3) without time zone", "2026-05-08 08:58:00.5"]',
         datetime(2026, 5, 8, 8, 58, 0, 500_000)),
        ('["id", "bigint", "2026"]', None),
        ('["day", "date", "2026-05-08"]', None),
        ('["created_at", "timestamp with time zone", "infinity"]', None),
        ('["created_at", "timestamp with time zone", null]', None),
        ('["created_at", "timestamp with time zone", "0001-01-01 00:00:00+02"]', None),
        ('["created_at"]', None), ("12", None), ("{", None), ("", None), (None, None),
    ],
)  # fmt: skip
def test_the_newest_row_is_the_watermark_where_that_is_a_time(watermark: str | None, moment: datetime | None) -> None:
    assert newest_row(watermark) == (moment.replace(tzinfo=UTC) if moment else None)


WATERMARK = '["created_at", "timestamp with time zone", "2026-05-08 08:58:00+00"]'
LOOKED_AT = NOW + timedelta(hours=3)


@pytest.fixture
def landed(project: ProjectSettings) -> ProjectSettings:
    """Three tables, one of them landed in full, looked at later, and another dataset without receipts."""
    project.marts.path.parent.mkdir(exist_ok=True)
    with duckdb.connect(str(project.marts.path)) as marts:
        marts.execute("CREATE SCHEMA bank_core; CREATE SCHEMA aml_aml; CREATE TABLE aml_aml.alert (id int)")
        for table in ("payment", "client", "half", "adopted"):
            marts.execute(f"CREATE TABLE bank_core.{table} (id int)")
            give_receipt(marts, "bank_core", table, NOW)
        for table, state in (("payment", "landed"), ("half", LANDING), ("adopted", ADOPTING)):
            receipt = Receipt("bank_core", table, 0, "2", NOW, 0.1, state=state, watermark=WATERMARK)
            for statement in write_receipt(receipt):
                marts.execute(statement)
    return project


def test_what_tables_reach_to_is_read_from_their_receipts(landed: ProjectSettings) -> None:
    newest = datetime(2026, 5, 8, 8, 58, tzinfo=UTC)
    half, adopted = QName("bank_core", "half"), QName("bank_core", "adopted")
    wanted = (PAYMENT, CLIENT, half, adopted, ALERT, OTHER, PAYMENT)
    unchecked = {
        PAYMENT: Reach(PAYMENT, NOW, newest),
        CLIENT: Reach(CLIENT, NOW),
        half: Reach(half, None, newest),
        adopted: Reach(adopted, None, newest),
        ALERT: Reach(ALERT),
        OTHER: Reach(OTHER),
    }
    with open_marts(landed) as reader:
        assert {reach.table: reach for reach in read_reach(reader, wanted)} == unchecked
        assert {reach.table: reach for reach in map(reach_of, read_receipts(reader))} == {
            table: reach for table, reach in unchecked.items() if table.schema == "bank_core"
        }
        assert read_reach(reader, ()) == ()


def test_a_table_that_was_looked_at_is_as_young_as_that(landed: ProjectSettings) -> None:
    with duckdb.connect(str(landed.marts.path)) as marts:
        for at in (before(days=9), LOOKED_AT):
            for statement in enter_checks("bank_core", ["payment", "half", "o'brien"], at):
                marts.execute(statement)
        # It was landed after it was looked at.
        for statement in enter_checks("bank_core", ["client"], before(days=1)):
            marts.execute(statement)
        assert marts.execute("SELECT count(*) FROM bank_core._hb_check").fetchall() == [(4,)]
    half = QName("bank_core", "half")
    with open_marts(landed) as reader:
        found = {reach.table: reach.verified_at for reach in read_reach(reader, [PAYMENT, CLIENT, half])}
        assert found == {PAYMENT: LOOKED_AT, CLIENT: NOW, half: None}
        receipts = {r.table: (r.loaded_at, r.checked_at) for r in read_receipts(reader)}
        assert receipts == {
            "payment": (NOW, LOOKED_AT),
            "client": (NOW, before(days=1)),
            "half": (NOW, LOOKED_AT),
            "adopted": (NOW, None),
        }
        assert [table.name for table in reader.tables()] == ["alert", "adopted", "client", "half", "payment"]
