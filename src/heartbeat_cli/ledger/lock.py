"""One ingest at a time: two at once compete for memory, and on one dlt pipeline they take each other's packages.

The lock is the operating system's (`flock`), so it is free the moment its process is gone, however it went. The file's
text is JSON with `pid`, `host`, `since` and `doing`, for whoever wants to know who holds it; text alone locks nothing.
With marts on PostgreSQL an advisory lock there keeps out ingests of other machines as well.
"""

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from heartbeat_cli.errors import HbError, LockedError
from heartbeat_cli.estate import Project

LOCK_FILE = "ingest.lock"


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the lock: process, host, since when (ISO 8601), and what it is doing."""

    pid: int
    host: str
    since: str
    doing: str

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host}, {self.doing} since {self.since}"


def lock_file(project: Project) -> Path:
    """The file whose lock means "an ingest is running"."""
    return project.state / LOCK_FILE


def current_holder(project: Project) -> Holder | None:
    """Who is ingesting on this machine now; None when nobody is."""
    try:
        with lock_file(project).open("r+", encoding="utf-8") as file:
            if _try(file, fcntl.LOCK_SH):
                return None
            return _read(file)
    except FileNotFoundError:
        return None


@contextmanager
def single_flight(project: Project, doing: str) -> Iterator[None]:
    """Hold the lock of the project's marts while the body runs.

    `doing` is told to whoever comes second ("landing webbank"). Raises LockedError at once when it is taken, HbError
    (`state_unwritable`) where there is no place for it.
    """
    with _open(project) as file:
        if not _try(file, fcntl.LOCK_EX):
            raise _taken(_read(file))
        _write(file, Holder(os.getpid(), socket.gethostname(), datetime.now(UTC).isoformat(timespec="seconds"), doing))
        try:
            if project.marts.kind == "postgres":
                from heartbeat_cli.ledger.advisory import hold_marts

                with hold_marts(project, doing):
                    yield
            else:
                yield
        finally:
            file.truncate(0)


def _open(project: Project) -> IO[str]:
    try:
        project.state.mkdir(mode=0o700, parents=True, exist_ok=True)
        return lock_file(project).open("a+", encoding="utf-8")
    except OSError as error:
        raise HbError(
            f"the lock file cannot be written: {error.strerror}",
            where=str(lock_file(project)),
            hint="The folder .heartbeat must be ours to write.",
            code="state_unwritable",
        ) from None


def _try(file: IO[str], kind: int) -> bool:
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _write(file: IO[str], holder: Holder) -> None:
    file.truncate(0)
    file.write(json.dumps(asdict(holder)))
    file.flush()


def _read(file: IO[str]) -> Holder | None:
    """None in the instant between taking the lock and signing it."""
    file.seek(0)
    try:
        return Holder(**json.loads(file.read()))
    except (json.JSONDecodeError, TypeError):
        return None


def _taken(holder: Holder | None) -> LockedError:
    if holder is None:
        return LockedError("another ingest is just starting", hint="Try again in a moment.")
    return LockedError(
        f"another ingest is running: {holder}",
        hint=f"Wait for it, or stop it with `kill {holder.pid}`: finished tables are kept and the lock is freed.",
    )
