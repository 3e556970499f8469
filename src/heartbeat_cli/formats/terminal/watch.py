"""Looking on while an ingest runs: a live view at a terminal, plain lines in a pipe, JSON for programs."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from heartbeat_cli.formats.terminal.console import print_json_line, stdout
from heartbeat_cli.formats.terminal.page import print_sheet
from heartbeat_cli.sheets import (
    EndedDocument,
    Look,
    RunningDocument,
    ended_sheet,
    look_line,
    nothing_runs_sheet,
    run_document,
)
from heartbeat_cli.state import RunReport

_LINE_EVERY_SECONDS = 3.0


@contextmanager
def show_watch(*, as_json: bool) -> "Iterator[_WatchedLines]":
    """What shows a run for the duration of the body, and afterwards says how it ended."""
    shown = _Json() if as_json else _WatchedScreen() if sys.stdout.isatty() else _WatchedLines()
    try:
        yield shown
    finally:
        shown.close()


class _WatchedLines:
    """Plain lines: one every few seconds, and one for each new phase."""

    def __init__(self) -> None:
        self._last: float | None = None
        self._phase: str | None = None

    def look(self, look: Look) -> None:
        """Show the run as it is now."""
        phase, now = look.status.phase if look.status else None, time.monotonic()
        if self._last is None or phase != self._phase or now - self._last >= _LINE_EVERY_SECONDS:
            self._last, self._phase = now, phase
            self._say(look)

    def ended(self, run: RunReport | None) -> None:
        """How it ended; None for a run that told nothing of itself."""
        print_sheet(ended_sheet(run))

    def nothing_runs(self, last: RunReport | None) -> None:
        """No ingest is running; `last` is the one before, if there was any."""
        print_sheet(nothing_runs_sheet(last))

    def close(self) -> None: ...

    def _say(self, look: Look) -> None:
        # Flushed: whoever reads a pipe wants the line when it is said.
        stdout().print(look_line(look), markup=False, soft_wrap=True)
        sys.stdout.flush()


class _Json(_WatchedLines):
    """One JSON document per line: `{"running": …}` while it runs, at the end `{"ended": …}`."""

    def ended(self, run: RunReport | None) -> None:
        print_json_line(EndedDocument(run_document(run) if run else None))

    def nothing_runs(self, last: RunReport | None) -> None:  # noqa: ARG002 - `hb loads --json` has it
        print_json_line(RunningDocument(None))

    def _say(self, look: Look) -> None:
        print_json_line(RunningDocument(look.status or {}))


class _WatchedScreen(_WatchedLines):
    """At a terminal: the whole run, and each table at work."""

    def __init__(self) -> None:
        from rich.live import Live

        super().__init__()
        self._look: Look | None = None
        self._console = stdout()
        self._live = Live(console=self._console, get_renderable=self._draw, refresh_per_second=4, transient=True)
        self._live.start()

    def look(self, look: Look) -> None:
        self._look = look

    def close(self) -> None:
        self._live.stop()

    def _draw(self) -> Any:
        from heartbeat_cli.formats.terminal.live import view

        if self._look is None:
            return ""
        return view(self._look, datetime.now(UTC), self._console.height)
