"""Asking a local service over HTTP, with nothing between the test and what comes over the wire."""

import base64
import http.client
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest

from heartbeat_cli.demo.services import Ga4, Service, Zoho

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Reply:
    """What came back: names of headers as they were sent."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


def ask(
    service: Service,
    path: str,
    headers: Mapping[str, str] | None = None,
    body: bytes | None = None,
    timeout: float = 10,
) -> Reply:
    """GET a path, or POST it with a body, on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=timeout)
    try:
        connection.request("GET" if body is None else "POST", path, body, dict(headers or {}))
        reply = connection.getresponse()
        return Reply(reply.status, dict(reply.headers), reply.read())
    finally:
        connection.close()


def zoho_grant(service: Zoho, **changed: str) -> Reply:
    """The answer to a request for an access token; `changed` are fields of it that are wrong."""
    form = {
        "refresh_token": service.accounts.refresh_token,
        "client_id": service.accounts.client_id,
        "client_secret": service.accounts.client_secret,
        "grant_type": "refresh_token",
    }
    return ask(service, "/oauth/v2/token", FORM, urlencode({**form, **changed}).encode())


def zoho_headers(service: Zoho) -> dict[str, str]:
    """The header of whoever has a new access token."""
    return {"Authorization": f"Zoho-oauthtoken {zoho_grant(service).json['access_token']}"}


def assertion(service: Ga4, header: Mapping[str, Any] | None = None, key: Any = None, **changed: Any) -> str:
    """A signed JWT for the token server; `header` and `changed` are what is wrong with it."""
    pytest.importorskip("cryptography", reason="no cryptography to sign with")
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding

    account = service.token_server.account
    now = int(time.time())
    claims = {
        "iss": account.email,
        "scope": "https://www.googleapis.com/auth/analytics.readonly",
        "aud": "https://oauth2.googleapis.com/token",
        "iat": now,
        "exp": now + 3600,
    }
    parts = [{"alg": "RS256", "typ": "JWT", "kid": account.key_id} | dict(header or {}), claims | changed]
    message = ".".join(_encoded(json.dumps(part).encode()) for part in parts)
    signature = (key or account.key).sign(message.encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{message}.{_encoded(signature)}"


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def ga4_grant(service: Ga4, signed: str) -> Reply:
    """The answer of the token server to an assertion."""
    form = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": signed}
    return ask(service, "/token", FORM, urlencode(form).encode())


def ga4_headers(service: Ga4) -> dict[str, str]:
    """The header of whoever has a new access token."""
    return {"Authorization": f"Bearer {ga4_grant(service, assertion(service)).json['access_token']}"}
