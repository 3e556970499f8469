"""Holding a project against the rules, with what it takes to write down what was found."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from heartbeat_cli.app.project import Project
    from heartbeat_cli.sheets import Checked


def check_files(project: "Project", *paths: Path) -> "Checked":
    """What every rule finds in a project, or in some files and folders of it; see `Project.check`."""
    from heartbeat_cli.app.declared import known_rules
    from heartbeat_cli.metrics import checkout_of
    from heartbeat_cli.sheets import Checked

    report = project.check(*paths)
    folder = project.root.resolve()
    repository = checkout_of(folder) or folder
    return Checked(report, known_rules(), project.root, repository, folder.relative_to(repository))
