"""HTTP as every API archetype uses it: bounded in time and size, tried again where that is safe, silent on secrets."""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.sources.http.client import ALONE, Authorization, HttpClient
    from heartbeat_cli.sources.http.hosts import is_loopback, same_origin
    from heartbeat_cli.sources.http.limits import Limits, Tls
    from heartbeat_cli.sources.http.message import HttpRequest, HttpResponse, place_of
    from heartbeat_cli.sources.http.tokens import TokenKeeper, expires_at

__getattr__, __dir__ = face(
    __name__,
    {
        "client": "ALONE Authorization HttpClient",
        "hosts": "is_loopback same_origin",
        "limits": "Limits Tls",
        "message": "HttpRequest HttpResponse place_of",
        "tokens": "TokenKeeper expires_at",
    },
)

__all__ = [
    "ALONE",
    "Authorization",
    "HttpClient",
    "HttpRequest",
    "HttpResponse",
    "Limits",
    "Tls",
    "TokenKeeper",
    "expires_at",
    "is_loopback",
    "place_of",
    "same_origin",
]
