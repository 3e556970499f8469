"""`hb metrics run`."""

from typing import TYPE_CHECKING, Annotated

import typer

from heartbeat_cli.cli.metrics.options import AsOf, Name
from heartbeat_cli.cli.result import end_with_findings, print_result
from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import UsageError

if TYPE_CHECKING:
    from heartbeat_cli.app import MetricHandle


def run(
    name: Name,
    as_of: AsOf = None,
    receipt: Annotated[
        str | None,
        typer.Option("--receipt", metavar="ID", help="Run what this receipt says again, and compare."),
    ] = None,
) -> None:
    """Compute one metric from the marts: the number, its age, its status and its notes.

    A number whose data is too old is stale, and one of a moment before there was any has no data: the exit code is
    then 6. Where `hb check` finds errors in the metric, a line says which, and that the number must not be used. A
    parked metric has no number, nor has one on the wrong source, or one whose fallback is not explained: the exit
    code is then 5. Each run leaves a receipt in the marts; a receipt that is run again and gives another number
    ends with 6, and with what has changed.

    Examples:

    - `hb metrics run clients_onboarded_count_30d`
    - `hb metrics run clients_onboarded_count_30d --as-of 2026-05-07T09:00Z --json`
    - `hb metrics run clients_onboarded_count_30d --receipt 3fa1c2`
    """
    from heartbeat_cli.formats import warn
    from heartbeat_cli.sheets import metric_run_document, metric_run_sheet

    if receipt is not None and as_of is not None:
        raise UsageError("a receipt has its own moment", hint="Give either --receipt or --as-of.", code="usage")
    project = current_session().project()
    metric = project.metric(name)
    if receipt is not None:
        _run_again(metric, receipt)
        return
    done = metric.run(project.moment(as_of))
    doubt = metric.doubt_about(done) if as_of else None
    unrecorded = f"no receipt could be written: {done.unrecorded}" if done.unrecorded else None
    errors = metric.errors(done)
    unjudged = f"whether hb check finds errors in it is not known: {errors.unknown}" if errors.unknown else None
    for said in filter(None, (project.clock_problem, doubt, unrecorded, unjudged)):
        warn(said)
    print_result(
        done,
        document=lambda d: metric_run_document(d, project.root, errors=errors.found),
        sheet=lambda d: metric_run_sheet(d, errors.found),
    )
    end_with_findings(done.age is not None and done.age.says_nothing)


def _run_again(metric: "MetricHandle", receipt: str) -> None:
    from heartbeat_cli.sheets import metric_run_document, rerun_sheet

    again = metric.run_again(receipt)
    print_result(again, document=lambda a: metric_run_document(a.run, metric.settings.root, a), sheet=rerun_sheet)
    end_with_findings(not again.same)
