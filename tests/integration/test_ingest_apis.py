"""Each API of the demo lands in marts of either kind as it is served, at first and after changes; no secret with it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from statistics import mean, median

import pytest
from tests.conftest import REPOSITORY, Outcome
from tests.ingest_estate import MARTS
from tests.secret_hunt import hunt, in_files, in_marts, in_words
from tests.three_apis import CLOCK, EVERY, SOURCES, ThreeApis, assert_equal, three_apis

from heartbeat_cli.marts import open_marts


@pytest.fixture
def kind() -> str:
    return "duckdb"


@pytest.fixture
def apis(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ThreeApis]:
    with three_apis(tmp_path, request.getfixturevalue("postgres_server") if kind == "postgres" else None) as made:
        yield made


@pytest.mark.parametrize("kind", MARTS)
def test_three_apis_land_and_are_refreshed_as_they_are_served(apis: ThreeApis) -> None:
    done = apis.hb(f"ingest {EVERY}")
    assert done.code == 0, done.stderr
    assert_equal(apis.landed(), apis.served())
    verified = apis.hb("loads --verify")
    assert verified.code == 0, verified.stdout
    _change(apis)
    again = apis.hb(f"ingest {EVERY}")
    assert again.code == 0, again.stderr
    assert_equal(apis.landed(), apis.served())
    status = {entry["source"]: entry for entry in apis.hb("sources status --json").json["sources"]}
    assert [(status[name]["landed"], status[name]["granted_told_by"]) for name in SOURCES] == [("landed", "server")] * 3
    loads = apis.hb("loads --json")
    assert loads.code == 0
    _mirror_is_the_committed_one(apis)
    _no_secret_is_anywhere(apis, done, verified, again, loads)


def _change(apis: ThreeApis) -> None:
    """Something of each that a refresh brings: changed, new, deleted, late."""
    lead, deal = apis.zoho.modules.all("Leads")[7], apis.zoho.modules.all("Deals")[3]
    apis.zoho.modules.touch("Leads", lead["id"], Company="Another name")
    apis.zoho.modules.delete("Deals", deal["id"])
    apis.bo.touch("cases", apis.bo.rows("cases")[5]["id"], resolution="other")
    apis.visits[:] = [visit for i, visit in enumerate(apis.visits) if visit["date"] != "2026-05-07" or i % 2]
    apis.ga4.replace_rows(apis.visits)


def _mirror_is_the_committed_one(apis: ThreeApis) -> None:
    folder = apis.project.root / "seed/schemas/demo/api"
    for name in SOURCES:
        pulled = apis.hb(f"mirror pull {name}")
        assert pulled.code == 0, pulled.stderr
        committed = REPOSITORY / f"seed/schemas/demo/api/{name}.sql"
        assert (folder / f"{name}.sql").read_text() == committed.read_text(), f"land it and run `hb mirror pull {name}`"


def _no_secret_is_anywhere(apis: ThreeApis, *said: Outcome) -> None:
    assert len([name for name in apis.secrets() if name.startswith("access token")]) > 3
    with open_marts(apis.project) as reader:
        places = (in_files(apis.project.root, but=[apis.project.root / ".env"]), in_marts(reader), in_words(*said))
        assert hunt(apis.secrets(), *places) == []


def test_candidates_that_waited_become_ready_and_are_what_the_story_says(apis: ThreeApis) -> None:
    assert apis.hb("check db/candidates").code == 0
    done = apis.hb(f"ingest {EVERY} --json")
    assert done.code == 0, done.stderr
    leads, deals = apis.zoho.modules.all("Leads"), apis.zoho.modules.all("Deals")
    month, today = CLOCK - timedelta(days=30), CLOCK.date()
    recent = [lead for lead in leads if month <= datetime.fromisoformat(lead["Created_Time"]) < CLOCK]
    became = [lead for lead in recent if lead["Converted_Deal"]]
    open_deals = [deal for deal in deals if deal["Stage"] not in ("Closed Won", "Closed Lost")]
    waiting = [deal for deal in open_deals if deal["Stage"] == "Onboarding"]
    queue = [entry for entry in apis.bo.rows("queue") if entry["left_at"] is None]
    entered = [datetime.fromisoformat(entry["entered_at"]) for entry in queue]
    within = {
        days: [v for v in apis.visits if str(today - timedelta(days=days)) <= v["date"] < str(today)]
        for days in (7, 30)
    }
    organic = {days: [v for v in found if v["sessionMedium"] == "organic"] for days, found in within.items()}
    signed_up = [v for v in within[30] if v["keyEvents"]]
    # Where a sentence leaves something out, there is something to leave out.
    assert 0 < len(became) < len(recent) < len(leads)
    assert 0 < len(waiting) < len(open_deals) < len(deals)
    assert 0 < len(queue) < len(apis.bo.rows("queue"))
    assert 0 < len(organic[7]) < len(organic[30]) < len(within[30])
    expected = {
        "leads_deal_conversion_share_30d": len(became) / len(recent),
        "deals_pipeline_sum_eur_total": sum(d["Amount"] * d["Exchange_Rate"] for d in open_deals),
        "deals_onboarding_sum_eur_total": sum(d["Amount"] * d["Exchange_Rate"] for d in waiting),
        "deal_stage_duration_avg_days_30d": mean(
            step["Duration_Days"]
            for step in apis.zoho.modules.all("DealHistory")
            if step["Duration_Days"] is not None and month <= datetime.fromisoformat(step["Modified_Time"]) < CLOCK
        ),
        "organic_sessions_count_7d": len(organic[7]),
        "organic_sessions_count_30d": len(organic[30]),
        "sessions_organic_share_30d": len(organic[30]) / len(within[30]),
        "visits_signup_conversion_share_30d": len(signed_up) / len(within[30]),
        "backoffice_case_resolution_p50_min_7d": median(
            (datetime.fromisoformat(case["resolved_at"]) - datetime.fromisoformat(case["opened_at"])).total_seconds()
            / 60
            for case in apis.bo.rows("cases")
            if case["resolved_at"] is not None
            and CLOCK - timedelta(days=7) <= datetime.fromisoformat(case["resolved_at"]) < CLOCK
        ),
        "operator_queue_count_total": len(queue),
        "operator_queue_age_max_min_total": max((CLOCK - at).total_seconds() for at in entered) / 60,
    }
    assert set(expected) == set(done.json["ready"])
    assert {name: apis.value(name) for name in expected} == pytest.approx(expected, rel=1e-6)
    found = apis.hb("check db/candidates").stdout
    assert [name for name in expected if name in found] == []


def test_a_sampled_report_is_told_and_never_aligned(apis: ThreeApis) -> None:
    apis.ga4.switch("sampled", times=None, value=1000)
    assert apis.hb("ingest --source google_analytics").code == 0
    run = apis.hb("metrics run organic_sessions_count_30d")
    assert (run.code, "inexact" in run.stdout, "sampled" in run.stdout) == (0, True, True), run.stdout
    align = "metrics align organic_sessions_count_30d --count 1 --by marketing --method counted --attested-by ticket-7"
    refused = apis.hb(align)
    assert (refused.code, "sampled" in refused.stderr) == (5, True), refused.stderr
