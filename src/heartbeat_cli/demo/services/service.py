"""A local service: what all of them share. It listens on loopback, in a thread of its own or as a process."""

import hmac
import ssl
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Self

from heartbeat_cli.demo.services.messages import Request, Response, json_answer
from heartbeat_cli.demo.services.seen import Log
from heartbeat_cli.demo.services.sending import Listener
from heartbeat_cli.demo.services.switches import GENERAL, SPOILS, Switch, Switchboard, spoil

HOST = "127.0.0.1"
SWITCH, SEEN = "/_switch", "/_seen"
KEY_HEADER = "x-switch-key"


class Service(ABC):
    """One API on loopback.

    `failures` says what can be switched on beside the general ones. `token_path` is where tokens are given; general
    failures concern it only when their `path` names it. `switch_key` opens `/_switch` and `/_seen`; without one they
    are not there.
    """

    failures: Mapping[str, str] = {}
    token_path: str | None = None
    tls: ssl.SSLContext | None = None

    def __init__(self, *, switch_key: str | None = None) -> None:
        self.switches = Switchboard({**GENERAL, **self.failures}, self.token_path)
        self.seen = Log()
        self._switch_key = switch_key
        self._listener: Listener | None = None

    # what a service is made of

    @abstractmethod
    def route(self, request: Request) -> Response:
        """The right answer to a request."""

    @abstractmethod
    def refuse(self, status: int) -> Response:
        """An error with this status, in the service's own form."""

    # its failures

    def switch(self, name: str, *, path: str = "", after: int = 0, times: int | None = 1, value: Any = None) -> None:
        """Turn a failure on; see `Switch`. Raises ValueError for one this service does not know."""
        self.switches.on(Switch(name, path, after, times, value))

    def answer(self, request: Request) -> Response:
        """What is sent for a request: the right answer, or what the switches make of it."""
        if request.path in (SWITCH, SEEN):
            return self._operate(request)
        answer = self._refused(request) or self._safely(request)
        for name in SPOILS:
            taken = self.switches.take(name, request)
            if taken is not None:
                answer = spoil(answer, name, taken.value, request)
        self.seen.add(request, answer)
        return answer

    def _safely(self, request: Request) -> Response:
        try:
            return self.route(request)
        except Refused as refused:
            return refused.answer

    def _refused(self, request: Request) -> Response | None:
        if self.switches.take("unauthorized", request):
            return self.refuse(401)
        taken = self.switches.take("too_many_requests", request)
        if taken is not None:
            return _retry_after(self.refuse(429), taken.value)
        taken = self.switches.take("status", request)
        if taken is None:
            return None
        wanted = taken.value if isinstance(taken.value, Mapping) else {"status": taken.value or 500}
        return _retry_after(self.refuse(int(wanted["status"])), wanted.get("retry_after"))

    def _operate(self, request: Request) -> Response:
        given = request.headers.get(KEY_HEADER, "")
        if self._switch_key is None or not hmac.compare_digest(given.encode(), self._switch_key.encode()):
            return self.refuse(404)
        if request.path == SEEN:
            return json_answer([{name: getattr(s, name) for name in s.__slots__} for s in self.seen()])
        try:
            if request.method == "POST":
                self.switches.on(Switch(**request.json()))
            elif request.method == "DELETE":
                self.switches.off(request.query.get("name"))
        except (TypeError, ValueError) as error:
            return json_answer({"error": str(error)}, 400)
        on = [{name: getattr(s, name) for name in s.__slots__} for s in self.switches.listed()]
        return json_answer({"on": on, "known": self.switches.known})

    # its life

    @property
    def port(self) -> int:
        """The port it listens on. Raises RuntimeError where it is not serving."""
        if self._listener is None:
            raise RuntimeError("the service is not serving")
        return int(self._listener.server_address[1])

    @property
    def url(self) -> str:
        """Where it is: scheme, host and port."""
        return f"{'https' if self.tls else 'http'}://{HOST}:{self.port}"

    def start(self, port: int = 0) -> Self:
        """Begin to listen, on a free port where none is given. Raises OSError where the port is taken."""
        self._listener = Listener((HOST, port), self.answer)
        if self.tls is not None:
            self._listener.socket = self.tls.wrap_socket(
                self._listener.socket, server_side=True, do_handshake_on_connect=False
            )
        threading.Thread(target=self._listener.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def stop(self) -> None:
        """Stop listening; whoever still waits is let go."""
        if self._listener is not None:
            self._listener.stopping.set()
            self._listener.shutdown()
            self._listener.server_close()
            self._listener = None

    @contextmanager
    def serving(self, port: int = 0) -> Iterator[Self]:
        """Listening while the block lasts: `with Zoho(rows).serving() as service: service.url`."""
        self.start(port)
        try:
            yield self
        finally:
            self.stop()


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """A request is answered with an error; raised from the depth of a service, sent by its `answer`."""

    def __init__(self, answer: Response) -> None:
        super().__init__(answer.status)
        self.answer = answer


def _retry_after(answer: Response, seconds: Any) -> Response:
    if seconds is None:
        return answer
    return Response(answer.status, answer.body, {**answer.headers, "Retry-After": str(seconds)}, answer.content_type)
