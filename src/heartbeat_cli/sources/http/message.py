"""What is asked, and what came back. Neither shows in its repr what may be secret."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from heartbeat_cli.discreet import shown
from heartbeat_cli.sources.failures import ApiFailedError, ApiRefusedError
from heartbeat_cli.sources.stream import read_json

_HIDDEN: Final = "•••"
_BEGINNING: Final = 2000
_ELSEWHERE: Final = "Is the address right, and does nothing stand before it, such as a proxy or a sign-in page?"
_BROKEN: Final = "It begins as JSON, and is cut short or broken: the same command may succeed later."
_THEIRS: Final = "The service has to mend that: no other run will read it."
_NO_ACCESS: Final = (401, 403)
# A shorter value cannot be told from any other text.
_SHORTEST_SECRET: Final = 6
# Letters and figures in one long word: a token of theirs, as often as not.
_TOKEN: Final = r"(?=[\w.+/=-]*\d)(?=[\w.+/=-]*[A-Za-z])[\w.+/=-]{16,}"

Parameters = Mapping[str, str | int | Sequence[str]]


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """One request. Of `json` and `form` at most one is its body.

    `repeatable` says that sending it twice does no more than sending it once. `secrets` are values in it that no
    message may show, whatever the service makes of them.
    """

    method: str
    url: str = field(repr=False)
    params: Parameters = field(default_factory=dict, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    json: Any = field(default=None, repr=False)
    form: Mapping[str, str] | None = field(default=None, repr=False)
    repeatable: bool = True
    secrets: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """What came back: all of it. The names of its `headers` are in small letters."""

    status: int
    url: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    source: str | None = None
    secrets: tuple[str, ...] = field(default=(), repr=False)

    @property
    def place(self) -> str:
        """Host and path that answered."""
        return place_of(self.url)

    def json(self) -> Any:
        """The body as JSON, its numbers exact. Raises ApiFailedError where it is none."""
        found = self._parsed()
        if isinstance(found, _NotJson):
            begins = self.body.lstrip()[:1] in (b"{", b"[")
            raise ApiFailedError(
                f"{self.place} answered {self.status} with {found.why or self._kind()}, not JSON: '{self.excerpt()}'",
                where=self.source,
                hint=_THEIRS if found.why else _BROKEN if begins else _ELSEWHERE,
            )
        return found

    def required(self) -> "HttpResponse":
        """The answer itself where its status says success.

        Raises ApiRefusedError where we may not (401, 403), ApiFailedError otherwise.
        """
        if self.status < 400:
            return self
        refused = self.status in _NO_ACCESS
        raise (ApiRefusedError if refused else ApiFailedError)(
            f"{self.place} answered {self.status}: '{self.excerpt()}'",
            where=self.source,
            hint="Check the credentials and what they may read." if refused else None,
        )

    def excerpt(self) -> str:
        """The beginning of the body: at most 60 characters on one line, no tags, no secrets."""
        text = self.without_secrets(self.body[:_BEGINNING].decode("utf-8", "replace"))
        words = _printable(re.sub(r"<[^>]*>?", " ", text)).split()
        return shown(re.sub(_TOKEN, _HIDDEN, " ".join(words)))

    def without_secrets(self, text: str) -> str:
        """A text of the service without what we sent it as a secret."""
        for secret in sorted(self.secrets, key=len, reverse=True):
            if len(secret) >= _SHORTEST_SECRET:
                text = text.replace(secret, _HIDDEN)
        return text

    def _parsed(self) -> Any:
        try:
            return read_json(self.body)
        except json.JSONDecodeError:
            return _NotJson()
        except UnicodeDecodeError:
            return _NotJson("text that is not UTF-8")
        except RecursionError:
            return _NotJson("lists or objects nested too deeply")
        except ValueError as error:
            return _NotJson(f"something in which {error}")

    def _kind(self) -> str:
        if not self.body:
            return "no body"
        html = "html" in self.headers.get("content-type", "") or self.body.lstrip()[:1] == b"<"
        return "HTML" if html else "something"


@dataclass(frozen=True, slots=True)
class _NotJson:
    """No value of JSON, and `why` where it would be one to a lenient reader."""

    why: str | None = None


def place_of(url: str) -> str:
    """Host and path of a URL, as messages name it: without its query, and without who enters."""
    parts = urlsplit(url)
    return f"{parts.netloc.rpartition('@')[2]}{parts.path}"


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)
