"""`hb sources`: the inventory and where each source stands."""

from typing import Annotated

import typer

from heartbeat_cli.cli.session import current_session

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")


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
    source: Annotated[str | None, typer.Argument(help="One source, in detail.")] = None,
    pending: Annotated[bool, typer.Option("--pending", help="Only what is not landed: the pending register.")] = False,
    offline: Annotated[bool, typer.Option("--offline", help="Ask no server what is granted.")] = False,
) -> None:
    """Every source with what is landed, granted, loaded and blocked; read from the marts and the servers.

    Examples:

    - `hb sources status`
    - `hb sources status webbank`
    - `hb sources status --pending --json`
    """
    from heartbeat_cli.estate import load_inventory
    from heartbeat_cli.formats import print_json, print_sheet
    from heartbeat_cli.sheets import source_sheet, sources_document, sources_sheet
    from heartbeat_cli.status import read_estate_status

    project = current_session().project()
    inventory = load_inventory(project)
    wanted = inventory.require(source).name if source else None
    standing = read_estate_status(project, inventory, ask_servers=not offline)
    shown = [s for s in standing.sources if wanted in (None, s.source.name) and not (pending and s.landing.landed)]
    if current_session().json:
        print_json(sources_document(shown, standing))
    elif wanted and shown:
        print_sheet(source_sheet(shown[0], standing))
    else:
        print_sheet(sources_sheet(shown, standing))
