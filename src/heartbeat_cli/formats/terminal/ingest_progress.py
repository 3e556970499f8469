"""How far an ingest is, on stderr: the view `hb loads --watch` has at a terminal, a line now and then elsewhere."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from heartbeat_cli.blocks import line
from heartbeat_cli.formats.terminal.console import note, stderr
from heartbeat_cli.ingest import UNCHANGED, DatasetResult, Silent, SourceJob
from heartbeat_cli.sheets import Look, done_line, look_line, news_of, started_line, waiting_line
from heartbeat_cli.state import RunStatus

_LINE_EVERY_SECONDS = 5.0

_HOW_TO_STOP = line("Ctrl-C stops within seconds; what is landed stays", style="dim", cut=True)

Ask = Callable[[], RunStatus]


@contextmanager
def show_progress(*, silent: bool = False) -> "Iterator[_Nothing]":
    """Progress for the duration of the body: a live display at a terminal, lines elsewhere, nothing where `silent`."""
    shown = _Nothing() if silent else _Screen() if sys.stderr.isatty() else _Lines()
    try:
        yield shown
    finally:
        shown.close()


class _Nothing(Silent):
    """Shows nothing, and has every word of a progress."""

    def follow(self, ask: Ask) -> None:
        """Show what `ask` answers, again and again."""

    def waiting(self, holder: object) -> None:
        """The lock is held by `holder` (None: it does not say), and is waited for."""

    def close(self) -> None: ...


class _Lines(_Nothing):
    """Plain lines: one per source and dataset, and one every few seconds between. What fails is told at the end."""

    def __init__(self) -> None:
        self._closed = threading.Event()
        self._teller: threading.Thread | None = None

    def follow(self, ask: Ask) -> None:
        self._teller = threading.Thread(target=self._tell_how_far, args=(ask,), daemon=True, name="hb-progress")
        self._teller.start()

    def waiting(self, holder: object) -> None:
        self._say(waiting_line(holder))

    def source_started(self, work: SourceJob) -> None:
        self._say(started_line(work))

    def dataset_done(self, result: DatasetResult) -> None:
        if not all(table.mode == UNCHANGED for table in result.tables):
            self._say(done_line(result))

    def message(self, text: str) -> None:
        self._say(_sentence(text))

    def close(self) -> None:
        self._closed.set()
        if self._teller is not None:
            self._teller.join()

    def _tell_how_far(self, ask: Ask) -> None:
        told: tuple[object, ...] | None = None
        while not self._closed.wait(_LINE_EVERY_SECONDS):
            status = ask()
            if status.tables_all and (news := news_of(status)) != told:
                told = news
                self._say(look_line(Look(None, status)))

    def _say(self, text: str) -> None:
        note(text)


class _Screen(_Nothing):
    """At a terminal: the whole run, and each table at work. Lines that stay are written above it."""

    def __init__(self) -> None:
        from rich.live import Live

        self._ask: Ask | None = None
        self._console = stderr()
        self._live = Live(console=self._console, get_renderable=self._draw, refresh_per_second=4, transient=True)
        self._live.start()

    def follow(self, ask: Ask) -> None:
        self._ask = ask

    def waiting(self, holder: object) -> None:
        self._print(waiting_line(holder))

    def dataset_done(self, result: DatasetResult) -> None:
        if not all(table.mode == UNCHANGED for table in result.tables):
            self._print(done_line(result))

    def message(self, text: str) -> None:
        self._print(_sentence(text))

    def close(self) -> None:
        self._live.stop()

    def _print(self, text: str) -> None:
        self._live.console.print(text, markup=False, highlight=False)

    def _draw(self) -> Any:
        from heartbeat_cli.formats.terminal.live import Blocks, view

        status = self._ask() if self._ask is not None else None
        if status is None or not status.tables_all:
            return Blocks([line("Looking at the source …", cut=True)])
        return view(Look(None, status), datetime.now(UTC), self._console.height, _HOW_TO_STOP)


def _sentence(text: str) -> str:
    """A text with a capital letter, but where it begins with the name it is about."""
    first = text.partition(" ")[0]
    return text if first.endswith(":") or "." in first else text[:1].upper() + text[1:]
