"""Zoho accounts: access tokens for a refresh token, and who may ask what with them."""

import secrets
import threading
import time
from collections.abc import Callable

from heartbeat_cli.demo.services.messages import Request, Response, json_answer
from heartbeat_cli.demo.services.switches import Switchboard
from heartbeat_cli.demo.services.zoho.errors import refused

TOKEN_PATH = "/oauth/v2/token"
SCHEME = "Zoho-oauthtoken"
# A refresh token has so many access tokens; one more deletes the first.
LIVE_TOKENS = 30
SECONDS = 3600


class Accounts:
    """Gives access tokens for one client's refresh token and knows those that live. `clock` gives seconds."""

    def __init__(
        self,
        client_id: str,
        client_secret: str,
        refresh_token: str,
        scope: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.client_id = client_id
        self.client_secret = client_secret
        self.refresh_token = refresh_token
        self.scope = scope
        self._clock = clock
        self._expiry: dict[str, float] = {}
        self._lock = threading.Lock()

    # giving

    def grant(self, request: Request, switches: Switchboard, api_domain: str) -> Response:
        """The answer to a request for a token: 200 in any case, with an error inside where it is refused."""
        failed = switches.take("token_error", request)
        if failed is not None:
            return json_answer({"error": failed.value or "invalid_code"})
        wrong = self._wrong(request.form)
        if wrong is not None:
            return json_answer({"error": wrong})
        short, lying = switches.take("token_expires_in", request), switches.take("token_lies", request)
        said = int(short.value) if short else SECONDS
        token = self._issue(float(lying.value) if lying else said)
        domain = switches.take("api_domain", request)
        answer = {
            "access_token": token,
            "scope": self.scope,
            "api_domain": domain.value if domain else api_domain,
            "token_type": "Bearer",
            "expires_in": said,
        }
        if switches.take("token_ms", request):
            answer |= {"expires_in_sec": said, "expires_in": said * 1000}
        return json_answer(answer)

    def _wrong(self, form: dict[str, str]) -> str | None:
        if form.get("grant_type") != "refresh_token":
            return "unsupported_grant_type" if form.get("grant_type") else "invalid_request"
        if form.get("client_id") != self.client_id:
            return "invalid_client"
        if form.get("client_secret") != self.client_secret:
            return "invalid_client_secret"
        return None if form.get("refresh_token") == self.refresh_token else "invalid_code"

    def _issue(self, lives: float) -> str:
        token = f"1000.{secrets.token_hex(16)}.{secrets.token_hex(16)}"
        with self._lock:
            self._expiry[token] = self._clock() + lives
            while len(self._expiry) > LIVE_TOKENS:
                del self._expiry[next(iter(self._expiry))]
        return token

    # checking

    def forget(self) -> None:
        """Every access token given so far is no longer one."""
        with self._lock:
            self._expiry.clear()

    def given(self) -> tuple[str, ...]:
        """The access tokens that were given and not deleted, to look for where they should not be."""
        with self._lock:
            return tuple(self._expiry)

    def live(self) -> int:
        """How many access tokens live."""
        with self._lock:
            return sum(expiry > self._clock() for expiry in self._expiry.values())

    def check(self, request: Request, area: str, part: str) -> None:
        """Raise Refused unless the request's token lives and its scope covers `part` of `area`."""
        if not request.headers.get("authorization", "").startswith(f"{SCHEME} "):
            raise refused("AUTHENTICATION_FAILURE")
        with self._lock:
            expiry = self._expiry.get(request.bearer)
        if expiry is None or expiry <= self._clock():
            raise refused("INVALID_TOKEN")
        if not covers(self.scope, area, part):
            raise refused("OAUTH_SCOPE_MISMATCH")


def covers(scope: str, area: str, part: str) -> bool:
    """Whether one of the scopes lets `part` of `area` be read: `ZohoCRM.modules.READ`, `ZohoCRM.modules.leads.ALL`."""
    fitting = {f"{area}{middle}.{right}" for middle in ("", f".{part}") for right in ("ALL", "READ")}
    return bool({x.lower() for x in fitting} & set(scope.lower().replace(",", " ").split()))
