"""Holding a number against a hand count."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from tests.records import receipt_of

from heartbeat_cli.errors import RefusedError, UsageError
from heartbeat_cli.metrics import (
    BlockedOn,
    Comparison,
    HandCount,
    Metric,
    Note,
    compare,
    name_problems,
    parse_count,
    parse_tolerance,
    refuse_unalignable,
)
from heartbeat_cli.metrics.alignment import mismatch, status_when_matched
from heartbeat_cli.metrics.tolerance import plain, share_of_count

METRIC = Metric(
    "payment_count_24h", "How many?", "webbank", "candidate", "24h", unit="count", sql="SELECT count(*) FROM a.b"
)
AS_OF = datetime(2026, 5, 8, tzinfo=UTC)


def compared(value: str, count: str, tolerance: str = "0") -> Comparison:
    hand = HandCount(Decimal(count), "x", "y", AS_OF, tolerance)
    return compare(METRIC, hand, receipt_of(METRIC, value, AS_OF), "blind")


@pytest.mark.parametrize(
    ("count", "value", "tolerance", "verdict"),
    [
        ("41", "41", "0", "match"),
        ("41", "41.0001", "0", "mismatch"),
        ("41", "43", "2", "match"),
        ("41", "38.999", "2", "mismatch"),
        ("100", "105", "5%", "match"),
        ("100", "95", "5 %", "match"),
        ("100", "105.001", "5%", "mismatch"),
        ("0", "0", "5%", "match"),
        ("0", "1", "5%", "mismatch"),
        ("-100", "-104", "5%", "match"),
        ("0.1", "0.3", "0.2", "match"),
    ],
)
def test_verdict(count: str, value: str, tolerance: str, verdict: str) -> None:
    done = compared(value, count, tolerance)
    assert done.record.verdict == verdict
    assert done.matches is (verdict == "match")
    assert done.difference == Decimal(value) - Decimal(count)
    assert (done.record.receipt, done.record.given) == (receipt_of(METRIC, value, AS_OF), "blind")


@pytest.mark.parametrize(
    "text", ["", "5%%", "-1", "-5%", "nan", "inf", "five", "%", "101%", "100.001 %", "1e400", "1e-400%"]
)
def test_tolerance_that_is_none(text: str) -> None:
    with pytest.raises(UsageError):
        parse_tolerance(text)


@pytest.mark.parametrize(
    ("tolerance", "count", "share"),
    [
        ("100%", "40", "100"),
        ("10", "40", "25"),
        ("10", "-40", "25"),
        ("5%", "0", "5"),
        ("5", "0", "100"),
        ("0", "0", "0"),
    ],
)
def test_tolerance_as_a_share_of_the_count(tolerance: str, count: str, share: str) -> None:
    assert share_of_count(tolerance, Decimal(count)) == Decimal(share)


@pytest.mark.parametrize(("text", "number"), [("412", "412"), (" 41.5 ", "41.5"), ("-3", "-3")])
def test_count_as_people_write_it(text: str, number: str) -> None:
    assert parse_count(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "many", "nan", "1,000", "1.000,5", "1e28", "1e400", "1e999999999999999999999", "1e-400"]
)
def test_count_that_is_none(text: str) -> None:
    with pytest.raises(UsageError):
        parse_count(text)


def test_mismatch_shows_both_numbers_and_the_difference() -> None:
    done = compared("52", "41", "5%")
    assert mismatch(METRIC, done).message == (
        "payment_count_24h does not match: counted 41, SQL gives 52: a difference of 11 (26.8%), allowed is 2.05"
    )


def test_mismatch_of_a_count_of_nothing() -> None:
    done = compared("3", "0")
    assert "counted 0, SQL gives 3: a difference of 3, allowed is 0" in mismatch(METRIC, done).message


def test_parked_says_what_it_waits_for() -> None:
    parked = replace(METRIC, status="parked", blocked_on=(BlockedOn("bpm", ("bpm.case_review.closed_at",), "Hold."),))
    with pytest.raises(RefusedError, match=r"waits for bpm \(bpm.case_review.closed_at\): Hold") as caught:
        refuse_unalignable(parked)
    assert caught.value.code == "parked"


def test_caveat_keeps_a_match_from_being_aligned() -> None:
    assert status_when_matched(METRIC) == "aligned"
    assert status_when_matched(replace(METRIC, notes=(Note("caveat", "w", "bpm"),))) == "caveated"


@pytest.mark.parametrize(("number", "text"), [("41.50", "41.5"), ("1E+3", "1000"), ("0.00000004", "0"), ("-7", "-7")])
def test_number_in_a_sentence(number: str, text: str) -> None:
    assert plain(Decimal(number)) == text


@pytest.mark.parametrize(
    ("name", "window", "unit", "wrong"),
    [
        ("payment_count_24h", "24h", "count", 0),
        ("client_count_total", "total", "count", 0),
        ("outgoing_sepa_credit_processing_time_p50_min_24h", "24h", "min", 0),
        ("outgoing_sepa_credit_processing_time_p50_min_24h", "24h", "h", 1),
        ("kyc_pass_rate_30d", "30d", "%", 0),
        ("payment_amount_min_7d", "7d", "EUR", 0),
        ("payment_amount_sum_eur_7d", "7d", "USD", 1),
        ("payment_count_7d", "24h", "count", 1),
        ("payment_count", "24h", "count", 2),
        ("Payment_Count_24h", "24h", "count", 1),
        ("payment__count_24h", "24h", "count", 1),
    ],
)
def test_name_grammar(name: str, window: str, unit: str, wrong: int) -> None:
    assert len(name_problems(replace(METRIC, name=name, window=window, unit=unit))) == wrong
