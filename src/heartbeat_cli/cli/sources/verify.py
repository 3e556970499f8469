"""`hb sources verify`."""

from typing import Annotated

import typer

from heartbeat_cli.cli.completion import names_of
from heartbeat_cli.cli.result import end_with, end_with_findings, print_result
from heartbeat_cli.cli.session import current_session


def verify(
    source: Annotated[
        str | None,
        typer.Argument(metavar="SOURCE", help="One source; all by default.", autocompletion=names_of("source")),
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Write what is now known into db/sources; comments stay.")
    ] = False,
) -> None:
    """The inventory against the live systems: databases, schemas, names in the slice, and what may be read.

    Each cluster says which databases it has, its version, whether it is a replica, whether the way there is encrypted,
    and what its role may do with each table of the slice; each API which streams it gives, and what it says of quotas
    and scopes. Read-only. Where a system says otherwise than the inventory, the exit code is 6: a database on another
    cluster, a schema or table that is not there, tables that may not be read, access that was given or taken. Where no
    system could be asked it is 1.

    Examples:

    - `hb sources verify`
    - `hb sources verify webbank`
    - `hb sources verify --update`
    - `hb sources verify --json`
    """
    from heartbeat_cli.sheets import verified_sources_document, verified_sources_sheet

    found = current_session().project().verify_sources(source, update=update)
    print_result(
        found,
        document=lambda f: verified_sources_document(f.sources, f.clusters, f.unlisted, f.written, f.not_written),
        sheet=lambda f: verified_sources_sheet(f.sources, f.unlisted, f.written, f.not_written),
    )
    end_with(found.error)
    end_with_findings(bool(found.discrepancies))
