"""`hb profile TARGET`."""

from typing import Annotated

import typer

from heartbeat_cli.app import find_answer, is_file, locate
from heartbeat_cli.cli.completion import names_of
from heartbeat_cli.cli.format_option import chosen_format, format_option, listing
from heartbeat_cli.cli.profile.skipped import report_skipped
from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import UsageError
from heartbeat_cli.formats import FORMATS, format_names, print_written

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")


@app.command(cls=listing(format_names))
def profile(
    target: Annotated[
        str,
        typer.Argument(
            help="webbank · webbank.core · webbank.core.payment · webbank.core.payment.state_id · a dump file",
            metavar="TARGET",
            autocompletion=names_of("target"),
        ),
    ],
    name: Annotated[
        str | None,
        typer.Argument(
            help="What of a dump file: core · core.payment · core.payment.state_id.",
            metavar="NAME",
            show_default=False,
        ),
    ] = None,
    format: Annotated[str, format_option(FORMATS.has, format_names)] = "table",
    data: Annotated[
        bool, typer.Option("--data", help="Read the landed rows too: counts, empty values, ranges, frequent values.")
    ] = False,
    sample: Annotated[
        float | None, typer.Option("--sample", help="With --data: read this share of the rows.", metavar="PERCENT")
    ] = None,
    reveal: Annotated[
        bool, typer.Option("--reveal", help="With --data: show personal data instead of masking it.")
    ] = False,
    raw: Annotated[
        bool, typer.Option("--raw", help="With --format csv: cells that begin like a formula stay as they are.")
    ] = False,
) -> None:
    """What is in a database, schema, table or dump.

    Read from the DDL mirror or from any dump file; no server is asked, and a file needs no project. Exit code 6 says
    that a statement the picture depends on was not understood.

    Examples:

    - `hb profile webbank.core`
    - `hb profile webbank.core.payment`
    - `hb profile backup/shop.sql --json`
    - `hb profile backup/shop.sql core.payment.state_id`
    - `hb profile webbank.core --format mermaid > core.mmd`
    - `hb profile webbank --format csv > columns.csv`
    - `hb profile webbank.core.payment --data --sample 10`
    """
    chosen = chosen_format(format)
    _check_data_options(target, data=data, sample=sample, reveal=reveal)
    if data:
        from heartbeat_cli.cli.profile.landed import profile_landed

        profile_landed(target, name, sample=sample, reveal=reveal, format=chosen, raw=raw)
        return
    answer = find_answer(locate(target, name, current_session().settings), chosen, raw=raw)
    print_written(answer.written)
    report_skipped(answer)


def _check_data_options(target: str, *, data: bool, sample: float | None, reveal: bool) -> None:
    """Raise UsageError for options that say how rows are read where no rows are."""
    for flag, given in (("--sample", sample is not None), ("--reveal", reveal)):
        if given and not data:
            raise UsageError(f"{flag} says how rows are read, and no rows are without --data", hint="Add --data.")
    if data and is_file(target):
        raise UsageError(
            "--data reads landed rows, and a dump file has none",
            where=target,
            hint="Name the source instead: its landed rows are in the marts.",
        )
