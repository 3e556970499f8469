"""Google's token server for one service account: a signed assertion against an access token."""

import base64
import binascii
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import orjson

from heartbeat_cli.demo.services.ga4.errors import refused
from heartbeat_cli.demo.services.messages import Request, Response, json_answer
from heartbeat_cli.demo.services.switches import Switchboard

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

TOKEN_PATH = "/token"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
# The audience of an assertion, wherever it is sent to.
AUDIENCE = "https://oauth2.googleapis.com/token"
API_AUDIENCE = "https://analyticsdata.googleapis.com/"
SCOPES = frozenset({"https://www.googleapis.com/auth/analytics.readonly", "https://www.googleapis.com/auth/analytics"})
LONGEST, SKEW, LIVES = 3600, 60, 3599


@dataclass(frozen=True)
class ServiceAccount:
    """A service account. Its key is read from `pem`, or made when it is first asked for; `cryptography` is needed."""

    email: str = "heartbeat@demo-project.iam.gserviceaccount.test"
    project: str = "demo-project"
    key_id: str = field(default_factory=lambda: secrets.token_hex(20))
    pem: str | None = None

    @cached_property
    def key(self) -> "RSAPrivateKey":
        """The private key, 2048 bits where it is made."""
        from cryptography.hazmat.primitives.asymmetric import rsa
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        if self.pem is not None:
            return cast("RSAPrivateKey", load_pem_private_key(self.pem.encode(), None))
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def file(self, token_uri: str) -> dict[str, str]:
        """What its key file says, as Google's console gives one to download."""
        from cryptography.hazmat.primitives import serialization

        pem = self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return {
            "type": "service_account",
            "project_id": self.project,
            "private_key_id": self.key_id,
            "private_key": pem.decode(),
            "client_email": self.email,
            "client_id": "100000000000000000001",
            "auth_uri": "https://accounts.google.com/o/oauth2/auth",
            "token_uri": token_uri,
            "universe_domain": "googleapis.com",
        }

    def signed(self, message: bytes, signature: bytes) -> bool:
        """Whether the signature is this account's, RS256."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import padding

        try:
            self.key.public_key().verify(signature, message, padding.PKCS1v15(), hashes.SHA256())
        except InvalidSignature:
            return False
        return True


class TokenServer:
    """Gives access tokens for assertions of one account. `now` gives seconds since 1970."""

    def __init__(self, account: ServiceAccount, now: Callable[[], float] = time.time) -> None:
        self.account = account
        self._now = now
        self._expiry: dict[str, float] = {}
        self._lock = threading.Lock()

    def grant(self, request: Request, switches: Switchboard) -> Response:
        """The answer to a request for a token; 400 says what is wrong with the assertion."""
        failed = switches.take("token_error", request)
        if failed is not None:
            return _wrong(failed.value or "invalid_grant", "Invalid grant: account not found")
        form = request.form
        if form.get("grant_type") != GRANT:
            return _wrong("unsupported_grant_type", f"Invalid grant_type: {form.get('grant_type')}")
        wrong = self._why_wrong(form.get("assertion", ""))
        if wrong is not None:
            return _wrong(*wrong)
        short, lying = switches.take("token_expires_in", request), switches.take("token_lies", request)
        said = int(short.value) if short else LIVES
        token = f"ya29.{secrets.token_urlsafe(48)}"
        with self._lock:
            self._expiry[token] = self._now() + (float(lying.value) if lying else said)
        return json_answer({"access_token": token, "expires_in": said, "token_type": "Bearer"})

    def _why_wrong(self, assertion: str) -> tuple[str, str] | None:
        """The error and its description, None for an assertion that deserves a token."""
        wrong, claims = self._read(assertion)
        if wrong is not None:
            return "invalid_grant", wrong
        if claims.get("aud") != AUDIENCE:
            return "invalid_grant", f"Invalid JWT: Failed audience check. The right audience is {AUDIENCE}"
        if not SCOPES & set(str(claims.get("scope", "")).split()):
            return "invalid_scope", "Invalid OAuth scope or ID token audience provided."
        return None

    def _read(self, assertion: str) -> tuple[str | None, dict[str, Any]]:
        """What is wrong with a JWT of the account, and its claims."""
        try:
            message, signature, header, claims = _taken_apart(assertion)
        except (ValueError, binascii.Error):
            return "Invalid JWT: not a JWT", {}
        if header.get("alg") != "RS256" or header.get("kid") != self.account.key_id:
            return "Invalid JWT Signature.", {}
        if not self.account.signed(message, signature):
            return "Invalid JWT Signature.", {}
        if claims.get("iss") != self.account.email:
            return "Invalid grant: account not found", {}
        if not self._is_timely(claims.get("iat"), claims.get("exp")):
            return (
                "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
                "Check your iat and exp values in the JWT claim.",
                {},
            )
        return None, claims

    def _is_timely(self, iat: Any, exp: Any) -> bool:
        if not isinstance(iat, int | float) or not isinstance(exp, int | float):
            return False
        return iat <= self._now() + SKEW and self._now() < exp + SKEW and 0 < exp - iat <= LONGEST

    def given(self) -> tuple[str, ...]:
        """The access tokens that were given, to look for where they should not be."""
        with self._lock:
            return tuple(self._expiry)

    def forget(self) -> None:
        """Every access token given so far is no longer one."""
        with self._lock:
            self._expiry.clear()

    def check(self, request: Request) -> None:
        """Raise Refused unless the request's token lives, or is an assertion for the API itself.

        Google's own clients spare themselves the token server: they send such an assertion with every request.
        """
        if not request.headers.get("authorization", "").startswith("Bearer "):
            raise refused(401)
        with self._lock:
            expiry = self._expiry.get(request.bearer, 0.0)
        if expiry <= self._now() and not self._is_for_api(request.bearer):
            raise refused(401)

    def _is_for_api(self, assertion: str) -> bool:
        if assertion.count(".") != 2:
            return False
        wrong, claims = self._read(assertion)
        scopes = set(str(claims.get("scope", "")).split())
        return wrong is None and (claims.get("aud") == API_AUDIENCE or bool(SCOPES & scopes))


def _taken_apart(assertion: str) -> tuple[bytes, bytes, dict[str, Any], dict[str, Any]]:
    head, body, signature = assertion.split(".")
    header, claims = orjson.loads(_decoded(head)), orjson.loads(_decoded(body))
    if not isinstance(header, dict) or not isinstance(claims, dict):
        raise ValueError("no objects")
    return f"{head}.{body}".encode(), _decoded(signature), header, claims


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _wrong(error: str, description: str) -> Response:
    return json_answer({"error": error, "error_description": description}, 400)
