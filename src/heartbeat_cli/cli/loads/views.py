"""What `hb loads` shows: the runs, one run, the run at work, and whether what has landed still agrees."""

import time
from typing import TYPE_CHECKING

import typer

from heartbeat_cli.cli.result import print_result
from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import EXIT_FAILED, EXIT_FINDINGS

if TYPE_CHECKING:
    from heartbeat_cli.app import Project
    from heartbeat_cli.sheets import Look

_LOOK_EVERY_SECONDS = 0.5


def show_history(project: "Project", limit: int, *, failed: bool = False) -> None:
    """The runs, newest first, at most `limit`; with `failed` those that did not do what they were asked."""
    from heartbeat_cli.sheets import runs_document, runs_sheet

    print_result(
        project.loads(failed=failed),
        document=lambda runs: runs_document(runs[:limit], len(runs)),
        sheet=lambda runs: runs_sheet(runs[:limit], len(runs)),
    )


def show_run(project: "Project", name: str) -> None:
    """One run in detail."""
    from heartbeat_cli.sheets import run_in_detail, run_sheet

    print_result(
        project.find_run(name),
        document=lambda run: run_in_detail(run.report, run.status),
        sheet=lambda run: run_sheet(run.report, run.status),
    )


def follow_run(project: "Project") -> None:
    """The run at work until it ends; where none is, the last one."""
    from heartbeat_cli.app import end_of
    from heartbeat_cli.formats import show_watch

    last: Look | None = None
    with show_watch(as_json=current_session().json) as shown:
        for last in project.watch():
            shown.look(last)
            time.sleep(_LOOK_EVERY_SECONDS)
    if last is None:
        shown.nothing_runs(next(iter(project.loads()), None))
    else:
        shown.ended(end_of(project.settings, last))


def show_verification(project: "Project", names: list[str], tables: list[str]) -> None:
    """Whether every range of the ledger still agrees; ends `hb` where one does not or could not be checked."""
    from heartbeat_cli.app import verify
    from heartbeat_cli.formats import note, show_verifying
    from heartbeat_cli.sheets import verified_document, verified_sheet, waiting_line

    done = verify(
        project.settings, names, tables, waiting=lambda holder: note(waiting_line(holder)), progress=show_verifying()
    )
    print_result(
        done,
        document=lambda d: verified_document(d.found, d.refused),
        sheet=lambda d: verified_sheet(d.found, d.refused),
    )
    if done.refused:
        raise typer.Exit(EXIT_FAILED)
    if done.differs:
        raise typer.Exit(EXIT_FINDINGS)
