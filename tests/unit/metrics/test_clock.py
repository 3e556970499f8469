"""Every clock in metric SQL is set to one moment."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from heartbeat_cli.errors import RefusedError
from heartbeat_cli.metrics import bind_clock

AS_OF = datetime(2026, 5, 8, 9, 30, 15, 600000, tzinfo=UTC)
MOMENT = "CAST('2026-05-08 09:30:15.600000+00:00' AS TIMESTAMPTZ)"


def bound(expression: str, as_of: datetime = AS_OF) -> str:
    written = bind_clock(f"SELECT {expression} FROM a.b", as_of)
    return written.removeprefix("SELECT ").removesuffix(" FROM a.b")


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
        ("'now'::timestamptz", "'2026-05-08 09:30:15.600000+00:00'::timestamptz"),
        ("timestamp ' NOW '", "timestamp '2026-05-08 09:30:15.600000'"),
        ("date 'tomorrow'", "date '2026-05-09'"),
        ("CAST('yesterday' AS timestamptz)", "CAST('2026-05-07 00:00:00+00:00' AS timestamptz)"),
        ("age(t)", "age(CAST('2026-05-08' AS TIMESTAMP), t)"),
        ("age(now())", f"age(CAST('2026-05-08' AS TIMESTAMP), {MOMENT})"),
        ("age(u, t)", "age(u, t)"),
        ("'now'::text", "'now'::text"),
        ("'ä' < 'ü' AND now() > now()", f"'ä' < 'ü' AND {MOMENT} > {MOMENT}"),
        ("now(\n) -- now()\n", f"{MOMENT} -- now()\n"),
        ("'now and then'", "'now and then'"),
    ],
)
def test_clock_is_bound(written: str, bound_to: str) -> None:
    assert bound(written) == bound_to


def test_moment_is_told_in_utc() -> None:
    riga = timezone(timedelta(hours=3))
    assert bound("current_date", datetime(2026, 5, 9, 1, 0, tzinfo=riga)) == "CAST('2026-05-08' AS DATE)"


@pytest.mark.parametrize(
    "written", ["x > 'now'", "date('today')", "'now'::text::timestamp", "'today 10:00'::timestamp"]
)
def test_word_that_hides_a_clock_is_refused(written: str) -> None:
    with pytest.raises(RefusedError, match="cannot be set to another day"):
        bound(written)


@pytest.mark.parametrize("written", ["now(/* */)", "E'now'::timestamp", "$$today$$::date", "now -- \n ()"])
def test_clock_that_cannot_be_replaced_is_refused(written: str) -> None:
    with pytest.raises(RefusedError, match="a clock is written so that it cannot be set"):
        bound(written)
