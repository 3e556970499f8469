"""OAuth 2.0 client credentials (RFC 6749, section 4.4): an id and a secret are changed for a token that ends."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from heartbeat_cli.sources.failures import ApiFailedError, ApiRefusedError
from heartbeat_cli.sources.http import HttpClient, HttpRequest, HttpResponse

_USUAL_LIFE: Final = 3600
# A new one is fetched half a minute before the end, or in the last tenth of a short life.
_MARGIN_SECONDS: Final = 30


@dataclass(frozen=True, slots=True)
class AccessToken:
    """A token, and when it ends: seconds since 1970."""

    value: str = field(repr=False)
    ends_at: float

    @property
    def is_over(self) -> bool:
        """Whether it should not be sent any more."""
        return time.time() >= self.ends_at


class ClientCredentials:
    """One token for all threads, fetched when the first needs it, and again when it ends or is refused."""

    def __init__(
        self, auth: Mapping[str, Any], client_id: str, secret: str, client: HttpClient, token: AccessToken | None
    ) -> None:
        self._auth = auth
        self._client_id, self._secret = client_id, secret
        self._client = client
        self._token = token
        self._lock = threading.Lock()

    @property
    def token(self) -> AccessToken | None:
        """The token there is."""
        return self._token

    def headers(self) -> Mapping[str, str]:
        """The header that lets us in. Raises ApiRefusedError, ApiFailedError."""
        with self._lock:
            if self._token is None or self._token.is_over:
                self._token = self._fetch()
            return {"Authorization": f"Bearer {self._token.value}"}

    def renew(self, refused: Mapping[str, str]) -> None:
        """Forget the token that was refused, unless another thread has a new one already."""
        with self._lock:
            if self._token is not None and refused.get("Authorization") == f"Bearer {self._token.value}":
                self._token = None

    def _fetch(self) -> AccessToken:
        said = {name: str(value) for name, value in self._auth.get("access_token_request_data", {}).items()}
        own = {"grant_type": "client_credentials", "client_id": self._client_id, "client_secret": self._secret}
        answer = self._client.send(
            HttpRequest("POST", self._auth["access_token_url"], form={**said, **own}, secrets=(self._secret,))
        )
        if answer.status in (400, 401, 403):
            raise self._refused(answer)
        body = answer.required().json()
        token = body.get("access_token") if isinstance(body, dict) else None
        if not isinstance(token, str) or not token:
            raise self._refused(answer)
        return AccessToken(token, time.time() + self._life(body.get("expires_in"), answer))

    def _life(self, said: Any, answer: HttpResponse) -> float:
        seconds = self._auth.get("default_token_expiration", _USUAL_LIFE) if said is None else said
        try:
            life = float(seconds)
        except (TypeError, ValueError):
            raise ApiFailedError(f"{answer.place} gave a token that lives no number of seconds") from None
        return max(life * 0.9, life - _MARGIN_SECONDS) if life > 0 else 0.0

    def _refused(self, answer: HttpResponse) -> ApiRefusedError:
        return ApiRefusedError(
            f"{answer.place} gave no token ({answer.status}): '{answer.excerpt()}'",
            where=answer.source,
            hint="Check the client id and secret, and the scope it asks for.",
        )
