"""`hb sources status`."""

from typing import Annotated

import typer

from heartbeat_cli.cli.completion import names_of
from heartbeat_cli.cli.result import end_with_findings, print_result
from heartbeat_cli.cli.session import current_session


def status(
    source: Annotated[
        str | None, typer.Argument(help="One source, in detail.", autocompletion=names_of("source"))
    ] = None,
    pending: Annotated[bool, typer.Option("--pending", help="Only what is not landed: the pending register.")] = False,
    plan: Annotated[bool, typer.Option("--plan", help="Only what is in a plan, step by step.")] = False,
    wide: Annotated[bool, typer.Option("--wide", help="Role and owner of each, whatever the width.")] = False,
    offline: Annotated[bool, typer.Option("--offline", help="Ask no server what is granted.")] = False,
) -> None:
    """Every source with what is landed, granted, loaded and blocked; read from the marts and the servers.

    `--pending` names what waits for each source, `--plan` what landing each is to prove.

    What was landed longer ago than a source's limits allow is late, then stale; the exit code is then 6.

    Examples:

    - `hb sources status`
    - `hb sources status webbank`
    - `hb sources status --pending --json`
    - `hb sources status --plan`
    """
    from heartbeat_cli.sheets import plans_sheet, source_sheet, sources_document, sources_sheet

    found = current_session().project().sources(source, pending=pending, ask_servers=not offline)
    if source is not None and found.sources:
        page = source_sheet(found.sources[0], found)
    elif plan:
        page = plans_sheet(found.sources)
    else:
        page = sources_sheet(found.sources, found, pending=pending, wide=wide)
    print_result(found, document=lambda e: sources_document(e.sources, e), sheet=lambda _: page)
    end_with_findings(found.stale)
