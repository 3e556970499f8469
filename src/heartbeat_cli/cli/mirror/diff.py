"""`hb mirror diff`."""

from typing import Annotated

import typer

from heartbeat_cli.cli.completion import names_of
from heartbeat_cli.cli.result import print_result
from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import EXIT_FAILED, EXIT_FINDINGS


def diff(
    before: Annotated[
        str,
        typer.Argument(
            help="A source, a dump file or a folder of dumps.", metavar="BEFORE", autocompletion=names_of("database")
        ),
    ],
    after: Annotated[
        str | None,
        typer.Argument(
            help="Another one; the mirror's own by default.", metavar="AFTER", autocompletion=names_of("database")
        ),
    ] = None,
    live: Annotated[bool, typer.Option("--live", help="Compare with the live database.")] = False,
    marts: Annotated[bool, typer.Option("--marts", help="Compare with what has landed in the marts.")] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="End with 6 where anything differs, for scripts.")
    ] = False,
) -> None:
    """What changed between two states of the DDL, and which metrics that breaks.

    Exit code 6 says that a metric breaks: a table or column its SQL reads is gone or of another kind of type. It also
    says that a dump or a metric could not be read. Differences alone are no finding: the exit code is 0, unless
    `--exit-code` asks for 6 (git's 1 means here that the command failed).

    Examples:

    - `hb mirror diff webbank --live`
    - `hb mirror diff webbank --marts`
    - `hb mirror diff old/webbank.sql new/webbank.sql`
    - `hb mirror diff last_month/ --json`
    - `hb mirror diff webbank --live --exit-code`
    """
    from heartbeat_cli.sheets import diff_document, diff_sheet

    project = current_session().project()
    found = project.diff(before, after, live=live, marts=marts)
    print_result(found, document=diff_document, sheet=lambda f: diff_sheet(f, project.root))
    if found.unreached:
        raise typer.Exit(EXIT_FAILED)
    differs = exit_code and any(one.changes for one in found.compared)
    if differs or found.broken or found.lost or found.unread:
        raise typer.Exit(EXIT_FINDINGS)
