"""Where the sources stand."""

from dataclasses import replace
from typing import TYPE_CHECKING

from heartbeat_cli.estate import ProjectSettings, load_inventory

if TYPE_CHECKING:
    from heartbeat_cli.status import AccessRequest, EstateStatus, NextStep, Overview


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
    standing = read_estate_status(project, inventory)
    return overview_of(project, inventory, standing, _broken(project) if standing.metrics else None)


def _broken(project: ProjectSettings) -> "NextStep | None":
    """The first error in a metric's file: what it reads is gone, or is not what it was."""
    from heartbeat_cli.rules import ERROR, all_rules, check_again, other_rules
    from heartbeat_cli.status import NextStep
    from heartbeat_cli.wording import path

    of_metrics = (project.metrics_folder, project.candidates_folder)
    for finding in check_again(project, all_rules, other_rules()).findings:
        if finding.severity == ERROR and any(finding.file.is_relative_to(folder) for folder in of_metrics):
            return NextStep(f"hb check {path(finding.file, project.root)}", finding.message)
    return None


def request_access(project: ProjectSettings, name: str) -> "AccessRequest":
    """What to ask for before a source can land; raises NotFoundError for a source there is not."""
    from heartbeat_cli.metrics import load_all
    from heartbeat_cli.mirror import MirrorDumps
    from heartbeat_cli.status import access_request, waiting_for

    source = load_inventory(project).require(name)
    metrics, _ = load_all(project)
    return access_request(project, source, MirrorDumps(project).database(source), waiting_for(source, metrics))
