"""`hb schema`: what may stand in each kind of file a user writes, for editors and programs."""

from typing import Annotated

import typer

from heartbeat_cli.cli.session import current_session

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")


@app.command()
def schema(
    name: Annotated[str | None, typer.Argument(help="A kind of file.", show_default="list them")] = None,
) -> None:
    """The JSON Schema of a kind of file, for editors and programs.

    Examples:

    - `hb schema`
    - `hb schema metric`
    - `hb schema source > .heartbeat/schemas/source.json`
    """
    from heartbeat_cli.estate import schema_of_kind
    from heartbeat_cli.files import KINDS, find_kind
    from heartbeat_cli.formats import print_json, print_sheet
    from heartbeat_cli.sheets import kinds_document, kinds_sheet

    if name is not None:
        print_json(schema_of_kind(find_kind(name)))
    elif current_session().json:
        print_json(kinds_document(KINDS))
    else:
        print_sheet(kinds_sheet(KINDS))
