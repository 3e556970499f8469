"""`hb check`: every rule, over the whole project or one file."""

from pathlib import Path
from typing import Annotated

import typer

from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import EXIT_FINDINGS

app = typer.Typer(rich_markup_mode="markdown")


@app.command()
def check(
    path: Annotated[
        Path | None, typer.Argument(help="A file or folder: only what is found there.", show_default="the project")
    ] = None,
    rules: Annotated[bool, typer.Option("--rules", help="List the rules and stop.")] = False,
) -> None:
    """Hold inventory, candidates and metrics against every rule.

    Ends with 6 when there are errors, with 0 when there are none or only warnings. A rule that had nothing to look at
    (no marts yet, no dump in the mirror) is named as skipped.

    Examples:

    - `hb check`
    - `hb check db/candidates/kyc_pass_rate_30d.yml`
    - `hb check --json`
    """
    from heartbeat_cli.render.console import print_json
    from heartbeat_cli.render.findings import print_report, print_report_json, print_rules
    from heartbeat_cli.rules import RULES, check_project

    as_json = current_session().json
    if rules:
        if as_json:
            print_json({"rules": [{"id": rule.id, "about": rule.about} for rule in RULES]})
        else:
            print_rules(RULES)
        return
    project = current_session().project()
    report = check_project(project, RULES, path)
    if as_json:
        print_report_json(report, project.root)
    else:
        print_report(report, project.root)
    if report.errors:
        raise typer.Exit(EXIT_FINDINGS)
