"""What is read off a metric's SQL, and what could be changed in it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from heartbeat_cli.errors import RefusedError
from heartbeat_cli.metrics.gap.aggregates import filtered, measure_changes
from heartbeat_cli.metrics.gap.changes import RowTest, sql_of, value_text
from heartbeat_cli.metrics.gap.clauses import cut_clauses, without_join
from heartbeat_cli.metrics.gap.instants import Instant
from heartbeat_cli.metrics.gap.known import Known
from heartbeat_cli.metrics.gap.settings import QuerySettings, read_settings
from heartbeat_cli.metrics.gap.times import time_changes
from heartbeat_cli.metrics.gap.values import value_changes
from heartbeat_cli.metrics.shape.moments import Moment
from heartbeat_cli.pgschema import Column, QName, Table, UniqueKey

AS_OF = datetime(2026, 5, 8, 9, tzinfo=UTC)
PAYMENT = QName("webbank_core", "payment")
STATE = QName("webbank_dict", "payment_state")
KNOWN = Known(
    {
        PAYMENT: Table(
            *PAYMENT,
            (
                Column("id", "bigint"),
                Column("client_id", "bigint"),
                Column("state_id", "smallint"),
                Column("is_test", "boolean"),
                Column("amount", "numeric(18,2)"),
                Column("created_at", "timestamp with time zone"),
                Column("settled_at", "timestamp with time zone"),
                Column("value_date", "date"),
            ),
            UniqueKey(("id",)),
        ),
        STATE: Table(*STATE, (Column("id", "smallint"), Column("code", "text")), UniqueKey(("id",))),
    },
    {},
)
COUNT = (
    "SELECT count(*) FROM webbank_core.payment AS p"
    " WHERE p.created_at >= now() - interval '30 days' AND p.created_at < now()"
)


def settings(sql: str) -> QuerySettings:
    return read_settings(sql, KNOWN)


@pytest.mark.parametrize(
    ("sql", "conditions"),
    [
        ("SELECT count(*) FROM a.b WHERE x = 1 AND y = 2", ("x = 1", "y = 2")),
        ("SELECT count(*) FROM a.b WHERE (x = 1 AND (y = 2 OR z = 3)) -- AND q", ("x = 1", "y = 2 OR z = 3")),
        ("SELECT count(*) FROM a.b WHERE x BETWEEN 1 AND 2 AND y = ' AND '", ("x >= 1", "x <= 2", "y = ' AND '")),
        ("SELECT count(*) FROM a.b WHERE CASE WHEN x AND y THEN z END AND q", ("CASE WHEN x AND y THEN z END", "q")),
        ("SELECT count(*) FROM a.b JOIN a.c AS c ON c.id = b.c AND c.code = 'X' WHERE b.y", ("b.y", "c.code = 'X'")),
        ("SELECT count(*) FROM a.b AS b LEFT JOIN a.c AS c ON c.id = b.c AND c.code = 'X'", ()),
        ("SELECT count(*) FROM a.b WHERE x IS DISTINCT FROM 2", ("x IS DISTINCT FROM 2",)),
        ("WITH q AS (SELECT 1 FROM a.b WHERE z) SELECT count(*) FROM q", ()),
    ],
)  # fmt: skip
def test_the_conditions_of_a_query_are_told_apart(sql: str, conditions: tuple[str, ...]) -> None:
    assert cut_clauses(sql).conditions == conditions


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT count(*) FROM a.b UNION SELECT count(*) FROM a.c",
        "SELECT count(*) FROM webbank_core.payment GROUP BY state_id",
        "SELECT 1",
    ],
)
def test_a_query_nobody_can_change_a_part_of_is_refused(sql: str) -> None:
    with pytest.raises(RefusedError) as refused:
        settings(sql)
    assert refused.value.code == "not_varied"


def test_the_settings_of_a_query() -> None:
    found = settings(
        "SELECT sum(p.amount) FROM webbank_core.payment AS p JOIN webbank_dict.payment_state AS s ON s.id = p.state_id"
        " WHERE s.code IN ('SETTLED', 'SENT') AND NOT p.is_test AND p.amount > 3"
        " AND p.created_at >= now() - interval '7 days'"
    )
    assert (found.measure.how, found.measure.of) == ("sum", "p.amount")
    assert found.ends is not None
    assert (found.ends.column.sql, found.ends.begin, found.ends.end) == (
        "p.created_at",
        Instant(Moment("now", -604800)),
        None,
    )
    assert [(v.column, v.values, v.denied) for v in found.values] == [
        ("s.code", ("SETTLED", "SENT"), False),
        ("p.is_test", ("false",), False),
    ]
    assert found.others == ("p.amount > 3",)
    assert [column.sql for column in found.times] == ["p.created_at", "p.settled_at", "p.value_date"]


@pytest.mark.parametrize(
    ("measure", "how", "of"),
    [
        ("count(*)", "count", None),
        ("count(p.client_id)", "count", "p.client_id"),
        ("count(DISTINCT p.client_id)", "distinct", "p.client_id"),
        ("avg(p.amount)", "avg", "p.amount"),
        ("percentile_cont(0.5) WITHIN GROUP (ORDER BY p.amount)", "percentile", "p.amount"),
        ("percentile_cont(0.5) WITHIN GROUP (ORDER BY p.amount DESC)", "other", None),
        ("count(*) FILTER (WHERE p.is_test)", "formula", None),
        ("sum(p.amount) / count(*)", "formula", None),
    ],
)
def test_what_a_query_measures(measure: str, how: str, of: str | None) -> None:
    found = settings(f"SELECT {measure} FROM webbank_core.payment AS p").measure
    assert (found.how, found.of) == (how, of)


@pytest.mark.parametrize(
    ("instant", "at", "sql"),
    [
        (Instant(Moment("now", -86400)), "2026-05-07T09:00", "now() - interval '1 day'"),
        (Instant(Moment("day")), "2026-05-08T00:00", "date_trunc('day', now())"),
        (
            Instant(Moment("day"), "Europe/Helsinki"),
            "2026-05-07T21:00",
            "(date_trunc('day', now() AT TIME ZONE 'Europe/Helsinki')) AT TIME ZONE 'Europe/Helsinki'",
        ),
        (Instant(Moment("month", 0.0, -1)), "2026-04-01T00:00", "date_trunc('month', now()) - interval '1 month'"),
        (Instant(Moment("week")), "2026-05-04T00:00", "date_trunc('week', now())"),
        # Clocks went forward in between: days are those of the calendar.
        (
            Instant(Moment("day", -60 * 86400.0), "Europe/Berlin"),
            "2026-03-08T23:00",
            "(date_trunc('day', now() AT TIME ZONE 'Europe/Berlin') - interval '60 days') AT TIME ZONE 'Europe/Berlin'",
        ),
    ],
)
def test_a_moment_by_the_clock_and_its_sql(instant: Instant, at: str, sql: str) -> None:
    assert (f"{instant.at(AS_OF):%Y-%m-%dT%H:%M}", instant.sql("timestamptz")) == (at, sql)


@pytest.mark.parametrize(
    "words",
    [
        "30 whole days before today",
        "30 days with today",
        "30 whole days before today, by the days of Europe/Berlin",
        "31 days instead of 30",
        "one month instead of 30 days",
        "this month until now",
        "as if its times were those of Europe/Helsinki: 3 h earlier",
        "as of a day earlier",
        "with what happened right when it ends",
        "by settled_at instead of created_at",
        "by value_date instead of created_at",
    ],
)
def test_a_time_that_could_be_meant(words: str) -> None:
    assert words in [change.words for change in time_changes(settings(COUNT), AS_OF)]


def test_days_of_another_zone_where_days_are_counted() -> None:
    sql = COUNT.replace("now()", "date_trunc('day', now())")
    found = [c.words for c in time_changes(settings(sql), AS_OF, "Europe/Riga")]
    assert {"30 whole days before today, by the days of Europe/Riga", "720 hours back from now, to the minute"} <= set(
        found
    )


def test_neighbours_of_the_values_a_query_asks_for() -> None:
    sql = "SELECT count(*) FROM webbank_core.payment AS p WHERE p.state_id = 4"
    asked = settings(sql)
    found = value_changes(
        asked, {"p.state_id": ["3", "4"], "p.is_test": ["false", "true"]}, {"p.state_id": {"3": "SENT"}}
    )
    told = {change.words: sql_of(asked, (change,)).partition("WHERE ")[2] for change in found}
    assert told["state_id SENT (3) counts too"] == "p.state_id IN (4, 3)"
    assert told["state_id SENT (3) instead of 4"] == "p.state_id = 3"
    assert told["whatever state_id is"] == ""
    assert told["is_test true left out"] == "p.state_id = 4\n  AND p.is_test IS DISTINCT FROM true"


@pytest.mark.parametrize(
    ("values", "denied", "sql"),
    [
        (("a",), False, "x = 'a'"),
        (("a", "it's"), False, "x IN ('a', 'it''s')"),
        (("~",), False, "x IS NULL"),
        (("a", "~"), False, "(x = 'a' OR x IS NULL)"),
        (("a",), True, "x IS DISTINCT FROM 'a'"),
        (("a", "~"), True, "x <> 'a'"),
    ],
)
def test_a_condition_on_values(values: tuple[str, ...], denied: bool, sql: str) -> None:
    assert value_text("x", "text", values, denied=denied) == sql


def test_other_measures_and_units() -> None:
    counts = {c.words: c.measure for c in measure_changes(settings(COUNT))}
    assert counts["each client_id once, however many rows it has"] == "count(DISTINCT p.client_id)"
    sums = measure_changes(settings("SELECT sum(p.amount) FROM webbank_core.payment AS p"))
    assert [(c.factor, c.divided) for c in sums][:2] == [(100, False), (100, True)]
    assert sql_of(settings("SELECT sum(p.amount) FROM webbank_core.payment AS p"), sums[1:2]).startswith(
        "SELECT (sum(p.amount)) / 100"
    )


def test_every_aggregate_of_an_expression_is_over_the_rows_that_pass() -> None:
    found = filtered("sum(a) / count(*) + percentile_cont(0.5) WITHIN GROUP (ORDER BY b)", [RowTest("x"), RowTest("y")])
    only = "FILTER (WHERE (x) AND (y))"
    assert found == f"sum(a) {only} / count(*) {only} + percentile_cont(0.5) WITHIN GROUP (ORDER BY b) {only}"


def test_a_join_that_could_be_left_out() -> None:
    source = "a.b AS b JOIN a.c AS c ON c.id = b.c LEFT JOIN a.d USING (id)"
    assert list(without_join(source)) == [
        ("c", "a.b AS b LEFT JOIN a.d USING (id)"),
        ("d", "a.b AS b JOIN a.c AS c ON c.id = b.c"),
    ]


def test_a_change_leaves_the_rest_of_the_query_as_it_is() -> None:
    asked = settings(COUNT)
    days = next(c for c in time_changes(asked, AS_OF) if c.words == "31 days instead of 30")
    assert sql_of(asked, (days,)) == (
        "SELECT count(*)\nFROM webbank_core.payment AS p\nWHERE p.created_at >= now() - interval '31 days'\n"
        "  AND p.created_at < now()"
    )
    assert sql_of(asked, (replace(days, measure="count(p.id)"),)).startswith("SELECT count(p.id)\n")
