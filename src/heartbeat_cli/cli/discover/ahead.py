"""The wizard's backend, opened while the first question is asked: who types it waits for nothing after it."""

import gc
from datetime import datetime
from importlib import import_module
from itertools import takewhile
from threading import Thread
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from heartbeat_cli.app import Project
    from heartbeat_cli.discovery import Desk

_NEEDED: Final = (
    "concurrent.futures.thread",
    "heartbeat_cli.app.discover",
    "heartbeat_cli.discovery.resume",
    "heartbeat_cli.formats.terminal.layout",
    "heartbeat_cli.formats.terminal.wizard",
    "heartbeat_cli.metrics.blind",
    "heartbeat_cli.sheets.discover_sight",
    "pygments.lexers.sql",
    "rich.console",
    "rich.padding",
    "rich.syntax",
)
"""What the next questions, and all that is shown between them, are made with; none of it is felt if it is here then."""


class DeskAhead:
    """A desk that is being opened beside what is shown; `close` has to be called."""

    def __init__(self, project: "Project", as_of: datetime) -> None:
        self._project, self._as_of = project, as_of
        self._desk: Desk | None = None
        self._failed: BaseException | None = None
        self._is_wanted = True
        self._thread = Thread(target=self._open, daemon=True)

    def start(self) -> None:
        """Begin to open it."""
        if self._thread.ident is None:
            self._thread.start()

    def desk(self) -> "Desk":
        """The desk, as soon as it is open. Raises what opening it raises."""
        from heartbeat_cli.formats import show_working

        self.start()
        with show_working("reading what has landed"):
            self._thread.join()
        if self._failed is not None:
            raise self._failed
        assert self._desk is not None
        return self._desk

    def close(self) -> None:
        """Let go of it, opened or not: who stops at the first question does not wait for what comes after it."""
        self._is_wanted = False
        if self._thread.ident is not None:
            self._thread.join()
        if self._desk is not None:
            self._desk.__exit__(None, None, None)

    def _open(self) -> None:
        try:
            for module in takewhile(lambda _: self._is_wanted, _NEEDED):
                import_module(module)
            from heartbeat_cli.discovery import Desk

            self._desk = Desk(self._project.settings, self._as_of)
            self._desk.make_ready(lambda: self._is_wanted)
            # All of it stays to the end: going through it again and again would be felt between two questions.
            gc.freeze()
        except BaseException as error:  # noqa: BLE001 - told where it is asked for
            self._failed = error
