"""What stands in the way, said before anything else."""

from typing import TYPE_CHECKING

from heartbeat_cli.discovery import hindrances

if TYPE_CHECKING:
    from heartbeat_cli.app import Project


def tell_hindrances(project: "Project") -> None:
    """Say beside the result what will be missing, each with the command that helps.

    Raises LockedError where the marts are being written: nothing is found in them until that has ended.
    """
    hindering = tuple(hindrances(project.settings))
    if not hindering:
        return
    from heartbeat_cli.formats import note, warn

    for problem in hindering:
        warn(problem.message)
        note(f"  next: {problem.hint}")
