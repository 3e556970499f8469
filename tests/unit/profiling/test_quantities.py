"""Which columns are quantities, in which unit, and which currency goes with which amount."""

import pytest

from heartbeat_cli.pgschema import Column, Database, Domain, ForeignKey, QName, Schema, Table, UniqueKey, domain_types
from heartbeat_cli.profiling import Quantity
from heartbeat_cli.profiling.detectors.quantities import quantities


def one(column: str, type_: str) -> Quantity | None:
    found = quantities(Table("core", "thing", (Column(column, type_),)))
    return found[0] if found else None


@pytest.mark.parametrize(
    ("column", "type_", "kind", "unit"),
    [
        ("amount", "numeric(18,2)", "money", None),
        ("balance_after", "numeric(18,2)", "money", None),
        ("fee_eur", "numeric(8,2)", "money", "EUR"),
        ("amount", "bigint", "money", "minor units"),
        ("price_cents", "integer", "money", "minor units"),
        ("wage", "money", "money", None),
        ("sweep_above", "numeric(18,2)", "money", None),
        ("used", "core.ledger_amount", "money", None),
        ("fee", "mms.euro", "money", "EUR"),
        ("exchange_rate", "numeric(14,7)", "rate", None),
        ("bid", "rate.fx_rate", "rate", None),
        ("annual_rate_pct", "numeric(7,4)", "share", "percent"),
        ("margin_bps", "smallint", "share", "basis points"),
        ("ownership_share", "numeric(5,2)", "share", None),
        ("retry_count", "smallint", "count", None),
        ("number_of_arms", "integer", "count", None),
        ("rows_read", "bigint", "count", None),
        ("duration_ms", "integer", "duration", "milliseconds"),
        ("term_months", "smallint", "duration", "months"),
        ("days_past_due", "integer", "duration", "days"),
        ("took", "interval", "duration", "interval"),
        ("size_bytes", "bigint", "size", "bytes"),
        ("area_m2", "numeric(10,2)", "measure", "square metres"),
    ],
)
def test_kind_and_unit(column: str, type_: str, kind: str, unit: str | None) -> None:
    found = one(column, type_)
    assert found is not None
    assert (found.kind, found.unit) == (kind, unit)


@pytest.mark.parametrize(
    ("column", "type_"),
    [
        ("minor_units", "smallint"),
        ("payment_day", "smallint"),
        ("reporting_year", "smallint"),
        ("risk_score", "numeric(5,2)"),
        ("debt_to_income", "numeric(6,4)"),
        ("p_value", "double precision"),
        ("line_no", "integer"),
        ("version", "integer"),
        ("http_status", "smallint"),
        ("amount_expression", "text"),
        ("total_points", "integer"),
    ],
)
def test_no_quantity(column: str, type_: str) -> None:
    assert one(column, type_) is None


def test_keys_and_references_are_none() -> None:
    columns = (Column("count", "bigint"), Column("amount", "bigint"))
    key = ForeignKey(("amount",), QName("core", "limit"), ("id",))
    assert quantities(Table("core", "t", columns, UniqueKey(("count",)), (key,))) == ()


def currencies(*columns: str, keys: tuple[ForeignKey, ...] = ()) -> dict[str, str | None]:
    typed = tuple(Column(c, "numeric(18,2)" if "amount" in c else "character(3)") for c in columns)
    return {q.column: q.currency_column for q in quantities(Table("core", "t", typed, foreign_keys=keys))}


def test_the_currency_of_the_same_beginning_comes_first() -> None:
    assert currencies("amount", "fee_amount", "currency_code", "fee_currency_code") == {
        "amount": "currency_code",
        "fee_amount": "fee_currency_code",
    }


def test_a_currency_by_its_reference() -> None:
    key = ForeignKey(("paid_in",), QName("dict", "currency"), ("code",))
    assert currencies("amount", "paid_in", keys=(key,)) == {"amount": "paid_in"}


def test_two_currencies_and_no_hint() -> None:
    assert currencies("amount", "source_currency", "destination_currency") == {"amount": None}


def test_an_amount_in_the_base_currency_is_not_in_the_rows_own() -> None:
    assert currencies("base_amount", "currency_code") == {"base_amount": None}
    assert currencies("base_amount", "base_currency", "currency") == {"base_amount": "base_currency"}


def test_evidence_when_no_column_says() -> None:
    assert quantities(Table("core", "t", (Column("amount", "real"),))) == (
        Quantity("money", "amount", "named `amount`; no column says in which currency", inexact=True),
    )


def test_domains_stand_for_what_they_are_made_of() -> None:
    domain = Domain("core", "cash_amount", "double precision")
    types = domain_types(Database("b", (Schema("core", domains=(domain,)),)))
    found = quantities(Table("core", "t", (Column("paid", "core.cash_amount"),)), types)
    assert [(q.kind, q.inexact) for q in found] == [("money", True)]
