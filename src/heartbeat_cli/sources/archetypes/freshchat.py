"""Freshchat: raw reports that are ordered, waited for and fetched."""

from collections.abc import Iterator, Mapping
from typing import Any

from heartbeat_cli.estate import ProjectSettings, Source
from heartbeat_cli.sources import ApiArchetype, Surroundings
from heartbeat_cli.sources.credentials import read_variables
from heartbeat_cli.sources.freshchat import FreshchatApi, RawReport, column_of
from heartbeat_cli.sources.http import ALONE, HttpClient
from heartbeat_cli.sources.rest import enter, tls_of

_COLUMN = {"type": "string", "minLength": 1}
_REPORT: Mapping[str, Any] = {
    "type": "object",
    "required": ["name", "event", "start"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string", "pattern": "^[a-z][a-z0-9_]*$", "description": "The table."},
        "event": {**_COLUMN, "description": "What the service calls it: `Conversation-Created`."},
        "start": {"description": "The first day there is."},
        "primary_key": {"type": "array", "minItems": 1, "items": _COLUMN, "description": "What tells its rows apart."},
        "cursor": {**_COLUMN, "description": "The column with the time of a row."},
        "days": {
            "type": "integer",
            "minimum": 1,
            "maximum": 31,
            "description": "Days asked for at once; 30.",
        },
    },
}


class Freshchat(ApiArchetype):
    """Entered with a token; the address of the account is a variable, `env`_URL."""

    options: Mapping[str, Any] = {
        "reports": {
            "type": "array",
            "minItems": 1,
            "items": _REPORT,
            "description": "Freshchat: its raw reports, each a table.",
        }
    }
    required = ("reports",)
    schema = "reports"

    def wrong_with(self, data: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """A name that two reports have."""
        names = [one["name"] for one in data.get("reports", ())]
        for index, name in enumerate(names):
            if name in names[:index]:
                yield ("reports", index), f"reports.{index}: there is a report '{name}' already"

    def look(self, api: FreshchatApi) -> None:
        """See ApiArchetype: the report of the last hour is ordered."""
        api.look()

    def connect(
        self,
        project: ProjectSettings,
        source: Source,
        around: Surroundings | None = None,
        session: Any = None,  # noqa: ARG002
    ) -> FreshchatApi:
        """Enter with `env`_TOKEN at `env`_URL. Raises HbError (`no_credentials`) naming what is missing."""
        around = around or ALONE
        variables = read_variables(project, source)
        auth = {"type": "bearer"}
        variables.need("URL", "TOKEN")
        (url,) = variables.require("URL")
        tls = tls_of(auth, variables)
        plain = HttpClient(source.name, around, tls=tls)
        client = HttpClient(source.name, around, enter(auth, variables, plain).authorization, tls=tls)
        return FreshchatApi(source, url, tuple(map(_report, source.option("reports"))), client, plain, around)


def _report(spec: Mapping[str, Any]) -> RawReport:
    key, cursor = tuple(map(column_of, spec.get("primary_key", ()))), spec.get("cursor")
    named = {"primary_key": key, "cursor": column_of(cursor) if cursor else None}
    return RawReport(**{**spec, "start": str(spec["start"]), **named})


ARCHETYPE = Freshchat()
