"""The SQL of a measure, as text."""

from collections.abc import Iterator
from datetime import UTC, datetime

import duckdb
import pytest

from heartbeat_cli.discovery.condition import Condition, DictionaryValues, resolve_condition
from heartbeat_cli.discovery.measure import parse_measure
from heartbeat_cli.discovery.query import MeasureQuery, write_sql
from heartbeat_cli.errors import UsageError
from heartbeat_cli.marts.kinds.duckdb.reader import DuckDbReader
from heartbeat_cli.metrics import Metric, check_sql, evaluate
from heartbeat_cli.pgschema import Column, ForeignKey, QName, Table, quote, quoting

_ALL_KEYWORDS = "SELECT keyword_name FROM duckdb_keywords()"

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


RESERVED = (
    "order",
    "user",
    "group",
    "select",
    "end",
    "from",
    "to",
    "limit",
    "Camel Case",
    'say "so"',
    "Ä",
    "1st",
)


@pytest.fixture(scope="module")
def duck() -> Iterator[DuckDbReader]:
    connection = duckdb.connect()
    connection.execute('CREATE SCHEMA "order"')
    for name in RESERVED:
        columns = f"{quote(name)} timestamptz, amount numeric(18, 2), {quote(name + ' id')} integer, label text"
        connection.execute(f'CREATE TABLE "order".{quote(name)} ({columns})')
        connection.execute(
            f"INSERT INTO \"order\".{quote(name)} VALUES ('2026-05-07', 5, 1, 'A'), ('2026-05-06', 7, 1, NULL)"
        )
    with DuckDbReader(connection) as reader:
        yield reader


@pytest.mark.parametrize("name", RESERVED)
def test_a_name_that_is_a_word_of_sql_is_quoted_wherever_it_stands(name: str, duck: DuckDbReader) -> None:
    """As dataset, table, column, the moment of a window, the label of a dictionary and in conditions."""
    key, own = f"{name} id", QName("order", name)
    columns = (Column(name, "timestamp with time zone"), Column("amount", "numeric"), Column(key, "integer"))
    table = Table("order", name, columns, foreign_keys=(ForeignKey((key,), own, (key,)),))
    dictionaries = {own: DictionaryValues("order", own, key, "label", ("A",))}
    where = resolve_condition(
        f"{quote(name)} is not null and {quote(name)}.{quote(name)} > '2026-05-01' and {quote(key)} = 'A'",
        table,
        dictionaries,
    )
    text = write_sql(
        MeasureQuery("order", table, parse_measure(f"avg {quote(name)}..{quote(name)} in h"), "30d", name, where)
    )
    assert evaluate(metric(text), duck, datetime(2026, 5, 8, tzinfo=UTC)).value == 0
    assert check_sql(text) == (own,)
    share = resolve_condition(f"{quote(key)} = 1 or {quote(name)} is null", table, dictionaries)
    text = write_sql(MeasureQuery("order", table, parse_measure("share x"), "total", share=share))
    assert evaluate(metric(text), duck, datetime(2026, 5, 8, tzinfo=UTC)).value == 100


def metric(text: str) -> Metric:
    return Metric("payment_case_total", "How many?", "bank", "candidate", "total", unit="count", sql=text)


WORDS = sorted({*quoting._KEYWORDS, *quoting._ELSEWHERE, *(w for (w,) in duckdb.sql(_ALL_KEYWORDS).fetchall())})


@pytest.mark.parametrize("first", range(0, len(WORDS), 60))
def test_every_keyword_can_be_a_column(first: int) -> None:
    words = WORDS[first : first + 60]
    table = Table("core", "payment", tuple(Column(word, "timestamp with time zone") for word in words))
    text = " and ".join(f"(not {quote(word)} is null or {quote(word)} < now())" for word in words)
    where = resolve_condition(text, table, {})
    assert check_sql(write_sql(MeasureQuery("core", table, parse_measure("count"), "total", where=where))) == (
        QName("core", "payment"),
    )


@pytest.mark.parametrize("word", sorted(quoting._ELSEWHERE))
def test_a_word_that_only_sqlglot_takes_for_another_is_quoted(word: str) -> None:
    table = Table("core", word, (Column(word, "timestamp with time zone"),))
    text = write_sql(MeasureQuery("core", table, parse_measure(f"median {word}..{word} in min"), "7d", word))
    assert check_sql(text) == (QName("core", word),)
