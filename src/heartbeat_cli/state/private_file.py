"""Files hb keeps for itself: read back whole and only if this user alone can have written them, or not at all.

What stands in such a file is unpickled or unmarshalled, which trusts its input. A file begins with a checksum of the
rest, and is written aside and renamed: two processes at once leave a whole one.
"""

import os
import sys
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from heartbeat_cli.state.atomic import write_atomically
from heartbeat_cli.state.regular import open_regular
from heartbeat_cli.version import __version__

_CHECKSUM = 4


def read_private_file(file: Path) -> bytes | None:
    """What `write_private_file` wrote; None for no file, a damaged one, or one that somebody else owns or may write."""
    try:
        with open_regular(file) as stream:
            fact = os.fstat(stream.fileno())
            if fact.st_uid != os.geteuid() or fact.st_mode & 0o022:
                return None
            checksum, body = stream.read(_CHECKSUM), stream.read()
    except OSError:
        return None
    return body if zlib.crc32(body).to_bytes(_CHECKSUM, "big") == checksum else None


def write_private_file(file: Path, body: bytes) -> None:
    """Put `body` in the place of `file`, in a folder only this user may enter. Raises OSError."""
    write_atomically(file, zlib.crc32(body).to_bytes(_CHECKSUM, "big") + body)


@cache
def program_version() -> str:
    """The versions of hb and Python, and the time of hb's newest module: a checkout changes without its version."""
    return f"{__version__} {sys.implementation.cache_tag} {max(_module_times(Path(__file__).parents[1]))}"


def _module_times(folder: Path) -> Iterator[int]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from _module_times(Path(entry.path))
            elif entry.name.endswith(".py"):
                yield entry.stat().st_mtime_ns
