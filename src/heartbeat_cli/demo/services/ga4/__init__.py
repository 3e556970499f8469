"""The Google Analytics Data API: reports, metadata, quotas and the token server before them."""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.demo.services.ga4.accounts import ServiceAccount
    from heartbeat_cli.demo.services.ga4.service import QUOTAS, Ga4

__getattr__, __dir__ = face(__name__, {"accounts": "ServiceAccount", "service": "QUOTAS Ga4"})

__all__ = ["QUOTAS", "Ga4", "ServiceAccount"]
