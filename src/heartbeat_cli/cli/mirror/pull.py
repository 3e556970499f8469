"""`hb mirror pull`."""

from typing import Annotated

import typer

from heartbeat_cli.cli.completion import names_of
from heartbeat_cli.cli.mirror.options import DryRun
from heartbeat_cli.cli.result import end_with, end_with_findings, print_result
from heartbeat_cli.cli.session import current_session


def pull(
    source: Annotated[
        list[str] | None,
        typer.Argument(
            help="Sources; every database by default.", metavar="SOURCE", autocompletion=names_of("database")
        ),
    ] = None,
    cluster: Annotated[
        str | None, typer.Option("--cluster", help="All databases of one cluster.", autocompletion=names_of("cluster"))
    ] = None,
    dry_run: DryRun = False,
    erd: Annotated[
        bool, typer.Option("--erd", help="Keep a page to look at of each schema: erd/DATABASE-SCHEMA/index.html.")
    ] = False,
) -> None:
    """Dump the DDL of live databases into the mirror, and say what changed.

    Uses pg_dump, read-only, with the credentials every other command uses. A dump is replaced only by one that hb
    reads in full, and stays as it is while it says the same. With several sources, one that fails leaves the others
    alone; the exit code is then 1. A table that may not be read is written as the catalogue has it; the exit code is
    then 6.

    Examples:

    - `hb mirror pull webbank`
    - `hb mirror pull --cluster A --dry-run`
    - `hb mirror pull webbank --erd`
    - `hb mirror pull --json`
    """
    from heartbeat_cli.formats import show_steps
    from heartbeat_cli.sheets import pulled_document, pulled_sheet

    project = current_session().project()
    done = project.mirror.pull(*(source or ()), cluster=cluster, dry_run=dry_run, erd=erd, steps=show_steps)
    print_result(
        done,
        document=lambda d: pulled_document(d.pulled, d.failed, project.root, d.pictures),
        sheet=lambda d: pulled_sheet(d.pulled, d.failed, project.root, d.pictures),
    )
    end_with(done.error)
    end_with_findings(any(one.from_catalogue for one in done.pulled))
