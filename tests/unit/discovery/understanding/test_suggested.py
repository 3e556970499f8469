"""What the words of a question suggest for the wizard's steps, and the one line that says so."""

from datetime import date

import pytest

from heartbeat_cli.discovery.suggested import parse_window, suggested_measure, suggested_window
from heartbeat_cli.discovery.understanding import in_words, understand, without_time
from heartbeat_cli.errors import UsageError

TODAY = date(2026, 5, 20)


@pytest.mark.parametrize(
    ("question", "measure", "window", "line"),
    [
        ("How many payments were rejected yesterday?", "count", "yesterday",
         "how many · yesterday (calendar day, Europe/Berlin)"),
        ("rejection rate by country in the past month", "share", "30d",
         "which share · by country · the last 30 days (rolling)"),
        ("unique clients per day", "count distinct", "24h", "how many different · per day"),
        ("total amount in EUR since 1 March", "sum", "since_2026_03_01",
         "the sum · in EUR · since 1 March 2026 (from that day on, Europe/Berlin)"),
        ("average balance", "avg", None, "the average"),
        ("median balance", "median", None, "the median"),
        ("p95 of balances", "p95", None, "the 95th percentile"),
        ("p90 of balances", None, None, "the 90th percentile"),
        ("largest payment", None, None, "the largest"),
        ("time from order to shipment", "median", None, "how long, the median · from order to shipment"),
        ("average time to settle", "avg", None, "how long, on average · until settle"),
        ("open disputes older than 3 days", "count", "total", "how many there are now · open · for at least 72 hours"),
        ("registered → verified → active this month", None, "this_month",
         "how many get from step to step · registered → verified → active"
         " · this month so far (calendar month, Europe/Berlin)"),
        ("payments", None, None, ""),
        ("How many payments?", "count", None, ""),
        ("payments ever", None, "total", "how many · everything there is"),
    ],
)  # fmt: skip
def test_what_a_question_suggests(question: str, measure: str | None, window: str | None, line: str) -> None:
    understood = understand(question, today=TODAY)
    found = suggested_window(understood)
    assert (suggested_measure(understood), found.name if found is not None else None) == (measure, window)
    assert in_words(understood, "Europe/Berlin") == line


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Payments in the last 24 hours", "Payments"),
        ("yestrday's payments", "payments"),
        ("orders per day by country since 1 March 2026", "orders by country"),
        ("tickets open for over a week", "tickets open"),
        ("Сколько платежей вчера?", "Сколько платежей ?"),
        ("payments", "payments"),
    ],
)
def test_a_question_without_its_time(question: str, left: str) -> None:
    assert " ".join(without_time(question).split()) == left


@pytest.mark.parametrize(("text", "name"), [(" 7D ", "7d"), ("Last month", "last_month"), ("since_2026_01_01",) * 2])
def test_a_window_as_it_is_written(text: str, name: str) -> None:
    assert parse_window(text) == name


def test_what_is_no_window_is_told_with_those_that_are() -> None:
    with pytest.raises(UsageError, match="'lastmonth' is no window") as refused:
        parse_window("lastmonth")
    assert str(refused.value.hint).startswith("Did you mean 'last_month'? One of: 24h, 7d, 30d, total, today")
