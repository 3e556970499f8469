"""The back office's REST API: streams, and every usual way to authenticate and to page."""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.demo.services.bo.auth import Anybody, ApiKey, Auth, Basic, Bearer, MutualTls
    from heartbeat_cli.demo.services.bo.pages import Cursor, LinkHeader, NextUrl, Offset, PageNumber, Pagination
    from heartbeat_cli.demo.services.bo.service import Bo

__getattr__, __dir__ = face(
    __name__,
    {
        "auth": "Anybody ApiKey Auth Basic Bearer MutualTls",
        "pages": "Cursor LinkHeader NextUrl Offset PageNumber Pagination",
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
    "Cursor",
    "LinkHeader",
    "MutualTls",
    "NextUrl",
    "Offset",
    "PageNumber",
    "Pagination",
]
