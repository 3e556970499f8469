"""Zoho CRM: tokens, settings, scopes, credits, and its own failures."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from tests.asking import Reply, ask, zoho_grant, zoho_headers

from heartbeat_cli.demo.services import Zoho

OWNER = {"name": "Ada Berg", "id": "554000000000000101", "email": "ada@example.test"}
LEAD = {
    "id": "554000000001000001",
    "Last_Name": "Berg",
    "Owner": OWNER,
    "Languages": ["English", "Polish"],
    "Annual_Revenue": 1250.5,
    "No_of_Employees": 12,
    "Email_Opt_Out": False,
    "Rating": None,
    "Birthday": "2000-02-29",
    "Score": 7.5,
    "Created_Time": "2026-05-01T10:00:00+03:00",
    "Modified_Time": "2026-05-02T10:00:00+03:00",
}
DEAL = {
    "id": "554000000002000001",
    "Deal_Name": "Berg account",
    "Created_Time": "2026-05-01T10:00:00+03:00",
    "Modified_Time": "2026-05-02T10:00:00+03:00",
}
STEPS = [
    {"id": f"55400000000300000{i}", "Potential_Name": {"name": "d", "id": deal}, "Stage": stage,
     "Created_Time": "2026-05-01T10:00:00+03:00", "Modified_Time": "2026-05-01T10:00:00+03:00"}
    for i, (deal, stage) in enumerate([(DEAL["id"], "Qualification"), ("1", "Other"), (DEAL["id"], "Closed Won")])
]  # fmt: skip
LIST = "/crm/v8/Leads?fields=Last_Name"


@pytest.fixture
def service() -> Iterator[Zoho]:
    modules = {"Leads": [LEAD], "Deals": [DEAL], "DealHistory": STEPS, "Contacts": []}
    with Zoho(modules, fields={"Leads": {"Score": "formula"}}, credits=10).serving() as service:
        yield service


def code(reply: Reply) -> tuple[int, str]:
    return reply.status, reply.json["code"]


# tokens


def test_a_refresh_token_gives_an_access_token(service: Zoho) -> None:
    granted = zoho_grant(service).json
    token = granted.pop("access_token")
    assert granted == {
        "scope": service.accounts.scope,
        "api_domain": service.url,
        "token_type": "Bearer",
        "expires_in": 3600,
    }
    assert ask(service, LIST, {"Authorization": f"Zoho-oauthtoken {token}"}).status == 200


WRONG = (
    ({"refresh_token": "x"}, "invalid_code"),
    ({"client_id": "x"}, "invalid_client"),
    ({"client_secret": "x"}, "invalid_client_secret"),
    ({"grant_type": "authorization_code"}, "unsupported_grant_type"),
)


@pytest.mark.parametrize(("changed", "error"), WRONG)
def test_a_wrong_request_for_a_token_is_refused_inside_200(service: Zoho, changed: dict[str, str], error: str) -> None:
    reply = zoho_grant(service, **changed)
    assert (reply.status, reply.json) == (200, {"error": error})


def test_the_31st_access_token_ends_the_first(service: Zoho) -> None:
    first, second = zoho_headers(service), zoho_headers(service)
    for _ in range(29):
        zoho_grant(service)
    assert (code(ask(service, LIST, first)), ask(service, LIST, second).status) == ((401, "INVALID_TOKEN"), 200)
    assert service.accounts.live() == 30


def test_a_token_dies_in_mid_pull_and_a_new_one_goes_on(service: Zoho) -> None:
    headers = zoho_headers(service)
    service.switch("token_dies", after=1)
    assert [ask(service, LIST, headers).status for _ in range(3)] == [200, 401, 401]
    assert ask(service, LIST, zoho_headers(service)).status == 200


TOKENS = (
    ("token_error", None, {"error": "invalid_code"}),
    ("token_error", "Access Denied", {"error": "Access Denied"}),
    ("token_ms", None, {"expires_in": 3_600_000, "expires_in_sec": 3600}),
    ("token_expires_in", 60, {"expires_in": 60}),
    ("api_domain", "https://stranger.test", {"api_domain": "https://stranger.test"}),
)


@pytest.mark.parametrize(("name", "value", "told"), TOKENS)
def test_the_token_server_says_something_else(service: Zoho, name: str, value: Any, told: dict[str, Any]) -> None:
    service.switch(name, path="/oauth/v2/token", value=value)
    granted = zoho_grant(service).json
    assert {name: granted.get(name) for name in told} == told
    assert "access_token" in zoho_grant(service).json


def test_a_token_lives_shorter_than_it_says(service: Zoho) -> None:
    service.switch("token_lies", path="/oauth/v2/token", value=0)
    granted = zoho_grant(service).json
    reply = ask(service, LIST, {"Authorization": f"Zoho-oauthtoken {granted['access_token']}"})
    assert (granted["expires_in"], code(reply)) == (3600, (401, "INVALID_TOKEN"))


def test_a_failure_concerns_the_token_server_only_where_it_names_it(service: Zoho) -> None:
    service.switch("status")
    headers = zoho_headers(service)
    assert ask(service, LIST, headers).status == 500
    service.switch("hang", path="/oauth", value=5)
    with pytest.raises(TimeoutError):
        ask(service, "/oauth/v2/token", body=b"", timeout=0.2)


# who may ask


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        ({}, "AUTHENTICATION_FAILURE"),
        ({"Authorization": "Bearer x"}, "AUTHENTICATION_FAILURE"),
        ({"Authorization": "Zoho-oauthtoken x"}, "INVALID_TOKEN"),
    ],
)
def test_whoever_has_no_token_is_refused(service: Zoho, headers: dict[str, str], told: str) -> None:
    assert code(ask(service, LIST, headers)) == (401, told)


SCOPES = (
    ("ZohoCRM.modules.ALL", {"Leads": 200, "settings/modules": 401, "org": 401}),
    ("ZohoCRM.modules.leads.READ,ZohoCRM.settings.modules.READ", {"Leads": 200, "Deals": 401, "settings/modules": 200}),
    ("ZohoCRM.settings.ALL ZohoCRM.org.READ", {"Leads": 401, "settings/modules": 200, "org": 200}),
)


@pytest.mark.parametrize(("scope", "statuses"), SCOPES)
def test_a_scope_lets_in_where_it_says(scope: str, statuses: dict[str, int]) -> None:
    with Zoho({"Leads": [LEAD], "Deals": [DEAL]}, scope=scope).serving() as service:
        headers = zoho_headers(service)
        assert {p: ask(service, f"/crm/v8/{p}?fields=id", headers).status for p in statuses} == statuses


def test_refusals_at_a_switch(service: Zoho) -> None:
    headers = zoho_headers(service)
    for name, told in (("scope_mismatch", (401, "OAUTH_SCOPE_MISMATCH")), ("no_permission", (403, "NO_PERMISSION"))):
        service.switch(name, after=1)
        assert ask(service, LIST, headers).status == 200
        assert code(ask(service, LIST, headers)) == told


def test_credits_are_told_from_half_on_and_end(service: Zoho) -> None:
    headers = zoho_headers(service)
    left = [ask(service, LIST, headers).headers.get("X-API-CREDITS-REMAINING") for _ in range(6)]
    assert left == [None, None, None, None, "5", "4"]
    service.switch("credits", value=1)
    assert [ask(service, LIST, headers).status for _ in range(2)] == [200, 429]
    reply = ask(service, LIST, headers)
    assert (code(reply), "Retry-After" in reply.headers) == ((429, "TOO_MANY_REQUESTS"), False)


# what it says of itself


def test_fields_have_the_types_of_their_values(service: Zoho) -> None:
    reply = ask(service, "/crm/v8/settings/fields?module=Leads", zoho_headers(service))
    assert {f["api_name"]: f"{f['data_type']} {f['json_type']}" for f in reply.json["fields"]} == {
        "Score": "formula double",
        "id": "bigint string",
        "Last_Name": "text string",
        "Owner": "ownerlookup jsonobject",
        "Languages": "multiselectpicklist jsonarray",
        "Annual_Revenue": "double double",
        "No_of_Employees": "integer integer",
        "Email_Opt_Out": "boolean boolean",
        "Rating": "text string",
        "Birthday": "date string",
        "Created_Time": "datetime string",
        "Modified_Time": "datetime string",
    }


def test_settings_and_records_of_what_there_is_not(service: Zoho) -> None:
    headers = zoho_headers(service)
    for path, told in (
        ("settings/fields", (400, "REQUIRED_PARAM_MISSING")),
        ("settings/fields?module=Nope", (400, "INVALID_MODULE")),
        ("Nope?fields=id", (400, "INVALID_MODULE")),
        ("settings/layouts", (404, "INVALID_URL_PATTERN")),
        ("Leads/1/2/3", (404, "INVALID_URL_PATTERN")),
    ):
        assert code(ask(service, f"/crm/v8/{path}", headers)) == told


def test_modules_the_organisation_and_the_user_are_told(service: Zoho) -> None:
    headers = zoho_headers(service)
    modules = ask(service, "/crm/v8/settings/modules", headers).json["modules"]
    assert [m["api_name"] for m in modules] == ["Leads", "Deals", "DealHistory", "Contacts"]
    assert ask(service, "/crm/v8/org", headers).json["org"][0]["currency"] == "EUR"
    assert ask(service, "/crm/v8/users?type=CurrentUser", headers).json["info"]["count"] == 1


# records one by one


def test_a_record_keeps_its_nested_values(service: Zoho) -> None:
    headers = zoho_headers(service)
    assert ask(service, f"/crm/v8/Leads/{LEAD['id']}", headers).json == {"data": [LEAD]}
    assert ask(service, "/crm/v8/Leads/1", headers).status == 204
    listed = ask(service, f"/crm/v8/Leads?fields={','.join(LEAD)}", headers).json["data"]
    assert json.dumps(listed[0], sort_keys=True) == json.dumps(LEAD, sort_keys=True)


def test_a_deal_has_its_stages(service: Zoho) -> None:
    headers = zoho_headers(service)
    reply = ask(service, f"/crm/v8/Deals/{DEAL['id']}/Stage_History?fields=Stage", headers)
    assert reply.json["data"] == [
        {"Stage": "Closed Won", "id": STEPS[2]["id"]},
        {"Stage": "Qualification", "id": STEPS[0]["id"]},
    ]
    assert ask(service, "/crm/v8/Deals/2/Stage_History?fields=Stage", headers).status == 204
