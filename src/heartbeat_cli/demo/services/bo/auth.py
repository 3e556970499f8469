"""Who may ask the back office: one way of many, chosen when the service is made."""

import base64
import hmac
import ssl
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from heartbeat_cli.demo.services.certificates import Certificates
from heartbeat_cli.demo.services.messages import Request


class Auth(Protocol):
    """A way to let in: whether it does, what OpenAPI calls it, and the TLS it needs."""

    def admits(self, request: Request) -> bool:
        """Whether the request shows what it must."""

    def scheme(self) -> dict[str, Any] | None:
        """The security scheme of the OpenAPI document, None where there is none."""

    def tls(self) -> ssl.SSLContext | None:
        """What the server's connections are wrapped in, None for plain HTTP."""


class _Plain:
    """Without TLS."""

    def tls(self) -> ssl.SSLContext | None:
        """Plain HTTP: it never leaves this machine."""
        return None


@dataclass(frozen=True)
class Bearer(_Plain):
    """`Authorization: Bearer <token>`."""

    token: str

    def admits(self, request: Request) -> bool:
        """Whether the token is right."""
        return _same(request.headers.get("authorization"), f"Bearer {self.token}")

    def scheme(self) -> dict[str, Any]:
        """HTTP bearer."""
        return {"type": "http", "scheme": "bearer"}


@dataclass(frozen=True)
class ApiKey(_Plain):
    """A key in a header or in a parameter of the address."""

    key: str
    name: str = "X-API-Key"
    place: Literal["header", "query"] = "header"

    def admits(self, request: Request) -> bool:
        """Whether the key is right."""
        given = request.headers.get(self.name.lower()) if self.place == "header" else request.query.get(self.name)
        return _same(given, self.key)

    def scheme(self) -> dict[str, Any]:
        """An API key."""
        return {"type": "apiKey", "in": self.place, "name": self.name}


@dataclass(frozen=True)
class Basic(_Plain):
    """HTTP Basic."""

    user: str
    password: str

    def admits(self, request: Request) -> bool:
        """Whether user and password are right."""
        encoded = base64.b64encode(f"{self.user}:{self.password}".encode()).decode()
        return _same(request.headers.get("authorization"), f"Basic {encoded}")

    def scheme(self) -> dict[str, Any]:
        """HTTP basic."""
        return {"type": "http", "scheme": "basic"}


@dataclass(frozen=True)
class MutualTls:
    """TLS in which the client shows a certificate of the authority; `client` is the name it must be for."""

    certificates: Certificates
    client: str = "heartbeat"

    def admits(self, request: Request) -> bool:
        """Whether the certificate is the client's."""
        return _same(request.certificate, self.client)

    def scheme(self) -> dict[str, Any]:
        """Mutual TLS, which OpenAPI knows from 3.1 on."""
        return {"type": "mutualTLS"}

    def tls(self) -> ssl.SSLContext | None:
        """TLS that asks for the client's certificate."""
        return self.certificates.server_context()


@dataclass(frozen=True)
class Anybody(_Plain):
    """No authentication."""

    def admits(self, request: Request) -> bool:  # noqa: ARG002 - whoever asks
        """Always."""
        return True

    def scheme(self) -> dict[str, Any] | None:
        """None."""
        return None


def _same(given: str | None, wanted: str) -> bool:
    return given is not None and hmac.compare_digest(given.encode(), wanted.encode())
