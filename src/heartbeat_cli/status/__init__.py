"""Where do we stand: estate, mirror, marts, ledger and metrics, joined."""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face
from heartbeat_cli.sources import Access

if TYPE_CHECKING:
    from heartbeat_cli.status.access import probe_access
    from heartbeat_cli.status.against_live import Discrepancy, LiveSource, hold_against, unlisted_databases
    from heartbeat_cli.status.asking import AccessRequest, access_request
    from heartbeat_cli.status.clusters import ask_clusters
    from heartbeat_cli.status.examination import examine
    from heartbeat_cli.status.health import HealthCheck
    from heartbeat_cli.status.live import (
        LiveApi,
        LiveCluster,
        LiveDatabase,
        LiveRelation,
        look_at_apis,
        look_at_clusters,
    )
    from heartbeat_cli.status.overview import NextStep, Overview, overview_of
    from heartbeat_cli.status.sources import EstateStatus, MartsContents, read_estate_status
    from heartbeat_cli.status.standing import SourceStatus, waiting_for

__getattr__, __dir__ = face(
    __name__,
    {
        "examination": "examine",
        "health": "HealthCheck",
        "asking": "AccessRequest access_request",
        "against_live": "Discrepancy LiveSource hold_against unlisted_databases",
        "live": "LiveApi LiveCluster LiveDatabase LiveRelation look_at_apis look_at_clusters",
        "access": "probe_access",
        "clusters": "ask_clusters",
        "overview": "NextStep Overview overview_of",
        "sources": "EstateStatus MartsContents read_estate_status",
        "standing": "SourceStatus waiting_for",
    },
)

__all__ = [
    "Access",
    "AccessRequest",
    "Discrepancy",
    "EstateStatus",
    "HealthCheck",
    "LiveApi",
    "LiveCluster",
    "LiveDatabase",
    "LiveRelation",
    "LiveSource",
    "MartsContents",
    "NextStep",
    "Overview",
    "SourceStatus",
    "access_request",
    "ask_clusters",
    "examine",
    "hold_against",
    "look_at_apis",
    "look_at_clusters",
    "overview_of",
    "probe_access",
    "read_estate_status",
    "unlisted_databases",
    "waiting_for",
]
