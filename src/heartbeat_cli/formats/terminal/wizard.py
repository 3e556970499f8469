"""The wizard's journey at a terminal, on stderr: what it found, what it is doing, what was wrong with an answer."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from typing import Any, Final

from heartbeat_cli.discovery import Counted, Event
from heartbeat_cli.errors import HbError
from heartbeat_cli.formats.terminal.console import stderr
from heartbeat_cli.formats.terminal.page import print_beside
from heartbeat_cli.sheets import event_blocks, problem_line

_UNSEEN_SECONDS: Final = 0.25
"""What is over by then needs no spinner."""


def show_event(event: Event) -> None:
    """Something the user should see on the way."""
    # Where nobody watches, the outcome says the number once, with its time.
    if not isinstance(event, Counted) or sys.stderr.isatty():
        print_beside(*event_blocks(event))


def show_problem(problem: HbError) -> None:
    """What was wrong with an answer, before the question is asked again."""
    print_beside(problem_line(problem))


@contextmanager
def show_working(what: str) -> Iterator[None]:
    """A spinner while something is read, if that takes long enough to be seen; nothing where stderr is no terminal."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    shown: list[Any] = []
    timer = Timer(_UNSEEN_SECONDS, lambda: shown.append(_spinner(what)))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()
        for spinner in shown:
            spinner.stop()


def _spinner(what: str) -> Any:
    from rich.text import Text

    status = stderr().status(Text(what), spinner="dots")
    status.start()
    return status
