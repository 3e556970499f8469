"""Who is ingesting on this machine: whether the lock is held, and what its holder wrote into it.

The lock is the operating system's (`flock` on `.heartbeat/ingest.lock`); only that counts. The file's text tells people
who holds it and locks nothing, however it got there. It is read here, by `state.lock`, which takes the lock,
and by `marts`, which meets it in front of a DuckDB file.
"""

import fcntl
import json
import os
import socket
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from heartbeat_cli.state.regular import NotRegularError, open_regular

LOCK_FILE = "ingest.lock"
# A signature is written by one call; this long until whoever took the lock has made it.
_SIGNING_SECONDS = 0.2
# A signature is this long, filled up with blanks: it is replaced by one call and needs no room on a full disk. What
# stands behind it is not ours.
SIGNATURE_BYTES = 2048


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the lock: process, host, since when (ISO 8601), and what it is doing.

    `user` is whose process it is. `worker` is a process that it started and that keeps the lock as well.
    """

    pid: int
    host: str
    since: str
    doing: str
    user: str | None = None
    worker: int | None = None

    def __str__(self) -> str:
        if self.orphaned:
            return f"the engine (process {self.worker}) of an ingest that was killed, which stops within seconds"
        owner = f" of {self.user}" if self.user else ""
        return f"process {self.pid}{owner} on {self.host}, {self.doing} since {_as_time(self.since)}"

    def told(self, now: datetime) -> str:
        """The same, with how long that is: `… since 2026-05-08 09:00:00 UTC (12 min)`.

        A start in the future, as after a clock was set back, gets no length, and what is about to end needs none.
        """
        length = None if self.orphaned else _length(self.since, now)
        return f"{self} ({length})" if length else str(self)

    @property
    def here(self) -> bool:
        """On this machine, where its process can be looked at."""
        return self.host == socket.gethostname()

    @property
    def stoppable(self) -> int:
        """The process to stop so that the lock is freed: the worker, where the one that started it is gone."""
        return self.worker if self.worker is not None and self.orphaned else self.pid

    @property
    def orphaned(self) -> bool:
        """Whether the process that took the lock is gone, and only what it started still keeps it, while it stops."""
        return self.here and self.worker is not None and not process_exists(self.pid)


def lock_file(state: Path) -> Path:
    """The file whose lock means "an ingest is running"."""
    return state / LOCK_FILE


def is_held(state: Path) -> bool:
    """Whether some process holds the lock now. Raises OSError where the file may not be read."""
    try:
        file = open_regular(lock_file(state))
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, NotRegularError):
        return False
    with file:
        try:
            # Shared, so that two who look do not take each other for a holder; gone with the file.
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        except OSError:
            # A file system without locks: nobody can hold one.
            return False
        return False


def current_holder(state: Path) -> Holder | None:
    """Who is ingesting on this machine now; None when nobody is, or when it has not signed."""
    end = time.monotonic() + _SIGNING_SECONDS
    while is_held(state):
        holder = signature(state)
        if holder is not None or time.monotonic() > end:
            return holder
        time.sleep(0.01)
    return None


def busy_holder(state: Path) -> Holder | None:
    """Who ingests, for somebody who has met a busy marts file: as `current_holder`, and other hosts are believed.

    A lock taken in a container or on another host is not seen on every shared folder; its text is.
    """
    holder = signature(state)
    return holder if holder is not None and not holder.here else current_holder(state)


def signature(state: Path) -> Holder | None:
    """What stands in the lock file, whether or not the lock is held; None where it says nothing of use."""
    try:
        with open_regular(lock_file(state)) as file:
            return read_signature(file.read(SIGNATURE_BYTES))
    except OSError:
        return None


def read_signature(text: bytes) -> Holder | None:
    """What a lock file's text says; None for a text that is none of ours."""
    try:
        body = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(body, dict):
        return None
    pid, host, since, doing = (body.get(name) for name in ("pid", "host", "since", "doing"))
    if not (_is_pid(pid) and isinstance(host, str) and isinstance(since, str) and isinstance(doing, str)):
        return None
    user, worker = body.get("user"), body.get("worker")
    return Holder(
        int(str(pid)),
        host,
        since,
        doing,
        user if isinstance(user, str) else None,
        int(str(worker)) if _is_pid(worker) else None,
    )


def _is_pid(value: Any) -> bool:
    return type(value) is int and value > 0


def process_exists(pid: int) -> bool:
    """Whether a process of this machine is at work."""
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    try:
        # One that has ended stays in the table until its parent has asked how.
        return Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()[0] != "Z"
    except (OSError, IndexError):
        return True


def _as_time(since: str) -> str:
    """As people read it; as it stands where it is no time."""
    try:
        start = datetime.fromisoformat(since)
        return f"{(start if start.tzinfo else start.replace(tzinfo=UTC)).astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
    except (ValueError, OverflowError):
        return since


def _length(since: str, now: datetime) -> str | None:
    """`12 min`; None for what is no time or has not come yet."""
    try:
        start = datetime.fromisoformat(since)
        seconds = int((now - (start if start.tzinfo else start.replace(tzinfo=UTC))).total_seconds())
    except (ValueError, OverflowError):
        return None
    if seconds < 0:
        return None
    for unit, length in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= length:
            return f"{seconds // length} {unit}"
    return f"{seconds} s"
