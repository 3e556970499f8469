"""Findings as the JSON document that docs/reference/json.md describes."""

from heartbeat_cli.formats import ReportFormat, Written
from heartbeat_cli.formats.parts.plain_text import harmless_json
from heartbeat_cli.sheets import Checked, plain, report_document


def write(checked: Checked) -> Written:
    """The document of a report."""
    document = plain(report_document(checked.report, checked.root))
    return Written(harmless_json(document))


FORMAT = ReportFormat("programs; the same as `--json`", write)
