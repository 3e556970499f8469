"""`hb metrics run` of several metrics: a table, a document or rows."""

from typing import TYPE_CHECKING, Any

import typer

from heartbeat_cli.cli.result import end_with_findings, print_result
from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import EXIT_FAILED

if TYPE_CHECKING:
    from heartbeat_cli.sheets import MetricRuns


def run_several(
    names: list[str], statuses: list[str], as_of: str | None, sort: str | None, format: str, beside: dict[str, Any]
) -> None:
    """Their numbers, as of now or another moment; `beside` is what `Project.run_metrics` is to give beside them."""
    from heartbeat_cli.app import means_one
    from heartbeat_cli.formats import print_rows, show_working, warn
    from heartbeat_cli.sheets import (
        metric_beside_sheet,
        metric_rows,
        metric_runs_document,
        metric_runs_sheet,
        rows_left_out,
    )

    project = current_session().project()
    moment = project.moment(as_of) if as_of is not None else None
    with show_working("computing the numbers"):
        runs = project.run_metrics(*names, statuses=statuses, as_of=moment, **beside)
    if means_one(names, statuses) and (error := runs.tried[0].error) is not None:
        raise error
    runs = runs.sorted_by(sort) if sort is not None else runs
    unrecorded = f"no receipts could be written: {runs.unrecorded}" if runs.unrecorded else None
    unjudged = f"whether hb check finds errors in them is not known: {runs.unjudged}" if runs.unjudged else None
    for said in filter(None, (project.clock_problem, *runs.doubts, unrecorded, unjudged, *runs.unreadable)):
        warn(said)
    if format == "csv":
        for said in rows_left_out(runs):
            warn(said)
        print_rows(*metric_rows(runs))
    else:
        print_result(
            runs,
            document=lambda r: metric_runs_document(r, project.root, change=beside["change"]),
            sheet=metric_beside_sheet if means_one(names, statuses) else metric_runs_sheet,
        )
    _end_of(runs)


def _end_of(runs: "MetricRuns") -> None:
    if runs.failed:
        raise typer.Exit(EXIT_FAILED)
    end_with_findings(runs.findings)
