"""Zoho CRM v8: accounts, records, settings."""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.demo.services.zoho.records import Deleted
    from heartbeat_cli.demo.services.zoho.service import SCOPES, Zoho

__getattr__, __dir__ = face(__name__, {"records": "Deleted", "service": "SCOPES Zoho"})

__all__ = ["SCOPES", "Deleted", "Zoho"]
