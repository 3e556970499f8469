"""Writing a line into a file of one writer, for a moment: who comes meanwhile waits instead of being turned away."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from heartbeat_cli.state.folder import make_private_folder
from heartbeat_cli.state.regular import open_regular, without_waiting

_FILE = "moment.lock"
_LONGEST_SECONDS = 5.0
_POLL_SECONDS = 0.01


@contextmanager
def momentary(state: Path) -> Iterator[bool]:
    """Be the one who writes, while the body runs; False where another process does for too long. Raises OSError."""
    make_private_folder(state)
    with open(state / _FILE, "ab", opener=without_waiting) as file:
        yield _wait(file.fileno(), fcntl.LOCK_EX)


def wait_for_moment(state: Path) -> None:
    """Return as soon as nobody writes for a moment, at the latest when it has become a long one."""
    try:
        with open_regular(state / _FILE) as file:
            _wait(file.fileno(), fcntl.LOCK_SH)
    except OSError:
        return


def _wait(fd: int, kind: int) -> bool:
    end = time.monotonic() + _LONGEST_SECONDS
    while True:
        try:
            fcntl.flock(fd, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                return False
            time.sleep(_POLL_SECONDS)
        else:
            return True
