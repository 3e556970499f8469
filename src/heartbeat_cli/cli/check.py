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
    explain: Annotated[
        str | None, typer.Option("--explain", metavar="RULE", help="Say why there is a rule, and stop.")
    ] = None,
) -> None:
    """Hold inventory, candidates and metrics against every rule.

    Ends with 6 when there are errors, with 0 when there are none or only warnings. A rule that had nothing to look at
    (no marts yet, no dump in the mirror) is named as skipped.

    Examples:

    - `hb check`
    - `hb check db/candidates/kyc_pass_rate_30d.yml`
    - `hb check --explain fan-out`
    - `hb check --json`
    """
    from heartbeat_cli.formats import print_json, print_sheet
    from heartbeat_cli.rules import all_rules, check_project, find_rule
    from heartbeat_cli.sheets import report_document, report_sheet, rule_sheet, rules_document, rules_sheet

    as_json = current_session().json
    if explain is not None:
        rule = find_rule(explain)
        print_json(rules_document([rule])) if as_json else print_sheet(rule_sheet(rule))
        return
    if rules:
        known = all_rules()
        print_json(rules_document(known)) if as_json else print_sheet(rules_sheet(known))
        return
    project = current_session().project()
    report = check_project(project, all_rules(), path)
    if as_json:
        print_json(report_document(report, project.root))
    else:
        print_sheet(report_sheet(report, project.root))
    if report.errors:
        raise typer.Exit(EXIT_FINDINGS)
