"""The lock that other machines see: for marts on a server, beside the one of this machine (`state.lock`)."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from heartbeat_cli.estate import Project

if TYPE_CHECKING:
    from heartbeat_cli.marts.advisory import HeldMarts


def _nobody_told(holder: object) -> None: ...


def keep_others_out(
    project: Project,
    doing: str,
    *,
    wait: bool = False,
    waiting: Callable[[object], None] = _nobody_told,
) -> "AbstractContextManager[HeldMarts | None]":
    """Hold the lock that other machines see, for whoever holds the one of this machine; None where there is no other.

    Only Postgres marts have it. `wait` and `waiting` are as in `single_flight`. Raises LockedError,
    ConnectionFailedError.
    """
    if project.marts.kind != "postgres":
        return nullcontext()
    from heartbeat_cli.marts.advisory import hold_marts

    return hold_marts(project, doing, wait=wait, waiting=waiting)
