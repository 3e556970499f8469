"""Several metrics at once: which are meant, what each says, and how a number stands to the window before."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from tests.metrics_estate import build_estate, put

from heartbeat_cli.errors import HbError, NotFoundError, UsageError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.metrics import (
    Beside,
    Window,
    WindowChange,
    choose,
    find_metric,
    history_of,
    run_metric,
    run_several,
)

AS_OF = datetime(2026, 5, 8, 9, tzinfo=UTC)
COUNT = "payment_count_24h"
TIME = "outgoing_sepa_credit_processing_time_p50_min_24h"
RECENT = """\
name: payment_recent_{name}_24h
question: How many payments were there in the last hours?
owner: payments
unit: count
window: {window}
direction: {direction}
source: webbank
status: candidate
sql: SELECT {value} FROM webbank_core.payment WHERE {where}
"""
LAST_12_HOURS = "created_at > now() - interval '12 hours' AND created_at <= now()"


def recent(
    name: str,
    value: str = "count(*)",
    where: str = LAST_12_HOURS,
    window: str = "24h",
    direction: str = "up_is_good",
) -> str:
    return RECENT.format(name=name, value=value, where=where, window=window, direction=direction)


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> ProjectSettings:
    estate = build_estate(tmp_path_factory.mktemp("estate") / "project")
    put(estate.root, recent("good"))
    put(estate.root, recent("bad", direction="down_is_good"))
    put(estate.root, recent("still", value="max(amount)", where="created_at < now()", window="total"))
    put(estate.root, recent("standing", where="amount > 10"))
    put(estate.root, recent("none", value="sum(amount)", where=f"rail = 'X' AND {LAST_12_HOURS}"))
    return estate


@pytest.mark.parametrize(
    ("names", "statuses", "found", "numberless"),
    [
        ((COUNT,), (), [COUNT], []),
        (("kyc_pass_rate_30d",), (), ["kyc_pass_rate_30d"], []),
        (("*_30d", COUNT), (), [COUNT], ["kyc_pass_rate_30d"]),
        (("payment_recent_?o*",), (), ["payment_recent_good_24h", "payment_recent_none_24h"], []),
        (("*_p50_*", "payment_c*", COUNT), ("candidate",), [COUNT, TIME], []),
    ],
)
def test_names_patterns_and_statuses_say_which_are_meant(
    names: tuple[str, ...], statuses: tuple[str, ...], found: list[str], numberless: list[str], estate: ProjectSettings
) -> None:
    chosen = choose(estate, names, statuses)
    assert [metric.name for metric in chosen.metrics] == found
    assert [metric.name for metric in chosen.numberless] == numberless


def test_without_a_name_all_are_meant(estate: ProjectSettings) -> None:
    assert len(choose(estate, ()).metrics) == 9


@pytest.mark.parametrize(
    ("names", "statuses", "error", "message", "hint"),
    [
        (("payment_cuont_24h",), (), NotFoundError, "there is no metric or candidate", f"Did you mean '{COUNT}'?"),
        (("x*",), (), NotFoundError, "there is no metric with a number called x*", "`hb metrics list` shows them all."),
        ((), ("parked",), NotFoundError, "there is no metric with a number that is parked", "`hb metrics list`"),
        ((), ("alined",), UsageError, "--status: 'alined' is no status", "Did you mean 'aligned'?"),
    ],
)
def test_what_means_none_is_told(
    names: tuple[str, ...],
    statuses: tuple[str, ...],
    error: type[HbError],
    message: str,
    hint: str,
    estate: ProjectSettings,
) -> None:
    with pytest.raises(error) as caught:
        choose(estate, names, statuses)
    assert caught.value.message.startswith(message)
    assert hint in str(caught.value.hint)


def test_each_has_what_it_has_alone_and_one_that_fails_keeps_none_from_running(estate: ProjectSettings) -> None:
    chosen = choose(estate, (COUNT, "kyc_pass_rate_30d", "sepa_payment_count_24h", TIME, "applicant_count_24h")).metrics
    before = {metric.name: len(history_of(estate, metric)) for metric in chosen}
    moment = AS_OF - timedelta(minutes=1)
    tried = run_several(estate, chosen, moment)
    after = {metric.name: len(history_of(estate, metric)) for metric in chosen}
    assert [each.error.code if each.error else each.run and str(each.run.value.value) for each in tried] == [
        "24", "parked", "not_landed", "42", "wrong_source",
    ]  # fmt: skip
    assert [each.says_nothing for each in tried] == [False, True, True, False, True]
    alone = run_metric(estate, find_metric(estate, COUNT), moment)
    run = tried[0].run
    assert run is not None
    seconds = replace(alone.receipt, seconds=run.receipt.seconds)
    assert (run.metric, run.misuses, run.receipt) == (alone.metric, alone.misuses, seconds)
    grown = {name: number - before[name] for name, number in after.items()}
    assert grown == {COUNT: 1, TIME: 1, "kyc_pass_rate_30d": 0, "sepa_payment_count_24h": 0, "applicant_count_24h": 0}


@pytest.mark.parametrize(
    ("name", "as_of", "change"),
    [
        ("good", AS_OF, "no: webbank_core.payment"),
        ("still", AS_OF, None),
        ("standing", AS_OF, None),
    ],
)
def test_only_a_window_that_moves_has_one_before(
    name: str, as_of: datetime, change: str | None, estate: ProjectSettings
) -> None:
    (tried,) = run_several(estate, [find_metric(estate, f"payment_recent_{name}_24h")], as_of, Beside(change=True))
    if change is None:
        assert tried.change is None
        return
    assert tried.change is not None
    assert tried.change.why == "the window before begins before the first row of webbank_core.payment"
    assert tried.change.difference is None


def test_today_is_held_against_yesterday_until_the_same_time(estate: ProjectSettings) -> None:
    where = " AND ".join(Window("calendar", 0, "day").conditions("created_at", "timestamptz", None))
    sql = f"SELECT count(*) FROM webbank_core.payment WHERE {where}"
    today = replace(find_metric(estate, "payment_recent_good_24h"), window="today", sql=sql)
    (tried,) = run_several(estate, [today], AS_OF, Beside(change=True))
    assert tried.run is not None
    assert tried.change == WindowChange(AS_OF - timedelta(days=1), Decimal(9), Decimal(0), Decimal(0), None)
    assert tried.run.value.value == Decimal(9)


@pytest.mark.parametrize(
    ("direction", "now", "before", "change"),
    [
        ("up_is_good", "12", "10", ("2", "20.0", True)),
        ("down_is_good", "12", "10", ("2", "20.0", False)),
        ("down_is_good", "9", "10", ("-1", "-10.0", True)),
        (None, "9", "-3", ("12", "400.0", None)),
        ("up_is_good", "10", "10", ("0", "0.0", None)),
        ("up_is_good", "10", "0", ("10", None, True)),
        ("neutral", "0.1", "0.3", ("-0.2", "-66.7", None)),
    ],
)
def test_a_difference_has_a_share_and_a_direction(
    direction: str | None, now: str, before: str, change: tuple[str, str | None, bool | None], estate: ProjectSettings
) -> None:
    from heartbeat_cli.metrics.change import compared

    metric = replace(find_metric(estate, COUNT), direction=direction)
    difference, percent, better = change
    share = Decimal(percent) if percent is not None else None
    assert compared(metric, Decimal(now), Decimal(before), AS_OF) == WindowChange(
        AS_OF, Decimal(before), Decimal(difference), share, better
    )


def test_of_nothing_there_is_no_change(estate: ProjectSettings) -> None:
    from heartbeat_cli.metrics.change import compared

    metric = find_metric(estate, COUNT)
    assert compared(metric, None, Decimal(1), AS_OF) == WindowChange(AS_OF, Decimal(1), why="there is no value")
    assert compared(metric, Decimal(1), None, AS_OF) == WindowChange(AS_OF, None, why="the window before has no value")
