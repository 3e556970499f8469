"""`hb site`: the whole estate as static pages."""

from pathlib import Path
from typing import Annotated

import typer

from heartbeat_cli.cli.metrics.options import AsOf
from heartbeat_cli.cli.result import end_with_findings, print_result
from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import UsageError

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")


@app.command()
def site(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", help="Where to.", show_default="site, in the project"),
    ] = None,
    open: Annotated[bool, typer.Option("--open", help="Show it in this machine's browser.")] = False,
    serve: Annotated[
        bool, typer.Option("--serve", help="Serve it to this machine alone, until Ctrl-C: exit code 130.")
    ] = False,
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="With --serve; 0 takes a free one.")] = 0,
    markdown: Annotated[bool, typer.Option("--markdown", help="The same pages for a wiki or git.")] = False,
    offline: Annotated[bool, typer.Option("--offline", help="Ask no server what is granted.")] = False,
    as_of: AsOf = None,
) -> None:
    """The whole estate as static pages, for a browser or a wiki.

    Who reads them needs no server, no network and nothing to install. Metrics, each with its number and all that has to
    be said beside it, where it comes from, who counted, its history, and metrics like it; sources and what they block;
    schemas with their pictures and a page for each table; loads; findings; a search over everything. No page holds a
    secret or personal data.

    The folder is written beside and put in its place whole; one that holds anything else is refused. The same files,
    marts and `--as-of` give the same bytes, so that two of them can be compared. What the pages lack is said on stderr,
    and the exit code is 6: files and dumps that cannot be read, numbers that should be there.

    Examples:

    - `hb site`
    - `hb site --open`
    - `hb site --serve --port 8080`
    - `hb site /var/www/estate --as-of 2026-05-08 --offline`
    - `hb site wiki --markdown`
    - `hb site --json`
    """
    from heartbeat_cli.app import open_page, serving
    from heartbeat_cli.formats import note, show_working, warn
    from heartbeat_cli.sheets import site_document, site_sheet

    if markdown and (open or serve):
        raise UsageError("--markdown is for a wiki, and no browser shows it", hint="Leave --markdown out.")
    project = current_session().project()
    moment = project.moment(as_of) if as_of else None
    with show_working("writing the pages"):
        made = project.make_site(folder or project.root / "site", moment, markdown=markdown, ask_servers=not offline)
    for text in made.unreadable:
        warn(text)
    print_result(made, document=site_document, sheet=site_sheet)
    if serve:
        with serving(made.folder, port) as address:
            note(f"serving {address}; Ctrl-C ends it")
            if open:
                open_page(address)
            address.wait()
    elif open:
        open_page(made.first_page.resolve().as_uri())
    end_with_findings(bool(made.unreadable))
