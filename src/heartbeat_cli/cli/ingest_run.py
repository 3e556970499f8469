"""Running an ingest from the command line: progress, page, exit code."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import EXIT_FAILED, EXIT_FINDINGS, HbError
from heartbeat_cli.formats import note, print_json, print_sheet, warn

if TYPE_CHECKING:
    from heartbeat_cli.app import IngestOutcome, IngestRequest
    from heartbeat_cli.estate import ProjectSettings


def plan_and_show(project: "ProjectSettings", request: "IngestRequest") -> None:
    """Print what would be done; writes nothing. Raises HbError for sources that refuse, when the others are shown."""
    from heartbeat_cli.app import plan
    from heartbeat_cli.sheets import plan_document, plan_sheet

    planned = plan(project, request)
    parts = planned.jobs, planned.outlook, planned.findings, planned.refused
    if current_session().json:
        print_json(plan_document(*parts, planned.error))
        raise typer.Exit(EXIT_FAILED if planned.error is not None else 0)
    print_sheet(plan_sheet(*parts))
    if planned.error is not None:
        raise planned.error


def run_and_show(project: "ProjectSettings", request: "IngestRequest") -> None:
    """Run, print what became of it, and end with its exit code."""
    from heartbeat_cli.app import IngestRun
    from heartbeat_cli.formats import show_progress
    from heartbeat_cli.sheets import STOPPED_WAITING, stopped_line

    silent = request.all and not (sys.stdout.isatty() or sys.stderr.isatty())
    with _in_one_line(silent and not current_session().json):
        run = IngestRun(project, request)
        try:
            with show_progress(silent=silent) as shown:
                outcome = run.carry_out(shown)
        except (KeyboardInterrupt, SystemExit):
            note(STOPPED_WAITING if run.waited and not run.begun else stopped_line(*run.landed))
            raise
        _show(outcome, silent=silent)


def _show(outcome: "IngestOutcome", *, silent: bool) -> None:
    from heartbeat_cli.sheets import results_document, results_sheet

    for warning in outcome.warnings:
        warn(warning)
    error, parts = outcome.error, (outcome.results, outcome.findings, outcome.ready, outcome.run_id)
    if current_session().json:
        print_json(results_document(*parts, error))
        if error is not None:
            raise typer.Exit(EXIT_FAILED)
    elif not silent:
        print_sheet(results_sheet(*parts))
        error = outcome.error_in_short
    if error is not None:
        if silent and outcome.alarms:
            raise HbError(f"{error.message}; found: {outcome.alarms}", hint=error.hint, code=error.code)
        raise error
    if outcome.alarms:
        if silent and not current_session().json:
            _one_line(f"found: {outcome.alarms}", f"`hb loads {outcome.run_id}`")
        raise typer.Exit(EXIT_FINDINGS)


@contextmanager
def _in_one_line(wanted: bool) -> Iterator[None]:
    """Cron mails what is said: a failure in one line, and nothing else."""
    try:
        yield
    except HbError as error:
        if not wanted or current_session().debug:
            raise
        _one_line(f"error: {error}", error.hint)
        raise typer.Exit(error.exit_code) from None


def _one_line(text: str, hint: str | None) -> None:
    whole = f"{text}; next: {hint}" if hint else text
    print(" ".join(whole.split()), file=sys.stderr)
