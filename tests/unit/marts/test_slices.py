"""How much of a source stands in the marts, as a table over what is wanted, what stands and what has a receipt."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from heartbeat_cli.estate import Inventory, Slice, Source
from heartbeat_cli.marts import (
    ADOPTING,
    LANDING,
    LandedTable,
    Reach,
    Receipt,
    SourceLanding,
    landed_sources,
    landing_of,
    unlike_receipts,
)
from heartbeat_cli.marts.landing import LandedPart
from heartbeat_cli.pgschema import Database, QName, Schema, Table

NOON = datetime(2026, 5, 8, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=2)
BANK = Source("bank", "Bank", "Truth.", "postgres", "granted", Path("bank.yml"), slices=(Slice("core"),))
ONLY = replace(BANK, slices=(Slice("core", only=("client", "payment")),))
TWO = replace(BANK, slices=(Slice("core"), Slice("aml")))
MIRROR = Database("bank", (Schema("core", (Table("core", "client"), Table("core", "payment"))),))


def stands(name: str, rows: int = 3, bytes_: int | None = 10, dataset: str = "bank_core") -> LandedTable:
    return LandedTable(dataset, name, (), rows, bytes_)


def receipt(name: str, rows: int = 3, dataset: str = "bank_core", hours: int = 0, **more: str) -> Receipt:
    return Receipt(dataset, name, rows, "1", NOON + timedelta(hours=hours), 1.0, **more)  # type: ignore[arg-type]


BOTH = [stands("client"), stands("payment", 4)]
RECEIPTS = [receipt("client"), receipt("payment", 4, hours=2)]
CLIENT, PAYMENT = QName("core", "client"), QName("core", "payment")


@pytest.mark.parametrize(
    ("source", "mirror", "tables", "receipts", "landed", "missing"),
    [
        (BANK, MIRROR, BOTH, RECEIPTS, (CLIENT, PAYMENT), ()),
        (BANK, MIRROR, BOTH, RECEIPTS[:1], (CLIENT,), (PAYMENT,)),
        (BANK, MIRROR, BOTH[:1], RECEIPTS, (CLIENT,), (PAYMENT,)),
        (BANK, MIRROR, [], [], (), (CLIENT, PAYMENT)),
        (BANK, MIRROR, [stands("client", 2), BOTH[1]], RECEIPTS, (PAYMENT,), (CLIENT,)),
        (BANK, MIRROR, [stands("client", 4), BOTH[1]], RECEIPTS, (PAYMENT,), (CLIENT,)),
        (BANK, MIRROR, BOTH, [receipt("client", state=LANDING), RECEIPTS[1]], (PAYMENT,), (CLIENT,)),
        (BANK, MIRROR, BOTH, [receipt("client", state=ADOPTING), RECEIPTS[1]], (PAYMENT,), (CLIENT,)),
        (BANK, MIRROR, [stands("client", dataset="aml_core"), BOTH[1]], RECEIPTS, (PAYMENT,), (CLIENT,)),
        # Without a mirror the slice's own names say what is wanted, or else the receipts.
        (ONLY, None, BOTH[:1], RECEIPTS[:1], (CLIENT,), (PAYMENT,)),
        (BANK, None, BOTH[:1], RECEIPTS[:1], (CLIENT,), ()),
        (BANK, None, BOTH[:1], RECEIPTS, (CLIENT,), (PAYMENT,)),
        (BANK, None, BOTH, [receipt("client", dataset="aml_core")], (), (QName("core", "*"),)),
        (BANK, Database("bank", (Schema("other"),)), BOTH[:1], RECEIPTS[:1], (CLIENT,), ()),
        (replace(BANK, slices=(Slice("core", but=("payment",)),)), MIRROR, BOTH, RECEIPTS, (CLIENT,), ()),
        (
            replace(BANK, slices=(Slice("core"), Slice("aml"))),
            MIRROR,
            BOTH,
            RECEIPTS,
            (CLIENT, PAYMENT),
            (QName("aml", "*"),),
        ),
    ],
)
def test_what_is_landed_and_what_is_missing(
    source: Source,
    mirror: Database | None,
    tables: list[LandedTable],
    receipts: list[Receipt],
    landed: tuple[QName, ...],
    missing: tuple[QName, ...],
) -> None:
    found = landing_of(source, mirror, tables, receipts)
    assert (found.tables, found.missing) == (landed, missing)


def test_tables_in_the_marts_that_are_in_no_slice_are_told() -> None:
    only_client = replace(BANK, slices=(Slice("core", only=("client",)),))
    own = [replace(BOTH[0], name="_dlt_loads"), replace(BOTH[0], name="_hb_range")]
    assert landing_of(only_client, MIRROR, [*BOTH, *own], RECEIPTS).others == (PAYMENT,)
    assert landing_of(BANK, MIRROR, BOTH, RECEIPTS).others == ()


def test_a_landed_table_is_told_with_its_size_and_time() -> None:
    assert landing_of(BANK, MIRROR, BOTH, RECEIPTS).parts == (
        LandedPart(CLIENT, "bank_core", 3, 10, NOON, Reach(QName("bank_core", CLIENT.name), NOON)),
        LandedPart(PAYMENT, "bank_core", 4, 10, LATER, Reach(QName("bank_core", PAYMENT.name), LATER)),
    )


def part(name: QName, bytes_: int | None = 10, hours: int = 0) -> LandedPart:
    return LandedPart(name, "bank_core", 3, bytes_, NOON + timedelta(hours=hours))


@pytest.mark.parametrize(
    ("landing", "word", "text", "wanted"),
    [
        (SourceLanding("bank", (part(CLIENT), part(PAYMENT))), "landed", "landed, 2 tables", 2),
        (SourceLanding("bank", (part(CLIENT),), (PAYMENT,)), "partly", "partly landed, 1 of 2 tables", 2),
        (SourceLanding("bank", (), (CLIENT, PAYMENT)), "not landed", "not landed", 2),
        (SourceLanding("bank"), "not landed", "not landed", 0),
        (
            SourceLanding("bank", (part(CLIENT),), (), (QName("core", "a"), QName("core", "b"))),
            "landed",
            "landed, 1 table (2 more there not of its slice)",
            1,
        ),
    ],
)
def test_a_landing_in_words(landing: SourceLanding, word: str, text: str, wanted: int) -> None:
    assert (landing.word, str(landing), landing.wanted) == (word, text, wanted)
    assert (landing.landed, landing.partly) == (word == "landed", word == "partly")


def test_a_landing_in_figures() -> None:
    found = SourceLanding("bank", (part(CLIENT, 10, 2), part(PAYMENT, None)))
    assert (found.rows, found.bytes, found.loaded_at) == (6, 10, NOON + timedelta(hours=2))
    assert SourceLanding("bank", (part(CLIENT, None),)).bytes is None
    assert SourceLanding("bank", (part(CLIENT, 0),)).bytes == 0
    assert (SourceLanding("bank").rows, SourceLanding("bank").bytes, SourceLanding("bank").loaded_at) == (0, None, None)


def test_the_sources_that_are_landed_whole() -> None:
    aml = replace(BANK, name="aml")
    crm = replace(BANK, name="crm", slices=())
    inventory = Inventory((BANK, aml, crm), "bank")
    asked: list[str] = []

    def mirror(source: Source) -> Database:
        asked.append(source.name)
        return MIRROR

    assert landed_sources(inventory, iter(BOTH), iter(RECEIPTS), mirror) == {"bank"}
    assert asked == ["bank"], "a source of which no table stands is not asked for its mirror"
    assert landed_sources(inventory, BOTH[:1], RECEIPTS, mirror) == frozenset()


@pytest.mark.parametrize(
    ("received", "found"),
    [
        (receipt("client"), []),
        (receipt("client", 2), ["client"]),
        (receipt("client", 4), ["client"]),
        (receipt("client", state=LANDING), ["client"]),
        (receipt("client", state=ADOPTING), ["client"]),
        # Of a table without a receipt, or a receipt without a table, nothing is said.
        (receipt("payment"), []),
        (receipt("client", 2, dataset="bank_aml"), []),
    ],
)
def test_tables_that_are_not_as_their_receipt_says(received: Receipt, found: list[str]) -> None:
    assert unlike_receipts(iter([stands("client")]), iter([received])) == {QName("bank_core", name) for name in found}
