"""`hb metrics list`."""

from typing import Annotated

import typer

from heartbeat_cli.cli.metrics.options import AsOf
from heartbeat_cli.cli.result import end_with_findings, print_result
from heartbeat_cli.cli.session import current_session


def list_metrics(
    values: Annotated[bool, typer.Option("--values", help="Compute the aligned and caveated ones too.")] = False,
    as_of: AsOf = None,
) -> None:
    """Every metric and candidate with its status; a parked one with what it waits for.

    A number whose data is too old is told as stale, and the exit code is then 6.

    Examples:

    - `hb metrics list`
    - `hb metrics list --values --as-of 2026-05-08`
    - `hb metrics list --json`
    """
    from heartbeat_cli.formats import warn
    from heartbeat_cli.sheets import metrics_document, metrics_sheet

    project = current_session().project()
    found = project.metrics(values=values, as_of=project.moment(as_of) if as_of else None)
    for doubt in (found.doubt, *found.unreadable):
        if doubt:
            warn(doubt)
    print_result(
        found,
        document=lambda f: metrics_document(f.metrics, f.values, f.unreadable, project.root, f.ages),
        sheet=lambda f: metrics_sheet(f.metrics, f.values, f.ages),
    )
    end_with_findings(found.stale)
