"""HTTP as every API archetype uses it: bounded in time and size, tried again where that is safe, silent on secrets."""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.sources.http.client import ALONE, Authorization, HttpClient
    from heartbeat_cli.sources.http.hosts import is_loopback, same_origin
    from heartbeat_cli.sources.http.limits import Limits, Tls
    from heartbeat_cli.sources.http.message import HttpRequest, HttpResponse, place_of

__getattr__, __dir__ = face(
    __name__,
    {
        "client": "ALONE Authorization HttpClient",
        "hosts": "is_loopback same_origin",
        "limits": "Limits Tls",
        "message": "HttpResponse HttpRequest place_of",
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
    "is_loopback",
    "place_of",
    "same_origin",
]
