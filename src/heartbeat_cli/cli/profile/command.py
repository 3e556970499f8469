"""`hb profile TARGET`."""

from typing import Annotated

import typer

from heartbeat_cli.app import find_answer, locate
from heartbeat_cli.cli.format_option import chosen_format, format_option, listing
from heartbeat_cli.cli.profile.data_options import check_data_options
from heartbeat_cli.cli.profile.options import Accept, Data, Deny, Name, Raw, Reveal, Sample, Target
from heartbeat_cli.cli.profile.skipped import report_skipped, report_unknown
from heartbeat_cli.cli.session import current_session
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
    accept: Accept = None,
    deny: Deny = None,
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
    - `hb profile webbank.core --format html > core.html`
    - `hb profile webbank.core.payment --data --sample 10`
    - `hb profile webbank.core.client_profile.email --accept personal`
    - `hb profile webbank.dict.payment_rail --deny role`
    """
    chosen = chosen_format(format)
    if accept is not None or deny is not None:
        from heartbeat_cli.cli.profile.decisions import write_decision

        write_decision(target, name, accept=accept, deny=deny)
        return
    check_data_options(target, data=data, sample=sample, reveal=reveal)
    if data:
        from heartbeat_cli.cli.profile.landed import profile_landed

        profile_landed(target, name, sample=sample, reveal=reveal, format=chosen, raw=raw)
        return
    answer = find_answer(locate(target, name, current_session().settings), chosen, raw=raw)
    print_written(answer.written)
    report_unknown(answer)
    report_skipped(answer)
