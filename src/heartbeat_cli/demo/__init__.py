"""The synthetic estate: described schemas, generated rows, and the two servers they live on."""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.demo.files import make_project
    from heartbeat_cli.demo.flaws import make_flaw
    from heartbeat_cli.demo.servers import ClusterStatus, Demo

__getattr__, __dir__ = face(
    __name__,
    {
        "flaws": "make_flaw",
        "files": "make_project",
        "servers": "ClusterStatus Demo",
    },
)

__all__ = [
    "ClusterStatus",
    "Demo",
    "make_flaw",
    "make_project",
]
