"""`hb demo grant`."""

from pathlib import Path
from typing import Annotated

import typer

from heartbeat_cli.cli.completion import names_of
from heartbeat_cli.cli.demo.page import show_demo
from heartbeat_cli.cli.session import current_session


def grant(
    source: Annotated[
        str,
        typer.Argument(metavar="SOURCE", help="A source with a database, or `all`.", autocompletion=names_of("source")),
    ],
) -> None:
    """Play the database administrator: let the dashboard's user read a source.

    Examples:

    - `hb demo grant aml`
    - `hb demo grant all`
    """
    from heartbeat_cli.app import Project, find_demo
    from heartbeat_cli.formats import note

    demo = find_demo(Path.cwd(), current_session().project_folder)
    granted = demo.grant(source, Project(demo.project).inventory)
    note(f"SELECT granted on {', '.join(granted)}.")
    show_demo(demo, f"hb ingest --source {source}" if source != "all" else "hb sources status")
