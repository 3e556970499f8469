"""Holding a project against the rules, with what it takes to write down what was found."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from heartbeat_cli.app.project import Project
    from heartbeat_cli.rules import Rule
    from heartbeat_cli.sheets import Checked


def check_files(project: "Project", *paths: Path, fix: bool = False, dry_run: bool = False) -> "Checked":
    """What every rule finds in a project, or in some files and folders of it; see `Project.check` and `.mend`."""
    from heartbeat_cli.metrics import checkout_of
    from heartbeat_cli.sheets import Checked

    report = project.mend(*paths, dry_run=dry_run) if fix else project.check(*paths)
    folder = project.root.resolve()
    repository = checkout_of(folder) or folder
    return Checked(report, _rules_when_asked(), project.root, repository, folder.relative_to(repository))


def _rules_when_asked() -> "Iterator[Rule]":
    """Most formats name none of them."""
    from heartbeat_cli.app.declared import known_rules

    yield from known_rules()
