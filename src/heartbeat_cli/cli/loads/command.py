"""`hb loads`: the runs of `hb ingest`, past and present."""

from typing import Annotated

import typer

from heartbeat_cli.cli.completion import names_of
from heartbeat_cli.cli.loads.views import follow_run, show_history, show_run, show_verification
from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import UsageError

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")


@app.command()
def loads(
    run: Annotated[
        str | None,
        typer.Argument(
            help="One run in detail; the beginning of its name will do.", metavar="RUN", autocompletion=names_of("run")
        ),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many runs to show.")] = 20,
    failed: Annotated[bool, typer.Option("--failed", help="Only runs that failed or were killed, with why.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Look on while an ingest runs, until it ends.")] = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Check every range of the ledger against source and marts again.")
    ] = False,
    source: Annotated[
        list[str] | None,
        typer.Option(
            "--source",
            help="With --verify: only this source; may be repeated.",
            metavar="NAME",
            autocompletion=names_of("source"),
        ),
    ] = None,
    table: Annotated[
        list[str] | None,
        typer.Option(
            "--table",
            help="With --verify: only this table; may be repeated.",
            metavar="SCHEMA.TABLE",
            autocompletion=names_of("table"),
        ),
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
    - `hb loads --failed`
    - `hb loads --limit 100 --json`
    - `hb loads --verify --source webbank`
    """
    project = current_session().project()
    _check_options(run, watch=watch, verify=verify, narrowed=bool(source or table))
    if verify:
        show_verification(project, source or [], table or [])
    elif watch:
        follow_run(project)
    elif run is not None:
        show_run(project, run)
    else:
        show_history(project, limit, failed=failed)


def _check_options(run: str | None, *, watch: bool, verify: bool, narrowed: bool) -> None:
    if verify and (run is not None or watch):
        raise UsageError("--verify goes with neither RUN nor --watch", hint="`hb loads --verify`")
    if narrowed and not verify:
        raise UsageError("--source and --table narrow down --verify", hint="`hb loads --verify --source NAME`")
    if run is not None and watch:
        raise UsageError("--watch follows the run at work, and takes no RUN", hint="`hb loads --watch`")
