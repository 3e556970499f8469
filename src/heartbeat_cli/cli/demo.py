"""`hb demo`: the synthetic estate on this machine."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import HbError, NoProjectError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.extras import need

if TYPE_CHECKING:
    from heartbeat_cli.demo import Demo

app = typer.Typer(
    help="""A synthetic bank on two PostgreSQL servers, to try everything on.

Examples:

- `hb demo up`
- `hb demo grant aml`
- `hb demo down`
""",
    add_completion=False,
    rich_markup_mode="markdown",
)

Scale = Annotated[float, typer.Option(help="1 is 12,000 clients and 40,000 payments.", min=0.01, max=1000)]
Name = Annotated[str, typer.Argument(metavar="SOURCE", help="A source with a database, or `all`.")]


def _demo_project() -> ProjectSettings:
    project = current_session().project()
    if not project.demo:
        raise HbError(
            "this project is no demo: its heartbeat.yml does not say `demo: true`",
            where=str(project.root),
            hint="Run `hb demo up` in an empty folder; it makes ./heartbeat-demo.",
            code="not_a_demo",
        )
    return project


def _project_or_new() -> ProjectSettings:
    try:
        return _demo_project()
    except NoProjectError:
        if current_session().project_folder is not None:
            raise
    from heartbeat_cli.demo import make_project

    return make_project(Path.cwd())


def _demo_of(find_project: Callable[[], ProjectSettings]) -> "Demo":
    """The demo of a project, which is looked for, or made, only where a demo can run."""
    need("demo")
    from heartbeat_cli.demo import Demo

    return Demo(find_project())


def _show(demo: "Demo", next_step: str = "hb profile webbank.core, then hb ingest --source webbank") -> None:
    from heartbeat_cli.formats import print_json, print_sheet
    from heartbeat_cli.sheets import demo_document, demo_sheet

    report = demo_document(demo)
    if current_session().json:
        print_json(report)
    else:
        print_sheet(demo_sheet(report, next_step))


@app.command()
def up(scale: Scale = 1.0) -> None:
    """Build the estate if need be and start both servers.

    Examples:

    - `hb demo up`
    - `hb demo up --scale 10`
    """
    from heartbeat_cli.formats import show_steps

    demo = _demo_of(_project_or_new)
    with show_steps("Building the demo estate", total=12) as done:
        demo.up(scale, done)
    _show(demo)


@app.command()
def down() -> None:
    """Stop both servers; their data stays.

    Examples:

    - `hb demo down`
    """
    demo = _demo_of(_demo_project)
    demo.down()
    _show(demo)


@app.command()
def status() -> None:
    """Which servers run, where, and what the dashboard's user may read.

    Examples:

    - `hb demo status --json`
    """
    _show(_demo_of(_demo_project))


@app.command()
def reset(scale: Scale = 1.0) -> None:
    """Back to the first day: servers built anew, marts emptied, only webbank granted.

    Examples:

    - `hb demo reset --scale 10`
    """
    from heartbeat_cli.formats import show_steps

    demo = _demo_of(_project_or_new)
    with show_steps("Rebuilding the demo estate", total=12) as done:
        demo.reset(scale, done)
    _show(demo)


@app.command()
def grant(source: Name) -> None:
    """Play the database administrator: let the dashboard's user read a source.

    Examples:

    - `hb demo grant aml`
    - `hb demo grant all`
    """
    from heartbeat_cli.estate import load_inventory
    from heartbeat_cli.formats import note

    demo = _demo_of(_demo_project)
    granted = demo.grant(source, load_inventory(demo.project))
    note(f"SELECT granted on {', '.join(granted)}.")
    _show(demo, f"hb ingest --source {source}" if source != "all" else "hb sources status")
