"""stdout is the result, stderr everything else; this module owns both.

Piped output is as wide as its content, never cut at 80 columns.
"""

import io
import os
import re
import sys
from typing import Any

from heartbeat_cli.errors import HbError
from heartbeat_cli.formats.parts.plain_text import harmless_json

PIPED_WIDTH = 200
UNFOLDED_WIDTH = 4_000
_PADDING = re.compile(r"[ \t]+$", re.MULTILINE)


def stdout(*, unfolded: bool = False) -> Any:
    """The console of results. With `unfolded` no line is folded or cut in a pipe, however long it is."""
    from heartbeat_cli.formats.terminal.harmless import HarmlessConsole

    if sys.stdout.isatty():
        return HarmlessConsole(highlight=False)
    width = _width(UNFOLDED_WIDTH if unfolded else PIPED_WIDTH)
    return HarmlessConsole(highlight=False, width=width, file=_WithoutPadding())


class _WithoutPadding(io.StringIO):
    """stdout for a pipe or file, without the blanks that fill up a table's lines."""

    def write(self, text: str) -> int:
        return sys.stdout.write(_PADDING.sub("", text))

    def flush(self) -> None:
        sys.stdout.flush()


def stderr() -> Any:
    """The console of progress, notes and errors."""
    from heartbeat_cli.formats.terminal.harmless import HarmlessConsole

    return HarmlessConsole(stderr=True, highlight=False, width=None if sys.stderr.isatty() else _width())


def _width(piped: int = PIPED_WIDTH) -> int:
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdigit() and int(columns) > 0 else piped


def print_json(value: Any) -> None:
    """One JSON document on stdout. Dates are ISO 8601, decimals are text so that no digit is lost."""
    from heartbeat_cli.sheets import plain

    sys.stdout.write(harmless_json(plain(value)))


def print_json_line(value: Any) -> None:
    """One JSON document on a line of stdout, at once."""
    from heartbeat_cli.sheets import plain

    sys.stdout.write(harmless_json(plain(value), indent=None))
    sys.stdout.flush()


def say(console: Any, *pieces: tuple[str, str]) -> None:
    """A sentence of text and styles: broken between words at a terminal, one line however long elsewhere."""
    from rich.segment import Segments

    from heartbeat_cli.formats.terminal.fold import fold
    from heartbeat_cli.formats.terminal.layout import segments

    lines = fold(pieces, console.width if console.is_terminal else sys.maxsize)
    console.print(Segments(segments(iter(lines))), crop=False)


def print_error(error: HbError) -> None:
    """One error: what and where, then what next."""
    console = stderr()
    say(console, ("error: ", "bad"), (str(error), ""))
    if error.hint:
        say(console, ("  next: ", "next"), (error.hint, ""))


def note(message: str) -> None:
    """A line beside the result, on stderr."""
    say(stderr(), (message, ""))


def warn(message: str) -> None:
    """A line that should be read, on stderr."""
    say(stderr(), ("warning: ", "careful"), (message, ""))
