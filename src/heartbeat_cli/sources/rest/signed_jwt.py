"""A way in where every request is signed: an API key, and a token that is good for this request and half a minute.

Source: Fireblocks API, "Signing a request": an RS256 JWT of `uri`, `nonce`, `iat`, `exp`, `sub` and `bodyHash`.
"""

import hashlib
import json
import threading
import time
import uuid
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from heartbeat_cli.errors import HbError
from heartbeat_cli.extras import need
from heartbeat_cli.sources.credentials import Variables
from heartbeat_cli.sources.http import Authorization, HttpRequest
from heartbeat_cli.sources.jwt import signed_jwt
from heartbeat_cli.sources.rest.auth import Way

_LIFE_SECONDS: Final = 29


class RequestSignature:
    """Signs what is about to be sent, anew at every attempt: a service takes each nonce once."""

    def __init__(self, key_header: str, api_key: str, private_key: str) -> None:
        self._key_header = key_header
        self._api_key, self._private_key = api_key, private_key
        self._about_to_be_sent = threading.local()

    def prepare(self, request: HttpRequest) -> HttpRequest:
        """The request with its query in the URL, as it is signed."""
        query = urlencode(request.params, doseq=True)
        joined = "&" if urlsplit(request.url).query else "?"
        whole = replace(request, url=f"{request.url}{joined}{query}" if query else request.url, params={})
        self._about_to_be_sent.request = whole
        return whole

    def headers(self) -> Mapping[str, str]:
        """Key and signature of this thread's request."""
        token = signed_jwt(self._claims(self._about_to_be_sent.request), self._private_key)
        return {self._key_header: self._api_key, "Authorization": f"Bearer {token}"}

    def _claims(self, request: HttpRequest) -> Mapping[str, Any]:
        parts, now = urlsplit(request.url), int(time.time())
        body = b"" if request.json is None else json.dumps(request.json, allow_nan=False).encode()
        return {
            "uri": f"{parts.path}?{parts.query}" if parts.query else parts.path,
            "nonce": str(uuid.uuid4()),
            "iat": now,
            "exp": now + _LIFE_SECONDS,
            "sub": self._api_key,
            "bodyHash": hashlib.sha256(body).hexdigest(),
        }


def signed(auth: Mapping[str, Any], variables: Variables) -> Way:
    """The way in. Raises HbError (`no_credentials`) where the key is missing, or is none, and
    MissingExtraError."""
    need("ingest")
    api_key = variables.for_a_header("API_KEY")
    private_key = variables.text("PRIVATE_KEY")
    try:
        signed_jwt({}, private_key)
    except (ValueError, TypeError):
        raise HbError(
            f"{variables.env}_PRIVATE_KEY is no private RSA key in PEM",
            where=variables.source,
            hint="It holds the key itself, or names the file it is in.",
            code="no_credentials",
        ) from None
    signature = RequestSignature(auth.get("api_key_header", "X-API-Key"), api_key, private_key)
    return Way(Authorization(signature.headers), signed=signature.prepare)
