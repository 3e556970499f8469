"""`hb search`: tables and columns across the estate."""

from typing import Annotated

import typer

from heartbeat_cli.cli.completion import names_of
from heartbeat_cli.cli.result import print_result
from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import EXIT_FINDINGS

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="What it is about; every word is meant.", metavar="WORDS...")],
    source: Annotated[
        str | None, typer.Option("--source", help="Only this source or database.", autocompletion=names_of("source"))
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many to show.")] = 10,
    tables: Annotated[bool, typer.Option("--tables", help="Only tables and views.")] = False,
    columns: Annotated[bool, typer.Option("--columns", help="Only columns.")] = False,
) -> None:
    """Tables and columns across the estate, truth source first.

    Found by name, comment, enum value and synonym (`db/synonyms.yml`), in any form of a word, with a typing mistake
    forgiven; a question is shown what joins its tables, too. Read from the DDL mirror; each target is one for
    `hb profile`. Exit code 3 when nothing is found, 6 when a dump of the mirror could not be read.

    Examples:

    - `hb search payments`
    - `hb search client birth date`
    - `hb search "which clients have a blocked card?"`
    - `hb search rejection --source mms --tables`
    - `hb search iban --columns --limit 30 --json`
    """
    from heartbeat_cli.app import search_estate
    from heartbeat_cli.sheets import found_document, found_sheet

    session = current_session()
    kinds = [k for k, shown in (("table", tables), ("view", tables), ("column", columns)) if shown or tables == columns]
    done = search_estate(
        " ".join(words), session.settings, folder=session.project_folder, source=source, kinds=kinds, limit=limit
    )
    print_result(
        done,
        document=lambda d: found_document(d.text, d.found, d.unread),
        sheet=lambda d: found_sheet(d.found, d.unread),
    )
    if done.unread:
        raise typer.Exit(EXIT_FINDINGS)
