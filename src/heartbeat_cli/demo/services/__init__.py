"""Local services that speak as three APIs do, with every failure their users meet at a switch.

with Zoho({"Leads": rows}).serving() as service:
    service.switch("cut", path="/crm/v8/Leads", after=2)
    ...  # service.url, service.seen()
"""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.demo.services.bo.auth import Anybody, ApiKey, Basic, Bearer, MutualTls
    from heartbeat_cli.demo.services.bo.pages import ByCursor, ByLinkHeader, ByNextUrl, ByOffset, ByPageNumber
    from heartbeat_cli.demo.services.bo.service import Bo
    from heartbeat_cli.demo.services.certificates import Certificates, make_certificates
    from heartbeat_cli.demo.services.ga4.accounts import ServiceAccount
    from heartbeat_cli.demo.services.ga4.service import Ga4
    from heartbeat_cli.demo.services.process import Services
    from heartbeat_cli.demo.services.seen import SeenRequest
    from heartbeat_cli.demo.services.service import Service
    from heartbeat_cli.demo.services.settings import Settings
    from heartbeat_cli.demo.services.switches import Switch
    from heartbeat_cli.demo.services.zoho.service import Zoho

__getattr__, __dir__ = face(
    __name__,
    {
        "bo": "Anybody ApiKey Basic Bearer Bo ByCursor ByLinkHeader MutualTls ByNextUrl ByOffset ByPageNumber",
        "certificates": "Certificates make_certificates",
        "ga4": "Ga4 ServiceAccount",
        "process": "Services",
        "seen": "SeenRequest",
        "service": "Service",
        "settings": "Settings",
        "switches": "Switch",
        "zoho": "Zoho",
    },
)

__all__ = [
    "Anybody",
    "ApiKey",
    "Basic",
    "Bearer",
    "Bo",
    "ByCursor",
    "ByLinkHeader",
    "ByNextUrl",
    "ByOffset",
    "ByPageNumber",
    "Certificates",
    "Ga4",
    "MutualTls",
    "SeenRequest",
    "Service",
    "ServiceAccount",
    "Services",
    "Settings",
    "Switch",
    "Zoho",
    "make_certificates",
]
