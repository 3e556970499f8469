"""The demo's services as sources of its project: which source each is, and the variables it is entered with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from heartbeat_cli.demo.build import admin
from heartbeat_cli.demo.postgres import HOST
from heartbeat_cli.demo.services import Services, Settings
from heartbeat_cli.demo.services.story import read_bank
from heartbeat_cli.estate import DEMO_APIS

# The source of each service, in the order of their names.
APIS = {"bo_api": "bo", "google_analytics": "ga4", "zoho_crm": "zoho"}


@dataclass(frozen=True, slots=True)
class ApiStatus:
    """One service as it is now, by the name of its source. `granted` where its credentials are handed out."""

    source: str
    running: bool
    port: int | None
    granted: bool


def start_services(services: Services, port: int, password: str, clock: datetime) -> None:
    """Start the services' process, told of the bank on cluster A at this port if it was not before.

    Raises HbError where it does not start.
    """
    if not services.knows_bank:
        with admin(port, password, "webbank") as webbank, admin(port, password, "bpm") as bpm:
            services.tell(read_bank(webbank, bpm, clock))
    services.start()


def api_statuses(services: Services, granted: tuple[str, ...]) -> tuple[ApiStatus, ...]:
    """Each service as it is now; nothing is started."""
    settings, running = services.settings(), services.pid() is not None
    ports = settings.ports if settings is not None else {}
    return tuple(ApiStatus(source, running, ports.get(name), source in granted) for source, name in APIS.items())


def api_variables(services: Services, granted: tuple[str, ...]) -> Iterator[str]:
    """Lines of an environment file: where the services are, and what they are entered with."""
    settings = services.settings()
    if settings is None or not granted:
        return
    yield f"{DEMO_APIS}={' '.join(source.upper() for source in granted)}"
    for source in granted:
        url = f"http://{HOST}:{settings.ports[APIS[source]]}"
        for name, value in _variables(APIS[source], url, settings, services).items():
            yield f"{source.upper()}_{name}={value}"


def _variables(name: str, url: str, settings: Settings, services: Services) -> Mapping[str, str]:
    match name:
        case "zoho":
            return {
                "ACCOUNTS_URL": url,
                "CLIENT_ID": settings.zoho_client_id,
                "CLIENT_SECRET": settings.zoho_client_secret,
                "REFRESH_TOKEN": settings.zoho_refresh_token,
            }
        case "ga4":
            return {"API_URL": url, "PROPERTY": settings.ga4_property, "CREDENTIALS": str(services.key_file)}
        case _:
            return {"URL": f"{url}/api/v1", "TOKEN": settings.bo_token}
