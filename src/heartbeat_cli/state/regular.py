"""Reading what lies where a file should: a regular one, of bounded length, and nothing that lets its reader wait."""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO


class NotRegularError(OSError):
    """A pipe, a device or a socket lies where a file should."""


class TooLargeError(OSError):
    """A file is larger than any of its kind."""


def open_regular(file: Path) -> BinaryIO:
    """A regular file, to be read. Raises NotRegularError for a pipe or a device, OSError as `open` does."""
    stream: BinaryIO = open(file, "rb", opener=without_waiting)  # noqa: SIM115 - it is handed on
    if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
        stream.close()
        raise NotRegularError(errno.EINVAL, "a pipe or a device", str(file))
    return stream


def read_regular(file: Path, most: int) -> bytes:
    """The content of a regular file of at most `most` bytes; raises as `open_regular` does, and TooLargeError."""
    with open_regular(file) as stream:
        content = stream.read(most + 1)
    if len(content) > most:
        raise TooLargeError(errno.EFBIG, "file too large", str(file))
    return content


def followed(path: Path) -> Path:
    """A path with its links followed. One that leads back to itself leads nowhere, and nothing is there."""
    return Path(os.path.realpath(path))


def leads_out(file: Path, *folders: Path) -> bool:
    """Whether a link on the way to a file that lies in one of these folders leads out of all of them."""
    target = followed(file)
    return not any(target.is_relative_to(followed(folder)) for folder in folders)


def without_waiting(file: str, flags: int) -> int:
    """An opener: opening a pipe whose other end nobody holds would wait; to a regular file it makes no difference."""
    return os.open(file, flags | os.O_NONBLOCK, 0o600)
