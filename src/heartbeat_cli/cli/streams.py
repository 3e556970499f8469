"""The process around a command line: its output and its signals."""

import io
import os
import signal
import sys
from typing import NoReturn

from heartbeat_cli.errors import EXIT_TERMINATED


def end_on_sigterm() -> None:
    """SIGTERM ends `hb` as an exception does: what is open is closed, what was begun is undone."""
    signal.signal(signal.SIGTERM, _terminated)


def _terminated(_signal: int, _frame: object) -> NoReturn:
    raise SystemExit(EXIT_TERMINATED)


def prepare_streams() -> None:
    """Output that can be written whatever the environment says: closed, unbuffered, or in an encoding without `…`."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, io.TextIOWrapper(io.FileIO(os.devnull, "w")))
        elif isinstance(stream.buffer, io.RawIOBase):
            # PYTHONUNBUFFERED: a raw stream writes a part of a long text and forgets the rest.
            buffer = io.BufferedWriter(io.FileIO(stream.fileno(), "w", closefd=False))
            setattr(sys, name, io.TextIOWrapper(buffer, stream.encoding, errors="replace"))
        else:
            stream.reconfigure(errors="replace")
