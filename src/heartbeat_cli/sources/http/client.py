"""A service over HTTP: asked again where that is safe, entered anew when a token ends, never followed elsewhere."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from heartbeat_cli.sources.failures import ApiFailedError, QuotaError
from heartbeat_cli.sources.http.hosts import same_origin
from heartbeat_cli.sources.http.limits import Limits, Tls
from heartbeat_cli.sources.http.message import HttpRequest, HttpResponse, Parameters, place_of
from heartbeat_cli.sources.http.trouble import BrokenError
from heartbeat_cli.sources.http.waits import asked_for, backoff
from heartbeat_cli.sources.http.wire import Wire
from heartbeat_cli.sources.stream import Surroundings

ALONE: Final = Surroundings(time.sleep, lambda _: None)
# Asked too early, too often, or of a server that is in trouble; the last three say that it never will.
_BUSY: Final = frozenset((408, 425, 429, *range(500, 600))) - {501, 505, 511}
_MOVED: Final = (301, 302, 303, 307, 308)
_MOVED_AS_IT_IS: Final = (307, 308)
_MOST_MOVES: Final = 5
_WORTH_TELLING: Final = 5.0

Headers = Mapping[str, str]


def _no_headers() -> Headers:
    return {}


def _moment(date: str | None) -> datetime | None:
    """What a Date header says; None where it says nothing that is one."""
    try:
        given = parsedate_to_datetime(date or "")
    except ValueError:
        return None
    return given if given.tzinfo is not None else given.replace(tzinfo=UTC)


def _unauthorized(answer: HttpResponse) -> bool:
    return answer.status == 401


def _nothing_said(answer: HttpResponse) -> float | None:  # noqa: ARG001
    return None


@dataclass(frozen=True, slots=True)
class Authorization:
    """How a service is entered, and what its answers mean.

    `headers` are asked for at every attempt. Where an answer is `expired`, `renew` is called with the headers that were
    refused, once for a request, and the request sent again. `wait` says for how many seconds an answer that refuses
    wants to be left alone, where its headers do not.
    """

    headers: Callable[[], Headers] = _no_headers
    renew: Callable[[Headers], None] | None = None
    expired: Callable[[HttpResponse], bool] = _unauthorized
    wait: Callable[[HttpResponse], float | None] = _nothing_said


class HttpClient:
    """A service that is asked. Threads may share it; each has connections of its own.

    `source` is the place of what goes wrong. Answers with a status from 400 on, other than those that are tried again,
    are given as they are: `HttpResponse.required` makes failures of them.
    """

    def __init__(
        self,
        source: str | None = None,
        around: Surroundings | None = None,
        authorization: Authorization = Authorization(),
        limits: Limits = Limits(),  # noqa: B008
        tls: Tls = Tls(),  # noqa: B008
    ) -> None:
        """Raises NotFoundError where a file of `tls` does not exist."""
        self._source = source
        self._around = around or ALONE
        self._authorization = authorization
        self._limits = limits
        self._wire = Wire(source, limits, tls)

    def get(self, url: str, params: Parameters | None = None, headers: Headers | None = None) -> HttpResponse:
        """Ask for what is there. Raises what `send` raises."""
        return self.send(HttpRequest("GET", url, params or {}, headers or {}))

    def post(self, url: str, json: Any, params: Parameters | None = None) -> HttpResponse:
        """Send JSON that asks and changes nothing, so that it may be sent twice. Raises what `send` raises."""
        return self.send(HttpRequest("POST", url, params or {}, json=json))

    def send(self, request: HttpRequest) -> HttpResponse:
        """The answer to a request, after as many attempts as its limits allow.

        Raises QuotaError where the service wants to be left alone for too long or too often, ApiFailedError where it
        does not answer, or not as it should, or sends us to another host; and what `around.pause` and the authorization
        raise.
        """
        failures, renewed = 0, False
        while True:
            headers = self._authorization.headers()
            outcome = self._attempt(request, headers)
            if isinstance(outcome, HttpResponse) and outcome.status not in _BUSY:
                if renewed or self._authorization.renew is None or not self._authorization.expired(outcome):
                    return outcome
                self._authorization.renew(headers)
                renewed = True
                continue
            failures += 1
            self._pause(request, outcome, failures)

    def close(self) -> None:
        """Let go of connections."""
        self._wire.close()

    def _attempt(self, request: HttpRequest, headers: Headers) -> "HttpResponse | BrokenError":
        try:
            return self._followed(request, headers)
        except BrokenError as error:
            return error

    def _followed(self, request: HttpRequest, headers: Headers) -> HttpResponse:
        for _ in range(_MOST_MOVES + 1):
            answer = self._exchange(request, headers)
            if answer.status not in _MOVED or "location" not in answer.headers:
                return answer
            request = self._moved(request, answer)
        raise ApiFailedError(f"{answer.place} redirects in circles", where=self._source)

    def _exchange(self, request: HttpRequest, headers: Headers) -> HttpResponse:
        status, found, body = self._wire.exchange(request, headers)
        if (given := _moment(found.get("date"))) is not None:
            self._around.dated(given)
        # `Bearer SECRET` and SECRET alone.
        secrets = {part for value in headers.values() for part in (value, value.rpartition(" ")[2])}
        return HttpResponse(status, request.url, found, body, self._source, (*request.secrets, *secrets))

    def _moved(self, request: HttpRequest, answer: HttpResponse) -> HttpRequest:
        target = urljoin(request.url, answer.headers["location"])
        if not same_origin(request.url, target):
            raise ApiFailedError(
                f"{answer.place} redirects to {urlsplit(target).hostname}, where nothing is sent",
                where=self._source,
                hint="If that is where the service is, name it in the source's file.",
            )
        if request.method != "GET" and answer.status not in _MOVED_AS_IT_IS:
            raise ApiFailedError(f"{answer.place} redirects what should be its answer", where=self._source)
        return replace(request, url=target, params={})

    def _pause(self, request: HttpRequest, outcome: "HttpResponse | BrokenError", failures: int) -> None:
        asked = self._asked(outcome)
        if asked is not None and asked > self._limits.longest_wait_seconds:
            raise self._given_up(request, outcome, asked)
        may = request.repeatable or (isinstance(outcome, HttpResponse) and outcome.status == 429)
        if failures >= self._limits.attempts or not may:
            raise self._given_up(request, outcome, None)
        seconds = backoff(self._limits, failures) if asked is None else asked + backoff(self._limits, 1)
        if seconds >= _WORTH_TELLING:
            self._around.tell(f"waiting {seconds:.0f} s for {urlsplit(request.url).hostname}")
        self._around.pause(seconds)

    def _asked(self, outcome: "HttpResponse | BrokenError") -> float | None:
        if not isinstance(outcome, HttpResponse):
            return None
        said = asked_for(outcome.headers, datetime.now(UTC))
        return self._authorization.wait(outcome) if said is None else said

    def _given_up(self, request: HttpRequest, outcome: "HttpResponse | BrokenError", asked: float | None) -> Exception:
        if not isinstance(outcome, HttpResponse):
            return ApiFailedError(str(outcome), where=self._source, hint=_LATER, retryable=True)
        message = f"{place_of(request.url)} answered {outcome.status}: '{outcome.excerpt()}'"
        if asked is not None:
            until = datetime.now(UTC) + timedelta(seconds=asked)
            hint = f"Run it again after {until:%H:%M} UTC; what was read is kept."
            return QuotaError(f"{message}; it wants to be left alone for {asked:.0f} s", where=self._source, hint=hint)
        kind = QuotaError if outcome.status == 429 else ApiFailedError
        return kind(message, where=self._source, hint=_LATER, retryable=True)


_LATER: Final = "The same command may succeed later."
