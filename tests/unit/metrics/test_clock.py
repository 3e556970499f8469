"""Every clock in metric SQL is set to one moment."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from heartbeat_cli.errors import RefusedError
from heartbeat_cli.metrics import bind_clock, parse_sql

AS_OF = datetime(2026, 5, 8, 9, 30, 15, 600000, tzinfo=UTC)
MOMENT = "CAST('2026-05-08 09:30:15.600000+00:00' AS TIMESTAMPTZ)"


def bound(expression: str, as_of: datetime = AS_OF) -> str:
    return bind_clock(parse_sql(f"SELECT {expression} FROM a.b"), as_of).expressions[0].sql(dialect="postgres")


@pytest.mark.parametrize(
    ("written", "bound_to"),
    [
        ("now()", MOMENT),
        ("pg_catalog.now()", MOMENT),
        ("current_timestamp", MOMENT),
        ("transaction_timestamp()", MOMENT),
        ("statement_timestamp()", MOMENT),
        ("clock_timestamp()", MOMENT),
        ("current_timestamp(0)", "CAST('2026-05-08 09:30:16+00:00' AS TIMESTAMPTZ)"),
        ("localtimestamp", "CAST('2026-05-08 09:30:15.600000' AS TIMESTAMP)"),
        ("current_date", "CAST('2026-05-08' AS DATE)"),
        ("current_time(3)", "CAST('09:30:15.600000+00:00' AS TIMETZ)"),
        ("localtime", "CAST('09:30:15.600000' AS TIME)"),
        ("'now'::timestamptz", MOMENT),
        ("timestamp ' NOW '", f"CAST({MOMENT} AS TIMESTAMP)"),
        ("date 'tomorrow'", "CAST(CAST('2026-05-09 00:00:00+00:00' AS TIMESTAMPTZ) AS DATE)"),
        ("CAST('yesterday' AS timestamptz)", "CAST('2026-05-07 00:00:00+00:00' AS TIMESTAMPTZ)"),
        ("age(t)", "AGE(CAST('2026-05-08' AS TIMESTAMP), t)"),
        ("age(now())", f"AGE(CAST('2026-05-08' AS TIMESTAMP), {MOMENT})"),
        ("age(u, t)", "AGE(u, t)"),
        ("'now'::text", "CAST('now' AS TEXT)"),
        ("'now and then'", "'now and then'"),
    ],
)
def test_clock_is_bound(written: str, bound_to: str) -> None:
    assert bound(written).replace("age(", "AGE(") == bound_to


def test_moment_is_told_in_utc() -> None:
    riga = timezone(timedelta(hours=3))
    assert bound("current_date", datetime(2026, 5, 9, 1, 0, tzinfo=riga)) == "CAST('2026-05-08' AS DATE)"


@pytest.mark.parametrize(
    "written", ["x > 'now'", "date('today')", "'now'::text::timestamp", "'today 10:00'::timestamp"]
)
def test_word_that_hides_a_clock_is_refused(written: str) -> None:
    with pytest.raises(RefusedError, match="cannot be set to another day"):
        bound(written)


def test_tree_given_is_left_as_it_was() -> None:
    tree = parse_sql("SELECT now() FROM a.b")
    bind_clock(tree, AS_OF)
    assert tree.sql(dialect="postgres") == "SELECT CURRENT_TIMESTAMP FROM a.b"
