"""`hb demo`: the synthetic estate on this machine."""

from pathlib import Path
from typing import Annotated, Any

import typer

from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import HbError, NoProjectError
from heartbeat_cli.estate.project import Project

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


def _demo_project() -> Project:
    project = current_session().project()
    if not project.demo:
        raise HbError(
            "this project is no demo: its heartbeat.yml does not say `demo: true`",
            where=str(project.root),
            hint="Run `hb demo up` in an empty folder; it makes ./heartbeat-demo.",
            code="not_a_demo",
        )
    return project


def _project_or_new() -> Project:
    try:
        return _demo_project()
    except NoProjectError:
        if current_session().project_folder is not None:
            raise
    from heartbeat_cli.demo.files import make_project

    return make_project(Path.cwd())


def _report(project: Project) -> dict[str, Any]:
    from heartbeat_cli.demo.servers import Demo

    demo = Demo(project)
    state = demo.load()
    return {
        "project": str(project.root),
        "scale": state.scale if state else None,
        "clock": project.clock,
        "clusters": [
            {
                "cluster": status.cluster,
                "running": status.running,
                "built": status.built,
                "port": status.port,
                "databases": list(status.databases),
                "granted": list(status.granted),
            }
            for status in demo.status()
        ],
    }


def _show(project: Project, next_step: str = "hb profile webbank.core, then hb ingest --source webbank") -> None:
    from heartbeat_cli.render.console import print_json
    from heartbeat_cli.render.demo import print_demo

    report = _report(project)
    if current_session().json:
        print_json(report)
    else:
        print_demo(report, next_step)


@app.command()
def up(scale: Scale = 1.0) -> None:
    """Build the estate if need be and start both servers.

    Examples:

    - `hb demo up`
    - `hb demo up --scale 10`
    """
    from heartbeat_cli.demo.servers import Demo
    from heartbeat_cli.render.progress import steps

    project = _project_or_new()
    with steps("Building the demo estate", total=12) as done:
        Demo(project).up(scale, done)
    _show(project)


@app.command()
def down() -> None:
    """Stop both servers; their data stays.

    Examples:

    - `hb demo down`
    """
    from heartbeat_cli.demo.servers import Demo

    project = _demo_project()
    Demo(project).down()
    _show(project)


@app.command()
def status() -> None:
    """Which servers run, where, and what the dashboard's user may read.

    Examples:

    - `hb demo status --json`
    """
    _show(_demo_project())


@app.command()
def reset(scale: Scale = 1.0) -> None:
    """Back to the first day: servers built anew, marts emptied, only webbank granted.

    Examples:

    - `hb demo reset --scale 10`
    """
    from heartbeat_cli.demo.servers import Demo
    from heartbeat_cli.render.progress import steps

    project = _project_or_new()
    with steps("Rebuilding the demo estate", total=12) as done:
        Demo(project).reset(scale, done)
    _show(project)


@app.command()
def grant(source: Name) -> None:
    """Play the database administrator: let the dashboard's user read a source.

    Examples:

    - `hb demo grant aml`
    - `hb demo grant all`
    """
    from heartbeat_cli.demo.servers import Demo
    from heartbeat_cli.estate import load_inventory
    from heartbeat_cli.render.console import note

    project = _demo_project()
    granted = Demo(project).grant(source, load_inventory(project))
    note(f"SELECT granted on {', '.join(granted)}.")
    _show(project, f"hb ingest --source {source}" if source != "all" else "hb sources status")
