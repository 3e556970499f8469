"""`hb sources`: the inventory, where each source stands, and whether the live systems agree."""

import typer

from heartbeat_cli.cli.sources import add, request, status, verify

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")


@app.callback(invoke_without_command=True)
def sources(ctx: typer.Context) -> None:
    """Every source: landed? granted? fresh? what does it block?

    Without a command: where each stands, as `hb sources status` says it.

    Examples:

    - `hb sources`
    - `hb sources status webbank`
    - `hb sources status --pending`
    - `hb sources verify`
    - `hb sources request bpm`
    - `hb sources add billing`
    """
    if ctx.invoked_subcommand is None:
        status.status()


for command in (status.status, verify.verify, request.request, add.add):
    app.command()(command)
