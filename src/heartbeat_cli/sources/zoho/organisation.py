"""Asking an organisation's API, and watching what is left of the day's credits."""

import threading
from collections.abc import Mapping
from typing import Final

from heartbeat_cli.sources.failures import QuotaError
from heartbeat_cli.sources.http import Authorization, HttpClient, HttpResponse, TokenKeeper
from heartbeat_cli.sources.stream import Surroundings
from heartbeat_cli.sources.zoho.errors import has_ended
from heartbeat_cli.sources.zoho.tokens import CrmSession

PER_PAGE: Final = 200
"""As many records as a page may have."""
_CREDITS: Final = "x-api-credits-remaining"


class Organisation:
    """One organisation. Threads may share it."""

    def __init__(self, source: str, tokens: TokenKeeper[CrmSession], around: Surroundings) -> None:
        self.source = source
        self._tokens = tokens
        self._around = around
        self._lock = threading.Lock()
        self._left: int | None = None
        self._told: int | None = None
        entry = Authorization(tokens.headers, tokens.renew, has_ended, self._wait)
        self._client = HttpClient(source, around, entry)

    def get(self, path: str, params: Mapping[str, str | int], headers: Mapping[str, str] | None = None) -> HttpResponse:
        """An answer, whatever its status. Raises ApiFailedError, QuotaError, and what the token is refused by."""
        answer = self._client.get(f"{self._tokens.current().api_url}/crm/v8/{path}", params, headers)
        self._watch(answer)
        return answer

    def pause(self, seconds: float) -> None:
        """Wait; raises where the run is to stop."""
        self._around.pause(seconds)

    def close(self) -> None:
        """Let go of connections."""
        self._client.close()

    def _watch(self, answer: HttpResponse) -> None:
        """The credits are said from half of the day's on: told then, and each time half of them are gone."""
        said = answer.headers.get(_CREDITS, "")
        if not said.isascii() or not said.isdigit():
            return
        with self._lock:
            self._left = int(said)
            tells = self._told is None or (self._left < self._told and self._left <= self._told // 2)
            self._told = self._left if tells else self._told
        if tells:
            self._around.tell(f"{int(said):,} of the day's API credits are left")

    def _wait(self, answer: HttpResponse) -> float | None:
        if answer.status == 429 and (self._left is not None and self._left <= 0):
            raise QuotaError(
                "the API credits of the last 24 hours are used up",
                where=self.source,
                hint="They come back over 24 hours; what was read is kept.",
            )
        return None
