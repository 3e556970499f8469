"""Zoho CRM v8: accounts, records, settings."""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.demo.services.zoho.service import SCOPES, Zoho

__getattr__, __dir__ = face(__name__, {"service": "SCOPES Zoho"})

__all__ = ["SCOPES", "Zoho"]
