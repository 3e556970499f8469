"""stdout is the result, stderr everything else; this module owns both.

Piped output is as wide as its content, never cut at 80 columns.
"""

import io
import json
import re
import sys
from typing import Any

from heartbeat_cli.errors import HbError

PIPED_WIDTH = 200
_PADDING = re.compile(r"[ \t]+$", re.MULTILINE)


def stdout() -> Any:
    """The console of results."""
    from heartbeat_cli.render.harmless import HarmlessConsole

    if sys.stdout.isatty():
        return HarmlessConsole(highlight=False)
    return HarmlessConsole(highlight=False, width=_width(), file=_WithoutPadding())


class _WithoutPadding(io.StringIO):
    """stdout for a pipe or file, without the blanks that fill up a table's lines."""

    def write(self, text: str) -> int:
        return sys.stdout.write(_PADDING.sub("", text))

    def flush(self) -> None:
        sys.stdout.flush()


def stderr() -> Any:
    """The console of progress, notes and errors."""
    from heartbeat_cli.render.harmless import HarmlessConsole

    return HarmlessConsole(stderr=True, highlight=False, width=None if sys.stderr.isatty() else _width())


def _width() -> int:
    import os

    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdigit() and int(columns) > 0 else PIPED_WIDTH


def print_json(value: Any) -> None:
    """One JSON document on stdout. Dates are ISO 8601, decimals are text so that no digit is lost."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, default=_plain) + "\n")


def _plain(value: Any) -> Any:
    from datetime import date, datetime

    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return sorted(value)
    return str(value)


def print_error(error: HbError) -> None:
    """One error: what and where, then what next."""
    from rich.text import Text

    console = stderr()
    console.print(Text.assemble(("error: ", "bold red"), str(error)), soft_wrap=True)
    if error.hint:
        console.print(Text.assemble(("  next: ", "cyan"), error.hint), soft_wrap=True)


def note(message: str) -> None:
    """A line beside the result, on stderr."""
    from rich.text import Text

    stderr().print(Text(message), soft_wrap=True)


def warn(message: str) -> None:
    """A line that should be read, on stderr."""
    from rich.text import Text

    stderr().print(Text.assemble(("warning: ", "bold yellow"), message), soft_wrap=True)
