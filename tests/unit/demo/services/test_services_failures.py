"""Every general failure, as whoever reads from a service meets it; and switching them."""

import http.client
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.asking import Reply, ask

from heartbeat_cli.demo.services import Anybody, Bo, ByOffset, Ga4, Switch, Zoho
from heartbeat_cli.demo.services.switches import GENERAL

ROWS = [{"id": f"C-{i:02}", "note": "ünïcode", "updated_at": f"2026-05-{i + 1:02}T09:00:00Z"} for i in range(20)]
LIST = "/api/v1/cases?limit=20"


@pytest.fixture
def service() -> Iterator[Bo]:
    with Bo({"cases": ROWS}, auth=Anybody(), pagination=ByOffset(), switch_key="k").serving() as service:
        yield service


@pytest.fixture
def right(service: Bo) -> bytes:
    return ask(service, LIST).body


# failure, value -> status, headers that are to be there
TOLD = (
    ("status", None, 500, {}),
    ("status", 503, 503, {}),
    ("status", 304, 304, {}),
    ("status", {"status": 429, "retry_after": 3}, 429, {"Retry-After": "3"}),
    ("unauthorized", None, 401, {}),
    ("too_many_requests", None, 429, {}),
    ("too_many_requests", 7, 429, {"Retry-After": "7"}),
    ("html", None, 200, {"Content-Type": "text/html;charset=UTF-8"}),
    ("html", 503, 503, {"Content-Type": "text/html;charset=UTF-8"}),
    ("redirect", "http://stranger.test/", 302, {"Location": f"http://stranger.test{LIST}"}),
)


@pytest.mark.parametrize(("name", "value", "status", "headers"), TOLD)
def test_it_answers_something_else(service: Bo, name: str, value: Any, status: int, headers: dict[str, str]) -> None:
    service.switch(name, value=value)
    reply = ask(service, LIST)
    assert (reply.status, {n: reply.headers.get(n) for n in headers}) == (status, headers)
    assert ("Retry-After" in reply.headers) == ("Retry-After" in headers)
    assert ask(service, LIST).status == 200


BROKEN = (
    ("drop", None, http.client.RemoteDisconnected),
    ("cut", None, http.client.IncompleteRead),
    ("cut", 3, http.client.IncompleteRead),
    ("cut_chunked", None, http.client.IncompleteRead),
    ("reset", None, ConnectionResetError),
    ("hang", 5, TimeoutError),
)


@pytest.mark.parametrize(("name", "value", "error"), BROKEN)
def test_the_connection_ends(service: Bo, name: str, value: Any, error: type[Exception]) -> None:
    service.switch(name, value=value)
    with pytest.raises(error):
        ask(service, LIST, timeout=0.3)
    assert ask(service, LIST).status == 200


def test_a_short_body_comes_with_its_own_length_or_with_none(service: Bo, right: bytes) -> None:
    service.switch("truncated", value=30)
    short = ask(service, LIST)
    assert (short.status, short.headers["Content-Length"], short.body) == (200, "30", right[:30])
    service.switch("truncated_no_length")
    short = ask(service, LIST)
    assert (short.status, "Content-Length" in short.headers, short.body) == (200, False, right[: len(right) // 2])
    service.switch("no_length")
    whole = ask(service, LIST)
    assert ("Content-Length" in whole.headers, whole.body) == (False, right)


def test_a_body_comes_slowly_or_is_gigantic(service: Bo, right: bytes) -> None:
    service.switch("slow", value=len(right) * 5)
    begun = time.monotonic()
    assert ask(service, LIST).body == right
    assert time.monotonic() - begun > 0.15
    service.switch("gigantic", value=3)
    reply = ask(service, LIST)
    assert (len(reply.body), reply.json) == (len(right) + 3 * 1024 * 1024, json.loads(right))


def test_a_body_is_not_what_it_should_be(service: Bo, right: bytes) -> None:
    service.switch("content_type")
    reply = ask(service, LIST)
    assert (reply.headers["Content-Type"], reply.body) == ("text/plain", right)
    service.switch("empty_body")
    assert ask(service, LIST).body == b""
    service.switch("body", value={"error": "none"})
    assert ask(service, LIST).json == {"error": "none"}
    service.switch("duplicate_keys")
    keys = [name for name, _ in json.loads(ask(service, LIST).body, object_pairs_hook=list)]
    assert keys == ["data", "offset", "limit", "total"] * 2


def test_every_failure_of_every_service_is_switched_on_by_a_test() -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("test_*.py"))
    known = {*GENERAL, *Zoho.failures, *Ga4.failures, *Bo.failures}
    assert [name for name in sorted(known) if f'"{name}"' not in text] == []


# when


def test_a_failure_waits_comes_so_often_and_concerns_what_it_names(service: Bo) -> None:
    service.switch("status", path="offset=1", after=1, times=2)
    asked = [ask(service, f"/api/v1/cases?offset={n}").status for n in (0, 1, 1, 2, 1, 1)]
    assert asked == [200, 200, 500, 200, 500, 200]
    service.switch("status", times=None)
    assert [ask(service, LIST).status for _ in range(3)] == [500] * 3
    service.switches.off("status")
    assert ask(service, LIST).status == 200


def test_an_unknown_failure_is_refused(service: Bo) -> None:
    with pytest.raises(ValueError, match="no failure 'cuts'; there are body, "):
        service.switch("cuts")


# from another process


def operate(service: Bo, method: str, path: str, key: str | None, body: object = None) -> Reply:
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=5)
    connection.request(method, path, json.dumps(body).encode(), {"X-Switch-Key": key} if key else {})
    reply = connection.getresponse()
    return Reply(reply.status, dict(reply.headers), reply.read())


def test_switches_are_turned_over_http_by_whoever_has_the_key(service: Bo) -> None:
    assert operate(service, "POST", "/_switch", "k", {"name": "drop", "path": "offset"}).status == 200
    assert service.switches.listed() == (Switch("drop", "offset"),)
    assert operate(service, "GET", "/_switch", "k").json["on"] == [
        {"name": "drop", "path": "offset", "after": 0, "times": 1, "value": None}
    ]
    assert operate(service, "DELETE", "/_switch?name=drop", "k").json["on"] == []
    assert operate(service, "POST", "/_switch", "k", {"name": "cuts"}).status == 400
    assert operate(service, "POST", "/_switch", "k", {"nome": "cut"}).status == 400
    assert {
        operate(service, m, p, key).status for m in ("GET", "POST") for p in ("/_switch", "/_seen") for key in ("", "x")
    } == {404}


def test_without_a_key_nobody_turns_switches() -> None:
    with Bo({}, auth=Anybody()).serving() as service:
        assert operate(service, "GET", "/_switch", "").status == 404


# what was asked


def test_what_was_asked_is_written_down_without_secrets(service: Bo) -> None:
    headers = {"Authorization": "Bearer sesame", "X-API-Key": "open", "Accept": "a/b"}
    ask(service, "/api/v1/cases?offset=5&api_key=sesame&page_token=t", headers)
    ask(service, "/token", {"Content-Type": "application/x-www-form-urlencoded"}, b"client_secret=sesame&client_id=7")
    first, second = service.seen()
    assert (first.number, first.method, first.path, first.status, first.token) == (1, "GET", "/api/v1/cases", 200, 1)
    assert first.query == {"offset": "5", "api_key": "***", "page_token": "t"}
    assert [first.headers[n] for n in ("authorization", "x-api-key", "accept")] == ["Bearer ***", "***", "a/b"]
    assert (second.number, second.body, second.status, second.token) == (2, "client_secret=***&client_id=7", 404, None)
    assert [entry["target"] for entry in operate(service, "GET", "/_seen", "k").json] == [first.target, second.target]
    service.seen.clear()
    assert service.seen() == ()
