"""`hb sources`: the inventory and where each source stands."""

from typing import Annotated

import typer

from heartbeat_cli.cli.add_source import add
from heartbeat_cli.cli.completion import names_of
from heartbeat_cli.cli.result import end_with_findings, print_result
from heartbeat_cli.cli.session import current_session

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")
app.command()(add)


@app.callback()
def sources() -> None:
    """Every source: landed? granted? fresh? what does it block?

    Examples:

    - `hb sources status`
    - `hb sources status webbank`
    - `hb sources status --pending`
    """


@app.command()
def status(
    source: Annotated[
        str | None, typer.Argument(help="One source, in detail.", autocompletion=names_of("source"))
    ] = None,
    pending: Annotated[bool, typer.Option("--pending", help="Only what is not landed: the pending register.")] = False,
    offline: Annotated[bool, typer.Option("--offline", help="Ask no server what is granted.")] = False,
) -> None:
    """Every source with what is landed, granted, loaded and blocked; read from the marts and the servers.

    What was landed longer ago than a source's limits allow is late, then stale; the exit code is then 6.

    Examples:

    - `hb sources status`
    - `hb sources status webbank`
    - `hb sources status --pending --json`
    """
    from heartbeat_cli.sheets import source_sheet, sources_document, sources_sheet

    in_detail = source is not None
    found = current_session().project().sources(source, pending=pending, ask_servers=not offline)
    print_result(
        found,
        document=lambda e: sources_document(e.sources, e),
        sheet=lambda e: source_sheet(e.sources[0], e) if in_detail and e.sources else sources_sheet(e.sources, e),
    )
    end_with_findings(found.stale)
