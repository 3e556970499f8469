"""`hb mirror load`."""

from typing import Annotated

import typer

from heartbeat_cli.cli.completion import names_of
from heartbeat_cli.cli.mirror.options import DryRun
from heartbeat_cli.cli.result import print_result
from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import EXIT_FINDINGS


def load(
    database: Annotated[
        list[str] | None,
        typer.Argument(
            help="Databases or sources; all dumps by default.", metavar="DATABASE", autocompletion=names_of("database")
        ),
    ] = None,
    dry_run: DryRun = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Also replace databases that hb did not load itself.")
    ] = False,
) -> None:
    """Load the dumps into the server for exploration, one database each.

    The server is localhost:5433 as explorer; MIRROR_PG_HOST, _PORT, _USER and _PASSWORD say otherwise. A database is
    built beside the old one and takes its place when it is done. Roles are made, and may not log in; for extensions
    the server lacks there are stand-ins where that does no harm. Exit code 6 says that something of a dump is missing.

    Examples:

    - `hb mirror load --dry-run`
    - `hb mirror load`
    - `hb mirror load webbank card-management --json`
    """
    from heartbeat_cli.formats import show_steps
    from heartbeat_cli.sheets import load_plan_document, load_plan_sheet, loaded_document, loaded_sheet

    project = current_session().project()
    if dry_run:
        print_result(
            project.mirror.plan_load(*(database or ())),
            document=lambda p: load_plan_document(p.databases, p.address, project.root),
            sheet=lambda p: load_plan_sheet(p.databases, p.address, project.root),
        )
        return
    loaded = project.mirror.load(*(database or ()), replace=replace, steps=show_steps)
    print_result(
        loaded,
        document=lambda d: loaded_document(d.databases, d.connection.address, project.root),
        sheet=lambda d: loaded_sheet(d.databases, d.connection, project.root),
    )
    if not loaded.whole:
        raise typer.Exit(EXIT_FINDINGS)
