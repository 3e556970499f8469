"""`hb profile TARGET`."""

from typing import Annotated

import typer

from heartbeat_cli.app import find_answer, is_file, locate
from heartbeat_cli.cli.format_option import chosen_format, format_option, listing
from heartbeat_cli.cli.profile.options import Data, Name, Raw, Reveal, Sample, Target
from heartbeat_cli.cli.profile.skipped import report_skipped
from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import UsageError
from heartbeat_cli.formats import FORMATS, format_names, print_written

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")


@app.command(cls=listing(format_names))
def profile(
    target: Target,
    name: Name = None,
    format: Annotated[str, format_option(FORMATS.has, format_names)] = "table",
    data: Data = False,
    sample: Sample = None,
    reveal: Reveal = False,
    raw: Raw = False,
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
