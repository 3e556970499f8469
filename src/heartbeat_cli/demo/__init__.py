"""The synthetic estate: described schemas, generated rows, the two servers they live on, and three APIs."""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.demo.apis import APIS, ApiStatus
    from heartbeat_cli.demo.files import make_project
    from heartbeat_cli.demo.flaws import make_flaw
    from heartbeat_cli.demo.servers import ClusterStatus, Demo

__getattr__, __dir__ = face(
    __name__,
    {
        "apis": "APIS ApiStatus",
        "flaws": "make_flaw",
        "files": "make_project",
        "servers": "ClusterStatus Demo",
    },
)

__all__ = [
    "APIS",
    "ApiStatus",
    "ClusterStatus",
    "Demo",
    "make_flaw",
    "make_project",
]
