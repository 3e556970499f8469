"""The story the services tell: one with the bank's clients and reviews, the same on every run."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from heartbeat_cli.demo.services.story import Bank, load_bank, made_up_bank, save_bank, tell_bo, tell_ga4, tell_zoho

CLOCK = datetime(2026, 5, 8, 9, tzinfo=UTC)


@cache
def bank() -> Bank:
    return made_up_bank(CLOCK, clients=500)


@cache
def module(name: str) -> tuple[dict[str, Any], ...]:
    return tuple(dict(record) for record in tell_zoho(bank()).modules.all(name))


@cache
def stream(name: str) -> tuple[dict[str, Any], ...]:
    return tuple(dict(row) for row in tell_bo(bank()).rows(name))


@cache
def visits() -> tuple[dict[str, Any], ...]:
    return tuple(dict(row) for row in tell_ga4(bank()).rows)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_two_tellings_are_equal() -> None:
    again = made_up_bank(CLOCK, clients=500)
    assert again == bank()
    assert {n: tell_zoho(again).modules.all(n) for n in ("Leads", "Deals", "DealHistory")} == {
        n: module(n) for n in ("Leads", "Deals", "DealHistory")
    }
    assert tell_bo(again).rows("operator-actions") == stream("operator-actions")
    assert tell_ga4(again).rows == visits()


def test_a_bank_is_kept_in_a_file(tmp_path: Path) -> None:
    save_bank(bank(), tmp_path / "bank.json")
    assert load_bank(tmp_path / "bank.json") == bank()


# the sales team


def test_ids_are_unique_and_of_18_digits() -> None:
    ids = [record["id"] for name in ("Leads", "Deals", "DealHistory") for record in module(name)]
    assert (len(set(ids)), {len(i) for i in ids}) == (len(ids), {18})


def test_every_business_client_of_the_last_year_was_a_lead_that_became_a_deal() -> None:
    by_client = {d["Bank_Client_Id"]: d for d in module("Deals") if d["Bank_Client_Id"]}
    recent = [c for c in bank().clients if c.is_business and CLOCK - timedelta(days=330) < c.created and c.activated]
    assert {by_client[c.id]["Stage"] for c in recent} == {"Closed Won"}
    assert all(at(by_client[c.id]["Modified_Time"]) == c.activated for c in recent)
    assert all(at(by_client[c.id]["Created_Time"]) < c.created for c in recent)
    refused = {c.id for c in bank().clients if c.refused}
    assert not refused & {client for client, deal in by_client.items() if deal["Stage"] == "Closed Won"}


def test_a_converted_lead_names_its_deal() -> None:
    deals = {d["id"]: d for d in module("Deals")}
    converted = [lead for lead in module("Leads") if lead["Converted__s"]]
    assert {lead["Converted_Deal"]["id"] for lead in converted} == set(deals)
    assert all(at(lead["Created_Time"]) <= at(lead["Converted_Date_Time"]) for lead in converted)
    assert 0.2 < len(converted) / len(module("Leads")) < 0.5


def test_history_leads_from_stage_to_stage_to_where_the_deal_is() -> None:
    steps: dict[str, list[dict[str, Any]]] = {}
    for step in module("DealHistory"):
        steps.setdefault(step["Potential_Name"]["id"], []).append(step)
    for deal in module("Deals"):
        way = sorted(steps[deal["id"]], key=lambda s: (at(s["Modified_Time"]), s["id"]))
        assert [s["Moved_To__s"] for s in way] == [*(s["Stage"] for s in way[1:]), None]
        assert (way[-1]["Stage"], way[-1]["Modified_Time"]) == (deal["Stage"], deal["Modified_Time"])
    assert len(steps) == len(module("Deals"))


def test_there_is_a_pipeline() -> None:
    stages = Counter(deal["Stage"] for deal in module("Deals"))
    assert {"Onboarding", "Closed Won", "Closed Lost"} < set(stages)
    assert len({deal["Currency"] for deal in module("Deals")}) > 2


def test_nothing_happens_after_the_clock() -> None:
    records = [record for name in ("Leads", "Deals", "DealHistory") for record in module(name)]
    assert max(at(record["Modified_Time"]) for record in records) <= CLOCK
    assert all(at(record["Created_Time"]) <= at(record["Modified_Time"]) for record in records)
    rows = [row for name in ("cases", "queue", "operator-actions") for row in stream(name)]
    assert max(at(row["updated_at"]) for row in rows) <= CLOCK


def test_leads_have_more_fields_than_one_request_may_ask_for() -> None:
    assert len(module("Leads")[0]) > 50


# the web site


def test_there_are_at_least_as_many_sign_ups_as_clients_registered() -> None:
    sign_ups: Counter[str] = Counter()
    for row in visits():
        sign_ups[row["date"]] += row["keyEvents"]
    registered = Counter(client.created.date().isoformat() for client in bank().clients)
    first = (CLOCK.date() - timedelta(days=180)).isoformat()
    days = [day for day in registered if day >= first]
    assert days
    assert all(registered[day] <= sign_ups[day] for day in days)


def test_few_visits_end_in_a_sign_up() -> None:
    days = {date.fromisoformat(row["date"]) for row in visits()}
    assert (max(days), len(days)) == (CLOCK.date(), 181)
    assert 0.02 < sum(row["keyEvents"] for row in visits()) / len(visits()) < 0.08
    organic = sum(row["sessionDefaultChannelGroup"] == "Organic Search" for row in visits())
    assert 0.38 < organic / len(visits()) < 0.48


# the operators


def test_every_held_payment_is_a_case_as_long_as_it_is_held() -> None:
    cases = {row["payment_id"]: row for row in stream("cases") if row["kind"] == "payment_review"}
    held = [r for r in bank().reviews if CLOCK - timedelta(days=179) < r.opened]
    assert len(held) > 300
    for review in held:
        case = cases[review.payment_id]
        assert (at(case["opened_at"]), case["client_id"]) == (review.opened, review.client_id)
        assert (case["resolved_at"] and at(case["resolved_at"])) == review.closed


@pytest.mark.parametrize(("state", "status"), [("waiting", "open"), ("assigned", "in_progress"), ("done", "resolved")])
def test_the_queue_is_where_the_cases_are(state: str, status: str) -> None:
    queued = {row["case_id"] for row in stream("queue") if row["state"] == state}
    assert queued == {row["id"] for row in stream("cases") if row["status"] == status}
    assert queued


def test_what_operators_do_lies_within_the_case() -> None:
    cases = {row["id"]: row for row in stream("cases")}
    for action in stream("operator-actions"):
        case = cases[action["case_id"]]
        assert case["opened_at"] <= action["performed_at"] <= (case["resolved_at"] or "9999")
        assert action["operator"] == case["assigned_to"]
