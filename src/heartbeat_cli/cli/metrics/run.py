"""`hb metrics run`."""

from typing import TYPE_CHECKING, Annotated

import typer

from heartbeat_cli.cli.completion import names_of, one_of
from heartbeat_cli.cli.format_option import chosen_format, format_option
from heartbeat_cli.cli.metrics.options import AsOf
from heartbeat_cli.cli.result import end_with_findings, print_result
from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import EXIT_FAILED, UsageError

if TYPE_CHECKING:
    from heartbeat_cli.app import MetricHandle
    from heartbeat_cli.sheets import MetricRuns

_FORMATS = ("table", "json", "csv")
_SORTS = ("name", "value", "change", "age", "status")


def run(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            help="Metrics and candidates, or patterns of their names.",
            metavar="NAMES",
            show_default=False,
            autocompletion=names_of("metric"),
        ),
    ] = None,
    every_one: Annotated[bool, typer.Option("--all", help="Every one that has a number.")] = False,
    status: Annotated[
        list[str] | None, typer.Option("--status", metavar="STATUS", help="Only those: aligned, caveated, candidate, …")
    ] = None,
    change: Annotated[bool, typer.Option("--change", help="Compare with the window before.")] = False,
    sort: Annotated[
        str | None,
        typer.Option(
            "--sort",
            metavar="KEY",
            help="Several by name, value, change, age or status.",
            autocompletion=one_of(*_SORTS),
        ),
    ] = None,
    as_of: AsOf = None,
    receipt: Annotated[
        str | None,
        typer.Option("--receipt", metavar="ID", help="Run what this receipt says again, and compare."),
    ] = None,
    format: Annotated[str, format_option(_FORMATS.__contains__, lambda: _FORMATS)] = "table",
) -> None:
    """Compute metrics from the marts: the number, its age, its status and its notes; of several a table.

    A number whose data is too old is stale, and one of a moment before there was any has no data: the exit code is
    then 6. Where `hb check` finds errors in the metric, a line says which, and that the number must not be used. A
    parked metric has no number, nor has one on the wrong source, or one whose fallback is not explained: the exit
    code is then 5. Each run leaves a receipt in the marts; a receipt that is run again and gives another number
    ends with 6, and with what has changed.

    Several are computed from one snapshot of the marts. One that fails keeps none of the others from running: the
    exit code is then 6, and 1 where none has a number. `--change` holds each against the window before, where its
    window moves.

    Examples:

    - `hb metrics run clients_onboarded_count_30d`
    - `hb metrics run clients_onboarded_count_30d --as-of 2026-05-07T09:00Z --json`
    - `hb metrics run clients_onboarded_count_30d --receipt 3fa1c2`
    - `hb metrics run 'clients_*' 'outgoing_*' --change --sort change`
    - `hb metrics run --status aligned --format csv`
    """
    chosen, asked = chosen_format(format), names or []
    if receipt is not None and as_of is not None:
        raise UsageError("a receipt has its own moment", hint="Give either --receipt or --as-of.", code="usage")
    _check_asked(asked, status or [], sort, receipt, every_one=every_one)
    if receipt is not None:
        _run_again(current_session().project().metric(asked[0]), receipt)
    elif not _is_one(asked, status or []) or change or chosen == "csv":
        _run_several(asked, status or [], as_of, sort, chosen, change=change)
    else:
        _run_one(asked[0], as_of)


def _check_asked(
    names: list[str], statuses: list[str], sort: str | None, receipt: str | None, *, every_one: bool
) -> None:
    if not names and not statuses and not every_one:
        raise UsageError("which metrics?", hint="Give names, patterns, --status or --all.", code="usage")
    if names and every_one:
        raise UsageError("--all means every metric", hint="Leave out either --all or the names.", code="usage")
    if receipt is not None and not _is_one(names, statuses):
        raise UsageError("a receipt is of one metric", hint="Give its name.", code="usage")
    if sort is not None and sort not in _SORTS:
        raise UsageError(f"--sort: '{sort}' is nothing to sort by", hint=f"It is {', '.join(_SORTS)}.", code="usage")


def _is_one(names: list[str], statuses: list[str]) -> bool:
    """Whether one metric is meant by its name: a pattern may mean one today and two tomorrow."""
    from heartbeat_cli.metrics import is_pattern

    return len(names) == 1 and not statuses and not is_pattern(names[0])


def _run_one(name: str, as_of: str | None) -> None:
    from heartbeat_cli.formats import warn
    from heartbeat_cli.sheets import metric_run_document, metric_run_sheet

    project = current_session().project()
    metric = project.metric(name)
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


def _run_several(
    names: list[str], statuses: list[str], as_of: str | None, sort: str | None, format: str, *, change: bool
) -> None:
    from heartbeat_cli.formats import print_rows, warn
    from heartbeat_cli.sheets import metric_rows, metric_runs_document, metric_runs_sheet

    project = current_session().project()
    runs = project.run_metrics(*names, statuses=statuses, as_of=project.moment(as_of), change=change)
    runs = runs.sorted_by(sort) if sort is not None else runs
    unrecorded = f"no receipts could be written: {runs.unrecorded}" if runs.unrecorded else None
    unjudged = f"whether hb check finds errors in them is not known: {runs.unjudged}" if runs.unjudged else None
    for said in filter(None, (project.clock_problem, unrecorded, unjudged, *runs.unreadable)):
        warn(said)
    if format == "csv":
        print_rows(*metric_rows(runs))
    else:
        print_result(
            runs,
            document=lambda r: metric_runs_document(r, project.root, change=change),
            sheet=metric_runs_sheet,
        )
    _end_of(runs)


def _end_of(runs: "MetricRuns") -> None:
    if runs.failed:
        raise typer.Exit(EXIT_FAILED)
    end_with_findings(runs.findings)


def _run_again(metric: "MetricHandle", receipt: str) -> None:
    from heartbeat_cli.sheets import metric_run_document, rerun_sheet

    again = metric.run_again(receipt)
    print_result(again, document=lambda a: metric_run_document(a.run, metric.settings.root, a), sheet=rerun_sheet)
    end_with_findings(not again.same)
