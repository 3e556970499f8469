"""The terminal between two questions, while `hb` reads and counts."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from heartbeat_cli.cli.prompts.by_line import is_by_line

_before: list[Any] = []
"""How the terminal was before its keys were kept."""


@contextmanager
def keys_kept() -> Iterator[None]:
    """While the body runs, what is typed is not echoed between questions: it waits for the next one, every key of it.

    Ctrl-C interrupts as ever. Where stdin is no terminal nothing changes, nor where a terminal has lines alone.
    """
    import termios

    try:
        before = termios.tcgetattr(sys.stdin)
    except (termios.error, ValueError, OSError):
        before = None
    if before is None or is_by_line():
        yield
        return
    quiet = termios.tcgetattr(sys.stdin)
    quiet[0] &= ~termios.ICRNL
    quiet[3] &= ~(termios.ECHO | termios.ICANON)
    _before.append(before)
    termios.tcsetattr(sys.stdin, termios.TCSANOW, quiet)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSANOW, _before.pop())


@contextmanager
def as_before() -> Iterator[None]:
    """The terminal as it was, for a program of somebody else's that asks at it."""
    if not _before:
        yield
        return
    import termios

    quiet = termios.tcgetattr(sys.stdin)
    termios.tcsetattr(sys.stdin, termios.TCSANOW, _before[-1])
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSANOW, quiet)
