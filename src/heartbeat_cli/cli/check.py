"""`hb check`: every rule, over the whole project or one file."""

from pathlib import Path
from typing import Annotated

import typer

from heartbeat_cli.cli.result import print_result
from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import EXIT_FINDINGS

app = typer.Typer(rich_markup_mode="markdown")


@app.command()
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Files or folders: only what is found there.", show_default="the project"),
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
    - `hb check db/candidates/kyc_pass_rate_30d.yml db/metrics`
    - `hb check --explain fan-out`
    - `hb check --json`
    """
    from heartbeat_cli.app import explained_rule, known_rules
    from heartbeat_cli.sheets import report_document, report_sheet, rule_sheet, rules_document, rules_sheet

    if explain is not None:
        print_result(explained_rule(explain), document=lambda r: rules_document([r]), sheet=rule_sheet)
        return
    if rules:
        print_result(known_rules(), document=rules_document, sheet=rules_sheet)
        return
    project = current_session().project()
    report = project.check(*paths or ())
    print_result(
        report,
        document=lambda r: report_document(r, project.root),
        sheet=lambda r: report_sheet(r, project.root),
    )
    if report.errors:
        raise typer.Exit(EXIT_FINDINGS)
