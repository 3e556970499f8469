"""How pages and targets are written: a file per format, what they share in `parts`, the terminal in `terminal`.

`print_sheet` prints a page for people, `print_json` a value for programs; `note`, `warn` and `print_error` speak beside
them.
"""

from heartbeat_cli.formats.parts.door import FORMATS, KINDS, Format, Written, format_names, formats_for, is_own
from heartbeat_cli.formats.terminal.console import note, print_error, print_json, warn
from heartbeat_cli.formats.terminal.page import print_beside, print_sheet, print_written

__all__ = [
    "FORMATS",
    "KINDS",
    "Format",
    "Written",
    "format_names",
    "formats_for",
    "is_own",
    "note",
    "print_beside",
    "print_error",
    "print_json",
    "print_sheet",
    "print_written",
    "warn",
]
