"""What stands in the way of an answer, told before the first question; found without opening anything."""

import fcntl
import os
from collections.abc import Iterator

from heartbeat_cli.errors import HbError, NotFoundError
from heartbeat_cli.estate import ProjectSettings
from heartbeat_cli.state import is_held, without_waiting


def hindrances(project: ProjectSettings) -> Iterator[HbError]:
    """What will be missing: a mirror to find tables in, marts to count in.

    Raises LockedError where an ingest holds the marts: nothing can be counted until it has ended.
    """
    if next(project.mirror.rglob("*.sql"), None) is None:
        yield NotFoundError(
            "the mirror is empty: no table is found in it, and none is suggested",
            hint="`hb mirror pull` brings the DDL of every source.",
        )
    if project.marts.on_server:
        return
    if not project.marts.path.exists():
        yield NotFoundError(
            "nothing has landed in the marts yet: whatever you ask is parked, and has no number",
            hint=f"Land the truth source: `hb ingest --source {project.truth_source}`.",
        )
    elif is_held(project.state) or _is_written(str(project.marts.path)):
        _open_marts(project)


def _is_written(path: str) -> bool:
    """Whether a process has a lock on a file that keeps readers out."""
    try:
        file = without_waiting(path, os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(file)
    return False


def _open_marts(project: ProjectSettings) -> None:
    """Raises what reading them raises now."""
    from heartbeat_cli.errors import NothingLandedError
    from heartbeat_cli.marts import open_marts

    try:
        open_marts(project).close()
    except NothingLandedError:
        return
