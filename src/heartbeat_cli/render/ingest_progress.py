"""How far an ingest is, on stderr: the view `hb loads --watch` has at a terminal, a line now and then elsewhere."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from heartbeat_cli.ingest.progress import Silent
from heartbeat_cli.ingest.result import DatasetResult
from heartbeat_cli.ingest.work import UNCHANGED, SourceWork
from heartbeat_cli.render.console import note, stderr
from heartbeat_cli.render.loads import duration
from heartbeat_cli.render.watch import Look, display, one_line
from heartbeat_cli.render.words import count
from heartbeat_cli.state.run_status import RunStatus

_LINE_EVERY_SECONDS = 5.0

Ask = Callable[[], RunStatus]


@contextmanager
def show_progress(*, silent: bool = False) -> "Iterator[_Nothing]":
    """Progress for the duration of the body: a live display at a terminal, lines elsewhere, nothing where `silent`."""
    shown = _Nothing() if silent else _Screen() if sys.stderr.isatty() else _Lines()
    try:
        yield shown
    finally:
        shown.close()


def say_stopped(done: int, tables: int) -> None:
    """An ingest was stopped when it was through with `done` of its tables; with `tables` 0 before it changed any."""
    if not tables:
        note("Stopped before anything was changed.")
        return
    note(
        f"Stopped: through with {count(done)} of {_tables(tables)}; everything that had landed stays."
        " Run the same command again for the rest."
    )


def say_stopped_waiting() -> None:
    """An ingest was stopped when it still waited for its turn."""
    note("Stopped while waiting; nothing was changed.")


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
        self._say(_waits_for(holder))

    def source_started(self, work: SourceWork) -> None:
        self._say(started_line(work))

    def dataset_done(self, result: DatasetResult) -> None:
        if not all(table.mode == UNCHANGED for table in result.tables):
            self._say(done_line(result))

    def said(self, text: str) -> None:
        self._say(text[:1].upper() + text[1:])

    def close(self) -> None:
        self._closed.set()
        if self._teller is not None:
            self._teller.join()

    def _tell_how_far(self, ask: Ask) -> None:
        while not self._closed.wait(_LINE_EVERY_SECONDS):
            status = ask()
            if status.tables_all:
                self._say(one_line(Look(None, status)))

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
        self._print(_waits_for(holder))

    def dataset_done(self, result: DatasetResult) -> None:
        if not all(table.mode == UNCHANGED for table in result.tables):
            self._print(done_line(result))

    def said(self, text: str) -> None:
        self._print(text[:1].upper() + text[1:])

    def close(self) -> None:
        self._live.stop()

    def _print(self, text: str) -> None:
        self._live.console.print(text, markup=False, highlight=False)

    def _draw(self) -> Any:
        from rich.console import Group
        from rich.text import Text

        status = self._ask() if self._ask is not None else None
        if status is None or not status.tables_all:
            return Text("Looking at the source …", no_wrap=True, overflow="ellipsis")
        # The last line says how to leave somebody else's run.
        whole = display(Look(None, status), datetime.now(UTC), self._console.width, self._console.height)
        *lines, _ = whole.renderables
        return Group(*lines, Text("Ctrl-C stops within seconds; what is landed stays", style="dim", no_wrap=True))


def started_line(work: SourceWork) -> str:
    """`webbank: 234 tables, 3 backfill, 231 unchanged`."""
    modes: dict[str, int] = {}
    for table in work.tables:
        modes[table.mode] = modes.get(table.mode, 0) + 1
    failed = sum(len(dataset.failures) for dataset in work.datasets)
    parts = [f"{count(number)} {mode}" for mode, number in sorted(modes.items(), key=lambda item: -item[1])]
    parts += [f"{count(failed)} failed"] if failed else []
    return f"{work.plan.source.name}: {_tables(len(work.tables) + failed)}, {', '.join(parts)}"


def done_line(result: DatasetResult) -> str:
    """`webbank_core: 156 tables, 1,234,567 rows in 12 s, 102,880 rows/s`."""
    rate = f", {count(round(result.rows / result.seconds))} rows/s" if result.rows and result.seconds else ""
    failed = f", {count(len(result.failures))} failed" if result.failures else ""
    rows = "1 row" if result.rows == 1 else f"{count(result.rows)} rows"
    return f"{result.dataset}: {_tables(len(result.tables))}, {rows} in {duration(result.seconds)}{rate}{failed}"


def _waits_for(holder: object) -> str:
    return f"Waiting for {holder or 'another ingest, which does not say who it is'}."


def _tables(number: int) -> str:
    return "1 table" if number == 1 else f"{count(number)} tables"
