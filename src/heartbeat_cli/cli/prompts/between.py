"""The terminal between two questions, while `hb` reads and counts."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def keys_kept() -> Iterator[None]:
    """While the body runs, what is typed is not echoed between questions: it waits for the next one, every key of it.

    Ctrl-C interrupts as ever. Where stdin is no terminal nothing changes.
    """
    import termios

    try:
        before = termios.tcgetattr(sys.stdin)
    except (termios.error, ValueError, OSError):
        yield
        return
    quiet = termios.tcgetattr(sys.stdin)
    quiet[0] &= ~termios.ICRNL
    quiet[3] &= ~(termios.ECHO | termios.ICANON)
    termios.tcsetattr(sys.stdin, termios.TCSANOW, quiet)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSANOW, before)
