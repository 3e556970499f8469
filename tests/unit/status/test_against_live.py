"""The inventory held against what live systems say of themselves."""

from dataclasses import replace
from pathlib import Path

import pytest

from heartbeat_cli.errors import HbError, NotGrantedError
from heartbeat_cli.estate import Inventory, Slice, Source, TableSettings
from heartbeat_cli.sources import Access
from heartbeat_cli.status import (
    Discrepancy,
    LiveApi,
    LiveCluster,
    LiveDatabase,
    LiveRelation,
    LiveSource,
    hold_against,
    unlisted_databases,
)

BANK = Source(
    "bank", "Bank", "Core.", "postgres", "granted", Path("bank.yml"), "A", "bank-db", ("core",), (Slice("core"),)
)
CRM = Source("crm", "CRM", "Leads.", "oauth_rest", "unknown", Path("crm.yml"), slices=(Slice("crm"),))
PAYMENT = LiveRelation("core", "payment", False, (), False, 40)
CLIENT = LiveRelation("core", "client", False, (), False, 2)
VIEW = LiveRelation("core", "ledger_view", True, ("a",), False, None)
LIVE = LiveDatabase("bank-db", "reader", "17.2", True, False, False, ("core",), (), (CLIENT, PAYMENT, VIEW))
A = LiveCluster("A", "h:1", ("bank-db",), (LIVE,))
B = LiveCluster("B", "h:2", ("sepa",))
SILENT = LiveCluster("B", None, problem=HbError("no credentials", hint="Set them.", code="no_credentials"))
SEEN = ("PostgreSQL 17.2, primary", "TLS", "reader reads only")
AGREES = LiveSource("bank", None, SEEN, 2, 2, 42)


def found(
    source: Source = BANK, live: LiveDatabase | None = None, a: LiveCluster = A, b: LiveCluster = B
) -> LiveSource:
    a = a if live is None else replace(a, entered=(live,))
    return hold_against((source,), {"A": a, "B": b}, {})[0]


def said(one: LiveSource) -> list[tuple[str, str, str | None, object]]:
    return [(d.about, d.message, d.then, (d.key, d.value) if d.key else None) for d in one.discrepancies]


def test_what_agrees() -> None:
    assert found() == AGREES
    assert found(replace(BANK, access="pending"), replace(LIVE, closed=("core",))).discrepancies == ()


def hidden(*relations: LiveRelation) -> tuple[LiveRelation, ...]:
    return tuple(replace(relation, hidden=("id", "note")) for relation in relations)


SAYS = "the inventory says"
CASES = {
    "another cluster": (
        found(replace(BANK, database="sepa")),
        ("cluster", f"database 'sepa' is on cluster B, {SAYS} A", "Write `cluster: B`.", (("cluster",), "B")),
    ),
    "no such database": (
        found(replace(BANK, database="bank_db")),
        ("database", "there is no database 'bank_db' on cluster A", "Did you mean 'bank-db'?", None),
    ),
    "no such database, and somebody was not asked": (
        found(replace(BANK, database="x"), b=SILENT),
        ("database", "there is no database 'x' on cluster A; cluster B could not be asked", None, None),
    ),
    "access that was given": (
        found(replace(BANK, access="pending")),
        (
            "access",
            f"{SAYS} pending; all 2 tables of the slice may be read",
            "Write `access: granted`.",
            (("access",), "granted"),
        ),
    ),
    "access that was taken": (
        found(a=replace(A, entered=(), refused=(("bank-db", NotGrantedError("reader may not connect")),))),
        (
            "access",
            f"{SAYS} granted; reader may not connect",
            "Write `access: pending`.",
            (("access",), "pending"),
        ),
    ),
    "a cluster that is not reached": (
        found(a=replace(SILENT, name="A")),
        ("access", f"{SAYS} granted; no credentials", "Set them.", None),
    ),
    "a table that may not be read": (
        found(live=replace(LIVE, relations=(CLIENT, *hidden(PAYMENT), VIEW))),
        (
            "grants",
            "1 of 2 tables of schema 'core' may not be read: payment",
            "GRANT SELECT ON core.payment TO reader;",
            None,
        ),
    ),
    "a schema that may not be used": (
        found(live=replace(LIVE, closed=("core",))),
        (
            "grants",
            "2 of 2 tables of schema 'core' may not be read: client, payment",
            "GRANT USAGE ON SCHEMA core TO reader; GRANT SELECT ON core.client, core.payment TO reader;",
            None,
        ),
    ),
    "a schema that is not there": (
        found(replace(BANK, schemas=("core", "coer"))),
        ("schema", "there is no schema 'coer' in database 'bank-db'", "Did you mean 'core'?", None),
    ),
    "a schema nobody listed": (
        found(live=replace(LIVE, schemas=("core", "scb"), relations=(*LIVE.relations, replace(CLIENT, schema="scb")))),
        (
            "schema",
            "schema 'scb' with 1 table is not in the inventory",
            "Say what it is.",
            (("schemas", "scb", "about"), "Found on the server; nobody has said yet what it is."),
        ),
    ),
    "a name of the slice": (
        found(replace(BANK, slices=(Slice("core", but=("paymnt",)),))),
        ("slice", "the slice names core.paymnt, which is not there", "Did you mean 'payment'?", None),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_where_a_database_says_otherwise(case: str) -> None:
    one, expected = CASES[case]
    assert said(one) == [expected]


def test_columns_that_never_leave_the_source_need_no_grant() -> None:
    settings = TableSettings(exclude=("id", "note"))
    source = replace(BANK, tables=(("core.payment", settings),))
    assert found(source, replace(LIVE, relations=(CLIENT, *hidden(PAYMENT)))).discrepancies == ()


def test_a_source_that_is_not_granted_and_not_reached_is_not_asked() -> None:
    assert found(replace(BANK, access="pending"), a=replace(SILENT, name="A")) == LiveSource("bank", "no credentials")
    assert hold_against((replace(CRM, archetype="unknown"),), {}, {}) == (
        LiveSource("crm", "nobody has said how it is read"),
    )


def test_what_a_role_may_do_beyond_reading_is_said() -> None:
    writes = replace(LIVE, relations=(replace(CLIENT, writable=True), PAYMENT), replica=True, tls=False)
    assert found(live=writes).seen == ("PostgreSQL 17.2, a replica", "no TLS", "reader may also write 1 table")
    assert found(live=replace(LIVE, superuser=True)).seen[2] == "reader a superuser"


@pytest.mark.parametrize(
    ("access", "live", "expected"),
    [
        ("granted", LiveApi("crm", Access(True, "server"), ("leads",), ("5 credits left",)), []),
        ("pending", LiveApi("crm", Access(False, "server", "no scope"), ()), []),
        ("unknown", LiveApi("crm", Access(None, "inventory", "CRM_TOKEN not set")), []),
        (
            "granted",
            LiveApi("crm", Access(False, "server", "no scope")),
            [("access", f"{SAYS} granted; no scope", "Write `access: pending`.", (("access",), "pending"))],
        ),
        (
            "unknown",
            LiveApi("crm", Access(True, "server"), ("leads",)),
            [("access", f"{SAYS} unknown; 1 stream may be read", "Write `access: granted`.", (("access",), "granted"))],
        ),
        (
            "granted",
            LiveApi("crm", Access(None, "inventory", "CRM_TOKEN not set")),
            [("access", f"{SAYS} granted; CRM_TOKEN not set", "Check the credentials and the way there.", None)],
        ),
    ],
)
def test_what_an_api_says(access: str, live: LiveApi, expected: list[object]) -> None:
    assert said(hold_against((replace(CRM, access=access),), {}, {"crm": live})[0]) == expected


def test_streams_the_slice_names_and_the_service_lacks() -> None:
    source = replace(CRM, access="granted", slices=(Slice("crm", only=("leads", "deels")),))
    (one,) = hold_against((source,), {}, {"crm": LiveApi("crm", Access(True, "server"), ("leads", "deals"))})
    assert said(one) == [
        ("slice", "the slice names crm.deels, which the service does not have", "Did you mean 'deals'?", None)
    ]


def test_databases_no_source_is_in() -> None:
    assert unlisted_databases(Inventory((BANK,), "bank"), {"A": A, "B": B}) == (
        Discrepancy(
            None,
            "unlisted",
            "cluster B has a database 'sepa' that no source is in",
            "Write db/sources/sepa.yml for it, if metrics can come from it.",
        ),
    )
