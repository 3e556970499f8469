"""`hb schema`: what may stand in each kind of file a user writes, for editors and programs."""

from typing import Annotated

import typer

from heartbeat_cli.cli.completion import names_of
from heartbeat_cli.cli.result import print_result

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")


@app.command()
def schema(
    name: Annotated[
        str | None, typer.Argument(help="A kind of file.", show_default="list them", autocompletion=names_of("kind"))
    ] = None,
) -> None:
    """The JSON Schema of a kind of file, for editors and programs.

    Examples:

    - `hb schema`
    - `hb schema metric`
    - `hb schema source > .heartbeat/schemas/source.json`
    """
    from heartbeat_cli.app import file_kinds, file_schema
    from heartbeat_cli.formats import print_json
    from heartbeat_cli.sheets import kinds_document, kinds_sheet

    if name is not None:
        print_json(file_schema(name))
    else:
        print_result(file_kinds(), document=kinds_document, sheet=kinds_sheet)
