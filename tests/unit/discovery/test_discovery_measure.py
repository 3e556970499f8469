"""The words for a measure, what is missing from one, and what does not fit."""

import pytest

from heartbeat_cli.discovery.columns import event_times
from heartbeat_cli.discovery.measure import (
    AVG,
    COUNT,
    COUNT_DISTINCT,
    PERCENTILE,
    SHARE,
    SUM,
    Measure,
    complete_from,
    parse_measure,
    parse_time_unit,
    usable_columns,
)
from heartbeat_cli.errors import UsageError
from heartbeat_cli.pgschema import Column, ForeignKey, QName, Table, UniqueKey

PAYMENT = Table(
    "core",
    "payment",
    (
        Column("id", "bigint", nullable=False),
        Column("client_id", "bigint"),
        Column("amount", "numeric(18,2)"),
        Column("purpose", "text"),
        Column("value_date", "date"),
        Column("updated_at", "timestamp with time zone", nullable=False),
        Column("created_at", "timestamp with time zone", nullable=False),
        Column("settled_at", "timestamp without time zone"),
    ),
    primary_key=UniqueKey(("id",)),
    foreign_keys=(ForeignKey(("client_id",), QName("core", "client"), ("id",)),),
)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("count", Measure(COUNT)),
        ("rows", Measure(COUNT)),
        ("count(*)", Measure(COUNT)),
        ("count distinct client_id", Measure(COUNT_DISTINCT, column="client_id")),
        ("count_distinct client_id", Measure(COUNT_DISTINCT, column="client_id")),
        ("count distinct", Measure(COUNT_DISTINCT)),
        ("sum amount", Measure(SUM, column="amount")),
        ("sum(amount)", Measure(SUM, column="amount")),
        ("AVG amount", Measure(AVG, column="amount")),
        ("median amount", Measure(PERCENTILE, 50, "amount")),
        ("p95 a_at..b_at in min", Measure(PERCENTILE, 95, "a_at", "b_at", "min")),
        ("p95 a_at .. b_at in hours", Measure(PERCENTILE, 95, "a_at", "b_at", "h")),
        ('avg "Booked At"', Measure(AVG, column="Booked At")),
        ("share state = REJECTED", Measure(SHARE, condition="state = REJECTED")),
        ("share of rows where state = REJECTED", Measure(SHARE, condition="state = REJECTED")),
        ("share", Measure(SHARE)),
    ],
)
def test_every_way_to_write_one(text: str, measure: Measure) -> None:
    assert parse_measure(text) == measure


@pytest.mark.parametrize("text", ["", "cuont", "sum of things", "p95 a..", "median a..b in parsecs", "count amount"])
def test_what_is_no_measure(text: str) -> None:
    with pytest.raises(UsageError):
        parse_measure(text)


def test_a_slip_is_recognised() -> None:
    with pytest.raises(UsageError) as caught:
        parse_measure("medain amount")
    assert "Did you mean 'median'?" in (caught.value.hint or "")


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("count", None),
        ("sum", "column"),
        ("sum amount", None),
        ("count distinct", "column"),
        ("count distinct purpose", None),
        ("median created_at", "until"),
        ("median created_at..settled_at", "in"),
        ("median created_at..settled_at in s", None),
        ("share", "share-where"),
        ("share amount > 1", None),
    ],
)
def test_what_is_still_missing(text: str, missing: str | None) -> None:
    assert complete_from(PAYMENT, parse_measure(text)) == missing


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sum purpose", "purpose is text, not a number or a point in time"),
        ("sum amuont", "core.payment has no column 'amuont'"),
        ("median created_at..amount in s", "amount is numeric(18,2), not a point in time"),
        ("median amount..created_at in s", "amount is no point in time"),
        ("avg value_date", "value_date is date, not a number"),
    ],
)
def test_what_does_not_fit_the_table(text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message.replace("(", r"\(").replace(")", r"\)")):
        complete_from(PAYMENT, parse_measure(text))


def test_keys_are_not_offered_for_sums() -> None:
    assert usable_columns(PAYMENT, Measure(SUM)) == ("amount", "updated_at", "created_at", "settled_at")


def test_the_event_time_comes_first_and_the_touch_time_last_of_the_certain() -> None:
    assert [c.name for c in event_times(PAYMENT)] == ["created_at", "value_date", "settled_at", "updated_at"]


@pytest.mark.parametrize(
    ("measure", "word", "unit"),
    [
        (Measure(COUNT), "count", "count"),
        (Measure(COUNT_DISTINCT, column="x"), "count", "count"),
        (Measure(PERCENTILE, 95, "a", "b", "min"), "p95", "min"),
        (Measure(SHARE), "rate", "percent"),
        (Measure(SUM, column="amount"), "sum", None),
    ],
)
def test_its_word_in_a_name_and_its_unit(measure: Measure, word: str, unit: str | None) -> None:
    assert (measure.word, measure.unit) == (word, unit)


def test_units_of_time() -> None:
    assert [parse_time_unit(u) for u in ("s", "seconds", "min", "Minutes", "h", "days", "d")] == [
        "s", "s", "min", "min", "h", "d", "d",
    ]  # fmt: skip
