"""Zoho CRM's lists: by page, by page token, since a time, deleted ones, and what can be wrong with a page."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.asking import Reply, ask, zoho_headers

from heartbeat_cli.demo.services import Zoho
from heartbeat_cli.demo.services.zoho import Deleted

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 5, 8, 9, tzinfo=UTC)


def lead(i: int) -> dict[str, Any]:
    at = (BEGIN + timedelta(minutes=i)).isoformat()
    name = {"Last_Name": f"n{i}", "Converted__s": i % 10 == 9}
    return {"id": str(554_000_000_001_000_000 + i), "Created_Time": at, "Modified_Time": at, **name}


GONE = [Deleted(str(i), f"gone {i}", BEGIN + timedelta(days=i), permanent=i == 2) for i in range(3)]


@pytest.fixture(scope="module")
def big() -> Iterator[Zoho]:
    modules = {"Leads": [lead(i) for i in range(2600)], "Deals": []}
    with Zoho(modules, deleted={"Leads": GONE}, now=lambda: NOW, credits=10**9).serving() as service:
        yield service


@pytest.fixture
def small() -> Iterator[Zoho]:
    leads = [lead(i) | {"Converted__s": False} for i in range(12)]
    with Zoho({"Leads": leads}, now=lambda: NOW).serving() as service:
        yield service


Get = Callable[..., Reply]


def getter(service: Zoho) -> Get:
    headers = zoho_headers(service)
    return lambda query, **more: ask(service, f"/crm/v8/Leads{query}", {**headers, **more})


@pytest.fixture
def get(big: Zoho) -> Get:
    return getter(big)


def numbers(reply: Reply) -> list[int]:
    return [int(row["id"]) - 554_000_000_001_000_000 for row in reply.json["data"]]


def pull(get: Get, query: str) -> list[list[int]]:
    """Every page by page token, until there are no more; `query` without its end."""
    pages, token = [], None
    while True:
        reply = get(query + (f"&page_token={token}" if token else ""))
        if reply.status == 204:
            return pages
        pages.append(numbers(reply))
        token = reply.json["info"]["next_page_token"]
        if not reply.json["info"]["more_records"]:
            return pages


def test_a_page_says_where_it_is(get: Get) -> None:
    info = get("?fields=Last_Name&per_page=3&converted=both").json["info"]
    assert (len(info.pop("next_page_token")), info.pop("previous_page_token")) == (48, None)
    assert info == {
        "per_page": 3,
        "count": 3,
        "page": 1,
        "sort_by": "id",
        "sort_order": "desc",
        "more_records": True,
        "page_token_expiry": "2026-05-09T09:00:00+00:00",
    }


def test_tokens_lead_through_all_and_pages_through_the_first_2000(get: Get) -> None:
    both = "?fields=Last_Name&converted=both&sort_by=id&sort_order=asc"
    assert [n for page in pull(get, both) for n in page] == list(range(2600))
    assert numbers(get(f"{both}&page=10")) == list(range(1800, 2000))
    refused = get(f"{both}&page=11")
    assert (refused.status, refused.json["code"]) == (400, "DISCRETE_PAGINATION_LIMIT_EXCEEDED")


@pytest.mark.parametrize(("asked", "count"), [("", 2340), ("&converted=true", 260), ("&converted=both", 2600)])
def test_converted_leads_are_left_out_unless_they_are_asked_for(get: Get, asked: str, count: int) -> None:
    assert sum(map(len, pull(get, f"?fields=id{asked}"))) == count
    assert get(f"/actions/count?x=1{asked}").json == {"count": count}


ORDERS = (
    ("sort_by=id", [2599, 2598]),
    ("sort_order=asc", [0, 1]),
    ("sort_by=Modified_Time&sort_order=asc", [0, 1]),
    ("sort_by=Created_Time&sort_order=desc", [2599, 2598]),
)


@pytest.mark.parametrize(("order", "first"), ORDERS)
def test_lists_are_sorted(get: Get, order: str, first: list[int]) -> None:
    assert numbers(get(f"?fields=id&converted=both&per_page=2&{order}")) == first


REFUSED = (
    ("", "REQUIRED_PARAM_MISSING", {"param_name": "fields"}),
    ("?fields=" + ",".join(f"f{i}" for i in range(51)), "LIMIT_EXCEEDED", {"limit": 50, "param_name": "fields"}),
    ("?fields=id&per_page=201", "INVALID_DATA", {"param_name": "per_page", "maximum": 200}),
    ("?fields=id&per_page=0", "INVALID_DATA", {"param_name": "per_page"}),
    ("?fields=id&page=x", "INVALID_DATA", {"param_name": "page"}),
    ("?fields=id&sort_order=up", "INVALID_DATA", {"param_name": "sort_order", "supported_values": ["asc", "desc"]}),
    ("?fields=id&page_token=x", "TOKEN_BOUND_DATA_MISMATCH", {"param_name": "page_token"}),
    (
        "?fields=id&page=1&page_token=x",
        "AMBIGUITY_DURING_PROCESSING",
        {"ambiguity_due_to": [{"param_name": "page_token"}, {"param_name": "page"}]},
    ),
    (
        "?fields=id&sort_by=Last_Name",
        "INVALID_DATA",
        {"param_name": "sort_by", "supported_values": ["id", "Created_Time", "Modified_Time"]},
    ),
    ("/deleted?type=some", "INVALID_DATA", {"param_name": "type"}),
)


@pytest.mark.parametrize(("query", "code", "details"), REFUSED)
def test_a_wrong_question_is_told(get: Get, query: str, code: str, details: dict[str, Any]) -> None:
    reply = get(query)
    assert (reply.status, reply.json["code"], reply.json["details"]) == (400, code, details)
    assert (reply.json["status"], bool(reply.json["message"])) == ("error", True)


def test_a_page_token_goes_with_its_question(get: Get) -> None:
    token = get("?fields=id&per_page=5").json["info"]["next_page_token"]
    assert get(f"?fields=id&per_page=5&page_token={token}").status == 200
    for query, more in (
        ("?fields=id&per_page=6", {}),
        ("?fields=id&per_page=5", {"If-Modified-Since": NOW.isoformat()}),
    ):
        assert get(f"{query}&page_token={token}", **more).json["code"] == "TOKEN_BOUND_DATA_MISMATCH"


def test_nothing_is_204_and_nothing_new_is_304_both_without_a_body(big: Zoho, get: Get) -> None:
    def told(query: str, **more: str) -> tuple[int, bytes]:
        reply = get(query, **more)
        return reply.status, reply.body

    since = {"If-Modified-Since": (BEGIN + timedelta(minutes=2597)).isoformat()}
    assert numbers(get("?fields=id&converted=both", **since)) == [2599, 2598]
    assert told("?fields=id", **{"If-Modified-Since": NOW.isoformat()}) == (304, b"")
    assert told("?fields=id&page=9&per_page=200&converted=true") == (204, b"")
    assert ask(big, "/crm/v8/Deals?fields=id", zoho_headers(big)).status == 204
    assert get("?fields=id", **{"If-Modified-Since": "2026-05-08T09:00:00"}).json["code"] == "INVALID_DATA"


def test_deleted_records_are_listed(get: Get) -> None:
    rows = get("/deleted").json["data"]
    assert [(row["id"], row["display_name"], row["type"], row["deleted_time"]) for row in rows] == [
        ("2", "gone 2", "permanent", "2026-01-03T00:00:00+00:00"),
        ("1", "gone 1", "recycle", "2026-01-02T00:00:00+00:00"),
        ("0", "gone 0", "recycle", "2026-01-01T00:00:00+00:00"),
    ]
    pages = [get(f"/deleted?per_page=2&page={n}") for n in (1, 2, 3)]
    assert [page.status for page in pages] == [200, 200, 204]
    assert [page.json["info"]["more_records"] for page in pages[:2]] == [True, False]
    assert [row["id"] for row in get("/deleted?type=recycle").json["data"]] == ["1", "0"]
    assert get("/deleted", **{"If-Modified-Since": NOW.isoformat()}).status == 304


def test_what_changes_is_served_changed(small: Zoho) -> None:
    get = getter(small)
    small.modules.touch("Leads", lead(0)["id"], Last_Name="new")
    small.modules.put("Leads", lead(50))
    small.modules.delete("Leads", lead(1)["id"])
    since = {"If-Modified-Since": (BEGIN + timedelta(minutes=11)).isoformat()}
    assert numbers(get("?fields=id&sort_by=Modified_Time&sort_order=asc", **since)) == [50, 0]
    assert [row["id"] for row in get("/deleted").json["data"]] == [lead(1)["id"]]


# Failures of pages: each page of a pull of twelve leads, four at a time, the failure at the second.

QUERY = "?fields=id&per_page=4&sort_by=Modified_Time&sort_order=asc"
WRONG_PAGES = (
    ("repeat_page", [[0, 1, 2, 3], [0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]),
    ("skip_page", [[0, 1, 2, 3], [8, 9, 10, 11]]),
    ("empty_page", [[0, 1, 2, 3], [], [4, 5, 6, 7], [8, 9, 10, 11]]),
    ("short_page", [[0, 1, 2, 3], [4, 5], [6, 7, 8, 9], [10, 11]]),
    ("shrink", [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]),
    ("changed", [[0, 1, 2, 3], [5, 6, 7, 8], [9, 10, 11, 4]]),
)


@pytest.mark.parametrize(("name", "pages"), WRONG_PAGES)
def test_a_page_is_wrong(small: Zoho, name: str, pages: list[list[int]]) -> None:
    small.switch(name, path="/Leads", after=1)
    assert pull(getter(small), QUERY) == pages


def test_by_page_a_list_that_shrinks_loses_a_record(small: Zoho) -> None:
    get = getter(small)
    small.switch("shrink", after=1)
    assert [numbers(get(f"{QUERY}&page={n}")) for n in (1, 2, 3)] == [[0, 1, 2, 3], [5, 6, 7, 8], [9, 10, 11]]
    assert get("/actions/count").json == {"count": 11}


def test_a_page_token_expires(small: Zoho) -> None:
    get = getter(small)
    small.switch("page_token_expired", after=1)
    with pytest.raises(KeyError):
        pull(get, QUERY)
    assert [seen.status for seen in small.seen()][-2:] == [200, 400]
    assert sum(map(len, pull(get, QUERY))) == 12
