"""Failures on demand: which one, for which requests, how often; and what each does to an answer."""

import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import orjson

from heartbeat_cli.demo.services.messages import Manner, Request, Response


@dataclass(frozen=True, slots=True)
class Switch:
    """A failure that is on. It lets the first `after` requests it concerns go well, then spoils `times`, None for ever.

    It concerns requests whose method, address and body match the regular expression `path`; without one, all but those
    for a token. `value` is the failure's own measure.
    """

    name: str
    path: str = ""
    after: int = 0
    times: int | None = 1
    value: Any = None


class Switchboard:
    """The switches of one service. Safe to use from several threads."""

    def __init__(self, known: Mapping[str, str], token_path: str | None) -> None:
        self.known = known
        self._token_path = token_path
        self._switches: list[Switch] = []
        self._lock = threading.Lock()

    def on(self, switch: Switch) -> None:
        """Add a switch. Raises ValueError for a failure this service does not know."""
        if switch.name not in self.known:
            raise ValueError(f"no failure {switch.name!r}; there are {', '.join(sorted(self.known))}")
        re.compile(switch.path)
        with self._lock:
            self._switches.append(switch)

    def off(self, name: str | None = None) -> None:
        """Take away the switches of one failure, or all."""
        with self._lock:
            self._switches = [s for s in self._switches if name is not None and s.name != name]

    def listed(self) -> tuple[Switch, ...]:
        """What is on: `after` and `times` are what is left of them."""
        with self._lock:
            return tuple(self._switches)

    def take(self, name: str, request: Request) -> Switch | None:
        """The switch of this failure if it spoils this request; counted down by being asked."""
        with self._lock:
            for index, switch in enumerate(self._switches):
                if switch.name != name or not self._concerns(switch, request):
                    continue
                if switch.after > 0:
                    self._switches[index] = replace(switch, after=switch.after - 1)
                    continue
                if switch.times is None:
                    return switch
                self._switches[index : index + 1] = [replace(switch, times=switch.times - 1)] * (switch.times > 1)
                return switch
        return None

    def _concerns(self, switch: Switch, request: Request) -> bool:
        if not switch.path:
            return request.path != self._token_path
        return (
            re.search(switch.path, f"{request.method} {request.target} {request.body.decode('utf-8', 'replace')}")
            is not None
        )


# Failures any HTTP service can have: name -> what `value` means and what happens.
GENERAL: Mapping[str, str] = {
    "status": "answers with the status `value` (500), in the service's own form; {'status', 'retry_after'} too",
    "unauthorized": "answers 401, though the token is right",
    "too_many_requests": "answers 429, with Retry-After where `value` gives seconds",
    "hang": "keeps silent for `value` seconds (60), then answers",
    "drop": "closes the connection without an answer",
    "cut": "promises the whole length, ends the connection after `value` bytes of the body (half)",
    "reset": "resets the connection after `value` bytes of the body (half)",
    "cut_chunked": "sends chunks, ends the connection after `value` bytes (half) without the last chunk",
    "truncated": "sends half the body (or `value` bytes) as if it were all, with the length of the half",
    "truncated_no_length": "sends half the body (or `value` bytes) without a length, then closes",
    "no_length": "sends the whole body without a length, then closes",
    "slow": "sends `value` bytes a second (1000)",
    "gigantic": "adds `value` MiB of blanks (64) after the JSON",
    "html": "answers with an HTML page, status `value` (200)",
    "redirect": "answers 302 to the same path under the address `value`",
    "content_type": "says the body is `value` (text/plain)",
    "duplicate_keys": "repeats the keys of the object: once more at its end, empty",
    "empty_body": "answers 200 with an empty body",
    "body": "answers 200 with the JSON `value` in place of the right one",
}
PAGE = b"<!DOCTYPE html><html><head><title>Sign in</title></head><body><h1>Please sign in</h1></body></html>"


def spoil(answer: Response, name: str, value: Any, request: Request) -> Response:
    """The answer after the failure `name`."""
    return _SPOILS[name](answer, value, request)


def _half(answer: Response, value: Any) -> int:
    return len(answer.body) // 2 if value is None else int(value)


def _manner(**changed: Any) -> Manner:
    return replace(Manner(), **changed)


def _redirected(answer: Response, value: Any, request: Request) -> Response:
    return replace(answer, status=302, body=b"", headers={"Location": f"{str(value).rstrip('/')}{request.target}"})


def _duplicated(answer: Response, _value: Any, _request: Request) -> Response:
    found = orjson.loads(answer.body)
    empty: dict[str, Any] = {key: [] if isinstance(item, list) else None for key, item in found.items()}
    return replace(answer, body=answer.body[:-1] + b"," + orjson.dumps(empty)[1:])


_SPOILS: Mapping[str, Callable[[Response, Any, Request], Response]] = {
    "hang": lambda a, v, _r: replace(a, manner=_manner(wait=60.0 if v is None else float(v))),
    "drop": lambda a, _v, _r: replace(a, manner=_manner(silent=True)),
    "cut": lambda a, v, _r: replace(a, manner=_manner(stop_after=_half(a, v))),
    "reset": lambda a, v, _r: replace(a, manner=_manner(stop_after=_half(a, v), reset=True)),
    "cut_chunked": lambda a, v, _r: replace(a, manner=_manner(stop_after=_half(a, v), chunked=True)),
    "truncated": lambda a, v, _r: replace(a, body=a.body[: _half(a, v)]),
    "truncated_no_length": lambda a, v, _r: replace(a, body=a.body[: _half(a, v)], manner=_manner(says_length=False)),
    "no_length": lambda a, _v, _r: replace(a, manner=_manner(says_length=False)),
    "slow": lambda a, v, _r: replace(a, manner=_manner(bytes_per_second=float(v or 1000))),
    "gigantic": lambda a, v, _r: replace(a, manner=_manner(padding=int(v or 64) << 20)),
    "html": lambda a, v, _r: replace(a, status=int(v or 200), body=PAGE, content_type="text/html;charset=UTF-8"),
    "redirect": _redirected,
    "content_type": lambda a, v, _r: replace(a, content_type=str(v or "text/plain")),
    "duplicate_keys": _duplicated,
    "empty_body": lambda a, _v, _r: replace(a, status=200, body=b""),
    "body": lambda a, v, _r: replace(a, status=200, body=orjson.dumps(v)),
}
SPOILS = tuple(_SPOILS)
