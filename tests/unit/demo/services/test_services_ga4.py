"""The Google Analytics Data API: assertions, reports, quotas, and what is not exact."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from tests.asking import Reply, ask, assertion, ga4_grant, ga4_headers

from heartbeat_cli.demo.services import Ga4, ServiceAccount

pytest.importorskip("cryptography", reason="no cryptography to make keys with")

PAGES = ("/", "/a", "/b", "/c")
ROWS = [
    {
        "date": f"2026-05-0{1 + i % 4}",
        "landingPage": PAGES[i % 3 + i // 30],
        "sessionDefaultChannelGroup": ("Organic Search", "Direct")[i % 2],
        "userGender": "unknown",
        "user": i % 11,
        "sessions": 1,
        "newUsers": int(i < 11),
        "keyEvents": int(i % 8 == 0),
        "engagedSessions": i % 2,
        "userEngagementDuration": i,
        "worth": i / 4,
    }
    for i in range(40)
]
ACCOUNT = ServiceAccount()
RANGE = {"startDate": "2026-05-01", "endDate": "2026-05-04"}
REPORT = "/v1beta/properties/412345678:runReport"
BY_DATE = {"dateRanges": [RANGE], "dimensions": [{"name": "date"}], "metrics": [{"name": "sessions"}]}


def make(**options: Any) -> Ga4:
    return Ga4(ROWS, metrics={"worth": "TYPE_CURRENCY"}, today=lambda: date(2026, 5, 4), account=ACCOUNT, **options)


@pytest.fixture
def service() -> Iterator[Ga4]:
    with make().serving() as service:
        yield service


Report = Callable[..., Reply]


def reporter(service: Ga4) -> Report:
    headers = ga4_headers(service)

    def report(body: Mapping[str, Any] = BY_DATE, path: str = REPORT, **changed: Any) -> Reply:
        return ask(service, path, headers, json.dumps({**body, **changed}).encode())

    return report


@pytest.fixture
def report(service: Ga4) -> Report:
    return reporter(service)


def table(reply: Reply) -> list[list[str]]:
    """The rows of a report, dimensions and metrics in a line."""
    rows = reply.json.get("rows", [])
    return [[v["value"] for kind in ("dimensionValues", "metricValues") for v in row.get(kind, ())] for row in rows]


# tokens


def test_an_assertion_gives_a_token(service: Ga4) -> None:
    granted = ga4_grant(service, assertion(service)).json
    token = granted.pop("access_token")
    assert (granted, token[:5]) == ({"expires_in": 3599, "token_type": "Bearer"}, "ya29.")


STALE = "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
AUDIENCE = "Invalid JWT: Failed audience check. The right audience is https://oauth2.googleapis.com/token"
WRONG = (
    ({"header": {"kid": "x"}}, "invalid_grant", "Invalid JWT Signature."),
    ({"header": {"kid": None}}, "invalid_grant", "Invalid JWT Signature."),
    ({"header": {"alg": "HS256"}}, "invalid_grant", "Invalid JWT Signature."),
    ({"key": ServiceAccount}, "invalid_grant", "Invalid JWT Signature."),
    ({"iss": "x@y"}, "invalid_grant", "Invalid grant: account not found"),
    ({"aud": "https://analyticsdata.googleapis.com/"}, "invalid_grant", AUDIENCE),
    ({"scope": "https://www.googleapis.com/auth/drive"}, "invalid_scope", "Invalid OAuth scope or ID token audience"),
    ({"iat": 1, "exp": 3601}, "invalid_grant", STALE),
    ({"iat": None}, "invalid_grant", STALE),
    ({"exp": 99999999999}, "invalid_grant", STALE),
)


@pytest.mark.parametrize(("changed", "error", "description"), WRONG)
def test_a_wrong_assertion_is_refused(service: Ga4, changed: dict[str, Any], error: str, description: str) -> None:
    changed = {name: ServiceAccount().key if name == "key" else value for name, value in changed.items()}
    reply = ga4_grant(service, assertion(service, **changed))
    assert (reply.status, reply.json["error"]) == (400, error)
    assert reply.json["error_description"].startswith(description)


@pytest.mark.parametrize("nonsense", ["", "a.b", "a.b.c", "W10.W10.W10"])
def test_what_is_no_jwt_is_refused(service: Ga4, nonsense: str) -> None:
    assert ga4_grant(service, nonsense).json["error_description"] == "Invalid JWT: not a JWT"
    assert ask(service, "/token", body=b"").json["error"] == "unsupported_grant_type"


def test_an_assertion_for_the_api_itself_is_as_good_as_a_token(service: Ga4) -> None:
    path = "/v1beta/properties/412345678/metadata"
    for signed, status in (
        (assertion(service, aud="https://analyticsdata.googleapis.com/", scope=""), 200),
        (assertion(service, aud=None), 200),
        (assertion(service, aud="https://other.test/", scope=""), 401),
        (assertion(service, key=ServiceAccount().key), 401),
        ("ya29.x", 401),
    ):
        reply = ask(service, path, {"Authorization": f"Bearer {signed}"})
        assert reply.status == status


def test_tokens_at_a_switch(service: Ga4) -> None:
    service.switch("token_error", path="/token")
    assert ga4_grant(service, assertion(service)).json["error"] == "invalid_grant"
    service.switch("token_expires_in", path="/token", value=60)
    assert ga4_grant(service, assertion(service)).json["expires_in"] == 60
    service.switch("token_lies", path="/token", value=0)
    assert reporter(service)().status == 401
    report = reporter(service)
    service.switch("token_dies", after=1)
    assert [report().status for _ in range(3)] == [200, 401, 401]
    assert reporter(service)().status == 200


# reports


def test_a_report_has_headers_rows_and_a_count(report: Report) -> None:
    metrics = [{"name": n} for n in ("sessions", "keyEvents", "userEngagementDuration", "worth", "engagementRate")]
    reply = report(metrics=metrics, orderBys=[{"dimension": {"dimensionName": "date"}}])
    assert reply.json.pop("kind") == "analyticsData#runReport"
    assert [h["name"] for h in reply.json["dimensionHeaders"]] == ["date"]
    assert [f"{h['name']} {h['type']}" for h in reply.json["metricHeaders"]] == [
        "sessions TYPE_INTEGER",
        "keyEvents TYPE_FLOAT",
        "userEngagementDuration TYPE_SECONDS",
        "worth TYPE_CURRENCY",
        "engagementRate TYPE_FLOAT",
    ]
    assert table(reply) == [
        ["20260501", "10", "5", "180", "45", "0"],
        ["20260502", "10", "0", "190", "47.5", "1"],
        ["20260503", "10", "0", "200", "50", "0"],
        ["20260504", "10", "0", "210", "52.5", "1"],
    ]
    assert (reply.json["rowCount"], reply.json["metadata"]) == (4, {"currencyCode": "EUR", "timeZone": "Etc/UTC"})
    assert "propertyQuota" not in reply.json


def test_enums_come_as_numbers_where_the_address_says_so(report: Report) -> None:
    reply = report(path=f"{REPORT}?%24alt=json%3Benum-encoding%3Dint")
    assert reply.json["metricHeaders"] == [{"name": "sessions", "type": 1}]


def test_offset_and_limit_come_as_text_or_as_numbers(report: Report) -> None:
    whole = table(report(dimensions=[{"name": "date"}, {"name": "landingPage"}]))
    pages = [
        table(report(dimensions=[{"name": "date"}, {"name": "landingPage"}], offset=offset, limit=limit))
        for offset, limit in (("0", "6"), (6, 6), ("12", "250000"))
    ]
    assert ([len(page) for page in pages], sum(pages, [])) == ([6, 6, 3], whole)  # noqa: RUF017 - three pages
    past = report(offset="16")
    assert ("rows" in past.json, past.json["rowCount"]) == (False, 4)


def test_users_are_counted_not_added_up(report: Report) -> None:
    users = [{"name": "totalUsers"}]
    by_date = [int(row[1]) for row in table(report(metrics=users))]
    assert (sum(by_date), table(report(metrics=users, dimensions=[]))) == (40, [["11"]])


EXACT = {"matchType": "EXACT", "value": "organic search"}
FILTERS = (
    ({"filter": {"fieldName": "sessionDefaultChannelGroup", "stringFilter": EXACT}}, "20"),
    ({"filter": {"fieldName": "sessionDefaultChannelGroup", "stringFilter": {**EXACT, "matchType": 1}}}, "20"),
    ({"filter": {"fieldName": "sessionDefaultChannelGroup", "stringFilter": {**EXACT, "caseSensitive": True}}}, None),
    ({"filter": {"fieldName": "landingPage", "stringFilter": {"matchType": "CONTAINS", "value": "a"}}}, "14"),
    ({"filter": {"fieldName": "landingPage", "stringFilter": {"matchType": "FULL_REGEXP", "value": "/[ab]"}}}, "27"),
    ({"filter": {"fieldName": "landingPage", "inListFilter": {"values": ["/", "/C"]}}}, "13"),
    ({"notExpression": {"filter": {"fieldName": "landingPage", "inListFilter": {"values": ["/"]}}}}, "30"),
    (
        {
            "andGroup": {
                "expressions": [
                    {"filter": {"fieldName": "date", "stringFilter": {"value": "20260501"}}},
                    {
                        "orGroup": {
                            "expressions": [
                                {"filter": {"fieldName": "landingPage", "stringFilter": {"value": "/a"}}},
                                {"filter": {"fieldName": "landingPage", "stringFilter": {"value": "/b"}}},
                            ]
                        }
                    },
                ]
            }
        },
        "6",
    ),
)


@pytest.mark.parametrize(("expression", "sessions"), FILTERS)
def test_dimensions_are_filtered(report: Report, expression: dict[str, Any], sessions: str | None) -> None:
    reply = report(dimensions=[], dimensionFilter=expression)
    assert table(reply) == ([[sessions]] if sessions else [])
    assert ("rowCount" in reply.json) == (sessions is not None)


def test_metrics_are_filtered_and_empty_rows_dropped(report: Report) -> None:
    over = {"filter": {"fieldName": "keyEvents", "numericFilter": {"operation": 5, "value": {"int64Value": "5"}}}}
    between = {"betweenFilter": {"fromValue": {"doubleValue": 0}, "toValue": {"int64Value": "4"}}}
    key_events = [{"name": "keyEvents"}]
    assert table(report(metrics=key_events, metricFilter=over)) == [["20260501", "5"]]
    assert table(report(metrics=key_events)) == [["20260501", "5"]]
    few = {"filter": {"fieldName": "keyEvents", **between}}
    assert len(table(report(metrics=key_events, keepEmptyRows=True, metricFilter=few))) == 3


def test_dates_are_said_in_words_and_several_ranges_have_names(report: Report) -> None:
    for first, last in (("3daysAgo", "today"), ("2026-05-01", "2026-05-04")):
        assert len(table(report(dateRanges=[{"startDate": first, "endDate": last}]))) == 4
    ranges = [
        {"startDate": "yesterday", "endDate": "today", "name": "now"},
        {"startDate": "3daysAgo", "endDate": "2daysAgo"},
    ]
    reply = report(dimensions=[], dateRanges=ranges)
    assert (reply.json["dimensionHeaders"], table(reply)) == (
        [{"name": "dateRange"}],
        [["date_range_1", "20"], ["now", "20"]],
    )


def test_rows_are_ordered_as_asked_for(report: Report) -> None:
    by = [{"metric": {"metricName": "sessions"}}, {"dimension": {"dimensionName": "landingPage"}, "desc": True}]
    by_page = [{"name": "landingPage"}]
    assert table(report(dimensions=by_page, orderBys=by)) == [["/c", "3"], ["/", "10"], ["/b", "13"], ["/a", "14"]]
    assert [row[0] for row in table(report(dimensions=by_page, orderBys=by[1:]))] == ["/c", "/b", "/a", "/"]
    assert [row[0] for row in table(report(dimensions=by_page))] == ["/a", "/b", "/", "/c"]


REFUSED = (
    ({"dimensions": [{"name": "nope"}]}, "Field nope is not a valid dimension."),
    ({"metrics": [{"name": "nope"}]}, "Field nope is not a valid metric."),
    ({"dimensions": [{"name": "date"}] * 10}, "Requests are limited to 9 dimensions and 10 metrics."),
    ({"dimensions": [], "metrics": []}, "A report needs at least one dimension or metric."),
    ({"dateRanges": []}, "A report needs a date range."),
    ({"dateRanges": [{"startDate": "soon", "endDate": "today"}]}, "Invalid date: soon."),
    ({"limit": "250001"}, "The limit must be between 1 and 250000."),
    ({"offset": "-1"}, "offset must not be negative."),
    ({"limit": "x"}, "Invalid value at 'limit' (TYPE_INT64)."),
    ({"dimensionFilter": {"filter": {"fieldName": "date"}}}, "A filter needs one of stringFilter,"),
    ({"dimensionFilter": {"filter": {"fieldName": "nope", "emptyFilter": {}}}}, "Field nope is not a valid dimension."),
)


@pytest.mark.parametrize(("changed", "message"), REFUSED)
def test_a_wrong_report_is_refused(report: Report, changed: dict[str, Any], message: str) -> None:
    error = report(**changed).json["error"]
    assert (error["code"], error["status"]) == (400, "INVALID_ARGUMENT")
    assert error["message"].startswith(message)


def test_another_property_is_forbidden_and_nonsense_is_not_found(service: Ga4, report: Report) -> None:
    assert report(path="/v1beta/properties/1:runReport").json["error"]["status"] == "PERMISSION_DENIED"
    service.switch("permission_denied")
    assert [report().status for _ in range(2)] == [403, 200]
    assert report(path="/v1beta/properties/412345678:nope").status == 404


def test_the_metadata_name_what_can_be_asked_for(service: Ga4) -> None:
    told = ask(service, "/v1beta/properties/412345678/metadata", ga4_headers(service)).json
    assert told["name"] == "properties/412345678/metadata"
    assert {"date", "landingPage", "sessionDefaultChannelGroup"} <= {d["apiName"] for d in told["dimensions"]}
    assert {m["apiName"]: m["type"] for m in told["metrics"]}["worth"] == "TYPE_CURRENCY"
    assert "user" not in {d["apiName"] for d in told["dimensions"]}


def test_the_last_days_change(service: Ga4, report: Report) -> None:
    service.replace_rows([*ROWS, {**ROWS[3], "user": 99}])
    assert table(report(metrics=[{"name": "sessions"}, {"name": "totalUsers"}], dimensions=[])) == [["41", "12"]]


# quotas


def test_tokens_are_counted(report: Report) -> None:
    report()
    quota = report(returnPropertyQuota=True).json["propertyQuota"]
    assert quota == {
        "tokensPerDay": {"consumed": 1, "remaining": 199_998},
        "tokensPerHour": {"consumed": 1, "remaining": 39_998},
        "concurrentRequests": {"consumed": 0, "remaining": 9},
        "serverErrorsPerProjectPerHour": {"consumed": 0, "remaining": 10},
        "potentiallyThresholdedRequestsPerHour": {"consumed": 0, "remaining": 120},
        "tokensPerProjectPerHour": {"consumed": 1, "remaining": 13_998},
    }


QUOTAS = {
    "tokensPerDay": "Exhausted property tokens per day.",
    "tokensPerHour": "Exhausted property tokens per hour.",
    "tokensPerProjectPerHour": "Exhausted property tokens for a project per hour.",
    "concurrentRequests": "Exhausted concurrent requests quota.",
    "serverErrorsPerProjectPerHour": "Exhausted server errors for a project per hour.",
}


@pytest.mark.parametrize("name", QUOTAS)
def test_a_quota_is_used_up_and_comes_back(service: Ga4, report: Report, name: str) -> None:
    service.switch("quota", value={"quota": name, "seconds": 0.15})
    error = report().json["error"]
    assert (error["code"], error["status"]) == (429, "RESOURCE_EXHAUSTED")
    assert error["message"].startswith(QUOTAS[name])
    assert report().status == 429
    service.quotas.exhaust(name, 0)
    assert report().status == 200


def test_limits_are_the_propertys_own() -> None:
    with make(quotas={"tokensPerProjectPerHour": 2, "potentiallyThresholdedRequestsPerHour": 1}).serving() as service:
        report = reporter(service)
        telling = [{"name": "userGender"}]
        assert [report(dimensions=telling).status for _ in range(2)] == [200, 429]
        assert [report().status for _ in range(2)] == [200, 429]


def test_server_errors_are_counted() -> None:
    with make(quotas={"serverErrorsPerProjectPerHour": 2}).serving() as service:
        report = reporter(service)
        service.switch("status", times=2)
        assert [report().status for _ in range(3)] == [500, 500, 429]


# what is not exact


def test_a_sampled_report_says_so(service: Ga4, report: Report) -> None:
    service.switch("sampled", value=4)
    reply = report()
    assert reply.json["metadata"]["samplingMetadatas"] == [{"samplesReadCount": "10", "samplingSpaceSize": "40"}]
    assert table(reply)[0] == ["20260501", "8"]
    assert "samplingMetadatas" not in report().json["metadata"]


def test_rows_held_back_are_said_to_be(service: Ga4, report: Report) -> None:
    service.switch("thresholded", value=5)
    reply = report(dimensions=[{"name": "landingPage"}])
    assert (table(reply), reply.json["metadata"]["subjectToThresholding"]) == (
        [["/a", "14"], ["/b", "13"], ["/", "10"]],
        True,
    )


def test_what_is_folded_into_other_is_said_to_be(service: Ga4, report: Report) -> None:
    service.switch("other_row", value=1)
    reply = report(dimensions=[{"name": "date"}, {"name": "landingPage"}])
    rows = table(reply)
    assert (reply.json["metadata"]["dataLossFromOtherRow"], len(rows)) == (True, 8)
    assert sum(int(row[2]) for row in rows) == 40
    assert {row[1] for row in rows[4:]} == {"(other)"}


def test_without_an_order_rows_of_equal_metrics_come_in_any(service: Ga4, report: Report) -> None:
    service.switch("unordered", times=None)
    body = {"dimensions": [{"name": "date"}, {"name": "landingPage"}], "metrics": [{"name": "sessions"}]}
    assert len({str(table(report(**body))) for _ in range(12)}) > 1
    ordered = {
        **body,
        "orderBys": [{"dimension": {"dimensionName": "date"}}, {"dimension": {"dimensionName": "landingPage"}}],
    }
    assert len({str(table(report(**ordered))) for _ in range(3)}) == 1


def test_headers_tell_where_a_value_is(service: Ga4, report: Report) -> None:
    service.switch("reordered")
    reply = report(
        dimensions=[{"name": "date"}, {"name": "landingPage"}], metrics=[{"name": "sessions"}, {"name": "newUsers"}]
    )
    assert [h["name"] for h in reply.json["dimensionHeaders"]] == ["landingPage", "date"]
    assert [h["name"] for h in reply.json["metricHeaders"]] == ["newUsers", "sessions"]
    assert table(reply)[0][1].startswith("2026050")


# pages: fifteen rows, six at a time, the failure at the second

WRONG_PAGES = (
    ("repeat_page", [6, 6, 3], [15, 15, 15], 6),
    ("skip_page", [6, 3, 3], [15, 15, 15], 3),
    ("empty_page", [6, 0, 3], [15, 15, 15], 0),
    ("short_page", [6, 3, 3], [15, 15, 15], 0),
    ("shrink", [6, 6, 2], [15, 14, 14], 0),
    ("changed", [6, 6, 3], [15, 15, 15], 0),
)


@pytest.mark.parametrize(("name", "lengths", "counts", "repeated"), WRONG_PAGES)
def test_a_page_is_wrong(
    service: Ga4, report: Report, name: str, lengths: list[int], counts: list[int], repeated: int
) -> None:
    body = {"dimensions": [{"name": "date"}, {"name": "landingPage"}], "limit": "6"}
    right = table(report(**{**body, "limit": "15"}))
    service.switch(name, after=1)
    pages = [report(**body, offset=str(offset)) for offset in (0, 6, 12)]
    rows = [row for page in pages for row in table(page)]
    assert ([len(table(page)) for page in pages], [page.json["rowCount"] for page in pages]) == (lengths, counts)
    assert len(rows) - len({tuple(row[:2]) for row in rows}) == repeated
    if name == "changed":
        assert [i for i, row in enumerate(right) if row != rows[i]] == [6]
