"""`hb metrics`: list, show, run, align, migrate and export."""

import typer

from heartbeat_cli.cli.metrics import align, export, list, migrate, run, show

app = typer.Typer(
    help="""List, show, run, align, migrate and export metrics.

Examples:

- `hb metrics list`
- `hb metrics run clients_onboarded_count_30d`
- `hb metrics align clients_onboarded_count_30d --count 412 --by operations --method "onboarding register"`
- `hb metrics export --to openmetrics --out metrics.prom`
""",
    add_completion=False,
    rich_markup_mode="markdown",
)

app.command("list")(list.list_metrics)
for command in (show.show, run.run, align.align, migrate.migrate):
    app.command()(command)
app.command(cls=export.ListsExporters)(export.export)
