"""REST APIs that a source's file describes: its words, pages, ways in, and drafts of such a file."""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.sources.rest.api import RestApi
    from heartbeat_cli.sources.rest.auth import NEEDED, Way, read_auth, tls_of
    from heartbeat_cli.sources.rest.client_credentials import AccessToken
    from heartbeat_cli.sources.rest.entering import enter
    from heartbeat_cli.sources.rest.paginators import PAGINATORS, Paginator
    from heartbeat_cli.sources.rest.paths import PATH, column_of, every_at
    from heartbeat_cli.sources.rest.seen import PageSeen
    from heartbeat_cli.sources.rest.settings import Incremental, Resource, read_resources
    from heartbeat_cli.sources.rest.words import OPTIONS
    from heartbeat_cli.sources.rest.wrong import wrong_with

__getattr__, __dir__ = face(
    __name__,
    {
        "api": "RestApi",
        "auth": "NEEDED Way read_auth tls_of",
        "client_credentials": "AccessToken",
        "entering": "enter",
        "paginators": "PAGINATORS Paginator",
        "paths": "PATH column_of every_at",
        "seen": "PageSeen",
        "settings": "Incremental Resource read_resources",
        "words": "OPTIONS",
        "wrong": "wrong_with",
    },
)

__all__ = [
    "NEEDED",
    "OPTIONS",
    "PAGINATORS",
    "PATH",
    "AccessToken",
    "Incremental",
    "PageSeen",
    "Paginator",
    "Resource",
    "RestApi",
    "Way",
    "column_of",
    "enter",
    "every_at",
    "read_auth",
    "read_resources",
    "tls_of",
    "wrong_with",
]
