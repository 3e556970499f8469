"""Which metrics are near a query: the same, the same over another time, of the same rows."""

import pytest

from heartbeat_cli.metrics import Metric, near_metrics

ROWS = "FROM shop.orders WHERE state = 'PAID'"
WEEK = "at >= now() - interval '7 days' AND at < now()"
MONTH = "at >= now() - interval '30 days' AND at < now()"
COUNT = f"SELECT count(*) {ROWS} AND {WEEK}"

NEAR: list[tuple[str, str, str | None]] = [
    ("itself", COUNT, "equal"),
    ("layout, case and order", f"select COUNT(1)\nfrom shop.orders\nwhere {WEEK} and 'PAID' = state -- paid", "equal"),
    ("another window", f"SELECT count(*) {ROWS} AND {MONTH}", "another window"),
    ("no window", f"SELECT count(*) {ROWS}", "another window"),
    ("another measure", f"SELECT sum(amount) {ROWS} AND {WEEK}", "same rows"),
    ("another measure and window", f"SELECT sum(amount) {ROWS} AND {MONTH}", "same rows"),
    ("another state", COUNT.replace("PAID", "SENT"), None),
    ("one condition more", f"{COUNT} AND NOT is_test", None),
    ("another table", COUNT.replace("orders", "payments"), None),
    ("an age is no window of its own", f"SELECT now() - min(at) {ROWS}", "same rows"),
]
INNER = "SELECT count(*) FROM (SELECT id, min(at) AS first FROM shop.log WHERE state = 'X'{} GROUP BY id) AS l WHERE {}"


def metric(sql: str | None, status: str = "candidate") -> Metric:
    return Metric("orders_paid_count_7d", "How many orders were paid?", "shop", status, "7d", sql=sql)


@pytest.mark.parametrize(("sql", "how"), [case[1:] for case in NEAR], ids=[case[0] for case in NEAR])
def test_how_near_it_is(sql: str, how: str | None) -> None:
    assert [near.how for near in near_metrics(COUNT, [metric(sql)])] == ([how] if how is not None else [])


def test_a_window_inside_of_a_query_is_one_too() -> None:
    asked, other = INNER.format("", "first < now()"), INNER.format(" AND at < now()", "first > now()")
    assert [near.how for near in near_metrics(asked, [metric(other)])] == ["another window"]


def test_the_nearest_come_first_and_retired_ones_and_those_without_sql_not_at_all() -> None:
    of_rows, equal = metric(f"SELECT sum(amount) {ROWS}"), metric(COUNT)
    others = [of_rows, metric(COUNT, "retired"), metric(None), equal, metric("SELECT")]
    assert [near.metric for near in near_metrics(COUNT, others)] == [equal, of_rows]


def test_nothing_is_near_what_is_no_sql() -> None:
    assert near_metrics("SELECT FROM WHERE", [metric(COUNT)]) == ()
