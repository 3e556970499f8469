"""`hb mirror status`."""

from typing import Annotated

import typer

from heartbeat_cli.cli.completion import names_of
from heartbeat_cli.cli.result import print_result
from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import EXIT_FINDINGS


def status(
    source: Annotated[
        str | None, typer.Argument(help="One source, in detail.", autocompletion=names_of("source"))
    ] = None,
    live: Annotated[bool, typer.Option("--live", help="Hold each dump against its live database, too.")] = False,
) -> None:
    """Every database's dump: how old, from which server, how much of it can be read, and is it loaded.

    Exit code 6 says that a dump cannot be read in full.

    Examples:

    - `hb mirror status`
    - `hb mirror status webbank --live`
    - `hb mirror status --json`
    """
    from heartbeat_cli.sheets import dump_sheet, status_document, status_sheet

    project = current_session().project()
    found = project.mirror.status(source, live=live)
    in_detail = source is not None and found.databases
    print_result(
        found,
        document=lambda f: status_document(f, project.root),
        sheet=lambda f: dump_sheet(f, project.root) if in_detail else status_sheet(f, project.root, live=live),
    )
    if any(dump.state in ("lossy", "unreadable") for dump in found.databases):
        raise typer.Exit(EXIT_FINDINGS)
