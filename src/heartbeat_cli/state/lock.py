"""One ingest at a time: two at once compete for memory, and on one dlt pipeline they take each other's packages.

The lock is the operating system's (`flock`), so it is free the moment its last process is gone, however it went. The
file's text tells who holds it; text alone locks nothing (`state.holder`). Ingests of other machines into Postgres
marts are kept out by `marts.advisory`.
"""

import fcntl
import getpass
import json
import os
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

from heartbeat_cli.errors import HbError, LockedError
from heartbeat_cli.state.folder import make_private_folder
from heartbeat_cli.state.holder import SIGNATURE_BYTES, Holder, current_holder, is_held, lock_file
from heartbeat_cli.state.run_status import RunState, StatusFile
from heartbeat_cli.wording import count

__all__ = ["HeldLock", "Holder", "current_holder", "is_held", "lock_file", "single_flight"]

POLL_SECONDS = 0.5
_MOST_OF_DOING = 200
# The engine of an ingest that was killed drains for up to 5 seconds; that long nobody is turned away for it.
_ORPHAN_SECONDS = 8.0
# Whoever looks whether the lock is held has it for an instant; that must not turn an ingest away.
_GLANCE_SECONDS = 5.0


class HeldLock:
    """The lock in our hands, until `single_flight` is left and every process that shares it is gone."""

    def __init__(self, fd: int, doing: str) -> None:
        self._fd = fd
        since = datetime.now(UTC).isoformat(timespec="seconds")
        self._holder = Holder(os.getpid(), socket.gethostname(), since, doing[:_MOST_OF_DOING], _user())
        self._sign()

    def fileno(self) -> int:
        """The lock's descriptor: a process started with `pass_fds=[held.fileno()]` keeps the lock until it is gone."""
        return self._fd

    def shared_with(self, worker: int) -> None:
        """Tell that process `worker` keeps the lock as well, should this one die before it."""
        self._holder = replace(self._holder, worker=worker)
        self._sign()

    def _sign(self) -> None:
        body = {name: value for name, value in asdict(self._holder).items() if value is not None}
        self._write(json.dumps(body, ensure_ascii=False).encode(errors="replace"))

    def _write(self, text: bytes) -> None:
        # One call, so that nobody reads a half. Who holds the lock is worth telling, not worth failing for.
        with suppress(OSError):
            os.pwrite(self._fd, text.ljust(SIGNATURE_BYTES), 0)

    def _close(self) -> None:
        """Closed, not unlocked: unlocking would take it from a worker that still runs."""
        if not self._holder.orphaned:
            self._write(b"")
        os.close(self._fd)


def _nobody_told(holder: object) -> None: ...


@contextmanager
def single_flight(
    state: Path,
    doing: str,
    *,
    wait: bool = False,
    waiting: Callable[[Holder | None], None] = _nobody_told,
) -> Iterator[HeldLock]:
    """Hold the lock of the project's marts while the body runs.

    `doing` is told to whoever comes second ("landing webbank"). With `wait`, a lock that is taken is waited for, and
    `waiting` is told by whom it is held: once at first, and again when somebody else has it (None: it does not say).
    What an ingest that was killed leaves running is waited for in any case, for the seconds it takes to stop.
    Raises LockedError at once when it is taken and `wait` is not set, HbError (`state_unwritable`) where there is no
    place for it.
    """
    fd = _take(state)
    told: tuple[int, str, str] | None = None
    begun = False
    patience = time.monotonic() + _ORPHAN_SECONDS
    while fd is None:
        holder = current_holder(state)
        stopping = holder is not None and holder.orphaned and time.monotonic() < patience
        if not wait and not stopping:
            raise _taken(state, holder)
        who = (holder.pid, holder.host, holder.since) if holder is not None else None
        if not begun or (who is not None and who != told):
            waiting(holder)
            begun, told = True, who
        time.sleep(POLL_SECONDS)
        fd = _take(state)
    held = HeldLock(fd, doing)
    try:
        yield held
    finally:
        held._close()


def _take(state: Path) -> int | None:
    """The locked file, or None while another process has it."""
    end = time.monotonic() + _GLANCE_SECONDS
    while True:
        fd = _open(state)
        try:
            taken, late = _lock(fd, state), time.monotonic() > end
            if taken and (late or _is_the_file(fd, state)):
                return fd
            again = taken or (not late and _only_glanced_at(fd))
        except BaseException:
            os.close(fd)
            raise
        os.close(fd)
        if not again:
            return None
        # Not in step with another process that does the same.
        time.sleep(0.002 + os.getpid() % 8 / 1000)


def _open(state: Path) -> int:
    try:
        make_private_folder(state)
        return os.open(lock_file(state), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise _unwritable(state, f"the lock file cannot be written: {error.strerror}") from None


def _lock(fd: int, state: Path) -> bool:
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        raise _unwritable(state, f"this folder's file system cannot lock files: {error.strerror}") from None
    return True


def _only_glanced_at(fd: int) -> bool:
    """Whether those who have it only look: a shared lock goes beside theirs, and beside no ingest's."""
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_the_file(fd: int, state: Path) -> bool:
    """False when the file was removed between opening and locking it: then ours is a lock nobody else will meet."""
    try:
        return os.path.samestat(os.fstat(fd), lock_file(state).stat())
    except OSError:
        return False


def _unwritable(state: Path, message: str) -> HbError:
    return HbError(
        message,
        where=str(lock_file(state)),
        hint="The folder .heartbeat must be ours to write, on a disk of this machine.",
        code="state_unwritable",
    )


def _user() -> str | None:
    try:
        return getpass.getuser()[:64]
    except (OSError, KeyError):
        # A container's user need not have a name.
        return None


def _taken(state: Path, holder: Holder | None) -> LockedError:
    frees_itself = (
        "A lock left by a dead process or a rebooted host is free by itself: there is nothing to delete by hand."
    )
    if holder is None:
        return LockedError(
            "another ingest is running, and has not said who it is",
            hint=f"Try again in a moment, or queue with --wait. {frees_itself}",
        )
    if holder.orphaned:
        return LockedError(
            f"another ingest is running: {holder}",
            hint=f"Run the same command again, or end it with `kill -9 {holder.stoppable}`: everything done is kept."
            f" {frees_itself}",
        )
    far = _how_far(state, holder)
    command = f"`kill {holder.stoppable}`" + ("" if holder.here else f" on {holder.host}")
    return LockedError(
        f"another ingest is running: {holder.told(datetime.now(UTC))}" + (f"; {far}" if far else ""),
        hint=(
            f"Wait for it (--wait queues, `hb loads --watch` looks on), or take over with {command}: it stops within"
            f" seconds, everything done is kept, and the lock frees itself. {frees_itself}"
        ),
    )


def _how_far(state: Path, holder: Holder) -> str | None:
    """`34 of 156 tables, 1,200,000 rows so far`, where the status file is that process's."""
    status = StatusFile(state).read()
    if status is None or (status.pid, status.host, status.state) != (holder.pid, holder.host, RunState.RUNNING):
        return None
    if not status.tables_all:
        return status.phase or None
    return f"{status.tables_done} of {status.tables_all} tables, {count(status.rows, 'row')} so far"
