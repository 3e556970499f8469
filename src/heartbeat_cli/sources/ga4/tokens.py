"""Access tokens for a service account: a signed assertion for each."""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from heartbeat_cli.discreet import shown
from heartbeat_cli.errors import HbError
from heartbeat_cli.sources.failures import ApiFailedError, ApiRefusedError
from heartbeat_cli.sources.ga4.service_account import AccountKey
from heartbeat_cli.sources.http import HttpClient, HttpRequest, HttpResponse, expires_at, place_of
from heartbeat_cli.sources.jwt import signed_jwt

_SCOPE: Final = "https://www.googleapis.com/auth/analytics.readonly"
_GRANT: Final = "urn:ietf:params:oauth:grant-type:jwt-bearer"
# Of every assertion, wherever it is sent.
_AUDIENCE: Final = "https://oauth2.googleapis.com/token"
_SECONDS: Final = 3600
_WORD: Final = re.compile(r"[a-z_]{1,40}")


@dataclass(frozen=True, slots=True)
class AnalyticsSession:
    """A token, and when it ends, in seconds since 1970."""

    value: str = field(repr=False)
    expires: float

    @property
    def headers(self) -> Mapping[str, str]:
        """How it is sent."""
        return {"Authorization": f"Bearer {self.value}"}


def fetch_token(key: AccountKey, client: HttpClient, source: str) -> AnalyticsSession:
    """A token for an assertion. Raises ApiRefusedError, ApiFailedError, HbError (`no_credentials`)."""
    assertion = _assertion(key, source)
    form = {"grant_type": _GRANT, "assertion": assertion}
    answer = client.send(HttpRequest("POST", key.token_uri, form=form, secrets=(assertion,)))
    found = answer.json()
    value = found.get("access_token") if isinstance(found, dict) else None
    if answer.status >= 400 or not isinstance(value, str) or not value:
        raise _refused(key, found, answer)
    return AnalyticsSession(value, expires_at(found.get("expires_in")))


def _assertion(key: AccountKey, source: str) -> str:
    now = int(time.time())
    claims = {"iss": key.email, "scope": _SCOPE, "aud": _AUDIENCE, "iat": now, "exp": now + _SECONDS}
    try:
        return signed_jwt(claims, key.private_key, key.key_id)
    except (ValueError, TypeError):
        message = "the private_key of its credentials is no RSA key that can be read"
    # Not from within the handler: the key would come along.
    raise HbError(message, where=source, hint="Download the key file anew.", code="no_credentials")


def _refused(key: AccountKey, found: object, answer: HttpResponse) -> Exception:
    said = found if isinstance(found, dict) else {}
    code, described = said.get("error"), said.get("error_description")
    if not isinstance(code, str) or _WORD.fullmatch(code) is None:
        return ApiFailedError(f"{place_of(key.token_uri)} gave no token", where=answer.source)
    why = shown(answer.without_secrets(described)) if isinstance(described, str) else "it does not say why"
    return ApiRefusedError(
        f"{place_of(key.token_uri)} gives {key.email} no token ({code}): {why}",
        where=answer.source,
        hint="Is the key still there, and the clock of this machine right?",
    )
