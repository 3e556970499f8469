"""One token for whoever needs it: the first to find that it ended fetches the next."""

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, Final, Generic, Protocol, TypeVar

_LONGEST_SECONDS: Final = 86_400
_EARLY_SECONDS: Final = 60
_EARLY_SHARE: Final = 0.1


class Expiring(Protocol):
    """A token with its end, in seconds since 1970, and the headers it is sent in."""

    @property
    def expires(self) -> float:
        """When to fetch another."""

    @property
    def headers(self) -> Mapping[str, str]:
        """How it is sent."""


TokenKind = TypeVar("TokenKind", bound=Expiring)


class TokenKeeper(Generic[TokenKind]):
    """The token of all threads of a process; `token` is one that another process of the run has fetched."""

    def __init__(self, fetch: Callable[[], TokenKind], token: TokenKind | None = None) -> None:
        self._fetch = fetch
        self._lock = threading.Lock()
        self._token = token

    @property
    def token(self) -> TokenKind | None:
        """The token there is, without asking for one."""
        return self._token

    def current(self) -> TokenKind:
        """A token that has not ended. Raises what fetching one raises."""
        with self._lock:
            if self._token is None or self._token.expires <= time.time():
                self._token = self._fetch()
            return self._token

    def headers(self) -> Mapping[str, str]:
        """Those of the current token. Raises what fetching one raises."""
        return self.current().headers

    def renew(self, refused: Mapping[str, str]) -> None:
        """Fetch a token in place of one that was refused, unless somebody else has. Raises what fetching one raises."""
        with self._lock:
            if self._token is None or self._token.headers == refused:
                self._token = self._fetch()


def expires_at(seconds: Any, usual: float = 3600) -> float:
    """When to fetch another token, in seconds since 1970, where a service says that one lives so long.

    A token that is said to live longer than a day lives so many milliseconds.
    """
    try:
        lives = float(seconds) if seconds is not None else usual
    except (TypeError, ValueError):
        lives = usual
    if lives > _LONGEST_SECONDS:
        lives /= 1000
    return time.time() + lives - min(_EARLY_SECONDS, lives * _EARLY_SHARE)
