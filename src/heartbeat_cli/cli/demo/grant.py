"""`hb demo grant`."""

from pathlib import Path
from typing import Annotated

import typer

from heartbeat_cli.cli.completion import names_of, one_of
from heartbeat_cli.cli.demo.page import show_demo
from heartbeat_cli.cli.session import current_session


def grant(
    source: Annotated[
        str,
        typer.Argument(metavar="SOURCE", help="A source the demo has, or `all`.", autocompletion=names_of("source")),
    ],
    flawed: Annotated[
        str | None,
        typer.Option(
            "--flawed",
            metavar="WHAT",
            help="Get it wrong: `tables` leaves three out, `cluster` writes the other cluster into the source's file.",
            autocompletion=one_of("tables", "cluster"),
        ),
    ] = None,
) -> None:
    """Play the administrator: let the dashboard's user read a database, or hand out an API's credentials.

    With `--flawed` something goes wrong, as it does between people, for `hb sources verify` to find.

    Examples:

    - `hb demo grant aml`
    - `hb demo grant zoho_crm`
    - `hb demo grant all`
    - `hb demo grant webbank --flawed tables`
    """
    from heartbeat_cli.app import Project, find_demo, grant_flawed
    from heartbeat_cli.formats import note

    demo = find_demo(Path.cwd(), current_session().project_folder)
    granted = demo.grant(source, Project(demo.project).inventory)
    databases = [one.database for one in granted if one.database]
    apis = [one.name for one in granted if not one.database]
    if databases:
        note(f"SELECT granted on {', '.join(databases)}.")
    if apis:
        note(f"Credentials of {', '.join(apis)} handed out, in the demo's own file of variables.")
    if flawed is not None:
        note(grant_flawed(demo, source, flawed))
        show_demo(demo, "hb sources verify")
        return
    show_demo(demo, f"hb ingest --source {source}" if source != "all" else "hb sources status")
