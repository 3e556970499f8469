"""`hb sources request`."""

from typing import Annotated

import typer

from heartbeat_cli.cli.completion import names_of
from heartbeat_cli.cli.result import print_result
from heartbeat_cli.cli.session import current_session


def request(
    source: Annotated[
        str, typer.Argument(metavar="SOURCE", help="The source to be read.", autocompletion=names_of("source"))
    ],
) -> None:
    """The message to send for access to a source: the least it takes, what it unblocks, and whom to ask.

    For a database the GRANTs of its slice and no more, default privileges for the tables to come; for another system
    what its file says is needed, and what of it is to be read.

    Examples:

    - `hb sources request bpm`
    - `hb sources request zoho_crm --json`
    """
    from heartbeat_cli.sheets import request_sheet

    asked = current_session().project().access_request(source)
    print_result(asked, document=lambda a: a, sheet=request_sheet)
