"""The SQL of a measure, as text."""

import pytest

from heartbeat_cli.discovery.condition import Condition
from heartbeat_cli.discovery.measure import parse_measure
from heartbeat_cli.discovery.query import MeasureQuery, write_sql
from heartbeat_cli.errors import UsageError
from heartbeat_cli.metrics import check_sql
from heartbeat_cli.pgschema import Column, Table

PAYMENT = Table(
    "core",
    "payment",
    (Column("created_at", "timestamp with time zone"), Column("value_date", "date"), Column("amount", "numeric")),
)


def sql(measure: str, window: str = "total", time: str | None = None, **more: Condition) -> str:
    text = write_sql(MeasureQuery("bank_core", PAYMENT, parse_measure(measure), window, time, **more))
    check_sql(text)
    return text


def test_everything_there_is() -> None:
    assert sql("count") == "SELECT count(*)\nFROM bank_core.payment"


def test_a_window_is_half_open() -> None:
    assert sql("sum amount", "24h", "created_at") == (
        "SELECT sum(amount)\n"
        "FROM bank_core.payment\n"
        "WHERE created_at >= now() - interval '24 hours'\n"
        "  AND created_at < now()"
    )


def test_a_date_is_cut_at_days() -> None:
    assert sql("count", "7d", "value_date").endswith(
        "WHERE value_date >= current_date - interval '7 days'\n  AND value_date < current_date"
    )


def test_a_day_cannot_be_cut_into_hours() -> None:
    with pytest.raises(UsageError, match="without a time of day"):
        sql("count", "24h", "value_date")


def test_every_condition_has_its_line() -> None:
    text = sql("count", "30d", "created_at", where=Condition(("(amount > 1 OR amount < 0)", "amount <> 5")))
    assert "WHERE (amount > 1 OR amount < 0)\n  AND amount <> 5\n  AND created_at >= now()" in text


def test_a_share_is_a_percentage_and_survives_no_rows() -> None:
    assert sql("share x", share=Condition(("amount > 1",))) == (
        "SELECT 100.0 * count(*) FILTER (WHERE amount > 1)\n  / nullif(count(*), 0)\nFROM bank_core.payment"
    )


def test_a_duration_in_its_unit() -> None:
    assert "ORDER BY extract(epoch FROM b - a) / 60\n" in sql("median a..b in min")
    assert "avg(extract(epoch FROM b - a))" in sql("avg a..b in s")
    assert "percentile_cont(0.95)" in sql("p95 a..b in h")


def test_names_are_quoted_where_they_must_be() -> None:
    odd = Table("core", "Order", (Column("Amount", "numeric"),))
    text = write_sql(MeasureQuery("bank_core", odd, parse_measure('sum "Amount"'), "total"))
    assert text == 'SELECT sum("Amount")\nFROM bank_core."Order"'
