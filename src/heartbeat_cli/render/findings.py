"""Findings: grouped by file, each with its line, its rule and the next step; the count at the end."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

from heartbeat_cli.render.console import print_json, stdout

_STYLES = {"error": "bold red", "warning": "bold yellow"}


def short(file: Path, root: Path) -> str:
    """A file as its owner knows it: from the project's folder."""
    return str(file.relative_to(root)) if file.is_relative_to(root) else str(file)


def print_report(report: Any, root: Path) -> None:
    """A report for people."""
    from rich.text import Text

    console = stdout()
    for file, found in groupby(report.findings, key=lambda f: f.file):
        name = short(file, root)
        console.print(Text(name, style="bold"))
        for finding in found:
            line = Text.assemble(
                "  ",
                (f"{name}:{finding.line}", "cyan"),
                "  ",
                (finding.severity, _STYLES[finding.severity]),
                "  ",
                (finding.rule, "magenta"),
            )
            console.print(line, soft_wrap=True)
            console.print(Text(f"    {finding.message}"), soft_wrap=True)
            if finding.next:
                console.print(Text.assemble(("    next: ", "cyan"), finding.next), soft_wrap=True)
        console.print()
    for skipped in report.skipped:
        console.print(
            Text.assemble(("skipped  ", "yellow"), (skipped.rule, "magenta"), f"  {skipped.why}"), soft_wrap=True
        )
    console.print(Text(summary(report)), soft_wrap=True)


def summary(report: Any) -> str:
    """`2 errors, 1 warning in 27 sources, 3 candidates, 2 metrics`."""
    looked_at = ", ".join(_plural(number, what.removesuffix("s")) for what, number in report.checked)
    if not report.findings:
        return f"no findings in {looked_at}" + (f"; {len(report.skipped)} skipped" if report.skipped else "")
    counts = [(report.errors, "error"), (report.warnings, "warning")]
    return f"{', '.join(_plural(n, word) for n, word in counts if n)} in {looked_at}"


def _plural(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def print_report_json(report: Any, root: Path) -> None:
    """A report for programs."""
    print_json(
        {
            "findings": [_as_dict(finding, root) for finding in report.findings],
            "skipped": [{"rule": s.rule, "why": s.why} for s in report.skipped],
            "checked": dict(report.checked),
            "errors": report.errors,
            "warnings": report.warnings,
        }
    )


def _as_dict(finding: Any, root: Path) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "file": short(finding.file, root),
        "line": finding.line,
        "message": finding.message,
        "next": finding.next,
    }


def print_rules(rules: Iterable[Any]) -> None:
    """The rules and what each asks for."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("Rule", no_wrap=True)
    table.add_column("Asks that", overflow="fold")
    for rule in rules:
        table.add_row(rule.id, rule.about)
    stdout().print(table)
