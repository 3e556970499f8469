"""Findings for people: a page at a terminal."""

from heartbeat_cli.formats import ReportFormat, Written
from heartbeat_cli.sheets import Checked, report_sheet


def write(checked: Checked) -> Written:
    """The page of a report."""
    return Written(report_sheet(checked.report, checked.root))


FORMAT = ReportFormat("people at a terminal; the default", write)
