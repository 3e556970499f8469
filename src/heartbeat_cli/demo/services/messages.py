"""What goes over the wire: a request as a service reads it, an answer as it gives it, spoilt or not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import orjson

JSON = "application/json;charset=UTF-8"


@dataclass(frozen=True, slots=True)
class Request:
    """One request. Names of headers are in lower case; `certificate` is whom the client's is for, if it has one."""

    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""
    certificate: str | None = None

    @property
    def path(self) -> str:
        """The path alone, without what follows the question mark."""
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        """The parameters of the address; of a repeated one the last, as most servers have it."""
        return _last_values(urlsplit(self.target).query)

    @property
    def form(self) -> dict[str, str]:
        """The fields of a form in the body, and those of the address, which some clients use for it."""
        return {**self.query, **_last_values(self.body.decode("utf-8", "replace"))}

    def json(self) -> dict[str, Any]:
        """The object in the body, empty where there is none. Raises ValueError for anything else."""
        value = orjson.loads(self.body) if self.body.strip() else {}
        if not isinstance(value, dict):
            raise ValueError("the body is no JSON object")
        return value

    @property
    def bearer(self) -> str:
        """What follows the scheme in the Authorization header; empty without one."""
        return self.headers.get("authorization", "").partition(" ")[2]


def _last_values(encoded: str) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(encoded, keep_blank_values=True).items()}


@dataclass(frozen=True, slots=True)
class Manner:
    """How an answer is sent. The plain one is whole, at once, with its length.

    `wait`: seconds before the first byte. `silent`: the connection is closed without one. `says_length`: False
    closes the connection behind the body instead. `stop_after`: bytes of the body after which the connection ends,
    with a reset where `reset`. `chunked`: the transfer encoding; where it is stopped, the last chunk never comes.
    `bytes_per_second`: how slowly. `padding`: so many blanks more, which JSON allows.
    """

    wait: float = 0.0
    says_length: bool = True
    stop_after: int | None = None
    reset: bool = False
    chunked: bool = False
    bytes_per_second: float | None = None
    padding: int = 0
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Response:
    """One answer. A body of 204 and 304 is never sent."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    content_type: str = JSON
    manner: Manner = Manner()

    def pieces(self) -> Iterator[bytes]:
        """The body in pieces no larger than a megabyte, its padding too."""
        size = 1 << 20
        for start in range(0, len(self.body), size):
            yield self.body[start : start + size]
        left = self.manner.padding
        while left > 0:
            yield b" " * min(size, left)
            left -= size


def json_answer(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """An answer whose body is `value` as JSON."""
    return Response(status, orjson.dumps(value), headers or {})
