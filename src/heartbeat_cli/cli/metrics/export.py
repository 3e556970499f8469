"""`hb metrics export`."""

from pathlib import Path
from typing import Annotated

import typer

from heartbeat_cli.cli.completion import names_of
from heartbeat_cli.cli.format_option import listing
from heartbeat_cli.cli.metrics.exported import print_export
from heartbeat_cli.cli.metrics.options import AsOf
from heartbeat_cli.cli.result import end_with_findings
from heartbeat_cli.cli.session import current_session


def _exporters() -> tuple[str, ...]:
    from heartbeat_cli.app import exporter_names

    return tuple(exporter_names(None, ""))


ListsExporters = listing(_exporters, "to", "Whose words it is written in")


def export(
    to: Annotated[
        str,
        typer.Option(
            "--to", metavar="TARGET", help="Whose words it is written in.", autocompletion=names_of("exporter")
        ),
    ],
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NAMES]...",
            help="Metrics, candidates, or patterns of their names; those the cockpit shows where there are none.",
            autocompletion=names_of("metric"),
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR|FILE", help="Where it is written; stdout where there is one file, or `-`."),
    ] = None,
    spec: Annotated[
        str | None,
        typer.Option("--spec", metavar="VERSION", help="A version of the target's specification: 0.1.1 of ossie."),
    ] = None,
    candidates: Annotated[
        bool, typer.Option("--candidates", help="Candidates too, said to be such; a parked one has no number.")
    ] = False,
    as_of: AsOf = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; say what would be written.")] = False,
) -> None:
    """Metrics in the words of another program: dbt, Apache Ossie, CSV, JSON, OpenMetrics, or tables in the marts.

    Each goes out with its status, and its number with its age: one that is stale, inexact or to be aligned again is
    never written as if it were right, and the exit code is 6 where one is stale, or one that is shown has no number
    now. What the target has no place for is listed on stderr. Only files that an export wrote are overwritten.

    Examples:

    - `hb metrics export --to dbt --out models/heartbeat`
    - `hb metrics export --to ossie --spec 0.1.1 --out heartbeat.ossie.yml`
    - `hb metrics export --to openmetrics --spec 0.0.4 --out /var/lib/node_exporter/textfile/heartbeat.prom`
    - `hb metrics export --to csv clients_onboarded_count_30d --as-of 2026-05-08T09:00Z`
    - `hb metrics export --to marts --dry-run`
    """
    from heartbeat_cli.app import ExportRequest
    from heartbeat_cli.formats import show_working

    project = current_session().project()
    moment = project.moment(as_of) if as_of else None
    place = None if out == Path("-") else out
    request = ExportRequest(to, tuple(names or ()), spec, candidates, moment, place, dry_run)
    with show_working("writing the metrics"):
        made = project.export(request)
    print_export(made, project.root)
    end_with_findings(made.says_nothing)
