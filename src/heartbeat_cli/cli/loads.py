"""`hb loads`: the runs of `hb ingest`, past and present."""

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import EXIT_FAILED, EXIT_FINDINGS, LockedError, NotFoundError, UsageError, did_you_mean

if TYPE_CHECKING:
    from heartbeat_cli.estate import Project
    from heartbeat_cli.render.watch import Look
    from heartbeat_cli.state.journal import RunReport

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
        _verify(project, source or [], tuple(table or ()))
    elif watch:
        _watch(project)
    elif run is not None:
        _report(project, run)
    else:
        _history(project, limit)


def _history(project: "Project", limit: int) -> None:
    from heartbeat_cli.render.loads import print_runs
    from heartbeat_cli.state.journal import read_runs

    runs = read_runs(project.state)
    print_runs(runs[:limit], len(runs), as_json=current_session().json)


def _report(project: "Project", name: str) -> None:
    from heartbeat_cli.render.loads import print_run
    from heartbeat_cli.state.journal import read_runs
    from heartbeat_cli.state.run_status import StatusFile

    run = _require_run(name, read_runs(project.state))
    status = StatusFile(project.state).seen()
    told = status if status is not None and status.run_id == run.run_id else None
    print_run(run, told, as_json=current_session().json)


def _require_run(name: str, runs: "tuple[RunReport, ...]") -> "RunReport":
    found = [run for run in runs if run.run_id == name] or [run for run in runs if run.run_id.startswith(name)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(
            f"{len(found)} runs begin with '{name}'",
            hint=f"Give more of it: {', '.join(run.run_id for run in found[:5])}.",
            code="ambiguous_run",
        )
    hint = did_you_mean(name, [run.run_id for run in runs]) or "`hb loads` lists the runs."
    raise NotFoundError(f"there is no run '{name}'", hint=hint, code="unknown_run")


def _watch(project: "Project") -> None:
    from heartbeat_cli.render.watch import show_watch
    from heartbeat_cli.state.journal import read_runs

    last: Look | None = None
    with show_watch(as_json=current_session().json) as shown:
        for last in _looks(project):
            shown.look(last)
            time.sleep(_LOOK_EVERY_SECONDS)
    if last is None:
        shown.nothing_runs(next(iter(read_runs(project.state)), None))
    else:
        shown.ended(_end_of(project, last))


def _looks(project: "Project") -> "Iterator[Look]":
    """What is to be seen of the run at work, again and again until it has ended.

    A status that is gone or damaged leaves the last good one standing. Nothing where no ingest runs.
    """
    from heartbeat_cli.render.watch import Look
    from heartbeat_cli.state.lock import current_holder, is_held
    from heartbeat_cli.state.run_status import StatusFile

    first, known = None, None
    while is_held(project.state):
        status, holder = StatusFile(project.state).read(), current_holder(project.state)
        if holder is not None:
            first = first or holder
            if (holder.pid, holder.host, holder.since) != (first.pid, first.host, first.since):
                return
            if status is not None and (status.pid, status.host) != (holder.pid, holder.host):
                status = None
        if status is not None and known is not None and status.run_id != known.run_id:
            return
        known = status or known
        yield Look(holder or first, known)


def _end_of(project: "Project", last: "Look") -> "RunReport | None":
    """How the run that was looked at ended; None where it never told anything of itself."""
    from heartbeat_cli.state.journal import read_runs, report_of
    from heartbeat_cli.state.run_status import RunState

    if last.status is None:
        return None
    entered = next((run for run in read_runs(project.state) if run.run_id == last.status.run_id), None)
    if entered is not None:
        return entered
    from dataclasses import replace

    killed = last.status.state is RunState.RUNNING
    return report_of(replace(last.status, state=RunState.KILLED) if killed else last.status)


def _verify(project: "Project", names: list[str], tables: tuple[str, ...]) -> None:
    from heartbeat_cli.estate import load_inventory
    from heartbeat_cli.ingest.proof.verify import Verdict, verify_all
    from heartbeat_cli.ingest.report.landed_before import landed_before
    from heartbeat_cli.marts.advisory import keep_others_out
    from heartbeat_cli.render.verify import print_verified, say_waiting, verifying
    from heartbeat_cli.state import single_flight

    inventory = load_inventory(project)
    sources = [inventory.require(name) for name in dict.fromkeys(names) or landed_before(project, inventory)]
    doing = f"checking {', '.join(source.name for source in sources)}"
    with (
        single_flight(project.state, doing, waiting=say_waiting),
        keep_others_out(project, doing) as marts,
        verifying() as told,
    ):
        found, refused = verify_all(project, sources, tables, told)
        differs = any(one.verdict is Verdict.DIFFERS for _, verified in found for one in verified)
        if differs and marts is not None and not marts.still_held():
            raise LockedError(
                "the lock in the marts was lost, and another ingest may have written to them during the check",
                hint="Run the same command again.",
            )
    print_verified(found, refused, as_json=current_session().json)
    if refused:
        raise typer.Exit(EXIT_FAILED)
    if differs:
        raise typer.Exit(EXIT_FINDINGS)
