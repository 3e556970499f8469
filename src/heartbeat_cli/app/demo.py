"""The synthetic estate of a project: found, or made."""

from pathlib import Path
from typing import TYPE_CHECKING

from heartbeat_cli.errors import HbError, NoProjectError
from heartbeat_cli.estate import ProjectSettings, find_project, load_inventory
from heartbeat_cli.extras import need

if TYPE_CHECKING:
    from heartbeat_cli.demo import Demo


def find_demo(start: Path, folder: Path | None = None) -> "Demo":
    """The demo of the project in `folder`, or found from `start`.

    Raises NoProjectError, HbError (`not_a_demo`) for a project that is none, MissingExtraError where none can run.
    """
    # Asked for first: a project is made only where a demo can run.
    need("demo")
    from heartbeat_cli.demo import Demo

    return Demo(_demo_project(start, folder))


def find_or_make_demo(start: Path, folder: Path | None = None) -> "Demo":
    """The same; where there is no project and no `folder` was named, a new one below `start`."""
    try:
        return find_demo(start, folder)
    except NoProjectError:
        if folder is not None:
            raise
    from heartbeat_cli.demo import Demo, make_project

    return Demo(make_project(start))


def _demo_project(start: Path, folder: Path | None) -> ProjectSettings:
    project = find_project(start, folder)
    if not project.demo:
        raise HbError(
            "this project is no demo: its heartbeat.yml does not say `demo: true`",
            where=str(project.root),
            hint="Run `hb demo up` in an empty folder; it makes ./heartbeat-demo.",
            code="not_a_demo",
        )
    return project


def grant_flawed(demo: "Demo", name: str, flaw: str) -> str:
    """Get something about a granted source wrong, as it happens; returns what. Raises UsageError, NotFoundError."""
    from heartbeat_cli.demo import make_flaw

    return make_flaw(demo, load_inventory(demo.project).require(name), flaw)
