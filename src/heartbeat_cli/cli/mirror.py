"""`hb mirror`: the DDL-only copy of the databases, and the server that can hold it."""

from typing import Annotated

import typer

from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import EXIT_FAILED, EXIT_FINDINGS, HbError

app = typer.Typer(
    help="""The DDL mirror: what is there, load it, pull it, what changed.

Examples:

- `hb mirror status`
- `hb mirror pull webbank`
- `hb mirror load`
- `hb mirror diff webbank --live`
""",
    add_completion=False,
    rich_markup_mode="markdown",
)

DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would happen, and write nothing.")]


@app.command()
def status(
    source: Annotated[str | None, typer.Argument(help="One source, in detail.")] = None,
    live: Annotated[bool, typer.Option("--live", help="Hold each dump against its live database, too.")] = False,
) -> None:
    """Every database's dump: how old, from which server, how much of it can be read, and is it loaded.

    Exit code 6 says that a dump cannot be read in full.

    Examples:

    - `hb mirror status`
    - `hb mirror status webbank --live`
    - `hb mirror status --json`
    """
    from heartbeat_cli.estate import load_inventory
    from heartbeat_cli.formats import print_json, print_sheet
    from heartbeat_cli.mirror import read_status
    from heartbeat_cli.sheets import dump_sheet, status_document, status_sheet

    project = current_session().project()
    inventory = load_inventory(project)
    only = inventory.require(source) if source else None
    found = read_status(project, inventory, only, live=live)
    if current_session().json:
        print_json(status_document(found, project.root))
    elif only is not None and found.databases:
        print_sheet(dump_sheet(found, project.root))
    else:
        print_sheet(status_sheet(found, project.root, live=live))
    if any(s.state in ("lossy", "unreadable") for s in found.databases):
        raise typer.Exit(EXIT_FINDINGS)


@app.command()
def load(
    database: Annotated[
        list[str] | None, typer.Argument(help="Databases or sources; all dumps by default.", metavar="DATABASE")
    ] = None,
    dry_run: DryRun = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Also replace databases that hb did not load itself.")
    ] = False,
) -> None:
    """Load the dumps into the server for exploration, one database each.

    The server is localhost:5433 as explorer; MIRROR_PG_HOST, _PORT, _USER and _PASSWORD say otherwise. A database is
    built beside the old one and takes its place when it is done. Roles are made, and may not log in; for extensions
    the server lacks there are stand-ins where that does no harm. Exit code 6 says that something of a dump is missing.

    Examples:

    - `hb mirror load --dry-run`
    - `hb mirror load`
    - `hb mirror load webbank card-management --json`
    """
    from heartbeat_cli.estate import load_inventory, mirror_connection
    from heartbeat_cli.formats import print_json, print_sheet, show_steps
    from heartbeat_cli.mirror import load_dumps, pick_dumps, plan_load
    from heartbeat_cli.sheets import load_plan_document, load_plan_sheet, loaded_document, loaded_sheet

    project = current_session().project()
    dumps = pick_dumps(project, load_inventory(project), database or ())
    connection = mirror_connection(project)
    as_json = current_session().json
    if dry_run:
        plan = plan_load(connection, dumps)
        if as_json:
            print_json(load_plan_document(plan, connection.address, project.root))
        else:
            print_sheet(load_plan_sheet(plan, connection.address, project.root))
        return
    with show_steps("Loading the mirror", total=len(dumps)) as done:
        loaded = load_dumps(connection, dumps, replace=replace, done=done)
    if as_json:
        print_json(loaded_document(loaded, connection.address, project.root))
    else:
        print_sheet(loaded_sheet(loaded, connection, project.root))
    if not all(one.whole for one in loaded):
        raise typer.Exit(EXIT_FINDINGS)


@app.command()
def pull(
    source: Annotated[
        list[str] | None, typer.Argument(help="Sources; every database by default.", metavar="SOURCE")
    ] = None,
    cluster: Annotated[str | None, typer.Option("--cluster", help="All databases of one cluster.")] = None,
    dry_run: DryRun = False,
) -> None:
    """Dump the DDL of live databases into the mirror, and say what changed.

    Uses pg_dump, read-only, with the credentials every other command uses. A dump is replaced only by one that hb
    reads in full. With several sources, one that fails leaves the others alone; the exit code is then 1.

    Examples:

    - `hb mirror pull webbank`
    - `hb mirror pull --cluster A --dry-run`
    - `hb mirror pull --json`
    """
    from heartbeat_cli.estate import load_inventory
    from heartbeat_cli.formats import print_json, print_sheet, show_steps
    from heartbeat_cli.mirror import pick_sources, pull_sources
    from heartbeat_cli.sheets import pulled_document, pulled_sheet

    project = current_session().project()
    sources = pick_sources(project, load_inventory(project), source or (), cluster)
    with show_steps("Pulling the DDL", total=len(sources)) as done:
        pulled, failed = pull_sources(project, sources, dry_run=dry_run, done=done)
    if failed and len(sources) == 1:
        raise failed[0].error
    if current_session().json:
        print_json(pulled_document(pulled, failed, project.root))
    else:
        print_sheet(pulled_sheet(pulled, failed, project.root))
    if failed and current_session().json:
        raise typer.Exit(EXIT_FAILED)
    if failed:
        raise HbError(
            f"{len(failed)} of {len(sources)} dumps are as they were; why is said above",
            hint="Run the same command again once that is settled.",
            code="not_pulled",
        )


@app.command()
def diff(
    before: Annotated[str, typer.Argument(help="A source, a dump file or a folder of dumps.", metavar="BEFORE")],
    after: Annotated[
        str | None, typer.Argument(help="Another one; the mirror's own by default.", metavar="AFTER")
    ] = None,
    live: Annotated[bool, typer.Option("--live", help="Compare with the live database.")] = False,
    marts: Annotated[bool, typer.Option("--marts", help="Compare with what has landed in the marts.")] = False,
) -> None:
    """What changed between two states of the DDL, and which metrics that breaks.

    Exit code 6 says that a metric breaks: a table or column its SQL reads is gone or of another kind of type. It also
    says that a dump or a metric could not be read. Differences alone are no finding: the exit code is 0.

    Examples:

    - `hb mirror diff webbank --live`
    - `hb mirror diff webbank --marts`
    - `hb mirror diff old/webbank.sql new/webbank.sql`
    - `hb mirror diff last_month/ --json`
    """
    from heartbeat_cli.estate import load_inventory
    from heartbeat_cli.formats import print_json, print_sheet
    from heartbeat_cli.impact import diff_mirror
    from heartbeat_cli.sheets import diff_document, diff_sheet

    project = current_session().project()
    found = diff_mirror(project, load_inventory(project), before, after, live=live, marts=marts)
    if current_session().json:
        print_json(diff_document(found))
    else:
        print_sheet(diff_sheet(found, project.root))
    if found.unreached:
        raise typer.Exit(EXIT_FAILED)
    if found.broken or found.lost or found.unread:
        raise typer.Exit(EXIT_FINDINGS)
