"""An API that gives figures, not rows: reports of Google Analytics 4."""

from collections.abc import Mapping
from typing import Any

from heartbeat_cli.estate import ProjectSettings, Source
from heartbeat_cli.extras import need
from heartbeat_cli.sources import Access, ApiArchetype, Surroundings
from heartbeat_cli.sources.credentials import has_credentials
from heartbeat_cli.sources.ga4 import GA4_OPTIONS, AnalyticsSession, GoogleAnalytics, read_property_settings


class AggregateApi(ApiArchetype):
    """Reports are tables; PREFIX_CREDENTIALS is the service account's key file, or its JSON."""

    options: Mapping[str, Any] = GA4_OPTIONS
    schema = "reports"

    def connect(
        self, project: ProjectSettings, source: Source, around: Surroundings | None = None, session: Any = None
    ) -> GoogleAnalytics:
        """Enter. Raises HbError (`no_credentials`) naming the variables that are missing.

        Raises InvalidFileError and MissingExtraError as well.
        """
        need("ingest")
        entered = session if isinstance(session, AnalyticsSession) else None
        return GoogleAnalytics(read_property_settings(project, source), around, entered)

    def probe(self, project: ProjectSettings, sources: tuple[Source, ...]) -> Mapping[str, Access]:
        """Those with credentials are entered, and asked for the first row of each report."""
        return super().probe(project, tuple(s for s in sources if has_credentials(project, s, ("CREDENTIALS",))))


ARCHETYPE = AggregateApi()
