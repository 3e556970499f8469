"""The page of findings: what `hb check` holds against the files of the estate."""

from pathlib import Path

from heartbeat_cli.blocks import line
from heartbeat_cli.rules import Finding, Report
from heartbeat_cli.sheets import report_summary
from heartbeat_cli.site.page import FilterCell, FilterColumn, FilterTable, PageBlock, PagePart, Pill, SitePage, cell
from heartbeat_cli.wording import path

FINDINGS = "findings"
_STYLES = {"error": "bad", "warning": "careful"}
_COLUMNS = (
    FilterColumn("Where", "name"),
    FilterColumn("Severity", "choice"),
    FilterColumn("Rule", "choice"),
    FilterColumn("What"),
    FilterColumn("Next"),
)


def findings_page(report: Report, root: Path) -> SitePage:
    """Every finding, and which rules had nothing to look at."""
    rows = tuple(_row(finding, root) for finding in report.findings)
    blocks: tuple[PageBlock, ...] = (FilterTable("Findings", _COLUMNS, rows),) if rows else ()
    skipped = tuple(line(f"{one.rule}: {one.why}") for one in report.skipped)
    part = (PagePart("Skipped rules", skipped, len(skipped)),) if skipped else ()
    return SitePage(FINDINGS, "Findings", "list", report_summary(report), (*blocks, *part))


def _row(finding: Finding, root: Path) -> tuple[FilterCell, ...]:
    name = finding.file.stem
    return (
        cell(name, f"  {path(finding.file, root)}:{finding.line}", sort=f"{finding.file}:{finding.line:06}"),
        cell(Pill(finding.severity, _STYLES[finding.severity]), choice=finding.severity),
        cell(finding.rule, choice=finding.rule),
        cell(finding.message),
        cell(finding.next or ""),
    )
