"""The lock that other machines see: for marts on a server, beside the one of this machine (`state.lock`)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from heartbeat_cli.estate import ProjectSettings, marts_kind_of

if TYPE_CHECKING:
    from heartbeat_cli.marts.advisory import HeldMarts


def _ignore(holder: object) -> None: ...


def keep_others_out(
    project: ProjectSettings,
    doing: str,
    *,
    wait: bool = False,
    waiting: Callable[[object], None] = _ignore,
) -> "AbstractContextManager[HeldMarts | None]":
    """Hold the lock that other machines see, for whoever holds the one of this machine; None where there is no other.

    Marts on a server have it. `wait` and `waiting` are as in `single_flight`. Raises LockedError,
    ConnectionFailedError.
    """
    return marts_kind_of(project).lock(project, doing, wait=wait, waiting=waiting)
