"""The marts of a project, made ready to be landed in."""

from dataclasses import dataclass

from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.marts import find_marts_kind


@dataclass(frozen=True, slots=True)
class MadeMarts:
    """The marts are there: their `kind`, where, and whether they were `made` just now. A file is made by an ingest."""

    kind: str
    where: str
    made: bool


def make_marts(project: ProjectSettings) -> MadeMarts:
    """Have the marts of a project, as its kind of marts makes them; raises what that raises."""
    kind = find_marts_kind(project.marts.kind)
    made = kind.make(project)
    return MadeMarts(project.marts.kind, kind.place(project), made)
