"""`hb loads`: the runs of `hb ingest`, past and present."""

import time
from typing import TYPE_CHECKING, Annotated

import typer

from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import EXIT_FAILED, EXIT_FINDINGS, UsageError
from heartbeat_cli.formats import note, print_json, print_sheet

if TYPE_CHECKING:
    from heartbeat_cli.estate import ProjectSettings
    from heartbeat_cli.sheets import Look

_LOOK_EVERY_SECONDS = 0.5

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")


@app.command()
def loads(
    run: Annotated[
        str | None, typer.Argument(help="One run in detail; the beginning of its name will do.", metavar="RUN")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many runs to show.")] = 20,
    watch: Annotated[bool, typer.Option("--watch", help="Look on while an ingest runs, until it ends.")] = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Check every range of the ledger against source and marts again.")
    ] = False,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", help="With --verify: only this source; may be repeated.", metavar="NAME"),
    ] = None,
    table: Annotated[
        list[str] | None,
        typer.Option("--table", help="With --verify: only this table; may be repeated.", metavar="SCHEMA.TABLE"),
    ] = None,
) -> None:
    """What ran, what runs now, and how far it is.

    Every run of `hb ingest`, newest first. One that ended without a word (kill -9, a reboot) is shown as killed: what
    it landed stays, and the same command again lands the rest. Read from small files beside the marts, so it answers
    while an ingest keeps a DuckDB file busy. `--watch --json` writes one JSON document per line.

    `--verify` reads both sides: each range agrees, has *changed at the source since* it landed, or *differs*: then the
    marts are not what was landed, and the exit code is 6. It is 1 where a source could not be checked at all; the
    others were. `--table` is looked for in every source that has landed.

    Examples:

    - `hb loads`
    - `hb loads --watch`
    - `hb loads 3f9a`
    - `hb loads --limit 100 --json`
    - `hb loads --verify --source webbank`
    """
    project = current_session().project()
    if verify and (run is not None or watch):
        raise UsageError("--verify goes with neither RUN nor --watch", hint="`hb loads --verify`")
    if (source or table) and not verify:
        raise UsageError("--source and --table narrow down --verify", hint="`hb loads --verify --source NAME`")
    if run is not None and watch:
        raise UsageError("--watch follows the run at work, and takes no RUN", hint="`hb loads --watch`")
    if verify:
        _verify(project, source or [], table or [])
    elif watch:
        _watch(project)
    elif run is not None:
        _report(project, run)
    else:
        _history(project, limit)


def _history(project: "ProjectSettings", limit: int) -> None:
    from heartbeat_cli.sheets import runs_document, runs_sheet
    from heartbeat_cli.state import read_runs

    runs = read_runs(project.state)
    if current_session().json:
        print_json(runs_document(runs[:limit], len(runs)))
    else:
        print_sheet(runs_sheet(runs[:limit], len(runs)))


def _report(project: "ProjectSettings", name: str) -> None:
    from heartbeat_cli.app import find_run
    from heartbeat_cli.sheets import run_in_detail, run_sheet
    from heartbeat_cli.state import StatusFile, read_runs

    run = find_run(name, read_runs(project.state))
    status = StatusFile(project.state).seen()
    told = status if status is not None and status.run_id == run.run_id else None
    print_json(run_in_detail(run, told)) if current_session().json else print_sheet(run_sheet(run, told))


def _watch(project: "ProjectSettings") -> None:
    from heartbeat_cli.app import end_of, watch
    from heartbeat_cli.formats import show_watch
    from heartbeat_cli.state import read_runs

    last: Look | None = None
    with show_watch(as_json=current_session().json) as shown:
        for last in watch(project):
            shown.look(last)
            time.sleep(_LOOK_EVERY_SECONDS)
    if last is None:
        shown.nothing_runs(next(iter(read_runs(project.state)), None))
    else:
        shown.ended(end_of(project, last))


def _verify(project: "ProjectSettings", names: list[str], tables: list[str]) -> None:
    from heartbeat_cli.app import verify
    from heartbeat_cli.formats import show_verifying
    from heartbeat_cli.sheets import verified_document, verified_sheet, waiting_line

    done = verify(project, names, tables, waiting=lambda holder: note(waiting_line(holder)), progress=show_verifying())
    if current_session().json:
        print_json(verified_document(done.found, done.refused))
    else:
        print_sheet(verified_sheet(done.found, done.refused))
    if done.refused:
        raise typer.Exit(EXIT_FAILED)
    if done.differs:
        raise typer.Exit(EXIT_FINDINGS)
