"""Running an ingest from the command line: in a container or here, its plan, its progress and what became of it."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer

from heartbeat_cli.cli.result import end_with, print_result
from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import EXIT_FINDINGS, HbError
from heartbeat_cli.formats import note, warn

if TYPE_CHECKING:
    from heartbeat_cli.app import IngestOutcome, IngestRequest, Project


def launch(project: "Project", *, only_show: bool) -> NoReturn:
    """Run this command line in a container of its own, or show how; ends `hb` with its exit code."""
    from heartbeat_cli.app import run_in_container

    session = current_session()
    raise typer.Exit(run_in_container(project.settings, session.arguments, as_json=session.json, only_show=only_show))


def plan_and_show(project: "Project", request: "IngestRequest") -> None:
    """Print what would be done; writes nothing. Ends `hb` with the failure of sources that refuse."""
    from heartbeat_cli.sheets import plan_document, plan_sheet

    planned = project.plan(request)
    parts = planned.jobs, planned.outlook, planned.findings, planned.refused
    print_result(planned, document=lambda p: plan_document(*parts, p.error), sheet=lambda _: plan_sheet(*parts))
    end_with(planned.error)


def run_and_show(project: "Project", request: "IngestRequest") -> None:
    """Run, print what became of it, and end with its exit code."""
    from heartbeat_cli.app import IngestRun
    from heartbeat_cli.formats import show_progress
    from heartbeat_cli.sheets import STOPPED_WAITING, stopped_line

    silent = request.all and not (sys.stdout.isatty() or sys.stderr.isatty())
    in_one_line = silent and not current_session().json
    with _failing_in_one_line(in_one_line):
        run = IngestRun(project.settings, request)
        try:
            with show_progress(silent=silent) as shown:
                outcome = run.carry_out(shown)
        except (KeyboardInterrupt, SystemExit):
            note(STOPPED_WAITING if run.waited and not run.begun else stopped_line(*run.landed))
            raise
        for warning in outcome.warnings:
            warn(warning)
        if in_one_line:
            _tell_in_one_line(outcome)
        else:
            _show(outcome)
    if outcome.alarms:
        raise typer.Exit(EXIT_FINDINGS)


def _show(outcome: "IngestOutcome") -> None:
    from heartbeat_cli.sheets import results_document, results_sheet

    parts = outcome.results, outcome.findings, outcome.ready, outcome.run_id
    print_result(outcome, document=lambda o: results_document(*parts, o.error), sheet=lambda _: results_sheet(*parts))
    end_with(outcome.error_in_short)


# What cron mails


def _tell_in_one_line(outcome: "IngestOutcome") -> None:
    """What failed or was found, and nothing where there is nothing to tell."""
    error, alarms = outcome.error, outcome.alarms
    if error is not None:
        raise error.replace(message=f"{error.message}; found: {alarms}") if alarms else error
    if alarms:
        _one_line(f"found: {alarms}", f"`hb loads {outcome.run_id}`")


@contextmanager
def _failing_in_one_line(wanted: bool) -> Iterator[None]:
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
