"""Each API of the demo lands in marts of either kind as it is served: at first, after changes, after kill -9."""

import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import mean, median
from typing import Any

import pytest
from tests.conftest import REPOSITORY, Outcome, TestServer, copy_project, run_here
from tests.ingest_estate import MARTS, make_database

from heartbeat_cli.demo.services import Bearer, Bo, Ga4, Zoho
from heartbeat_cli.demo.services.story import Bank, made_up_bank, tell_bo, tell_ga4, tell_zoho
from heartbeat_cli.demo.services.story.site import visits
from heartbeat_cli.estate import ProjectSettings, load_project
from heartbeat_cli.marts import open_marts

CLOCK = datetime(2026, 5, 8, 9, tzinfo=UTC)
SOURCES = ("zoho_crm", "google_analytics", "bo_api")
EVERY = "--source zoho_crm --source google_analytics --source bo_api"
MODULES = ("Leads", "Deals", "DealHistory")
STREAMS = {"operator-actions": "operator_actions", "queue": "queue", "cases": "cases"}
TOKEN = "a-token-of-the-back-office"


@dataclass
class ThreeApis:
    """The services with the bank's story, and a project that has their credentials and nothing landed."""

    bank: Bank
    zoho: Zoho
    ga4: Ga4
    bo: Bo
    visits: list[dict[str, Any]]
    project: ProjectSettings

    def hb(self, line: str) -> Outcome:
        return run_here(f"hb {line}", self.project.root)

    def secrets(self) -> list[str]:
        """What is to be found in no file of the project but its own file of variables."""
        accounts = self.zoho.accounts
        key = self.ga4.service_account()["private_key"].splitlines()[1]
        return [accounts.client_secret, accounts.refresh_token, key, TOKEN]

    def served(self) -> dict[str, list[Any]]:
        """What there is now, by table: records, and of reports their rows."""
        found: dict[str, list[Any]] = {f"zoho_crm_crm.{m}": list(self.zoho.modules.all(m)) for m in MODULES}
        found |= {f"bo_api_api.{table}": list(self.bo.rows(name)) for name, table in STREAMS.items()}
        sessions: Counter[tuple[str, str]] = Counter()
        for visit in self.visits:
            sessions[visit["date"], visit["sessionDefaultChannelGroup"]] += 1
        found["google_analytics_reports.sessions_by_channel"] = [[*key, n] for key, n in sessions.items()]
        return {table: sorted(map(_text, records)) for table, records in found.items()}

    def landed(self) -> dict[str, list[Any]]:
        """The same, as it is in the marts."""
        tables = [*(f"zoho_crm_crm.{m}" for m in MODULES), *(f"bo_api_api.{t}" for t in STREAMS.values())]
        with open_marts(self.project) as reader:
            found = {table: self._records(reader, table) for table in tables}
            asked = 'SELECT CAST(date AS text), "sessionDefaultChannelGroup", sessions'
            report = "google_analytics_reports.sessions_by_channel"
            found[report] = [list(row) for row in reader.query(f"{asked} FROM {report}").rows]
        return {table: sorted(map(_text, records)) for table, records in found.items()}

    def _records(self, reader: Any, table: str) -> list[Any]:
        dataset, name = table.split(".")
        return [json.loads(raw) for (raw,) in reader.query(f'SELECT CAST(_raw AS text) FROM {dataset}."{name}"').rows]

    def value(self, metric: str) -> float:
        done = self.hb(f"metrics run {metric} --json")
        assert done.code == 0, done.stderr
        return float(done.json["value"])


def _text(record: Any) -> str:
    return json.dumps(record, sort_keys=True)


@pytest.fixture
def kind() -> str:
    return "duckdb"


@pytest.fixture
def apis(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ThreeApis]:
    bank = made_up_bank(CLOCK)
    told = list(visits(bank))
    zoho = tell_zoho(bank, client_secret="a-secret-of-the-client", refresh_token="a-token-that-refreshes")
    ga4, bo = tell_ga4(bank), tell_bo(bank, auth=Bearer(TOKEN))
    project = copy_project(tmp_path / "project")
    if kind == "postgres":
        _marts_on(request.getfixturevalue("postgres_server"), project)
    with ExitStack() as stack:
        for service in (zoho, ga4, bo):
            stack.enter_context(service.serving())
        key = tmp_path / "key.json"
        key.write_text(json.dumps(ga4.service_account()))
        variables = {
            "ZOHO_CRM_ACCOUNTS_URL": zoho.url,
            "ZOHO_CRM_CLIENT_ID": zoho.accounts.client_id,
            "ZOHO_CRM_CLIENT_SECRET": zoho.accounts.client_secret,
            "ZOHO_CRM_REFRESH_TOKEN": zoho.accounts.refresh_token,
            "GOOGLE_ANALYTICS_API_URL": ga4.url,
            "GOOGLE_ANALYTICS_PROPERTY": ga4.property_id,
            "GOOGLE_ANALYTICS_CREDENTIALS": str(key),
            "BO_API_URL": f"{bo.url}/api/v1",
            "BO_API_TOKEN": TOKEN,
        }
        with (project.root / ".env").open("a") as file:
            file.writelines(f"{name}={value}\n" for name, value in variables.items())
        yield ThreeApis(bank, zoho, ga4, bo, told, load_project(project.root / "heartbeat.yml"))


def _marts_on(server: TestServer, project: ProjectSettings) -> None:
    make_database(server, "api_marts")
    connection = ("127.0.0.1", server.port, "postgres", server.password, "api_marts")
    names = ("HOST", "PORT", "USER", "PASSWORD", "DATABASE")
    lines = [f"MARTS_PG_{name}={value}\n" for name, value in zip(names, connection, strict=True)]
    (project.root / ".env").write_text("".join(lines))
    file = project.root / "heartbeat.yml"
    file.write_text(file.read_text().replace("kind: duckdb", "kind: postgres"))


@pytest.mark.parametrize("kind", MARTS)
def test_three_apis_land_and_are_refreshed_as_they_are_served(apis: ThreeApis) -> None:
    done = apis.hb(f"ingest {EVERY}")
    assert done.code == 0, done.stderr
    assert apis.landed() == apis.served()
    verified = apis.hb("loads --verify")
    assert verified.code == 0, verified.stdout
    _change(apis)
    again = apis.hb(f"ingest {EVERY}")
    assert again.code == 0, again.stderr
    assert apis.landed() == apis.served()
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
    texts = [f"{done.stdout}{done.stderr}".encode() for done in said]
    files = (file for file in apis.project.root.rglob("*") if file.is_file() and file.name != ".env")
    texts += [file.read_bytes() for file in files]
    assert len(texts) > 60
    for secret in apis.secrets():
        assert not any(secret.encode() in text for text in texts)


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


KILLS = (pytest.param(1, id="once"), pytest.param(100, id="soak", marks=pytest.mark.soak))


@pytest.mark.parametrize("times", KILLS)
@pytest.mark.parametrize("source", SOURCES)
def test_killed_at_random_the_next_run_lands_what_is_served(apis: ThreeApis, source: str, times: int) -> None:
    dice = random.Random(f"{source} {times}")
    service = {"zoho_crm": apis.zoho, "google_analytics": apis.ga4, "bo_api": apis.bo}[source]
    service.switch("slow", times=None, value=200_000)
    for _ in range(times):
        _killed_after(apis.project, source, dice.uniform(0.3, 3))
    service.switches.off()
    done = apis.hb(f"ingest --source {source}")
    assert done.code == 0, done.stderr
    served, landed = apis.served(), _landed_of(apis, source)
    assert landed == {table: served[table] for table in landed}


def _killed_after(project: ProjectSettings, source: str, seconds: float) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "heartbeat_cli", "ingest", "--source", source],
        cwd=project.root,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _landed_of(apis: ThreeApis, source: str) -> dict[str, list[Any]]:
    with open_marts(apis.project) as reader:
        tables = {f"{t.dataset}.{t.name}" for t in reader.tables()}
    assert any(table.startswith(source) for table in tables)
    wanted = [table for table in apis.served() if table.startswith(source)]
    if source == "google_analytics":
        report = wanted[0]
        asked = f'SELECT CAST(date AS text), "sessionDefaultChannelGroup", sessions FROM {report}'
        with open_marts(apis.project) as reader:
            return {report: sorted(_text(list(row)) for row in reader.query(asked).rows)}
    with open_marts(apis.project) as reader:
        return {table: sorted(map(_text, apis._records(reader, table))) for table in wanted}
