"""An API over HTTP that answers with JSON, described in the words of dlt's `rest_api` source."""

from collections.abc import Iterator, Mapping
from typing import Any

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings, Source
from heartbeat_cli.sources import Access, ApiArchetype, Surroundings
from heartbeat_cli.sources.credentials import read_variables
from heartbeat_cli.sources.http import ALONE, HttpClient
from heartbeat_cli.sources.rest import (
    NEEDED,
    OPTIONS,
    RestApi,
    enter,
    read_auth,
    read_resources,
    tls_of,
    wrong_with,
)


class Rest(ApiArchetype):
    """What its file says is all there is: the client, and a resource for each table."""

    options: Mapping[str, Any] = OPTIONS
    schema = "api"

    def wrong_with(self, data: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """What no schema can say."""
        return wrong_with(data)

    def connect(
        self, project: ProjectSettings, source: Source, around: Surroundings | None = None, session: Any = None
    ) -> RestApi:
        """Enter by what `client` says. Raises HbError where the file describes no API, or a variable is missing."""
        client, around = self._described(source), around or ALONE
        variables = read_variables(project, source)
        auth, base_url = read_auth(client), variables.get("URL") or client.get("base_url")
        variables.need(*(() if base_url else ("URL",)), *NEEDED.get(auth["type"], ()))
        tls = tls_of(auth, variables)
        way = enter(auth, variables, HttpClient(source.name, around, tls=tls), session)
        asked = HttpClient(source.name, around, way.authorization, tls=tls)
        return RestApi(
            source, str(base_url), read_resources(dict(source.options)), client.get("headers", {}), way, asked, around
        )

    def probe(self, project: ProjectSettings, sources: tuple[Source, ...]) -> Mapping[str, Access]:
        """Each that is described is asked for the first page of what its slice wants."""
        return super().probe(project, tuple(source for source in sources if source.option("client")))

    def look(self, api: RestApi) -> None:
        """See ApiArchetype: it says of its streams only what its file does."""
        api.look()

    def _described(self, source: Source) -> Mapping[str, Any]:
        found: Mapping[str, Any] | None = source.option("client")
        if found is None or source.option("resources") is None:
            needed = self.needed_first(source)
            raise HbError(
                "its file does not describe the API yet: `client` and `resources` are missing",
                where=source.name,
                hint=f"Needed first: {needed}" if needed else "The how-to page about REST APIs has a whole example.",
                code="not_described",
            )
        return found


ARCHETYPE = Rest()
