"""What a service was asked: every request with its answer's status, secrets left out."""

import re
import threading
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from heartbeat_cli.demo.services.messages import Request, Response

_SECRET = re.compile(r"secret|token(?!_expiry)|assertion|password|api[-_]?key|authorization|cookie", re.IGNORECASE)
# Where a page goes on, not who asks for it.
_OPEN = frozenset({"page_token", "next_page_token"})
LEFT_OUT = "***"


@dataclass(frozen=True, slots=True)
class SeenRequest:
    """A request that was answered. Of headers and forms the names are kept, and the values of those that tell nothing.

    `authorization` is the scheme alone; `token` tells apart which credentials were used, by the order they came in.
    """

    number: int
    method: str
    target: str
    headers: dict[str, str]
    body: str
    status: int
    token: int | None

    @property
    def path(self) -> str:
        """The path alone."""
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        """The parameters of the address."""
        return dict(parse_qsl(urlsplit(self.target).query, keep_blank_values=True))


class Log:
    """The requests one service answered, in the order of their answers."""

    def __init__(self) -> None:
        self._entries: list[SeenRequest] = []
        self._credentials: dict[str, int] = {}
        self._lock = threading.Lock()

    def add(self, request: Request, answer: Response) -> None:
        """Write a request and how it was answered."""
        with self._lock:
            credentials = request.headers.get("authorization")
            if credentials is not None:
                self._credentials.setdefault(credentials, len(self._credentials) + 1)
            self._entries.append(
                SeenRequest(
                    number=len(self._entries) + 1,
                    method=request.method,
                    target=_open_target(request.target),
                    headers={name: _open_header(name, value) for name, value in request.headers.items()},
                    body=_open_body(request),
                    status=answer.status,
                    token=self._credentials.get(credentials or ""),
                )
            )

    def __call__(self) -> tuple[SeenRequest, ...]:
        """All of them so far."""
        with self._lock:
            return tuple(self._entries)

    def clear(self) -> None:
        """Forget what was asked so far."""
        with self._lock:
            self._entries.clear()


def _open_header(name: str, value: str) -> str:
    if name == "authorization":
        return f"{value.partition(' ')[0]} {LEFT_OUT}"
    return LEFT_OUT if _SECRET.search(name) else value


def _open_target(target: str) -> str:
    parts = urlsplit(target)
    return f"{parts.path}?{_open_fields(parts.query)}" if parts.query else parts.path


def _open_fields(encoded: str) -> str:
    fields = parse_qsl(encoded, keep_blank_values=True)
    return urlencode([(k, v if k in _OPEN or not _SECRET.search(k) else LEFT_OUT) for k, v in fields], safe="*,:")


def _open_body(request: Request) -> str:
    text = request.body.decode("utf-8", "replace")
    return _open_fields(text) if "urlencoded" in request.headers.get("content-type", "") else text
