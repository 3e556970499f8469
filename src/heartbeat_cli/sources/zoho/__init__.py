"""Zoho CRM v8: its tokens, what modules have, and their records page by page."""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.sources.zoho.api import ZohoCrm
    from heartbeat_cli.sources.zoho.settings import (
        CRM_CREDENTIALS,
        ZOHO_CRM,
        ZOHO_OPTIONS,
        CrmSettings,
        read_crm_settings,
    )
    from heartbeat_cli.sources.zoho.tokens import CrmSession

__getattr__, __dir__ = face(
    __name__,
    {
        "api": "ZohoCrm",
        "settings": "CRM_CREDENTIALS CrmSettings ZOHO_CRM ZOHO_OPTIONS read_crm_settings",
        "tokens": "CrmSession",
    },
)

__all__ = ["CRM_CREDENTIALS", "ZOHO_CRM", "ZOHO_OPTIONS", "CrmSession", "CrmSettings", "ZohoCrm", "read_crm_settings"]
