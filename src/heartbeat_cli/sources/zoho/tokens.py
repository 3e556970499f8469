"""Access tokens for a refresh token."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from heartbeat_cli.sources.failures import ApiFailedError, ApiRefusedError, QuotaError
from heartbeat_cli.sources.http import HttpClient, HttpRequest, HttpResponse, expires_at
from heartbeat_cli.sources.zoho.hosts import CENTRES, may_have_token, usual_api
from heartbeat_cli.sources.zoho.settings import CrmSettings

_WORDS: Final = re.compile(r"[A-Za-z_ ]{1,40}")
_REASONS: Final = {
    "invalid_code": "the refresh token is not valid any more, or belongs to another data centre",
    "invalid_client": "this data centre does not know the client",
    "invalid_client_secret": "the client secret is not that of the client",
    "invalid_grant": "the refresh token is not valid any more, or belongs to another data centre",
}


@dataclass(frozen=True, slots=True)
class CrmSession:
    """A token, the address of the API it is good for, and when it ends, in seconds since 1970."""

    token: str = field(repr=False)
    api_url: str
    expires: float
    scope: str | None = None

    @property
    def headers(self) -> Mapping[str, str]:
        """How it is sent."""
        return {"Authorization": f"Zoho-oauthtoken {self.token}"}


class CrmTokens:
    """Where the tokens of an organisation come from."""

    def __init__(self, settings: CrmSettings, client: HttpClient) -> None:
        self._settings = settings
        self._client = client

    def fetch(self) -> CrmSession:
        """A token for the refresh token. Raises ApiRefusedError, ApiFailedError, QuotaError."""
        settings = self._settings
        form = {
            "refresh_token": settings.refresh_token,
            "client_id": settings.client_id,
            "client_secret": settings.client_secret,
            "grant_type": "refresh_token",
        }
        url = f"{settings.accounts_url}/oauth/v2/token"
        secrets = (settings.refresh_token, settings.client_id, settings.client_secret)
        answer = self._client.send(HttpRequest("POST", url, form=form, secrets=secrets))
        found = answer.json()
        token = found.get("access_token") if isinstance(found, dict) else None
        if not isinstance(token, str) or not token or answer.status >= 400:
            raise self._refused(found, answer)
        return CrmSession(token, self._api_url(found), _ends(found), _text(found.get("scope")))

    def _api_url(self, found: Mapping[str, Any]) -> str:
        accounts = self._settings.accounts_url
        url = (_text(found.get("api_domain")) or usual_api(accounts)).rstrip("/")
        if not may_have_token(url, accounts):
            raise ApiFailedError(
                f"{self._place} sends on to {_host(url)}, which is no host of Zoho's API; no token is sent there",
                where=self._settings.source,
                hint="Is accounts_url the right one?",
            )
        return url

    def _refused(self, found: Any, answer: HttpResponse) -> Exception:
        error = found.get("error") if isinstance(found, dict) else None
        code = error if isinstance(error, str) and _WORDS.fullmatch(error) else f"HTTP {answer.status}"
        if code == "Access Denied":
            return QuotaError(
                f"{self._place} gives no more tokens for now: too many were asked for",
                where=self._settings.source,
                hint="Run it again in ten minutes.",
            )
        if error is None and answer.status < 400:
            return ApiFailedError(f"{self._place} gave no token", where=self._settings.source)
        return ApiRefusedError(
            f"{self._place} gives no token ({code}): {_REASONS.get(code, 'it refuses what it was sent')}",
            where=self._settings.source,
            hint=f"Data centres are {', '.join(CENTRES)}: accounts_url says which.",
        )

    @property
    def _place(self) -> str:
        return _host(self._settings.accounts_url)


def _ends(found: Mapping[str, Any]) -> float:
    """Older answers have milliseconds in expires_in, and seconds in expires_in_sec."""
    return expires_at(found.get("expires_in_sec", found.get("expires_in")))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _host(url: str) -> str:
    return urlsplit(url).netloc.rpartition("@")[2] or "nowhere"
