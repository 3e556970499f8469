"""Where do we stand: estate, mirror, marts, ledger and metrics, joined."""

from heartbeat_cli.estate import Access
from heartbeat_cli.status.access import probe_access
from heartbeat_cli.status.sources import EstateStatus, read_estate_status
from heartbeat_cli.status.standing import SourceStatus

__all__ = ["Access", "EstateStatus", "SourceStatus", "probe_access", "read_estate_status"]
