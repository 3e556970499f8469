"""Findings as the JSON document that docs/reference/json.md describes."""

import json

from heartbeat_cli.formats import ReportFormat, Written
from heartbeat_cli.sheets import Checked, plain, report_document


def write(checked: Checked) -> Written:
    """The document of a report."""
    document = plain(report_document(checked.report, checked.root))
    return Written(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


FORMAT = ReportFormat("programs; the same as `--json`", write)
