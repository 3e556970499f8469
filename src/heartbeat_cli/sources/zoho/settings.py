"""What a source's file and the environment say of a Zoho CRM."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings, Slice, Source
from heartbeat_cli.sources.credentials import ENV_OPTION, read_variables
from heartbeat_cli.sources.zoho.hosts import CENTRES, USUAL_ACCOUNTS, may_have_credentials

USUAL_MODULES: Final = ("Leads", "Deals", "DealHistory")
_SECONDS: Final = {"minute": 60, "hour": 3600, "day": 86_400}
ZOHO_CRM: Final = "zoho_crm"
CRM_CREDENTIALS: Final = ("CLIENT_ID", "CLIENT_SECRET", "REFRESH_TOKEN")

ZOHO_OPTIONS: Final[Mapping[str, Any]] = {
    "env": ENV_OPTION,
    "api": {"enum": [ZOHO_CRM], "description": "Which API it is that is entered by OAuth."},
    "accounts_url": {
        "type": "string",
        "pattern": "^https?://[^/?#]+/?$",
        "description": (
            "The accounts server of the data centre, https://accounts.zoho.com where it is not given; or the"
            " variable PREFIX_ACCOUNTS_URL."
        ),
    },
    "modules": {
        "type": "array",
        "items": {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_]*$"},
        "minItems": 1,
        "uniqueItems": True,
        "description": "Modules by their API names; without it Leads, Deals, DealHistory and those `only` names.",
    },
    "full_every": {
        "type": "string",
        "pattern": "^([1-9][0-9]* (minute|hour|day)s?|never)$",
        "description": "How often modules with formula or rollup fields are read whole; `1 day` without it.",
    },
}


@dataclass(frozen=True, slots=True)
class CrmSettings:
    """One organisation. `modules` are all that may be wanted, those of `expected` must be there."""

    source: str
    accounts_url: str
    modules: tuple[str, ...]
    expected: tuple[str, ...]
    full_every_seconds: int | None
    client_id: str = field(repr=False)
    client_secret: str = field(repr=False)
    refresh_token: str = field(repr=False)


def read_crm_settings(project: ProjectSettings, source: Source) -> CrmSettings:
    """The settings of a source. Raises HbError: `no_credentials`, or an address no secret may go to."""
    variables = read_variables(project, source)
    client_id, client_secret, refresh_token = variables.require(*CRM_CREDENTIALS)
    accounts_url = (variables.get("ACCOUNTS_URL") or source.option("accounts_url") or USUAL_ACCOUNTS).rstrip("/")
    if not may_have_credentials(accounts_url):
        raise HbError(
            f"accounts_url {accounts_url} is no accounts server of Zoho's, and nothing is sent there",
            where=source.name,
            hint=f"It is https:// and one of {', '.join(CENTRES)}; see {variables.env}_ACCOUNTS_URL as well.",
            code="foreign_host",
        )
    named = tuple(source.option("modules") or ())
    asked = (name for one in source.slices for name in one.only)
    modules = tuple(dict.fromkeys((*(named or USUAL_MODULES), *asked)))
    return CrmSettings(
        source.name,
        accounts_url,
        _picked(source.slices, modules),
        tuple(name for name in modules if name in named or any(name in one.only for one in source.slices)),
        _seconds(source.option("full_every") or "1 day"),
        client_id,
        client_secret,
        refresh_token,
    )


def _picked(slices: tuple[Slice, ...], modules: tuple[str, ...]) -> tuple[str, ...]:
    picked = {name for one in slices for name in one.pick(modules)}
    return tuple(name for name in modules if name in picked)


def _seconds(text: str) -> int | None:
    if text == "never":
        return None
    number, unit = text.split()
    return int(number) * _SECONDS[unit.removesuffix("s")]
