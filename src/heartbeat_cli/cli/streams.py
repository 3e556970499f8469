"""The process around a command line: its output and its signals."""

import errno
import io
import os
import signal
import sys
from typing import Any, Final, NoReturn, TextIO

from heartbeat_cli.errors import EXIT_TERMINATED

_STDIN: Final = 0
_STDOUT: Final = 1
_STDERR: Final = 2


class OutputFailedError(Exception):
    """What was to be said cannot be written. It is no OSError: rich and Typer end the process for a broken pipe."""

    def __init__(self, error: OSError) -> None:
        super().__init__(str(error))
        self.errno = error.errno
        self.reason = "it is closed" if error.errno == errno.EBADF else (error.strerror or "").lower()

    @property
    def nobody_reads(self) -> bool:
        """Whether the reader of our output has gone (`hb … | head`)."""
        return self.errno == errno.EPIPE


class _Output(io.FileIO):
    """A stream of the process, whose failures are told from those of files."""

    def write(self, content: Any) -> int:
        try:
            return super().write(content)
        except OSError as error:
            raise OutputFailedError(error) from None


class _Beside(_Output):
    """stderr: what is lost of it where a disk is full is nothing to fail for."""

    def write(self, content: Any) -> int:
        try:
            return super().write(content)
        except OutputFailedError as error:
            if error.nobody_reads:
                raise
            return memoryview(content).nbytes


def end_on_sigterm() -> None:
    """SIGTERM ends `hb` as an exception does: what is open is closed, what was begun is undone."""
    signal.signal(signal.SIGTERM, _terminated)


def _terminated(_signal: int, _frame: object) -> NoReturn:
    raise SystemExit(EXIT_TERMINATED)


def prepare_streams() -> None:
    """Streams that work whatever the environment says: unbuffered, closed, or in an encoding without `…`.

    One that is closed keeps its number, so that no file gets it: from stdin nothing comes, to stdout nothing can be
    written, and what is said on stderr is lost.
    """
    if sys.stdin is None:
        _occupy(_STDIN)
        sys.stdin = open(_STDIN, closefd=False, encoding="utf-8")  # noqa: SIM115 - as long as the process lives
    if sys.stdout is None:
        _occupy(_STDOUT)
    if sys.stderr is None:
        _occupy(_STDERR)
    sys.stdout = result_stream(_STDOUT, getattr(sys.stdout, "encoding", "utf-8"))
    sys.stderr = _text(_Beside(_STDERR, "w", closefd=False), getattr(sys.stderr, "encoding", "utf-8"), lines=True)


def _occupy(number: int) -> None:
    """Nothing to read, and no place to write, as a stream that was closed."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    if nothing != number:
        os.dup2(nothing, number)
        os.close(nothing)


def result_stream(number: int, encoding: str) -> TextIO:
    """The file of a number as stdout is: line by line at a terminal; raises OutputFailedError when it is written."""
    return _text(_Output(number, "w", closefd=False), encoding, lines=os.isatty(number))


def _text(raw: _Output, encoding: str, *, lines: bool) -> TextIO:
    return io.TextIOWrapper(io.BufferedWriter(raw), encoding, errors="replace", line_buffering=lines)


def forget_output() -> None:
    """What has not been written and cannot be has nowhere to go."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OutputFailedError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
