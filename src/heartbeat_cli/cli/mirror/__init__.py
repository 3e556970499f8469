"""`hb mirror`: the DDL-only copy of the databases, and the server that can hold it."""

import typer

from heartbeat_cli.cli.mirror import diff, load, pull, status

app = typer.Typer(
    help="""The DDL mirror: what is there, load it, pull it, what changed.

Examples:

- `hb mirror status`
- `hb mirror pull webbank`
- `hb mirror load`
- `hb mirror diff webbank --live`
""",
    add_completion=False,
    rich_markup_mode="markdown",
)

for command in (status.status, load.load, pull.pull, diff.diff):
    app.command()(command)
