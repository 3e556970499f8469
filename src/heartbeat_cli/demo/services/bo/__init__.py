"""The back office's REST API: streams, and every usual way to authenticate and to page."""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.demo.services.bo.auth import Anybody, ApiKey, Auth, Basic, Bearer, MutualTls
    from heartbeat_cli.demo.services.bo.pages import (
        ByCursor,
        ByLinkHeader,
        ByNextUrl,
        ByOffset,
        ByPageNumber,
        Pagination,
    )
    from heartbeat_cli.demo.services.bo.service import Bo

__getattr__, __dir__ = face(
    __name__,
    {
        "auth": "Anybody ApiKey Auth Basic Bearer MutualTls",
        "pages": "ByCursor ByLinkHeader ByNextUrl ByOffset ByPageNumber Pagination",
        "service": "Bo",
    },
)

__all__ = [
    "Anybody",
    "ApiKey",
    "Auth",
    "Basic",
    "Bearer",
    "Bo",
    "ByCursor",
    "ByLinkHeader",
    "ByNextUrl",
    "ByOffset",
    "ByPageNumber",
    "MutualTls",
    "Pagination",
]
