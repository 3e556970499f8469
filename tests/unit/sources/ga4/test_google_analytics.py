"""Google Analytics as a source, against a service that has the failures its users meet."""

import json
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.http_service import Asked, Reply, serving
from tests.unit.sources.api_project import Waits, entered, make_source

from heartbeat_cli.demo.services import Ga4, ServiceAccount
from heartbeat_cli.errors import HbError
from heartbeat_cli.sources import (
    Api,
    ApiFailedError,
    ApiRefusedError,
    Field,
    IncompletePullError,
    Page,
    Portion,
    QuotaError,
    Stream,
    archetype_of,
)

TODAY = date(2026, 5, 8)
DAYS = 70
REPORTS = [{"name": "visits", "dimensions": ["date", "landingPage"], "metrics": ["sessions", "keyEvents"]}]
KEYS = ("date", "landingPage")


def _rows(pages: int = 3) -> list[dict[str, Any]]:
    return [
        {
            "date": (TODAY - timedelta(days=age)).isoformat(),
            "landingPage": f"/page/{page:03}",
            "sessions": 10 + page,
            "keyEvents": page % 2,
            "totalRevenue": 12.5 * page,
            "userEngagementDuration": 30,
            "user": f"{age}-{page}",
        }
        for age in range(DAYS, -1, -1)
        for page in range(pages)
    ]


def _many() -> list[dict[str, Any]]:
    """So many that the rows of a month come on several pages."""
    return _rows(pages=9)[: 9 * 60]


def _expected(rows: list[dict[str, Any]], since: str = "") -> list[dict[str, str]]:
    return [
        {
            "date": row["date"],
            "landingPage": row["landingPage"],
            "sessions": str(row["sessions"]),
            "keyEvents": str(row["keyEvents"]),
        }
        for row in rows
        if row["date"] >= since
    ]


def _service(rows: list[dict[str, Any]] | None = None, **options: Any) -> Ga4:
    usual = {"today": lambda: TODAY, "account": _account()}
    return Ga4(_rows() if rows is None else rows, **{**usual, **options})


@cache
def _account() -> ServiceAccount:
    """One for all: a key takes a while to make."""
    return ServiceAccount()


@contextmanager
def _property(root: Path, service: Ga4, waits: Waits | None = None, session: Any = None, **keys: Any) -> Iterator[Api]:
    variables = {"CREDENTIALS": json.dumps(service.service_account()), "API_URL": service.url}
    told = {"property": service.property_id, "reports": REPORTS, "page_rows": 100, **keys}
    told = {key: value for key, value in told.items() if value is not None}
    with entered(root, "aggregate_api", variables, waits or Waits(), session, **told) as api:
        yield api


def _pages(api: Api, since: str | None = None, resume: Any = None, name: str = "visits") -> list[Page]:
    return list(api.pages(Stream(name, key=KEYS), Portion(since, resume)))


def _landed(pages: list[Page], keys: tuple[str, ...] = KEYS) -> list[Any]:
    found: dict[Any, Any] = {}
    for page in pages:
        if page.begin:
            found.clear()
        found.update({tuple(row[key] for key in keys): row for row in page.records})
    return [found[key] for key in sorted(found)]


def _asked(service: Ga4) -> list[Any]:
    return [json.loads(seen.body) for seen in service.seen() if seen.path.endswith(":runReport")]


def _tokens(service: Ga4) -> int:
    return sum(seen.path == "/token" for seen in service.seen())


def test_a_report_comes_month_by_month_with_its_own_names(tmp_path: Path) -> None:
    with _service().serving() as service, _property(tmp_path, service) as api:
        pages = _pages(api)
        asked = [body["dateRanges"][0]["startDate"] for body in _asked(service)[1:]]
    assert _landed(pages) == _expected(_rows())
    assert asked[:3] == ["2026-02-27", "2026-03-01", "2026-04-01"]
    assert [page.resume is None for page in pages] == [False] * (len(pages) - 1) + [True]
    assert pages[-1].total == len(_rows())


def test_a_month_of_many_rows_comes_page_by_page(tmp_path: Path) -> None:
    rows = _many()
    with _service(rows).serving() as service, _property(tmp_path, service) as api:
        pages = _pages(api)
        offsets = [int(body["offset"]) for body in _asked(service)[1:]]
    assert max(len(page.records) for page in pages) == 100
    assert {0, 100, 200} <= set(offsets)
    assert _landed(pages) == _expected(rows)


def test_a_refresh_reads_from_a_day_on(tmp_path: Path) -> None:
    with _service().serving() as service, _property(tmp_path, service) as api:
        assert _landed(_pages(api, "2026-05-05")) == _expected(_rows(), "2026-05-05")
        late = [{**row, "sessions": row["sessions"] + 1} for row in _rows()]
        service.replace_rows(late)
        assert _landed(_pages(api, "2026-05-05T00:00:00")) == _expected(late, "2026-05-05")


def test_a_first_day_that_is_not_the_first_is_noticed_by_the_number_of_rows(tmp_path: Path) -> None:
    rows = _expected(_rows())

    def answer(asked: Asked) -> Reply:
        if asked.path == "/token":
            return Reply(body={"access_token": "t0ken", "expires_in": 3599})
        wanted, days = asked.json(), asked.json()["dateRanges"][0]
        found = [row for row in rows if days["startDate"] <= row["date"] <= days["endDate"]]
        return Reply(body=_report(found[-1:] if wanted["limit"] == "1" else found, len(found)))

    with serving(answer) as service:
        variables = {"CREDENTIALS": json.dumps(_account().file(f"{service.url}/token")), "API_URL": service.url}
        told = {"property": 1, "reports": REPORTS}
        with entered(tmp_path, "aggregate_api", variables, Waits(), **told) as api, pytest.raises(HbError) as raised:
            _pages(api)
    assert (type(raised.value), raised.value.message) == (
        IncompletePullError,
        "visits did not come whole: 3 rows came of 213",
    )


def _report(rows: list[dict[str, str]], count: int) -> dict[str, Any]:
    """Rows as the service writes them."""
    written = (
        {
            "dimensionValues": [{"value": row["date"].replace("-", "")}, {"value": row["landingPage"]}],
            "metricValues": [{"value": row["sessions"]}, {"value": row["keyEvents"]}],
        }
        for row in rows
    )
    return {
        "dimensionHeaders": [{"name": name} for name in KEYS],
        "metricHeaders": [{"name": name, "type": "TYPE_INTEGER"} for name in ("sessions", "keyEvents")],
        "rows": list(written),
        "rowCount": count,
    }


def test_a_property_without_data_has_no_rows(tmp_path: Path) -> None:
    rows = [{**row, "sessions": 0, "keyEvents": 0} for row in _rows()]
    with _service(rows).serving() as service, _property(tmp_path, service) as api:
        assert [(page.records, page.total, page.resume) for page in _pages(api)] == [((), 0, None)]


def test_a_pull_that_was_broken_off_goes_on_behind_its_last_page(tmp_path: Path) -> None:
    rows = _many()
    with _service(rows).serving() as service, _property(tmp_path, service) as api:
        begun = api.pages(Stream("visits"), Portion())
        first = [next(begun), next(begun), next(begun)]
        rest = _pages(api, resume=json.loads(json.dumps(first[-1].resume)))
    assert _landed([*first, *rest]) == _expected(rows)
    assert not any(page.begin for page in rest)
    assert sum(len(page.records) for page in (*first, *rest)) == len(rows)


def test_columns_are_what_the_headers_say(tmp_path: Path) -> None:
    metrics = ["sessions", "totalUsers", "totalRevenue", "userEngagementDuration", "engagementRate"]
    report = {"name": "all_of_it", "dimensions": ["landingPage", "date"], "metrics": metrics}
    rows = [{**row, "engagedSessions": 1} for row in _rows()]
    with (
        _service(rows, time_zone="Europe/Vilnius").serving() as service,
        _property(tmp_path, service, reports=[report], reread_days=5) as api,
    ):
        (stream,) = api.streams()
    persons = "counted by person: does not add up over dimensions or days"
    assert stream == Stream(
        "all_of_it",
        key=("landingPage", "date"),
        cursor="date",
        fields=(
            Field("landingPage", "text"),
            Field("date", "date"),
            Field("sessions", "bigint"),
            Field("totalUsers", "bigint", persons),
            Field("totalRevenue", "numeric(38,18)"),
            Field("userEngagementDuration", "double precision"),
            Field("engagementRate", "double precision", "a ratio: does not add up over dimensions or days"),
        ),
        closed=True,
        lag_seconds=5 * 86_400,
        window=True,
        rows=len(rows),
        comment="GA4 property 412345678, days of Europe/Vilnius, amounts in EUR",
    )


def test_columns_belong_to_their_headers_wherever_they_stand(tmp_path: Path) -> None:
    with _service().serving() as service, _property(tmp_path, service) as api:
        service.switch("reordered", times=None)
        service.switch("unordered", times=None)
        assert _landed(_pages(api)) == _expected(_rows())


def test_without_reports_there_are_sessions_by_channel_source_and_landing_page(tmp_path: Path) -> None:
    rows = [
        {**row, "sessionDefaultChannelGroup": "Direct", "sessionSource": "x", "sessionMedium": "y"}
        | {"engagedSessions": 1, "newUsers": 1}
        for row in _rows()
    ]
    with _service(rows).serving() as service, _property(tmp_path, service, reports=None) as api:
        assert [(stream.name, stream.key) for stream in api.streams()] == [
            ("sessions_by_channel", ("date", "sessionDefaultChannelGroup")),
            ("sessions_by_source", ("date", "sessionSource", "sessionMedium")),
            ("landing_pages", ("date", "landingPage")),
        ]


def test_a_filter_and_a_first_day_leave_rows_out(tmp_path: Path) -> None:
    report = {**REPORTS[0], "since": "2026-05-01", "filter": {"landingPage": ["/page/001", "/page/002"]}}
    wanted = [row for row in _expected(_rows(), "2026-05-01") if row["landingPage"] != "/page/000"]
    with _service().serving() as service, _property(tmp_path, service, reports=[report]) as api:
        assert _landed(_pages(api)) == wanted


PASSING = {
    "status": 503,
    "too_many_requests": 2,
    "unauthorized": None,
    "token_dies": None,
    "drop": None,
    "cut": None,
    "reset": None,
    "cut_chunked": None,
    "repeat_page": None,
    "empty_page": None,
    "skip_page": None,
    "short_page": None,
}


@pytest.mark.parametrize("name", PASSING)
def test_after_a_failure_that_passes_everything_has_come(tmp_path: Path, name: str) -> None:
    rows = _many()
    with _service(rows).serving() as service, _property(tmp_path, service) as api:
        service.switch(name, path='"offset": ?"100"', value=PASSING[name])
        pages = _pages(api)
    assert _landed(pages) == _expected(rows)


LASTING = {
    "repeat_page": (IncompletePullError, "visits did not come whole: rows came again"),
    "empty_page": (IncompletePullError, "visits did not come whole: no rows came, and"),
    "truncated": (ApiFailedError, "answered 200 with something, not JSON"),
    "empty_body": (ApiFailedError, "answered 200 with no body, not JSON"),
    "html": (ApiFailedError, "answered 200 with HTML, not JSON: 'Sign in Please sign in'"),
    "duplicate_keys": (ApiFailedError, "not JSON"),
    "unauthorized": (ApiRefusedError, "refuses a token Google has just given"),
    "token_dies": (ApiRefusedError, "refuses a token Google has just given"),
    "permission_denied": (ApiRefusedError, "may not read property 412345678: 'User does not have sufficient permi"),
    "status": (ApiFailedError, "answered 500"),
    "redirect": (ApiFailedError, "redirects to elsewhere.example, where nothing is sent"),
}


@pytest.mark.parametrize("name", LASTING)
def test_a_failure_that_does_not_pass_is_never_a_success(tmp_path: Path, name: str) -> None:
    kind, message = LASTING[name]
    value = "http://elsewhere.example" if name == "redirect" else None
    rows = _many()
    with _service(rows).serving() as service, _property(tmp_path, service) as api:
        service.switch(name, path='"offset": ?"100"', times=None, value=value)
        with pytest.raises(HbError) as raised:
            _pages(api)
    assert (type(raised.value), raised.value.where) == (kind, "shop")
    assert message in raised.value.message


def test_a_first_look_without_its_row_is_no_empty_report(tmp_path: Path) -> None:
    with _service(_many()).serving() as service, _property(tmp_path, service) as api:
        (stream,) = api.streams()
        service.switch("repeat_page", path=":runReport", times=None)
        with pytest.raises(IncompletePullError) as raised:
            list(api.pages(stream, Portion()))
    assert raised.value.message == "visits did not come whole: no row came, of 540"


def test_an_answer_that_is_no_report_is_no_empty_one(tmp_path: Path) -> None:
    with _service(_many()).serving() as service, _property(tmp_path, service) as api:
        service.switch("body", path=":runReport", times=None, value={"x": 1})
        with pytest.raises(HbError, match="no report"):
            api.streams()


def test_a_count_that_shrinks_starts_the_pull_over(tmp_path: Path) -> None:
    rows = _many()
    with _service(rows).serving() as service, _property(tmp_path, service) as api:
        service.switch("shrink", path='"offset": ?"100"', value=2)
        pages = _pages(api)
    assert any(page.begin for page in pages)
    assert pages[-1].total == len(_landed(pages)) == len(rows) - 2


@pytest.mark.parametrize(
    ("switch", "reason"), [("sampled", "sampled"), ("thresholded", "thresholded"), ("other_row", "other row")]
)
def test_rows_that_are_no_exact_count_say_why(tmp_path: Path, switch: str, reason: str) -> None:
    with _service().serving() as service, _property(tmp_path, service) as api:
        assert {page.inexact for page in _pages(api)} == {()}
        service.switch(switch, times=None, value=2)
        assert {why for page in _pages(api) for why in page.inexact} == {reason}


def test_a_quota_of_requests_at_a_time_is_waited_for(tmp_path: Path) -> None:
    waits = Waits(shortest=0.15)
    with _service().serving() as service, _property(tmp_path, service, waits) as api:
        service.switch("quota", value={"quota": "concurrentRequests", "seconds": 0.1})
        assert _landed(_pages(api)) == _expected(_rows())
    assert [30 <= seconds <= 31 for seconds in waits.seconds] == [True]
    assert waits.told == [f"waiting {waits.seconds[0]:.0f} s for 127.0.0.1"]


QUOTAS = {
    "tokensPerProjectPerHour": ("Exhausted property tokens for a project per hour.", "within the hour"),
    "tokensPerHour": ("Exhausted property tokens per hour.", "within the hour"),
    "tokensPerDay": ("Exhausted property tokens per day.", "at midnight in California"),
    "serverErrorsPerProjectPerHour": ("Exhausted server errors for a project per hour.", "within the hour"),
    "potentiallyThresholdedRequestsPerHour": ("Exhausted potentially thresholded", "within the hour"),
}


@pytest.mark.parametrize("quota", QUOTAS)
def test_a_quota_of_an_hour_or_a_day_ends_it_and_what_was_read_is_kept(tmp_path: Path, quota: str) -> None:
    message, when = QUOTAS[quota]
    waits = Waits()
    rows = [{**row, "userGender": "unknown"} for row in _rows()]
    report = {**REPORTS[0], "dimensions": ["date", "landingPage", "userGender"]}
    with _service(rows).serving() as service, _property(tmp_path, service, waits, reports=[report]) as api:
        begun = api.pages(Stream("visits"), Portion())
        first = next(begun)
        service.switch("quota", value={"quota": quota, "seconds": 3600})
        with pytest.raises(QuotaError) as raised:
            next(begun)
        service.quotas.exhaust(quota, 0)
        rest = _pages(api, resume=first.resume)
    assert raised.value.message.startswith(message[:50])
    assert raised.value.hint == f"It is back {when}; what was read is kept, and a run goes on there."
    assert waits.seconds == []
    assert len(_landed([first, *rest])) == len(rows)


def test_what_remains_of_a_quota_is_read_and_nobody_runs_into_its_end(tmp_path: Path) -> None:
    waits = Waits()
    quotas = {"tokensPerProjectPerHour": 7}
    with _service(quotas=quotas, cost=lambda *_: 2).serving() as service, _property(tmp_path, service, waits) as api:
        begun = api.pages(Stream("visits"), Portion())
        with pytest.raises(QuotaError) as raised:
            list(begun)
        assert not any(seen.status == 429 for seen in service.seen())
    message = "1 tokens of the hour for this project are left, and the last report took 2"
    assert (raised.value.message, waits.told) == (message, ["5 tokens of the hour for this project are left"])


def test_a_token_that_ends_is_fetched_anew_and_other_processes_share_it(tmp_path: Path) -> None:
    with _service().serving() as service:
        with _property(tmp_path, service) as api:
            api.streams()
            session = pickle.loads(pickle.dumps(api.session))
        with _property(tmp_path, service, session=session) as other:
            assert _landed(_pages(other)) == _expected(_rows())
            assert (_tokens(service), session.value in repr(session)) == (1, False)
            service.token_server.forget()
            assert _landed(_pages(other)) == _expected(_rows())
        assert _tokens(service) == 2


def test_a_token_that_is_refused_says_why(tmp_path: Path) -> None:
    with _service().serving() as service, _property(tmp_path, service) as api:
        service.switch("token_error", path="/token")
        with pytest.raises(ApiRefusedError) as raised:
            api.streams()
    assert raised.value.message == (
        f"127.0.0.1:{service_port(raised.value)}/token gives heartbeat@demo-project.iam.gserviceaccount.test no token"
        " (invalid_grant): Invalid grant: account not found"
    )


def service_port(error: HbError) -> str:
    return error.message.partition(":")[2].partition("/")[0]


def test_another_property_and_an_unknown_name_are_said_before_anything_is_pulled(tmp_path: Path) -> None:
    with _service().serving() as service:
        with _property(tmp_path, service, property="999") as api, pytest.raises(ApiRefusedError) as refused:
            api.streams()
        report = {**REPORTS[0], "metrics": ["visitors"]}
        with _property(tmp_path, service, reports=[report]) as api, pytest.raises(ApiFailedError) as unknown:
            api.streams()
    assert refused.value.message.startswith("heartbeat@demo-project.iam.gserviceaccount.test may not read property 999")
    assert unknown.value.message.startswith("report visits was refused (400): 'Field visitors is not a valid metric.")


KEY = {
    "client_email": "a@b.example",
    "private_key": "-----BEGIN PRIVATE KEY-----\nx\n",
    "token_uri": "http://localhost/",
}
UNFIT = {
    "nothing": ({}, "no credentials for shop: SHOP_CREDENTIALS, SHOP_PROPERTY not set"),
    "no property": ({"CREDENTIALS": "{}"}, "no credentials for shop: SHOP_PROPERTY not set"),
    "a measurement id": (
        {"CREDENTIALS": "{}", "PROPERTY": "G-ABC123"},
        "a property is a number: Admin, Property details has it (not G-…, which is a measurement id)",
    ),
    "no file": (
        {"CREDENTIALS": "missing.json", "PROPERTY": "1"},
        "SHOP_CREDENTIALS names no file with a key that can be read",
    ),
    "no key": (
        {"CREDENTIALS": '{"client_email": "a@b.example"}', "PROPERTY": "1"},
        "SHOP_CREDENTIALS is no key of a service account: private_key, token_uri missing",
    ),
    "another token server": (
        {"CREDENTIALS": json.dumps({**KEY, "token_uri": "https://oauth2.evil.example/token"}), "PROPERTY": "1"},
        "the token_uri of SHOP_CREDENTIALS is none of Google's, and nothing is sent there",
    ),
    "another api": (
        {"CREDENTIALS": json.dumps(KEY), "PROPERTY": "1", "API_URL": "https://evil.example"},
        "api_url https://evil.example is no host of Google's API, and no token is sent there",
    ),
    "an api of this machine for a token of Google's": (
        {
            "CREDENTIALS": json.dumps({**KEY, "token_uri": "https://oauth2.googleapis.com/token"}),
            "PROPERTY": "1",
            "API_URL": "http://127.0.0.1:1",
        },
        "api_url http://127.0.0.1:1 is no host of Google's API, and no token is sent there",
    ),
}


@pytest.mark.parametrize(("variables", "message"), UNFIT.values(), ids=UNFIT)
def test_credentials_that_are_none_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], message: str
) -> None:
    project, source = make_source(tmp_path, "aggregate_api")
    for name, value in variables.items():
        monkeypatch.setenv(f"SHOP_{name}", value)
    with pytest.raises(HbError) as raised:
        archetype_of(source).connect(project, source)
    assert (raised.value.message, raised.value.where) == (message, "shop")


def test_a_key_that_cannot_be_read_shows_nothing_of_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project, source = make_source(tmp_path, "aggregate_api", property="1", api_url="http://localhost")
    monkeypatch.setenv("SHOP_CREDENTIALS", json.dumps({**KEY, "private_key": "secret-4711"}))
    with pytest.raises(HbError) as raised:
        archetype_of(source).connect(project, source).streams()
    assert raised.value.message == "the private_key of its credentials is no RSA key that can be read"
    assert "4711" not in repr(raised.value.__context__) + repr(raised.value.__cause__)


def test_a_report_without_days_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reports = [{"name": "all", "dimensions": ["country"], "metrics": ["sessions"]}]
    project, source = make_source(tmp_path, "aggregate_api", property=1, reports=reports, api_url="http://localhost")
    monkeypatch.setenv("SHOP_CREDENTIALS", json.dumps(KEY))
    with pytest.raises(HbError) as raised:
        archetype_of(source).connect(project, source)
    assert (raised.value.message, raised.value.where) == ("report all has no dimension `date`", "shop.yml")
