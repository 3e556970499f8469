"""`hb doctor`: what could stop the next command."""

from typing import Annotated

import typer

from heartbeat_cli.cli.completion import names_of
from heartbeat_cli.cli.result import end_with_findings, print_result
from heartbeat_cli.cli.session import current_session

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")


@app.command()
def doctor(
    source: Annotated[
        str | None,
        typer.Argument(metavar="SOURCE", help="Only what concerns one source.", autocompletion=names_of("source")),
    ] = None,
) -> None:
    """What could stop the next command, and what to do about it.

    Versions, `.env`, credentials, servers and services, pg_dump, disk, marts, locks, the mirror, the last run, the
    clock, permissions, and what git would stage: looked at all at once, nothing is changed. The exit code is 6 where
    something is in the way; what is only worth knowing is a caution.

    Examples:

    - `hb doctor`
    - `hb doctor webbank`
    - `hb doctor --json`
    """
    from heartbeat_cli.sheets import doctor_document, doctor_sheet

    found = current_session().project().examine(source)
    print_result(found, document=doctor_document, sheet=doctor_sheet)
    end_with_findings(any(check.state == "problem" for check in found))
