"""The wizard's journey at a terminal, on stderr: what it found, what it is doing, what was wrong with an answer."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from heartbeat_cli.discovery import Counted, Event
from heartbeat_cli.errors import HbError
from heartbeat_cli.formats.terminal.console import stderr
from heartbeat_cli.formats.terminal.page import print_beside
from heartbeat_cli.sheets import event_blocks, problem_line


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
    """A spinner while something is read; nothing where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.text import Text

    with stderr().status(Text(what), spinner="dots"):
        yield
