"""`hb sources`: the inventory, where each source stands, and whether the live systems agree."""

import typer

from heartbeat_cli.cli.sources import status, verify

app = typer.Typer(
    help="""Every source: landed? granted? fresh? what does it block?

Examples:

- `hb sources status`
- `hb sources status webbank`
- `hb sources status --pending`
- `hb sources verify`
""",
    add_completion=False,
    rich_markup_mode="markdown",
)

for command in (status.status, verify.verify):
    app.command()(command)
