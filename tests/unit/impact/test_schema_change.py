"""Which metrics a schema change breaks, touches and leaves alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from heartbeat_cli.estate import Inventory, Slice, Source
from heartbeat_cli.impact.schema_change import affected_metrics, reads_of
from heartbeat_cli.metrics import Metric
from heartbeat_cli.pgschema import Column, Database, Domain, EnumType, QName, Schema, Table, UniqueKey, diff, family_of

BANK = Source(
    "bank", "bank", "r", "postgres", "granted", Path("bank.yml"), "A", "bank", ("core",), slices=(Slice("core"),)
)
INVENTORY = Inventory((BANK,), "bank")
PAYMENT = Table(
    "core",
    "payment",
    (
        Column("id", "bigint", nullable=False),
        Column("client_id", "bigint"),
        Column("amount", "core.money"),
        Column("state", "core.state"),
        Column("settled_at", "timestamp with time zone"),
    ),
    primary_key=UniqueKey(("id",), "payment_pkey"),
)
CLIENT = Table("core", "client", (Column("id", "bigint"), Column("name", "text")))
CORE = Schema(
    "core",
    (PAYMENT, CLIENT),
    enums=(EnumType("core", "state", ("NEW", "DONE")),),
    domains=(Domain("core", "money", "numeric(18,2)"),),
)
BEFORE = Database("bank", (CORE,))
SETTLED = "SELECT count(*) FROM bank_core.payment AS p WHERE p.settled_at > now() AND p.state = 'DONE'"


def metric(sql: str, status: str = "aligned") -> Metric:
    return Metric("m_24h", "?", "bank", status, "24h", sql=sql)


def effect(sql: str, after: Database, status: str = "aligned") -> tuple[int, int]:
    """How many changes break the metric, and how many touch it."""
    found = affected_metrics(diff(BEFORE, after), BEFORE, after, BANK, [metric(sql, status)], INVENTORY)
    return (len(found[0].breaking), len(found[0].touching)) if found else (0, 0)


def with_tables(*tables: Table) -> Database:
    return Database("bank", (replace(CORE, tables=tables),))


def with_column(name: str, column: Column | None) -> Database:
    columns = tuple(c for c in PAYMENT.columns if c.name != name) + ((column,) if column else ())
    order = {c.name: i for i, c in enumerate(PAYMENT.columns)}
    ordered = tuple(sorted(columns, key=lambda c: order.get(c.name, 99)))
    return with_tables(replace(PAYMENT, columns=ordered), CLIENT)


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        (SETTLED, {"payment": {"settled_at", "state"}}),
        ("SELECT count(*) FROM bank_core.payment", {"payment": set()}),
        ("SELECT * FROM bank_core.client", {"client": {"id", "name"}}),
        ("SELECT sum(amount) FROM bank_core.payment WHERE id = 1", {"payment": {"amount", "id"}}),
        (
            "WITH p AS (SELECT client_id, amount FROM bank_core.payment)"
            " SELECT max(p.amount) FROM p JOIN bank_core.client AS c ON c.id = p.client_id",
            {"payment": {"client_id", "amount"}, "client": {"id"}},
        ),
        (
            "SELECT count(*) FROM bank_core.client AS c"
            " WHERE EXISTS (SELECT FROM bank_core.payment AS p WHERE p.client_id = c.id)",
            {"client": {"id"}, "payment": {"client_id"}},
        ),
        ("SELECT count(p) FROM bank_core.payment AS p", {"payment": None}),
        ("SELECT count(gone) FROM bank_core.no_such", {"no_such": None}),
    ],
)
def test_what_a_metric_reads(sql: str, expected: dict[str, set[str] | None]) -> None:
    reads = reads_of(metric(sql), BEFORE, BANK, INVENTORY)
    assert reads is not None
    assert {
        name.name: columns if columns is None else set(columns) for name, columns in reads.tables.items()
    } == expected
    assert all(name == QName("core", name.name) for name in reads.tables)


@pytest.mark.parametrize("sql", ["SELECT 1", "SELECT count(*) FROM other.payment", "SELECT FROM WHERE ("])
def test_what_reads_nothing_of_the_source(sql: str) -> None:
    assert reads_of(metric(sql), BEFORE, BANK, INVENTORY) is None


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (Database("bank"), (1, 0)),
        (with_tables(CLIENT), (1, 0)),
        (with_tables(PAYMENT), (0, 0)),
        (with_column("settled_at", None), (1, 0)),
        (with_column("amount", None), (0, 0)),
        (with_column("settled_at", Column("settled_at", "text")), (1, 0)),
        (with_column("settled_at", Column("settled_at", "timestamp without time zone")), (0, 1)),
        (with_column("settled_at", Column("settled_at", "timestamp with time zone", comment="moved")), (0, 0)),
        (with_column("settled_at", Column("settled_at", "timestamp with time zone", nullable=False)), (0, 1)),
        (with_column("new", Column("new", "text")), (0, 0)),
        (with_tables(replace(PAYMENT, primary_key=None), CLIENT), (0, 1)),
        (with_tables(replace(PAYMENT, comment="new"), CLIENT), (0, 0)),
        (Database("bank", (replace(CORE, enums=(EnumType("core", "state", ("NEW", "DONE", "HELD")),)),)), (0, 1)),
    ],
)
def test_effects_on_a_metric(after: Database, expected: tuple[int, int]) -> None:
    assert effect(SETTLED, after) == expected


def test_a_domain_that_becomes_another_kind_breaks_who_reads_a_column_of_it() -> None:
    after = Database("bank", (replace(CORE, domains=(Domain("core", "money", "text"),)),))
    wider = Database("bank", (replace(CORE, domains=(Domain("core", "money", "numeric(20,4)"),)),))
    total = "SELECT sum(amount) FROM bank_core.payment"
    assert (effect(total, after), effect(total, wider), effect(SETTLED, after)) == ((1, 0), (0, 1), (0, 0))


def test_every_column_counts_for_who_reads_the_row() -> None:
    assert effect("SELECT count(DISTINCT p) FROM bank_core.payment AS p", with_column("amount", None)) == (1, 0)
    assert effect("SELECT * FROM bank_core.payment", with_column("amount", None)) == (1, 0)


def test_a_retired_metric_breaks_no_more() -> None:
    assert effect(SETTLED, Database("bank"), status="retired") == (0, 0)


@pytest.mark.parametrize(
    ("type_", "family"),
    [
        ("character varying(34)", "text"),
        ("core.state", "text"),
        ("core.money", "number"),
        ("numeric(18,2)", "number"),
        ("smallint", "number"),
        ("timestamp(3) without time zone", "timestamp"),
        ("bigint[]", "number[]"),
        ("core.money[]", "number[]"),
        ("jsonb", "json"),
    ],
)
def test_families_of_types(type_: str, family: str) -> None:
    assert family_of(type_, BEFORE) == family
