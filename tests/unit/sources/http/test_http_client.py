"""What the HTTP client makes of answers, of those that do not come, and of what they say about waiting."""

import gzip
import io
import logging
import pickle
import socket
import threading
import time
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import format_datetime
from typing import Any

import pytest
from tests.http_service import Asked, HttpService, Reply, one_after_the_other, serving, zipped

from heartbeat_cli.errors import HbError
from heartbeat_cli.sources import ApiFailedError, ApiRefusedError, QuotaError, Surroundings
from heartbeat_cli.sources.http import Authorization, HttpClient, HttpRequest, HttpResponse, Limits
from heartbeat_cli.version import __version__

SECRET = "sesame-open-4711"
GOOD = Reply(body={"rows": [1, 2]})
USUAL = Limits(read_seconds=20, answer_seconds=40, body_bytes=100_000, attempts=3)
SHORT = Limits(read_seconds=0.3, answer_seconds=0.5, body_bytes=100_000, attempts=2)


class Waits:
    """What a client waited for, in no time, and what it told."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.told: list[str] = []
        self.around = Surroundings(self.seconds.append, self.told.append)


def _client(waits: Waits, **options: Any) -> HttpClient:
    usual = {"authorization": Authorization(lambda: {"Authorization": f"Bearer {SECRET}"}), "limits": USUAL}
    return HttpClient("shop", waits.around, **{**usual, **options})


def _ask(replies: Callable[[Asked], Reply], waits: Waits, **options: Any) -> tuple[Any, HttpService]:
    with serving(replies) as service:
        client = _client(waits, **options)
        try:
            return client.get(f"{service.url}/v1/rows", {"token": SECRET}), service
        except HbError as error:
            return error, service
        finally:
            client.close()


def _said(error: HbError, service: HttpService) -> tuple[type, str]:
    return type(error), error.message.replace(f":{service.server_port}", "")


def _http_date(seconds: float) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


TRIED_AGAIN = {
    "429": Reply(429),
    "500": Reply(500),
    "502": Reply(502, b"<html>bad gateway</html>"),
    "503": Reply(503),
    "520": Reply(520),
    "408": Reply(408),
    "504": Reply(504),
    "a connection that is reset": Reply(reset=True),
    "nothing for too long": Reply(late=5),
    "bytes that trickle in": Reply(body=b"x" * 500, every=0.03),
    "less than its length": Reply(body=b'{"rows": [1', length=500),
    "chunks without an end": Reply(body=b'{"rows": [1', chunked=True, cut=True),
    "gzip that is cut": Reply(body=gzip.compress(b"[1, 2, 3]" * 50)[:-12], headers={"Content-Encoding": "gzip"}),
    "gzip that is none": Reply(body=b"no gzip", headers={"Content-Encoding": "gzip"}),
}


@pytest.mark.parametrize("reply", TRIED_AGAIN.values(), ids=TRIED_AGAIN)
def test_what_may_pass_is_tried_again_after_a_pause(reply: Reply) -> None:
    waits = Waits()
    limits = SHORT if reply.late or reply.every else USUAL
    answer, service = _ask(one_after_the_other(reply, GOOD), waits, limits=limits)
    assert answer.json() == {"rows": [1, 2]}
    assert (len(service.asked), len(waits.seconds)) == (2, 1)
    assert 0 <= waits.seconds[0] <= 1


GIVEN_UP = {
    "429": (Reply(429, b"slow down"), QuotaError, "127.0.0.1/v1/rows answered 429: 'slow down'"),
    "503": (Reply(503, b"<h1>Down</h1> for now"), ApiFailedError, "127.0.0.1/v1/rows answered 503: 'Down for now'"),
    "reset": (Reply(reset=True), ApiFailedError, "127.0.0.1/v1/rows broke the connection off"),
    "late": (Reply(late=5), ApiFailedError, "127.0.0.1/v1/rows stopped answering"),
    "slow": (
        Reply(body=b"x" * 500, every=0.03),
        ApiFailedError,
        "127.0.0.1/v1/rows did not finish its answer in 0.5 s",
    ),
    "slow chunks": (
        Reply(body=b"x" * 500, every=0.03, chunked=True),
        ApiFailedError,
        "127.0.0.1/v1/rows did not finish its answer in 0.5 s",
    ),
    "short": (Reply(body=b"[", length=9), ApiFailedError, "127.0.0.1/v1/rows cut its answer short"),
    "cut": (Reply(body=b"[", chunked=True, cut=True), ApiFailedError, "127.0.0.1/v1/rows cut its answer short"),
    "half a gzip": (
        Reply(body=gzip.compress(b"[1, 2]" * 99)[:-12], headers={"Content-Encoding": "gzip"}),
        ApiFailedError,
        "127.0.0.1/v1/rows cut its answer short",
    ),
}


@pytest.mark.parametrize(("reply", "kind", "message"), GIVEN_UP.values(), ids=GIVEN_UP)
def test_what_does_not_pass_is_given_up_after_as_many_attempts_as_there_are(
    reply: Reply, kind: type, message: str
) -> None:
    waits = Waits()
    error, service = _ask(lambda _: reply, waits, limits=SHORT if reply.late or reply.every else USUAL)
    assert (_said(error, service), error.where, error.retryable) == ((kind, message), "shop", True)
    attempts = 2 if reply.late or reply.every else 3
    assert len(service.asked) == attempts
    assert all(0 <= s <= most for s, most in zip(waits.seconds, (1, 2)[: attempts - 1], strict=True))


NEVER_AGAIN = {
    "too large": (Reply(body=b"x" * 100_001), ApiFailedError, "127.0.0.1/v1/rows answered with more than 97 KiB"),
    "a bomb": (zipped(b"0" * 40_000_000), ApiFailedError, "127.0.0.1/v1/rows answered with more than 97 KiB"),
    "an encoding": (
        Reply(body=b"x", headers={"Content-Encoding": "br"}),
        ApiFailedError,
        "127.0.0.1/v1/rows answered in an encoding nobody asked for",
    ),
    "another host": (
        Reply(302, headers={"Location": "http://elsewhere.example/v1?token=sesame-open-4711"}),
        ApiFailedError,
        "127.0.0.1/v1/rows redirects to elsewhere.example, where nothing is sent",
    ),
    "another port": (
        Reply(307, headers={"Location": "http://127.0.0.1:1/v1"}),
        ApiFailedError,
        "127.0.0.1/v1/rows redirects to 127.0.0.1, where nothing is sent",
    ),
    "circles": (
        Reply(301, headers={"Location": "/v1/rows"}),
        ApiFailedError,
        "127.0.0.1/v1/rows redirects in circles",
    ),
    "an hour": (
        Reply(429, b"later", headers={"Retry-After": "3600"}),
        QuotaError,
        "127.0.0.1/v1/rows answered 429: 'later'; it wants to be left alone for 3600 s",
    ),
}


@pytest.mark.parametrize(("reply", "kind", "message"), NEVER_AGAIN.values(), ids=NEVER_AGAIN)
def test_what_does_not_get_better_is_no_second_attempt(reply: Reply, kind: type, message: str) -> None:
    waits = Waits()
    error, service = _ask(lambda _: reply, waits)
    assert (_said(error, service), waits.seconds) == ((kind, message), [])


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, ApiFailedError),
        (401, ApiRefusedError),
        (403, ApiRefusedError),
        (404, ApiFailedError),
        (422, ApiFailedError),
    ],
)
def test_other_refusals_are_answers_to_read_and_never_tried_again(status: int, kind: type) -> None:
    waits = Waits()
    answer, service = _ask(lambda _: Reply(status, {"code": "NO", "said": f"not with {SECRET}"}), waits)
    assert (answer.status, answer.json()["code"], len(service.asked), waits.seconds) == (status, "NO", 1, [])
    with pytest.raises(kind) as raised:
        answer.required()
    message = (
        f"127.0.0.1:{service.server_port}/v1/rows answered {status}: " + '\'{"code": "NO", "said": "not with •••"}\''
    )
    assert (raised.value.message, raised.value.where) == (message, "shop")


@pytest.mark.parametrize(
    ("said", "least", "most"),
    [
        ("7", 7, 8),
        ("in 90 s", 60, 91),
        ("90 s ago", 0, 1),
        ("soon", 0, 1),
        ("-5", 0, 1),
        ("", 0, 1),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_service_is_left_alone_for_as_long_as_it_asks(said: str, least: float, most: float, status: int) -> None:
    waits = Waits()
    dates = {words: _http_date(seconds) for words, seconds in (("in 90 s", 90), ("90 s ago", -90))}
    asks = Reply(status, headers={"Retry-After": dates.get(said, said)})
    answer, service = _ask(one_after_the_other(asks, GOOD), waits)
    assert (answer.status, len(service.asked)) == (200, 2)
    assert least <= waits.seconds[0] <= most
    assert waits.told == ([f"waiting {waits.seconds[0]:.0f} s for 127.0.0.1"] if least else [])


def test_what_an_answer_says_of_waiting_is_the_authorizations_to_read() -> None:
    waits = Waits()
    authorization = Authorization(wait=lambda answer: answer.json()["seconds"])
    answer, _ = _ask(one_after_the_other(Reply(429, {"seconds": 30}), GOOD), waits, authorization=authorization)
    assert (answer.status, 30 <= waits.seconds[0] <= 31) == (200, True)
    error, _ = _ask(lambda _: Reply(429, {"seconds": 1800}), waits, authorization=authorization)
    assert (type(error), error.hint.endswith("UTC; what was read is kept.")) == (QuotaError, True)


def test_a_pause_that_is_broken_off_ends_it() -> None:
    class StopError(Exception):
        pass

    def pause(_: float) -> None:
        raise StopError

    with serving(lambda _: Reply(503)) as service, pytest.raises(StopError):
        HttpClient("shop", Surroundings(pause, print)).get(service.url)
    assert len(service.asked) == 1


def test_a_token_that_ended_is_renewed_once_and_the_same_request_goes_on() -> None:
    tokens = ["old"]

    def renew(refused: Any) -> None:
        assert refused == {"Authorization": "Bearer old"}
        tokens.append("new")

    def answer(asked: Asked) -> Reply:
        if asked.headers["authorization"] == "Bearer old":
            return Reply(401)
        return one(asked)

    one = one_after_the_other(Reply(503), GOOD)
    waits = Waits()
    authorization = Authorization(lambda: {"Authorization": f"Bearer {tokens[-1]}"}, renew)
    found, service = _ask(answer, waits, authorization=authorization)
    assert found.json() == {"rows": [1, 2]}
    assert [(asked.path, asked.headers["authorization"]) for asked in service.asked] == [
        ("/v1/rows", "Bearer old"),
        ("/v1/rows", "Bearer new"),
        ("/v1/rows", "Bearer new"),
    ]
    refused, service = _ask(lambda _: Reply(401), waits, authorization=Authorization(renew=lambda _: None))
    assert (refused.status, len(service.asked)) == (401, 2)


def test_redirects_to_the_same_host_are_followed() -> None:
    def answer(asked: Asked) -> Reply:
        return GOOD if asked.path == "/v2/rows" else Reply(302, headers={"Location": "/v2/rows?page=2"})

    found, service = _ask(answer, Waits())
    assert found.json() == {"rows": [1, 2]}
    assert [(asked.path, dict(asked.params)) for asked in service.asked] == [
        ("/v1/rows", {"token": SECRET}),
        ("/v2/rows", {"page": "2"}),
    ]


def test_what_must_not_be_sent_twice_is_not() -> None:
    once = HttpRequest("POST", "", json={}, repeatable=False)
    for reply, attempts in ((Reply(503), 1), (Reply(reset=True), 1), (Reply(429), 3)):
        waits = Waits()
        with serving(lambda _, reply=reply: reply) as service, pytest.raises(HbError):
            _client(waits).send(HttpRequest(once.method, service.url, json={}, repeatable=False))
        assert len(service.asked) == attempts


def test_bodies_are_what_they_say_they_are() -> None:
    waits = Waits()
    numbers = b'{"n": 12345678901234567890.10, "i": 9007199254740993}'
    exact = {"n": Decimal("12345678901234567890.10"), "i": 9007199254740993}
    for reply in (Reply(body=numbers), zipped(numbers), Reply(body=numbers, chunked=True)):
        assert _ask(lambda _, reply=reply: reply, waits)[0].json() == exact
    two = gzip.compress(b"[1,") + gzip.compress(b"2]")
    assert _ask(lambda _: Reply(body=two, headers={"Content-Encoding": "gzip"}), waits)[0].json() == [1, 2]
    for status in (204, 304):
        assert _ask(lambda _, status=status: Reply(status), waits)[0].body == b""


NOT_JSON = {
    "a sign-in page": (
        Reply(body=b"<html><head><title>Sign in</title></head><body>please", headers={"Content-Type": "text/html"}),
        "HTML, not JSON: 'Sign in please'",
    ),
    "nothing": (Reply(), "no body, not JSON: ''"),
    "half of it": (Reply(body=b'{"rows": [1,'), "something, not JSON: '{\"rows\": [1,'"),
    "no number": (Reply(body=b"[NaN]"), "something in which NaN is no number of JSON, not JSON: '[NaN]'"),
    "another alphabet": (Reply(body=b'["\xff\xfe\x00"]'), "text that is not UTF-8, not JSON: '[\"�� \"]'"),
    "too deep": (Reply(body=b"[" * 90_000), f"lists or objects nested too deeply, not JSON: '{'[' * 59}…'"),
    "our secret": (Reply(body=f"you are {SECRET}!".encode()), "something, not JSON: 'you are •••!'"),
    "a token of theirs": (
        Reply(body=b"your token=abcdef and 1000.8cb99dxyzXYZ123.42be"),
        "something, not JSON: 'your token=••• and •••'",
    ),
}


@pytest.mark.parametrize(("reply", "message"), NOT_JSON.values(), ids=NOT_JSON)
def test_what_is_not_json_says_so_with_a_harmless_beginning(reply: Reply, message: str) -> None:
    answer, service = _ask(lambda _: reply, Waits())
    with pytest.raises(ApiFailedError) as raised:
        answer.json()
    assert raised.value.message == f"127.0.0.1:{service.server_port}/v1/rows answered 200 with {message}"


def test_who_asks_says_so_and_nothing_of_netrc_or_cookies_goes_along(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login other password wrong\n")
    (tmp_path / "netrc").chmod(0o600)
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with serving(lambda _: Reply(body=[], headers={"Set-Cookie": "who=me"})) as service:
        client = _client(Waits())
        for _ in range(2):
            client.get(service.url)
    sent = service.asked[-1].headers
    assert {name: sent.get(name) for name in ("user-agent", "authorization", "accept-encoding", "cookie")} == {
        "user-agent": f"heartbeat-cli/{__version__}",
        "authorization": f"Bearer {SECRET}",
        "accept-encoding": "gzip",
        "cookie": None,
    }


def test_a_secret_is_in_no_log_trace_or_repr(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    out = io.StringIO()
    for reply in (*TRIED_AGAIN.values(), Reply(401, SECRET.encode()), Reply(body=SECRET.encode())):
        found, _ = _ask(
            lambda _, reply=reply: reply, Waits(), limits=Limits(read_seconds=0.1, answer_seconds=0.1, attempts=1)
        )
        out.write(repr(found))
        try:
            raise found if isinstance(found, HbError) else found.required().json()
        except (HbError, TypeError) as error:
            traceback.print_exception(error, file=out)
            out.write(repr(error.__context__) + repr(error.__cause__))
            assert SECRET.encode() not in pickle.dumps(error)
    out.write(
        repr(HttpRequest("GET", f"http://x/?token={SECRET}", {"a": SECRET}, {"b": SECRET}, [SECRET], {"c": SECRET}))
    )
    assert SECRET not in out.getvalue() + caplog.text


def test_nobody_there_is_said() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(ApiFailedError) as raised:
            _client(Waits()).get(f"http://127.0.0.1:{port}/v1")
    assert raised.value.message == f"127.0.0.1:{port}/v1 refuses connections"
    with pytest.raises(ApiFailedError) as raised:
        _client(Waits()).get("http://no-such-host.invalid/v1")
    assert raised.value.message == "no-such-host.invalid/v1 has a name that is not found"
    for address in ("ftp://127.0.0.1/v1", "http:///v1"):
        with pytest.raises(ApiFailedError) as raised:
            _client(Waits()).get(address)
        assert raised.value.message.endswith("cannot be asked: its address, or a header that goes there, is none")


def test_threads_have_connections_of_their_own() -> None:
    together = threading.Barrier(4, timeout=5)

    def answer(_: Asked) -> Reply:
        together.wait()
        return GOOD

    with serving(answer) as service:
        client = _client(Waits(), limits=Limits())
        found: list[HttpResponse] = []
        threads = [threading.Thread(target=lambda: found.append(client.get(service.url))) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        client.close()
    assert [answer.json() for answer in found] == [{"rows": [1, 2]}] * 4


def test_a_deadline_does_not_outlive_its_answer() -> None:
    with serving(lambda _: GOOD) as service:
        client = _client(Waits(), limits=SHORT)
        assert client.get(service.url).status == 200
        time.sleep(0.6)
        assert client.get(service.url).status == 200
    assert threading.active_count() < 20
