"""The back office: who is let in, every way to page, updates since a time, and the OpenAPI document."""

import base64
import http.client
import json
import re
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.asking import Reply, ask

from heartbeat_cli.demo.services import (
    Anybody,
    ApiKey,
    Basic,
    Bearer,
    Bo,
    ByCursor,
    ByLinkHeader,
    ByNextUrl,
    ByOffset,
    ByPageNumber,
    MutualTls,
    make_certificates,
)
from heartbeat_cli.demo.services.bo import Auth, Pagination

NOW = datetime(2026, 5, 8, 9, tzinfo=UTC)
ROWS = [
    {
        "id": f"C-{i:02}",
        "kind": "kyc",
        "amount": {"value": "1.50", "currency": "EUR"} if i % 2 else None,
        "tags": ["urgent"],
        "open": i > 5,
        "minutes": i,
        "opened_at": "2026-05-01T09:00:00Z",
        "updated_at": f"2026-05-01T09:{i:02}:00Z",
    }
    for i in range(10)
]
CASES = "/api/v1/cases"
PAGINATIONS: list[Pagination] = [ByPageNumber(), ByOffset(), ByCursor(), ByNextUrl(), ByLinkHeader()]


def make(**options: Any) -> Bo:
    return Bo({"cases": ROWS, "queue": []}, now=lambda: NOW, **{"auth": Anybody(), **options})


@pytest.fixture
def service() -> Iterator[Bo]:
    with make().serving() as service:
        yield service


# who is let in

SECRET = base64.b64encode(b"ada:pw").decode()
AUTHS: list[tuple[Auth, str, dict[str, str], int]] = [
    (Bearer("t"), "", {"Authorization": "Bearer t"}, 200),
    (Bearer("t"), "", {"Authorization": "Bearer x"}, 401),
    (Bearer("t"), "", {}, 401),
    (ApiKey("k"), "", {"X-API-Key": "k"}, 200),
    (ApiKey("k"), "?X-API-Key=k", {}, 401),
    (ApiKey("k", name="Key"), "", {"key": "k"}, 200),
    (ApiKey("k", name="key", place="query"), "?key=k", {}, 200),
    (ApiKey("k", name="key", place="query"), "", {"key": "k"}, 401),
    (Basic("ada", "pw"), "", {"Authorization": f"Basic {SECRET}"}, 200),
    (Basic("ada", "other"), "", {"Authorization": f"Basic {SECRET}"}, 401),
    (Anybody(), "", {}, 200),
]


@pytest.mark.parametrize(("auth", "query", "headers", "status"), AUTHS)
def test_who_is_let_in(auth: Auth, query: str, headers: dict[str, str], status: int) -> None:
    with make(auth=auth).serving() as service:
        assert ask(service, CASES + query, headers).status == status
        assert ask(service, "/openapi.json").status == 200


def test_mutual_tls_lets_in_whom_the_certificate_is_for(tmp_path: Path) -> None:
    pytest.importorskip("cryptography", reason="no cryptography to make certificates with")
    ours, theirs = make_certificates(tmp_path / "ours"), make_certificates(tmp_path / "theirs")
    assert oct(ours.client_key.stat().st_mode)[-3:] == "600"

    def status(service: Bo, *certificate: Path) -> int:
        context = ssl.create_default_context(cafile=ours.authority)
        if certificate:
            context.load_cert_chain(*certificate)
        connection = http.client.HTTPSConnection("127.0.0.1", service.port, context=context, timeout=5)
        connection.request("GET", CASES)
        return connection.getresponse().status

    with make(auth=MutualTls(ours)).serving() as service:
        assert service.url.startswith("https://")
        assert status(service, ours.client, ours.client_key) == 200
        for certificate in ((), (theirs.client, theirs.client_key)):
            with pytest.raises((ssl.SSLError, ConnectionError)):
                status(service, *certificate)
    with make(auth=MutualTls(ours, client="somebody else")).serving() as service:
        assert status(service, ours.client, ours.client_key) == 401


# pages


def follow(service: Bo, reply: Reply) -> str | None:
    """The address of the page after this one, as an answer says it, None at the end."""
    kind, body = service.pagination.kind, reply.json
    if kind == "page_number":
        number = body["page"]["number"] + 1
        return f"{CASES}?page={number}&page_size=4" if number <= body["page"]["total_pages"] else None
    if kind == "offset":
        after = body["offset"] + 4
        return f"{CASES}?offset={after}&limit=4" if after < body["total"] else None
    if kind == "cursor":
        return f"{CASES}?cursor={body['next_cursor']}&limit=4" if body["next_cursor"] else None
    if kind == "next_url":
        address = body["links"]["next"]
    else:
        found = re.search(r'<([^>]*)>; rel="next"', reply.headers["Link"])
        address = found[1] if found else None
    return address.removeprefix(service.url) if address else None


def pull(service: Bo) -> list[list[int]]:
    """Every page as the numbers of its rows, four at a time."""
    pages: list[list[int]] = []
    path: str | None = f"{CASES}?limit=4&page_size=4"
    while path and len(pages) < 9:
        reply = ask(service, path)
        pages.append([int(row["id"][2:]) for row in reply.json["data"]["items"]])
        path = follow(service, reply)
    return pages


WHOLE = [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]
# What each way makes of a failure at the second page: numbers and offsets go on counting, cursors name a row.
COUNTED = {
    "repeat_page": [[0, 1, 2, 3], [0, 1, 2, 3], [8, 9]],
    "skip_page": [[0, 1, 2, 3], [8, 9], [8, 9]],
    "empty_page": [[0, 1, 2, 3], [], [8, 9]],
    "short_page": [[0, 1, 2, 3], [4, 5], [8, 9]],
    "shrink": [[0, 1, 2, 3], [5, 6, 7, 8], [9]],
    "changed": [[0, 1, 2, 3], [5, 6, 7, 8], [9, 4]],
}
NAMED = {
    "repeat_page": [[0, 1, 2, 3], [0, 1, 2, 3], [4, 5, 6, 7], [8, 9]],
    "skip_page": [[0, 1, 2, 3], [8, 9]],
    "empty_page": [[0, 1, 2, 3], [], [4, 5, 6, 7], [8, 9]],
    "short_page": [[0, 1, 2, 3], [4, 5], [6, 7, 8, 9]],
    "shrink": WHOLE,
    "changed": [[0, 1, 2, 3], [5, 6, 7, 8], [9, 4]],
}


@pytest.mark.parametrize("pagination", PAGINATIONS, ids=lambda p: p.kind)
def test_a_list_is_pulled_whole_or_with_what_is_wrong_with_a_page(pagination: Pagination) -> None:
    told = COUNTED if pagination.kind in ("page_number", "offset") else NAMED
    with make(pagination=pagination).serving() as service:
        assert pull(service) == WHOLE
    for name, pages in told.items():
        with make(pagination=pagination).serving() as service:
            service.switch(name, after=1)
            assert (name, pull(service)) == (name, pages)


def test_a_cursor_expires(service: Bo) -> None:
    cursor = ask(service, f"{CASES}?limit=4").json["next_cursor"]
    service.switch("cursor_expired", after=1)
    assert [ask(service, f"{CASES}?limit=4&cursor={cursor}").status for _ in range(3)] == [200, 410, 200]


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=1001", "limit=x", "cursor=x", "cursor=bnVsbA==", "updated_since=x"]
)
def test_a_wrong_parameter_is_refused(service: Bo, query: str) -> None:
    reply = ask(service, f"{CASES}?{query}")
    told = {"code": "bad_request", "message": f"The parameter {query.partition('=')[0]} is wrong."}
    assert (reply.status, reply.json) == (400, {"error": told})


def test_updates_since_a_time_begin_with_that_time(service: Bo) -> None:
    for since in (
        "2026-05-01T09:08:00Z",
        "2026-05-01T12:08:00%2B03:00",
        "2026-05-01T09:07:59.5Z",
        "2026-05-01T09:08:00",
    ):
        items = ask(service, f"{CASES}?updated_since={since}").json["data"]["items"]
        assert [row["id"] for row in items] == ["C-08", "C-09"]
    assert ask(service, f"{CASES}?updated_since=2027-01-01T00:00:00Z").json == {
        "data": {"items": []},
        "next_cursor": None,
    }


def test_what_changes_is_served_changed(service: Bo) -> None:
    service.touch("cases", "C-03", minutes=99)
    service.delete("cases", "C-04")
    service.put("cases", {**ROWS[0], "id": "C-10", "updated_at": "2026-05-09T09:00:00Z"})
    assert [row["id"][2:] for row in service.rows("cases")] == [
        "00",
        "01",
        "02",
        "05",
        "06",
        "07",
        "08",
        "09",
        "03",
        "10",
    ]
    assert ask(service, f"{CASES}/C-03").json == {**ROWS[3], "minutes": 99, "updated_at": "2026-05-08T09:00:00Z"}
    assert [ask(service, path).status for path in (f"{CASES}/C-04", "/api/v1/nope", "/nope", CASES)] == [
        404,
        404,
        404,
        200,
    ]


@pytest.mark.parametrize(("selector", "empty"), [("", []), ("rows", {"rows": []}), ("a.b.c", {"a": {"b": {"c": []}}})])
def test_rows_are_where_the_selector_says(selector: str, empty: object) -> None:
    with make(selector=selector, pagination=ByLinkHeader()).serving() as service:
        assert ask(service, "/api/v1/queue").json == empty


# what it says of itself


@pytest.mark.parametrize("pagination", PAGINATIONS, ids=lambda p: p.kind)
def test_the_openapi_document_says_how_to_ask(pagination: Pagination) -> None:
    with make(pagination=pagination, auth=ApiKey("k")).serving() as service:
        told = ask(service, "/openapi.json").json
        assert (told["openapi"], told["servers"], list(told["paths"])) == (
            "3.1.0",
            [{"url": service.url}],
            [CASES, "/api/v1/queue"],
        )
    operation = told["paths"][CASES]["get"]
    assert [p["name"] for p in operation["parameters"]] == [*pagination.parameters(), "updated_since"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    assert schema["properties"]["data"]["properties"]["items"]["items"] == {"$ref": "#/components/schemas/Cases"}
    assert told["components"]["securitySchemes"] == {
        "back_office": {"type": "apiKey", "in": "header", "name": "X-API-Key"}
    }
    assert {n: p["type"] for n, p in told["components"]["schemas"]["Cases"]["properties"].items()} == {
        "id": "string",
        "kind": "string",
        "amount": ["object", "null"],
        "tags": "array",
        "open": "boolean",
        "minutes": "integer",
        "opened_at": "string",
        "updated_at": "string",
    }
    assert json.dumps(told).count("date-time") == 4
