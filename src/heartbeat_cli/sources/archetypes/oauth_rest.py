"""An API over HTTP that is entered by OAuth with a refresh token: Zoho CRM v8."""

from collections.abc import Mapping
from typing import Any

from heartbeat_cli.estate import ProjectSettings, Source
from heartbeat_cli.sources import ApiArchetype, Surroundings
from heartbeat_cli.sources.zoho import ZOHO_OPTIONS, CrmSession, ZohoCrm, read_crm_settings


class OauthRest(ApiArchetype):
    """Modules are tables; PREFIX_CLIENT_ID, _CLIENT_SECRET and _REFRESH_TOKEN are what it is entered with."""

    options: Mapping[str, Any] = ZOHO_OPTIONS
    schema = "crm"

    def connect(
        self, project: ProjectSettings, source: Source, around: Surroundings | None = None, session: Any = None
    ) -> ZohoCrm:
        """Enter. Raises HbError (`no_credentials`) naming the variables that are missing."""
        entered = session if isinstance(session, CrmSession) else None
        return ZohoCrm(read_crm_settings(project, source), around, entered)


ARCHETYPE = OauthRest()
