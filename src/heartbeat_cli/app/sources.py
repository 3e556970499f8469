"""Where the sources stand."""

from dataclasses import replace
from typing import TYPE_CHECKING

from heartbeat_cli.estate import ProjectSettings, load_inventory

if TYPE_CHECKING:
    from heartbeat_cli.status import AccessRequest, EstateStatus, Overview


def sources_of(
    project: ProjectSettings, name: str | None = None, *, pending: bool = False, ask_servers: bool = True
) -> "EstateStatus":
    """Every source, the one called `name`, or with `pending` those that have not landed; see `Project.sources`."""
    from heartbeat_cli.status import read_estate_status

    inventory = load_inventory(project)
    wanted = inventory.require(name).name if name else None
    estate = read_estate_status(project, inventory, ask_servers=ask_servers)
    chosen = (s for s in estate.sources if wanted in (None, s.source.name) and not (pending and s.landing.landed))
    return replace(estate, sources=tuple(chosen))


def overview(project: ProjectSettings) -> "Overview":
    """Where we stand, and the next useful step."""
    from heartbeat_cli.status import overview_of, read_estate_status

    inventory = load_inventory(project)
    return overview_of(project, inventory, read_estate_status(project, inventory))


def request_access(project: ProjectSettings, name: str) -> "AccessRequest":
    """What to ask for before a source can land; raises NotFoundError for a source there is not."""
    from heartbeat_cli.metrics import load_all
    from heartbeat_cli.mirror import MirrorDumps
    from heartbeat_cli.status import access_request, waiting_for

    source = load_inventory(project).require(name)
    metrics, _ = load_all(project)
    return access_request(project, source, MirrorDumps(project).database(source), waiting_for(source, metrics))
