"""An API over HTTP that is entered by OAuth with a refresh token: Zoho CRM v8."""

from collections.abc import Mapping
from typing import Any

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings, Source
from heartbeat_cli.extras import need
from heartbeat_cli.sources import Access, ApiArchetype, Surroundings
from heartbeat_cli.sources.credentials import has_credentials
from heartbeat_cli.sources.zoho import (
    CRM_CREDENTIALS,
    ZOHO_CRM,
    ZOHO_OPTIONS,
    CrmSession,
    ZohoCrm,
    read_crm_settings,
)


class OauthRest(ApiArchetype):
    """Modules are tables; PREFIX_CLIENT_ID, _CLIENT_SECRET and _REFRESH_TOKEN are what it is entered with."""

    options: Mapping[str, Any] = ZOHO_OPTIONS
    schema = "crm"

    def connect(
        self, project: ProjectSettings, source: Source, around: Surroundings | None = None, session: Any = None
    ) -> ZohoCrm:
        """Enter. Raises HbError: `not_described`, `no_credentials` naming the variables that are missing.

        Raises MissingExtraError as well.
        """
        if source.option("api") != ZOHO_CRM:
            raise HbError(
                "its file does not say which API it is",
                where=source.name,
                hint=f"`api: {ZOHO_CRM}` is the one there is."
                + (f" Needed first: {source.needs}" if source.needs else ""),
                code="not_described",
            )
        need("ingest")
        entered = session if isinstance(session, CrmSession) else None
        return ZohoCrm(read_crm_settings(project, source), around, entered)

    def probe(self, project: ProjectSettings, sources: tuple[Source, ...]) -> Mapping[str, Access]:
        """Those with credentials are entered, and asked for their modules."""
        asked = (s for s in sources if s.option("api") == ZOHO_CRM and has_credentials(project, s, CRM_CREDENTIALS))
        return super().probe(project, tuple(asked))


ARCHETYPE = OauthRest()
