"""What a source's file and the environment say of a Google Analytics property."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any, Final
from urllib.parse import urlsplit

from heartbeat_cli.errors import HbError, InvalidFileError
from heartbeat_cli.estate import ProjectSettings, Source
from heartbeat_cli.sources.credentials import ENV_OPTION, read_variables
from heartbeat_cli.sources.ga4.service_account import AccountKey, read_account_key
from heartbeat_cli.sources.http import is_loopback

DATE: Final = "date"
USUAL_API: Final = "https://analyticsdata.googleapis.com"
_PROPERTY: Final = re.compile(r"[0-9]{1,20}")
_NAMES: Final = {"type": "array", "items": {"type": "string", "minLength": 1}, "minItems": 1, "uniqueItems": True}
# YAML makes a date of what looks like one: its type is left open.
_DAY: Final = {"pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
# Google Analytics 4 began then.
_BEGINNING: Final = date(2020, 10, 14)
_USUAL_REREAD_DAYS: Final = 3
_USUAL_PAGE_ROWS: Final = 10_000

GA4_OPTIONS: Final[Mapping[str, Any]] = {
    "env": ENV_OPTION,
    "property": {
        "type": ["string", "integer"],
        "pattern": "^[0-9]+$",
        "description": "The number of the GA4 property; or the variable PREFIX_PROPERTY.",
    },
    "api_url": {
        "type": "string",
        "pattern": "^https?://[^/?#]+/?$",
        "description": "Where the Data API is, https://analyticsdata.googleapis.com where it is not given.",
    },
    "reread_days": {
        "type": "integer",
        "minimum": 0,
        "maximum": 365,
        "description": "How many days before the last are read again by a refresh; 3 without it.",
    },
    "page_rows": {
        "type": "integer",
        "minimum": 1,
        "maximum": 250_000,
        "description": "How many rows are asked for at a time; 10,000 without it.",
    },
    "reports": {
        "type": "array",
        "minItems": 1,
        "description": "The reports, each a table; without it sessions by channel, by source and by landing page.",
        "items": {
            "type": "object",
            "additionalProperties": False,
            "required": ["name", "dimensions", "metrics"],
            "properties": {
                "name": {"type": "string", "pattern": "^[a-z][a-z0-9_]*$", "description": "The table's name."},
                "dimensions": {**_NAMES, "maxItems": 9, "description": "By their API names; `date` is one of them."},
                "metrics": {**_NAMES, "maxItems": 10, "description": "By their API names."},
                "since": {**_DAY, "description": "The first day; without it the first there is."},
                "filter": {
                    "type": "object",
                    "description": "Only rows whose dimensions have one of these values: `eventName: [sign_up]`.",
                    "additionalProperties": {
                        "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]
                    },
                },
            },
        },
    },
}


@dataclass(frozen=True, slots=True)
class AnalyticsReport:
    """One report, and the table it is. `only` are the values that dimensions may have."""

    name: str
    dimensions: tuple[str, ...]
    metrics: tuple[str, ...]
    since: date = _BEGINNING
    only: tuple[tuple[str, tuple[str, ...]], ...] = ()


USUAL_REPORTS: Final = (
    AnalyticsReport(
        "sessions_by_channel",
        (DATE, "sessionDefaultChannelGroup"),
        ("sessions", "engagedSessions", "newUsers", "keyEvents"),
    ),
    AnalyticsReport(
        "sessions_by_source", (DATE, "sessionSource", "sessionMedium"), ("sessions", "engagedSessions", "keyEvents")
    ),
    AnalyticsReport("landing_pages", (DATE, "landingPage"), ("sessions", "engagedSessions", "keyEvents")),
)


@dataclass(frozen=True, slots=True)
class PropertySettings:
    """One property. `today` stands still on the demo's clock, and is None where it is the service's."""

    source: str
    property: str
    api_url: str
    reports: tuple[AnalyticsReport, ...]
    reread_days: int
    page_rows: int
    key: AccountKey
    today: date | None = None


def read_property_settings(project: ProjectSettings, source: Source) -> PropertySettings:
    """The settings of a source. Raises HbError: `no_credentials`, a report that is none, a host no token may go to."""
    written = source.option("property")
    variables = read_variables(project, source)
    variables.need("CREDENTIALS", *(() if written is not None else ("PROPERTY",)))
    number = str(variables.get("PROPERTY") or written)
    if _PROPERTY.fullmatch(number) is None:
        message = "a property is a number: Admin, Property details has it (not G-…, which is a measurement id)"
        raise HbError(message, where=source.name, code="no_credentials")
    key = read_account_key(variables)
    api_url = (variables.get("API_URL") or source.option("api_url") or USUAL_API).rstrip("/")
    if not (_is_google(api_url) or (is_loopback(api_url) and is_loopback(key.token_uri))):
        raise HbError(
            f"api_url {api_url} is no host of Google's API, and no token is sent there",
            where=source.name,
            code="foreign_host",
        )
    reports = tuple(_report(source, spec) for spec in source.option("reports") or ()) or USUAL_REPORTS
    picked = {name for one in source.slices for name in one.pick([report.name for report in reports])}
    reread = source.option("reread_days")
    clock = project.clock
    return PropertySettings(
        source.name,
        number,
        api_url,
        tuple(report for report in reports if report.name in picked),
        _USUAL_REREAD_DAYS if reread is None else reread,
        source.option("page_rows") or _USUAL_PAGE_ROWS,
        key,
        None if clock is None else clock.astimezone(UTC).date(),
    )


def _report(source: Source, spec: Mapping[str, Any]) -> AnalyticsReport:
    dimensions = tuple(spec["dimensions"])
    if DATE not in dimensions:
        raise InvalidFileError(
            f"report {spec['name']} has no dimension `date`",
            where=source.file.name,
            hint="What was read is replaced by day: add `date` to its dimensions.",
        )
    only = spec.get("filter", {}).items()
    return AnalyticsReport(
        spec["name"],
        dimensions,
        tuple(spec["metrics"]),
        _day(str(spec["since"]), source) if "since" in spec else _BEGINNING,
        tuple((name, (values,) if isinstance(values, str) else tuple(values)) for name, values in only),
    )


def _day(text: str, source: Source) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidFileError(f"'{text}' is no day", where=source.file.name) from None


def _is_google(url: str) -> bool:
    parts = urlsplit(url)
    host = parts.hostname or ""
    is_api = host == "analyticsdata.googleapis.com" or host.endswith("-analyticsdata.googleapis.com")
    return parts.scheme == "https" and parts.port in (None, 443) and is_api
