"""`hb check`: every rule, over the whole project or one file."""

from pathlib import Path
from typing import Annotated

import typer

from heartbeat_cli.cli.completion import names_of
from heartbeat_cli.cli.format_option import chosen_format, format_option, listing
from heartbeat_cli.cli.result import end_with_findings, print_result
from heartbeat_cli.cli.session import current_session
from heartbeat_cli.errors import UsageError
from heartbeat_cli.formats import REPORT_FORMATS, print_beside, print_written, report_format_names

app = typer.Typer(add_completion=False, rich_markup_mode="markdown")


@app.command(cls=listing(report_format_names))
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Files or folders: only what is found there.", show_default="the project"),
    ] = None,
    format: Annotated[str, format_option(REPORT_FORMATS.has, report_format_names)] = "table",
    fix: Annotated[bool, typer.Option("--fix", help="Mend what is safe to mend, and show what is left.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="With --fix: show what would be, write nothing.")] = False,
    rules: Annotated[bool, typer.Option("--rules", help="List the rules and stop.")] = False,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain",
            metavar="RULE",
            help="Say why there is a rule, and stop.",
            autocompletion=names_of("rule"),
        ),
    ] = None,
) -> None:
    """Hold inventory, candidates and metrics against every rule.

    Ends with 6 when there are errors, with 0 when there are none or only warnings, in every format. A rule that had
    nothing to look at (no marts yet, no dump in the mirror) is named as skipped.

    Examples:

    - `hb check`
    - `hb check db/candidates/kyc_pass_rate_30d.yml db/metrics`
    - `hb check --fix --dry-run`
    - `hb check --explain fan-out`
    - `hb check --json`
    - `hb check --format sarif > hb.sarif`
    """
    chosen = chosen_format(format)
    if rules or explain is not None:
        _refuse_beside_rules("--rules" if rules else "--explain", paths=paths, fix=fix, dry_run=dry_run)
        _tell_rules(explain, chosen)
        return
    from heartbeat_cli.app import check_files
    from heartbeat_cli.sheets import mended_lines

    if dry_run and not fix:
        raise UsageError("--dry-run says what --fix would do, and there is no --fix", hint="Add --fix.")
    checked = check_files(current_session().project(), *paths or (), fix=fix, dry_run=dry_run)
    print_written(REPORT_FORMATS.find(chosen).write(checked))
    if chosen not in ("table", "json"):
        print_beside(*mended_lines(checked.report, checked.root))
    end_with_findings(checked.report.errors > 0)


def _refuse_beside_rules(option: str, *, paths: list[Path] | None, fix: bool, dry_run: bool) -> None:
    """Raises UsageError: a list of rules looks at no file and mends none."""
    others = [name for name, given in (("--fix", fix), ("--dry-run", dry_run), ("PATHS", bool(paths))) if given]
    if others:
        hint = f"Leave {option} out to check, or {' and '.join(others)} to read about rules."
        raise UsageError(f"{option} checks nothing, so there is nothing for {others[0]}", hint=hint)


def _tell_rules(explain: str | None, format: str) -> None:
    """One rule or all of them. Raises UsageError for a format that is for findings."""
    from heartbeat_cli.app import explained_rule, known_rules
    from heartbeat_cli.sheets import rule_sheet, rules_document, rules_sheet

    if format not in ("table", "json"):
        raise UsageError(f"--format {format} is for findings, not for rules", hint="Take table or json.")
    if explain is not None:
        print_result(explained_rule(explain), document=lambda r: rules_document([r]), sheet=rule_sheet)
    else:
        print_result(known_rules(), document=rules_document, sheet=rules_sheet)
