"""`hb site`: the whole estate as static pages."""

from pathlib import Path
from typing import Annotated

import typer

from heartbeat_cli.cli.metrics.options import AsOf
from heartbeat_cli.cli.result import end_with_findings, print_result
from heartbeat_cli.cli.session import current_session

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")


@app.command()
def site(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", help="Where to.", show_default="site, in the project"),
    ] = None,
    as_of: AsOf = None,
) -> None:
    """The whole estate as static pages, for a browser or a wiki.

    Who reads them needs no server, no network and nothing to install. There is a list of metrics and a page for each:
    its number with all that has to be said beside it, where it comes from, who counted, its history, and metrics like
    it. No page holds a secret or personal data.

    The folder is written beside and put in its place whole; one that holds anything else is refused. The same files,
    marts and `--as-of` give the same bytes, so that two of them can be compared.

    Examples:

    - `hb site`
    - `hb site /var/www/estate --as-of 2026-05-08`
    - `hb site --json`
    """
    from heartbeat_cli.formats import show_working, warn
    from heartbeat_cli.sheets import site_document, site_sheet

    project = current_session().project()
    with show_working("writing the pages"):
        made = project.make_site(folder or project.root / "site", project.moment(as_of) if as_of else None)
    for text in made.unreadable:
        warn(text)
    print_result(made, document=site_document, sheet=site_sheet)
    end_with_findings(bool(made.unreadable))
