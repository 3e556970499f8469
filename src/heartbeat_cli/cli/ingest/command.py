"""`hb ingest`: land a source's slice in the marts."""

from typing import Annotated

import typer

from heartbeat_cli.cli.ingest.options import FromDump, Notify, Proof, Sources, Tables
from heartbeat_cli.cli.session import current_session

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")


@app.command()
def ingest(
    source: Sources = None,
    all_: Annotated[bool, typer.Option("--all", help="Every source that has landed before: what cron calls.")] = False,
    table: Tables = None,
    from_: FromDump = None,
    plan: Annotated[bool, typer.Option("--plan", help="Show what would be done, and write nothing.")] = False,
    reconcile: Annotated[
        bool, typer.Option("--reconcile", help="Look for rows that were deleted at the source, too.")
    ] = False,
    adopt: Annotated[
        bool, typer.Option("--adopt", help="Take over tables somebody else landed: compare, copy what differs.")
    ] = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Throw away what has landed, and land it anew. Asks, without --table.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With --rebuild: do not ask.")] = False,
    proof: Proof = None,
    wait: Annotated[bool, typer.Option("--wait", help="Wait while another ingest runs.")] = False,
    notify: Notify = None,
    heartbeat: Annotated[bool, typer.Option("--heartbeat", help="With --notify: tell that it ran, too.")] = False,
    container: Annotated[bool, typer.Option("--container", help="Run it in a one-off container of its own.")] = False,
) -> None:
    """Land a source's slice in the marts, and keep it fresh.

    One command for the first landing and for every later one: it looks at what the source has and what the marts hold,
    and does what is missing. Tables land in ranges, each of which is in the marts with its proof or not at all. What
    has landed stays when a run is stopped, however it ends; the same command again lands the rest.
    Parked candidates that waited for what has landed become ready.

    Without a server to reach, `--from` lands the rows of a plain dump: they are as old as the dump, and never called
    fresh. What the server itself gave is not replaced by them unless `--rebuild` says so.

    Exit code 1 says that something failed (the others landed), 4 that another ingest is running, 6 that something was
    found at the source: a change that breaks a metric, or a table that is gone. `--all` outside a terminal prints
    nothing but one line when there is something to tell.

    Examples:

    - `hb ingest --source webbank --plan`
    - `hb ingest --source webbank`
    - `hb ingest --source webbank --table core.payment --rebuild`
    - `hb ingest --from shop.sql --source shop`
    - `hb ingest --all --reconcile --wait`
    - `hb ingest --all --notify https://hooks.example.com/hb --heartbeat`
    """
    from heartbeat_cli.app import IngestRequest, check_request, with_source_of_dump
    from heartbeat_cli.cli.ingest.confirm import confirm_rebuild
    from heartbeat_cli.cli.ingest.notify import notifying
    from heartbeat_cli.cli.ingest.run import launch, plan_and_show, run_and_show

    request = IngestRequest(
        tuple(source or ()), all_, tuple(table or ()), reconcile, adopt, rebuild, proof, wait, from_
    )
    check_request(request)
    project = current_session().project()
    request = with_source_of_dump(project.settings, request)
    if container:
        launch(project, only_show=plan)
    for name in request.sources:
        project.source(name)
    if plan:
        plan_and_show(project, request)
        return
    confirm_rebuild(project, request, yes=yes)
    with notifying(project, notify, heartbeat=heartbeat):
        run_and_show(project, request)
