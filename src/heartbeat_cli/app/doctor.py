"""What could stop the next command."""

from typing import TYPE_CHECKING

from heartbeat_cli.estate import ProjectSettings, load_inventory

if TYPE_CHECKING:
    from heartbeat_cli.status import HealthCheck


def examine_project(project: ProjectSettings, name: str | None = None) -> "tuple[HealthCheck, ...]":
    """Everything that was looked at, for all sources or the one called `name`; raises NotFoundError for none."""
    from heartbeat_cli.status import examine

    inventory = load_inventory(project)
    return examine(project, (inventory.require(name),) if name else inventory.sources)
