"""`hb demo`: the synthetic estate on this machine."""

import typer

from heartbeat_cli.cli.demo import down, grant, reset, status, up

app = typer.Typer(
    help="""A synthetic bank on two PostgreSQL servers and three APIs, to try everything on.

Examples:

- `hb demo up`
- `hb demo grant aml`
- `hb demo down`
""",
    add_completion=False,
    rich_markup_mode="markdown",
)

for command in (up.up, down.down, status.status, reset.reset, grant.grant):
    app.command()(command)
