"""Where do we stand: estate, mirror, marts, ledger and metrics, joined."""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face
from heartbeat_cli.sources import Access

if TYPE_CHECKING:
    from heartbeat_cli.status.access import probe_access
    from heartbeat_cli.status.clusters import ask_clusters
    from heartbeat_cli.status.overview import NextStep, Overview, overview_of
    from heartbeat_cli.status.sources import EstateStatus, read_estate_status
    from heartbeat_cli.status.standing import SourceStatus

__getattr__, __dir__ = face(
    __name__,
    {
        "access": "probe_access",
        "clusters": "ask_clusters",
        "overview": "NextStep Overview overview_of",
        "sources": "EstateStatus read_estate_status",
        "standing": "SourceStatus",
    },
)

__all__ = [
    "Access",
    "EstateStatus",
    "NextStep",
    "Overview",
    "SourceStatus",
    "ask_clusters",
    "overview_of",
    "probe_access",
    "read_estate_status",
]
