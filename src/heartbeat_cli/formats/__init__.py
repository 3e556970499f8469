"""How pages and targets are written: a file per format, those of `hb check` in `reports`, what they share
in `parts`, the terminal in `terminal`.

`print_sheet` prints a page for people, `print_json` a value for programs; `note`, `warn` and `print_error` speak beside
them. The views that move (`show_...`) are imported when they are asked for.
"""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face
from heartbeat_cli.formats.parts.door import (
    FORMATS,
    KINDS,
    REPORT_FORMATS,
    Format,
    ReportFormat,
    Written,
    format_names,
    formats_for,
    is_own,
    report_format_names,
)
from heartbeat_cli.formats.terminal.console import note, print_error, print_json, warn
from heartbeat_cli.formats.terminal.page import print_beside, print_rows, print_sheet, print_written

if TYPE_CHECKING:
    from heartbeat_cli.formats.parts.markdown_blocks import sheet_markdown
    from heartbeat_cli.formats.parts.plain_text import without_controls
    from heartbeat_cli.formats.site import markdown_alone, page_alone, schema_picture, site_files, site_markdown
    from heartbeat_cli.formats.terminal.ingest_progress import show_progress
    from heartbeat_cli.formats.terminal.progress import show_steps
    from heartbeat_cli.formats.terminal.verify import show_verifying
    from heartbeat_cli.formats.terminal.watch import show_watch
    from heartbeat_cli.formats.terminal.wizard import show_event, show_problem, show_working

__getattr__, __dir__ = face(
    __name__,
    {
        "parts.markdown_blocks": "sheet_markdown",
        "parts.plain_text": "without_controls",
        "site": "markdown_alone page_alone schema_picture site_files site_markdown",
        "terminal.ingest_progress": "show_progress",
        "terminal.progress": "show_steps",
        "terminal.verify": "show_verifying",
        "terminal.watch": "show_watch",
        "terminal.wizard": "show_event show_problem show_working",
    },
)

__all__ = [
    "FORMATS",
    "KINDS",
    "REPORT_FORMATS",
    "Format",
    "ReportFormat",
    "Written",
    "format_names",
    "formats_for",
    "is_own",
    "markdown_alone",
    "note",
    "page_alone",
    "print_beside",
    "print_error",
    "print_json",
    "print_rows",
    "print_sheet",
    "print_written",
    "report_format_names",
    "schema_picture",
    "sheet_markdown",
    "show_event",
    "show_problem",
    "show_progress",
    "show_steps",
    "show_verifying",
    "show_watch",
    "show_working",
    "site_files",
    "site_markdown",
    "warn",
    "without_controls",
]
