"""`hb metrics`: list, show, run and align."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import HbError
from heartbeat_cli.formats import print_json, print_sheet, warn

if TYPE_CHECKING:
    from heartbeat_cli.estate import ProjectSettings

app = typer.Typer(
    help="""List, show, run and align metrics.

Examples:

- `hb metrics list`
- `hb metrics run clients_onboarded_count_30d`
- `hb metrics align clients_onboarded_count_30d --count 412 --by operations --method "onboarding register"`
""",
    add_completion=False,
    rich_markup_mode="markdown",
)

Name = Annotated[str, typer.Argument(help="A metric or candidate.", metavar="NAME")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="TIME", help="The moment to compute it for, 2026-05-08 or 2026-05-08T09:00Z."),
]


@app.command("list")
def list_metrics(
    values: Annotated[bool, typer.Option("--values", help="Compute the aligned and caveated ones too.")] = False,
    as_of: AsOf = None,
) -> None:
    """Every metric and candidate with its status; a parked one with what it waits for.

    Examples:

    - `hb metrics list`
    - `hb metrics list --values --as-of 2026-05-08`
    - `hb metrics list --json`
    """
    from heartbeat_cli.files import from_root
    from heartbeat_cli.metrics import load_all
    from heartbeat_cli.sheets import metrics_document, metrics_sheet

    with _project() as project:
        metrics, problems = load_all(project)
        computed = None
        if values:
            from heartbeat_cli.metrics import doubt_about, parse_as_of, run_shown

            moment = parse_as_of(as_of, project)
            computed = run_shown(project, metrics, moment)
            computed = {
                name: _from_root(found, project) if isinstance(found, HbError) else found
                for name, found in computed.items()
            }
            _warn(doubt_about(moment, project, empty=False) if as_of else None)
        for problem in problems:
            warn(from_root(str(problem), project.root))
        if current_session().json:
            print_json(metrics_document(metrics, computed, problems, project.root))
        else:
            print_sheet(metrics_sheet(metrics, computed))


@app.command()
def show(name: Name) -> None:
    """Everything about one metric: question, right source, lineage, notes, alignment, SQL.

    Examples:

    - `hb metrics show kyc_pass_rate_30d`
    - `hb metrics show clients_onboarded_count_30d --json`
    """
    from heartbeat_cli.estate import load_inventory
    from heartbeat_cli.metrics import find_metric, read_tables, right_sources_of
    from heartbeat_cli.sheets import metric_document, metric_sheet

    with _project() as project:
        metric = find_metric(project, name)
        tables = [str(table) for table in read_tables(metric.sql)] if metric.sql else []
        right = right_sources_of(metric, load_inventory(project))
        if current_session().json:
            print_json(metric_document(metric, tables, right, project.root))
        else:
            print_sheet(metric_sheet(metric, tables, [r.because for r in right], project.root))


@app.command()
def run(name: Name, as_of: AsOf = None) -> None:
    """Compute one metric from the marts: the number, its status and its notes. A parked one has no number.

    Nor has one on the wrong source, or one whose fallback is not explained: the exit code is then 5.

    Examples:

    - `hb metrics run clients_onboarded_count_30d`
    - `hb metrics run clients_onboarded_count_30d --as-of 2026-05-07T09:00Z --json`
    """
    from heartbeat_cli.metrics import doubt_about, find_metric, parse_as_of, run_metric
    from heartbeat_cli.sheets import metric_run_document, metric_run_sheet

    with _project() as project:
        metric = find_metric(project, name)
        moment = parse_as_of(as_of, project)
        done = run_metric(project, metric, moment)
        _warn(doubt_about(moment, project, empty=not done.value.value) if as_of else None)
        if current_session().json:
            print_json(metric_run_document(done, project.root))
        else:
            print_sheet(metric_run_sheet(done))


@app.command()
def align(
    name: Name,
    count: Annotated[str | None, typer.Option("--count", metavar="N", help="What was counted by hand.")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="WHO", help="Who counted.")] = None,
    method: Annotated[str | None, typer.Option("--method", help="How it was counted.")] = None,
    as_of: AsOf = None,
    tolerance: Annotated[
        str,
        typer.Option(
            "--tolerance", metavar="5%|N", help="Difference allowed, of the count (100% at most) or absolute."
        ),
    ] = "0",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Compare and write nothing.")] = False,
    record: Annotated[bool, typer.Option("--record", help="Keep a count that does not match in the file too.")] = False,
) -> None:
    """Hold a metric against a hand count; where they agree it becomes a metric the cockpit shows.

    Where they do not, nothing moves and the exit code is 5.

    Examples:

    - `hb metrics align clients_onboarded_count_30d --count 412 --by operations --method "onboarding register"`
    - `hb metrics align clients_onboarded_count_30d --count 400 --by operations --method register --dry-run`
    """
    from heartbeat_cli.metrics import (
        HandCount,
        align_metric,
        doubt_about,
        find_metric,
        generous_tolerance,
        parse_as_of,
        parse_count,
        parse_tolerance,
        refuse_unalignable,
    )
    from heartbeat_cli.sheets import aligned_document, aligned_sheet

    with _project() as project:
        metric = find_metric(project, name)
        refuse_unalignable(metric)
        parse_tolerance(tolerance)
        moment = parse_as_of(as_of, project)
        hand = HandCount(
            count=parse_count(_answer(count, "--count", f"Count made by hand for {moment:%Y-%m-%d %H:%M} UTC")),
            by=_answer(by, "--by", "Who counted"),
            method=_answer(method, "--method", "How it was counted"),
            as_of=moment,
            tolerance=tolerance,
        )
        _warn(generous_tolerance(hand))
        _warn(doubt_about(moment, project, empty=False) if as_of else None)
        done = align_metric(project, metric, hand, dry_run=dry_run, record=record)
        if current_session().json:
            print_json(aligned_document(done, project.root))
        else:
            print_sheet(aligned_sheet(done, project.root))


@contextmanager
def _project() -> "Iterator[ProjectSettings]":
    """The project of this run; what fails with it names files from the project's folder."""
    project = current_session().project()
    try:
        yield project
    except HbError as error:
        raise _from_root(error, project) from error.__cause__


def _from_root(error: HbError, project: "ProjectSettings") -> HbError:
    from heartbeat_cli.files import from_root

    place, hint = error.place, error.hint
    return error.replace(
        message=from_root(error.message, project.root),
        place=replace(place, name=from_root(place.name, project.root)) if place else None,
        hint=from_root(hint, project.root) if hint else None,
    )


def _warn(message: str | None) -> None:
    if message:
        warn(message)


def _answer(given: str | None, flag: str, what: str) -> str:
    """What a flag said, else what a person at the terminal says; nobody aligns without it."""
    session = current_session()
    if given is None and session.may_prompt:
        from heartbeat_cli.cli.prompts import ask_text

        given = ask_text(what)
    if given is None or not given.strip():
        raise session.need(flag, what)
    return given.strip()
