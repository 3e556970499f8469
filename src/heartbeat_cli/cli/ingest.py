"""`hb ingest`: land a source's slice in the marts."""

from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import EXIT_FAILED, EXIT_FINDINGS, AccessDeniedError, HbError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from heartbeat_cli.estate import Inventory, Project
    from heartbeat_cli.ingest import IngestResult

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")


@app.command()
def ingest(
    source: Annotated[
        list[str] | None, typer.Option("--source", help="The source to land; may be repeated.", metavar="NAME")
    ] = None,
    table: Annotated[
        list[str] | None,
        typer.Option("--table", help="Only this table of the slice; may be repeated.", metavar="SCHEMA.TABLE"),
    ] = None,
    plan: Annotated[bool, typer.Option("--plan", help="Show what would land, and write nothing.")] = False,
) -> None:
    """Land a source's slice in the marts.

    Every table is read in one snapshot and replaced in one transaction: whatever happens, the marts hold its old rows
    or its new ones. What has landed stays when a run is stopped; run it again to land the rest.
    Parked candidates that waited for what has landed become ready.

    Examples:

    - `hb ingest --source webbank --plan`
    - `hb ingest --source webbank`
    - `hb ingest --source webbank --table core.payment --json`
    """
    from heartbeat_cli.estate import load_inventory
    from heartbeat_cli.ingest import plan_ingest, run_ingest
    from heartbeat_cli.render.ingest import print_plans, print_results, show_progress

    if not source:
        raise UsageError(
            "--source is missing: which source shall be landed?",
            hint="Give --source NAME; `hb sources status` lists them.",
            code="missing_flag",
        )
    project = current_session().project()
    inventory = load_inventory(project)
    if plan:
        print_plans(plan_ingest(project, inventory, source, table or ()), as_json=current_session().json)
        return
    with show_progress() as progress, _demo_hint(project):
        results = run_ingest(project, inventory, source, table or (), progress)
    print_results(results, _ready(project, inventory), as_json=current_session().json)
    _exit(results)


def _ready(project: "Project", inventory: "Inventory") -> tuple[str, ...]:
    """The candidates this landing made ready. What has landed has landed, whatever becomes of their files."""
    from heartbeat_cli.impact import become_ready
    from heartbeat_cli.render.console import warn

    try:
        readied = become_ready(project, inventory)
    except HbError as error:
        warn(f"which candidates are ready now could not be looked up: {error}")
        return ()
    for failure in readied.failures:
        warn(f"a candidate is ready, and its file does not say so yet: {failure}")
    return tuple(metric.name for metric in readied.metrics)


@contextmanager
def _demo_hint(project: "Project") -> "Iterator[None]":
    """In the demo the person at the keyboard is the administrator as well."""
    try:
        yield
    except AccessDeniedError as error:
        if project.demo and error.code == "not_granted":
            error.hint = f"{error.hint}\nIn the demo that is you: `hb demo grant {error.where}`."
        raise


def _exit(results: "tuple[IngestResult, ...]") -> None:
    failed = sum(len(result.failures) for result in results)
    if failed and current_session().json:
        raise typer.Exit(EXIT_FAILED)
    if failed:
        raise HbError(
            f"{failed} {'table was' if failed == 1 else 'tables were'} left as before; why is said above",
            hint="Run the same command again once that is settled.",
            code="tables_failed",
        )
    if any(result.missing for result in results):
        raise typer.Exit(EXIT_FINDINGS)
