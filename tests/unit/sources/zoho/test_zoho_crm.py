"""Zoho CRM as a source, against a service that has the failures its users meet."""

import json
import pickle
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.unit.sources.api_project import Waits, all_pages, entered, landed, make_source, stream_of

from heartbeat_cli.demo.services import Zoho
from heartbeat_cli.errors import HbError
from heartbeat_cli.sources import (
    Api,
    ApiFailedError,
    ApiRefusedError,
    Field,
    IncompletePullError,
    Portion,
    QuotaError,
    Stream,
    archetype_of,
)

START = datetime(2026, 5, 1, 9, tzinfo=UTC)


def _leads(number: int, fields: int = 0) -> list[dict[str, Any]]:
    return [{**record, "Converted__s": place % 3 == 0} for place, record in enumerate(_records(number, fields))]


def _records(number: int, fields: int = 0) -> list[dict[str, Any]]:
    return [
        {
            "id": str(554_000_000_000_000_000 + 7 * i),
            "Created_Time": (START + timedelta(minutes=i)).isoformat(),
            "Modified_Time": (START + timedelta(minutes=i)).isoformat(),
            "Last_Name": f"Lead {i}",
            **{f"Field_{n:02}": f"{i}.{n}" for n in range(fields)},
        }
        for i in range(number)
    ]


@contextmanager
def _crm(root: Path, service: Zoho, waits: Waits | None = None, session: Any = None, **keys: Any) -> Iterator[Api]:
    accounts = service.accounts
    variables = {
        "CLIENT_ID": accounts.client_id,
        "CLIENT_SECRET": accounts.client_secret,
        "REFRESH_TOKEN": accounts.refresh_token,
        "ACCOUNTS_URL": service.url,
    }
    named = {"api": "zoho_crm", "modules": ["Leads"], **keys}
    told = {key: value for key, value in named.items() if value != ()}
    with entered(root, "oauth_rest", variables, waits or Waits(), session, **told) as api:
        yield api


def _refusal(root: Path, service: Zoho, **keys: Any) -> HbError:
    with _crm(root, service, **keys) as api, pytest.raises(HbError) as raised:
        api.streams()
    return raised.value


def _tokens(service: Zoho) -> int:
    return sum(seen.path == "/oauth/v2/token" for seen in service.seen())


def test_records_come_whole_and_in_the_order_of_their_ids(tmp_path: Path) -> None:
    leads = _leads(450)
    with Zoho({"Leads": leads}).serving() as service, _crm(tmp_path, service) as api:
        pages = all_pages(api, "Leads")
    assert [len(page.records) for page in pages] == [200, 200, 50, 0]
    assert [r for page in pages for r in page.records] == leads
    assert [page.resume is None for page in pages] == [False, False, False, True]
    assert json.loads(json.dumps([page.resume for page in pages])) == [page.resume for page in pages]


def test_more_than_two_thousand_records_come_by_page_token(tmp_path: Path) -> None:
    leads = _leads(2_500)
    with Zoho({"Leads": leads}).serving() as service, _crm(tmp_path, service) as api:
        pages = all_pages(api, "Leads")
    assert landed(pages) == leads


def test_more_than_fifty_fields_come_in_several_asks_of_each_page(tmp_path: Path) -> None:
    leads = _leads(450, fields=120)
    with Zoho({"Leads": leads}).serving() as service, _crm(tmp_path, service) as api:
        pages = all_pages(api, "Leads")
        asked = [seen for seen in service.seen() if seen.path == "/crm/v8/Leads"]
    assert landed(pages) == leads
    assert len(asked) == 9
    assert all(len(seen.query["fields"].split(",")) <= 50 for seen in asked)


def test_a_record_that_changes_between_two_lists_of_its_fields_comes_as_it_is_now(tmp_path: Path) -> None:
    leads = _leads(300, fields=60)
    with Zoho({"Leads": leads}).serving() as service, _crm(tmp_path, service) as api:
        api.streams()
        # The second ask is for the other fields of the first page.
        service.switch("changed", path="/crm/v8/Leads[?].*sort_by", after=1)
        records = landed(all_pages(api, "Leads"))
        now = {record["id"]: record for record in service.modules.all("Leads")}
    assert {record["id"]: record for record in records} == now
    assert now[leads[0]["id"]] != leads[0]


def test_a_refresh_asks_for_what_was_modified_and_deleted_since(tmp_path: Path) -> None:
    with Zoho({"Leads": _leads(500)}).serving() as service, _crm(tmp_path, service) as api:
        leads = service.modules.all("Leads")
        service.modules.touch("Leads", leads[3]["id"], Last_Name="Changed")
        service.modules.delete("Leads", leads[5]["id"])
        since = "2026-05-02T00:00:00.123456"
        pages = all_pages(api, "Leads", since)
        assert [page.gone for page in pages] == [(), ((leads[5]["id"],),)]
        assert {r["Last_Name"] for r in landed(pages)} == {"Changed"}
        headers = [
            seen.headers.get("if-modified-since") for seen in service.seen() if seen.path.endswith(("Leads", "deleted"))
        ]
        later = all_pages(api, "Leads", (datetime.now(UTC) + timedelta(days=1)).isoformat())
    assert set(headers) == {"2026-05-02T00:00:00+00:00"}
    assert [(page.records, page.gone, page.resume is None) for page in later] == [((), (), False), ((), (), True)]


def test_an_empty_module_has_no_records(tmp_path: Path) -> None:
    with Zoho({"Leads": _leads(1)}).serving() as service, _crm(tmp_path, service) as api:
        api.streams()
        service.modules.delete("Leads", _leads(1)[0]["id"])
        assert landed(all_pages(api, "Leads")) == []


def test_a_pull_that_was_broken_off_goes_on_behind_its_last_page(tmp_path: Path) -> None:
    leads = _leads(900)
    with Zoho({"Leads": leads}).serving() as service, _crm(tmp_path, service) as api:
        begun = api.pages(Stream("Leads"), Portion())
        first = [next(begun), next(begun)]
        rest = all_pages(api, "Leads", resume=json.loads(json.dumps(first[-1].resume)))
    assert [r for page in (*first, *rest) for r in page.records] == leads
    assert not any(page.begin for page in rest)


def test_a_page_token_that_is_over_starts_the_pull_over(tmp_path: Path) -> None:
    leads = _leads(900)
    with Zoho({"Leads": leads}).serving() as service, _crm(tmp_path, service) as api:
        first = next(api.pages(Stream("Leads"), Portion()))
        service.switch("page_token_expired")
        pages = all_pages(api, "Leads", resume=first.resume)
    assert (pages[0].begin, landed(pages)) == (True, leads)


# Failures of one page that pass: the same page is asked for again, and all is as it should be.
PASSING = {
    "status": {"value": 503},
    "too_many_requests": {},
    "unauthorized": {},
    "token_dies": {},
    "drop": {},
    "cut": {},
    "reset": {},
    "cut_chunked": {},
    "repeat_page": {},
    "empty_page": {},
    "skip_page": {},
    "short_page": {},
    "shrink": {"value": 3},
}


@pytest.mark.parametrize("name", PASSING)
def test_after_a_failure_that_passes_everything_has_come(tmp_path: Path, name: str) -> None:
    with Zoho({"Leads": _leads(900)}).serving() as service, _crm(tmp_path, service) as api:
        api.streams()
        service.switch(name, path="/crm/v8/Leads[?].*sort_by", after=2, **PASSING[name])
        pages = all_pages(api, "Leads")
        now = service.modules.all("Leads")
    gone = {key for page in pages for (key,) in page.gone}
    assert [record for record in landed(pages) if record["id"] not in gone] == list(now)


LASTING = {
    "repeat_page": (IncompletePullError, "Leads did not come whole: "),
    "empty_page": (IncompletePullError, "Leads did not come whole: a page came without records, and more were said"),
    "truncated": (ApiFailedError, "answered 200 with something, not JSON"),
    "empty_body": (ApiFailedError, "answered 200 with no body, not JSON"),
    "html": (ApiFailedError, "answered 200 with HTML, not JSON: 'Sign in Please sign in'"),
    "duplicate_keys": (ApiFailedError, "not JSON"),
    "unauthorized": (ApiRefusedError, "refuses a token it has just given"),
    "token_dies": (ApiRefusedError, "refuses a token it has just given"),
    "scope_mismatch": (ApiRefusedError, "the refresh token may not read Leads (OAUTH_SCOPE_MISMATCH)"),
    "no_permission": (ApiRefusedError, "the user of the refresh token may not read Leads (NO_PERMISSION)"),
    "too_many_requests": (QuotaError, "answered 429"),
    "redirect": (ApiFailedError, "redirects to elsewhere.example, where nothing is sent"),
}


@pytest.mark.parametrize("name", LASTING)
def test_a_failure_that_does_not_pass_is_never_a_success(tmp_path: Path, name: str) -> None:
    kind, message = LASTING[name]
    value = "http://elsewhere.example" if name == "redirect" else None
    with Zoho({"Leads": _leads(900)}).serving() as service, _crm(tmp_path, service) as api:
        api.streams()
        service.switch(name, path="/crm/v8/Leads[?].*sort_by", after=2, times=None, value=value)
        with pytest.raises(HbError) as raised:
            all_pages(api, "Leads")
    assert (type(raised.value), raised.value.where) == (kind, "shop")
    assert message in raised.value.message


def test_a_page_that_is_left_out_again_and_again_is_noticed_by_the_number_of_records(tmp_path: Path) -> None:
    with Zoho({"Leads": _leads(900)}).serving() as service, _crm(tmp_path, service) as api:
        service.switch("skip_page", path="/crm/v8/Leads[?].*page_token", times=None)
        with pytest.raises(IncompletePullError) as raised:
            all_pages(api, "Leads")
    assert raised.value.message == "Leads did not come whole: 500 records came of 900"


def test_the_first_of_two_pages_of_a_refresh_is_missed(tmp_path: Path) -> None:
    with Zoho({"Leads": _leads(900)}).serving() as service, _crm(tmp_path, service) as api:
        for lead in service.modules.all("Leads")[:250]:
            service.modules.touch("Leads", lead["id"], Last_Name="Changed")
        since = (datetime.now(UTC) - timedelta(hours=1)).isoformat()
        assert len(landed(all_pages(api, "Leads", since))) == 250
        service.switch("skip_page", path="/crm/v8/Leads[?].*sort_by", times=None)
        with pytest.raises(IncompletePullError) as raised:
            all_pages(api, "Leads", since)
    assert raised.value.message == "Leads did not come whole: 50 records came of 250"


def test_no_records_at_all_are_held_against_their_number(tmp_path: Path) -> None:
    with Zoho({"Leads": _leads(9)}).serving() as service, _crm(tmp_path, service) as api:
        api.streams()
        service.switch("status", value=204, path="/crm/v8/Leads[?].*sort_by", times=None)
        with pytest.raises(IncompletePullError) as raised:
            all_pages(api, "Leads")
    assert raised.value.message == "Leads did not come whole: 0 records came of 9"


def test_an_error_inside_200_is_an_error(tmp_path: Path) -> None:
    inside = {"code": "INTERNAL_ERROR", "details": {}, "message": "no", "status": "error"}
    with Zoho({"Leads": _leads(3)}).serving() as service, _crm(tmp_path, service) as api:
        service.switch("body", path="/crm/v8/Leads[?]", times=None, value=inside)
        with pytest.raises(ApiFailedError, match="answered 200 INTERNAL_ERROR: 'no'"):
            all_pages(api, "Leads")


@pytest.mark.parametrize("switch", [None, "token_ms"])
def test_a_token_is_used_until_it_ends_whatever_its_time_is_given_in(tmp_path: Path, switch: str | None) -> None:
    with Zoho({"Leads": _leads(450)}).serving() as service, _crm(tmp_path, service) as api:
        if switch:
            service.switch(switch, path="/oauth/v2/token", times=None)
        all_pages(api, "Leads")
        left = api.session.expires - datetime.now(UTC).timestamp()
        assert (_tokens(service), 3_500 < left < 3_600) == (1, True)


def test_a_token_that_ends_by_the_clock_is_fetched_anew(tmp_path: Path) -> None:
    with Zoho({"Leads": _leads(450)}).serving() as service, _crm(tmp_path, service) as api:
        service.switch("token_expires_in", path="/oauth/v2/token", value=0)
        all_pages(api, "Leads")
        assert _tokens(service) == 2
        assert not any(seen.status == 401 for seen in service.seen())


def test_a_token_that_ends_before_its_time_is_renewed_once_for_all_threads(tmp_path: Path) -> None:
    modules = {"Leads": _leads(450), "Deals": _records(450), "Contacts": _records(450)}
    with Zoho(modules).serving() as service, _crm(tmp_path, service, modules=list(modules)) as api:
        api.streams()
        service.accounts.forget()
        found: dict[str, Any] = {}
        threads = [
            threading.Thread(target=lambda name=name: found.update({name: landed(all_pages(api, name))}))
            for name in modules
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert (found, _tokens(service)) == (modules, 2)


def test_another_process_of_the_run_goes_on_with_the_same_token(tmp_path: Path) -> None:
    with Zoho({"Leads": _leads(3)}).serving() as service:
        with _crm(tmp_path, service) as api:
            api.streams()
            session = pickle.loads(pickle.dumps(api.session))
        with _crm(tmp_path, service, session=session) as other:
            assert landed(all_pages(other, "Leads")) == _leads(3)
        assert (_tokens(service), session.token in repr(session)) == (1, False)


TOKEN_ERRORS = {
    "invalid_code": "the refresh token is not valid any more, or belongs to another data centre",
    "invalid_client": "this data centre does not know the client",
    "invalid_client_secret": "the client secret is not that of the client",
    "general_error": "it refuses what it was sent",
}


@pytest.mark.parametrize("code", TOKEN_ERRORS)
def test_a_token_that_is_refused_inside_200_is_said_at_once(tmp_path: Path, code: str) -> None:
    with Zoho({"Leads": _leads(3)}).serving() as service:
        service.switch("token_error", path="/oauth/v2/token", value=code)
        error = _refusal(tmp_path, service)
        place = f"127.0.0.1:{service.port}"
        assert (type(error), error.message) == (
            ApiRefusedError,
            f"{place} gives no token ({code}): {TOKEN_ERRORS[code]}",
        )
        assert error.hint.startswith("Data centres are accounts.zoho.com, accounts.zoho.eu, ")
        assert len(service.seen()) == 1


ELSEWHERE = {
    "https://www.zohoapis.eu.evil.example": "www.zohoapis.eu.evil.example",
    "http://www.zohoapis.eu": "www.zohoapis.eu",
    "https://www.zohoapis.eu@evil.example": "evil.example",
    "https://www.zohoapis.eu:444": "www.zohoapis.eu:444",
    "https://zohoapis.eu": "zohoapis.eu",
}


@pytest.mark.parametrize("domain", ELSEWHERE)
def test_a_token_goes_to_no_host_but_the_vendors(tmp_path: Path, domain: str) -> None:
    with Zoho({"Leads": _leads(3)}).serving() as service:
        service.switch("api_domain", path="/oauth/v2/token", value=domain)
        error = _refusal(tmp_path, service)
        assert (type(error), error.message) == (
            ApiFailedError,
            f"127.0.0.1:{service.port} sends on to {ELSEWHERE[domain]}, which is no host of Zoho's API;"
            " no token is sent there",
        )


@pytest.mark.parametrize("url", ["https://accounts.zoho.evil.example", "http://accounts.zoho.eu", "https://zoho.eu"])
def test_a_secret_goes_to_no_accounts_server_but_the_vendors(tmp_path: Path, url: str) -> None:
    project, source = make_source(tmp_path, "oauth_rest", api="zoho_crm", accounts_url=url)
    (tmp_path / ".env").write_text("SHOP_CLIENT_ID=a\nSHOP_CLIENT_SECRET=b\nSHOP_REFRESH_TOKEN=c\n")
    with pytest.raises(HbError) as raised:
        archetype_of(source).connect(project, source)
    assert (raised.value.code, raised.value.message) == (
        "foreign_host",
        f"accounts_url {url} is no accounts server of Zoho's, and nothing is sent there",
    )


def test_another_api_that_is_entered_by_oauth_is_not_known(tmp_path: Path) -> None:
    project, source = make_source(tmp_path, "oauth_rest", needs="An id.")
    with pytest.raises(HbError) as raised:
        archetype_of(source).connect(project, source)
    assert (raised.value.code, raised.value.hint) == (
        "not_described",
        "`api: zoho_crm` is the one there is. Needed first: An id.",
    )
    assert archetype_of(source).probe(project, (source,)) == {}


def test_missing_credentials_are_named_together(tmp_path: Path) -> None:
    project, source = make_source(tmp_path, "oauth_rest", api="zoho_crm", env="CRM")
    (tmp_path / ".env").write_text("CRM_CLIENT_SECRET=b\n")
    with pytest.raises(HbError) as raised:
        archetype_of(source).connect(project, source)
    assert (raised.value.code, raised.value.message) == (
        "no_credentials",
        "no credentials for shop: CRM_CLIENT_ID, CRM_REFRESH_TOKEN not set",
    )


@pytest.mark.parametrize(
    ("scope", "message"),
    [
        (
            "ZohoCRM.modules.contacts.READ ZohoCRM.settings.READ",
            "the refresh token lacks the scope ZohoCRM.modules.Leads.READ",
        ),
        ("ZohoCRM.modules.leads.READ", "the refresh token lacks the scope ZohoCRM.settings.fields.READ"),
    ],
)
def test_a_scope_that_is_missing_is_said_before_anything_is_pulled(tmp_path: Path, scope: str, message: str) -> None:
    with Zoho({"Leads": _leads(3)}, scope=scope).serving() as service:
        error = _refusal(tmp_path, service)
        assert (type(error), error.message, len(service.seen())) == (ApiRefusedError, message, 1)


@pytest.mark.parametrize("switch", ["scope_mismatch", "no_permission"])
def test_what_may_not_be_read_is_said_before_anything_is_pulled(tmp_path: Path, switch: str) -> None:
    with Zoho({"Leads": _leads(3)}).serving() as service:
        service.switch(switch, path="/crm/v8/Leads[?]", times=None)
        assert type(_refusal(tmp_path, service)) is ApiRefusedError


def test_a_module_that_is_named_and_is_not_there_is_an_error(tmp_path: Path) -> None:
    with Zoho({"Leads": _leads(3)}).serving() as service:
        error = _refusal(tmp_path, service, modules=["Leads", "Visits"])
        assert error.message == "there is no module Visits, or the user of the refresh token does not see it"
        waits = Waits()
        with _crm(tmp_path, service, waits, modules=()) as api:
            assert [stream.name for stream in api.streams()] == ["Leads"]
        assert waits.told == ["there is no module Deals", "there is no module DealHistory"]


def test_a_slice_names_modules(tmp_path: Path) -> None:
    modules = {"Leads": _leads(3), "Contacts": _records(2)}
    with Zoho(modules).serving() as service:
        schemas = {"crm": {"slice": {"only": ["Contacts"]}}}
        with _crm(tmp_path, service, modules=["Leads", "Contacts"], schemas=schemas) as api:
            assert [(stream.name, stream.rows) for stream in api.streams()] == [("Contacts", 2)]


def test_columns_are_what_the_settings_say_of_fields(tmp_path: Path) -> None:
    deal = {
        "id": "554000000000000001",
        "Created_Time": START.isoformat(),
        "Modified_Time": START.isoformat(),
        "Owner": {"id": "1", "name": "O"},
        "Account_Name": None,
        "Amount": 12.5,
        "Probability": 40,
        "Rate": 0.5,
        "Closing_Date": "2026-06-01",
        "Won": True,
        "Tags": ["a"],
        "Score": 1.5,
        "Stage": "Won",
    }
    told = {"Deals": {"Amount": "currency", "Score": "formula", "Account_Name": "lookup"}}
    with Zoho({"Deals": [deal]}, fields=told).serving() as service, _crm(tmp_path, service, modules=["Deals"]) as api:
        stream = stream_of(api, "Deals")
    types = {field.name: field.type for field in stream.fields}
    assert types == {
        "id": "text",
        "Amount": "numeric(38,2)",
        "Score": "double precision",
        "Account_Name__id": "text",
        "Account_Name__name": "text",
        "Created_Time": "timestamp with time zone",
        "Modified_Time": "timestamp with time zone",
        "Owner__id": "text",
        "Owner__name": "text",
        "Probability": "bigint",
        "Rate": "double precision",
        "Closing_Date": "date",
        "Won": "boolean",
        "Tags": "jsonb",
        "Stage": "text",
    }
    assert (stream.key, stream.cursor, stream.full_every_seconds, stream.rows) == (("id",), "Modified_Time", 86_400, 1)
    assert Field("Created_Time", "timestamp with time zone") in stream.fields


@pytest.mark.parametrize(("said", "seconds"), [("6 hours", 21_600), ("never", None)])
def test_how_often_worked_out_fields_are_read_whole_is_a_setting(
    tmp_path: Path, said: str, seconds: int | None
) -> None:
    told = {"Leads": {"Field_00": "formula"}}
    with (
        Zoho({"Leads": _leads(3, fields=1)}, fields=told).serving() as service,
        _crm(tmp_path, service, full_every=said) as api,
    ):
        assert stream_of(api, "Leads").full_every_seconds == seconds


def test_credits_that_go_are_told_and_none_left_ends_it(tmp_path: Path) -> None:
    waits = Waits()
    with (
        Zoho({"Leads": _leads(900)}, credits=6).serving() as service,
        _crm(tmp_path, service, waits) as api,
        pytest.raises(QuotaError) as raised,
    ):
        all_pages(api, "Leads")
    assert waits.told == [f"{left} of the day's API credits are left" for left in (3, 1, 0)]
    assert raised.value.message == "the API credits of the last 24 hours are used up"
    assert waits.seconds == []


def test_who_asks_too_often_waits(tmp_path: Path) -> None:
    waits = Waits()
    with Zoho({"Leads": _leads(900)}).serving() as service, _crm(tmp_path, service, waits) as api:
        service.switch("too_many_requests", path="/crm/v8/Leads[?]", times=3)
        assert len(landed(all_pages(api, "Leads"))) == 900
    assert [0 <= seconds <= most for seconds, most in zip(waits.seconds, (1, 2, 4), strict=True)] == [True] * 3


def test_no_secret_is_in_what_is_said(tmp_path: Path) -> None:
    with Zoho({"Leads": _leads(900)}).serving() as service:
        accounts = service.accounts
        for name in ("truncated", "html", "unauthorized", "scope_mismatch", "drop"):
            service.switches.off()
            service.switch(name, times=None)
            error = _refusal(tmp_path, service)
            said = f"{error!r} {error} {error.hint} {error.__context__!r} {error.__dict__}"
            assert not any(
                secret in said for secret in (accounts.client_id, accounts.client_secret, accounts.refresh_token)
            )


@pytest.mark.parametrize("since", [None, "2026-04-01T00:00:00+00:00"])
def test_a_list_that_is_longer_than_a_page_token_reaches_goes_on_by_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, since: str | None
) -> None:
    monkeypatch.setattr("heartbeat_cli.demo.services.zoho.lists.BY_TOKEN", 400)
    leads = _leads(1_500)
    with Zoho({"Leads": leads}).serving() as service, _crm(tmp_path, service) as api:
        pages = all_pages(api, "Leads", since)
        sorts = {seen.query.get("sort_by") for seen in service.seen() if seen.path == "/crm/v8/Leads"}
    assert sorted(landed(pages), key=lambda record: record["id"]) == leads
    assert sorts == {"id", "Modified_Time"}


def test_more_records_of_one_moment_than_a_page_token_reaches_are_never_a_success(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("heartbeat_cli.demo.services.zoho.lists.BY_TOKEN", 400)
    leads = [{**record, "Modified_Time": START.isoformat()} for record in _leads(900)]
    with (
        Zoho({"Leads": leads}).serving() as service,
        _crm(tmp_path, service) as api,
        pytest.raises(IncompletePullError),
    ):
        all_pages(api, "Leads")
