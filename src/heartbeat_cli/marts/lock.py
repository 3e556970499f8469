"""The lock that other machines see, as the contract speaks of it; `state.lock` is the one of this machine."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class MartsLock:
    """The lock as the marts know it: the session that took it, and since when there is that session."""

    pid: int
    since: datetime


class HeldMartsLock(Protocol):
    """The lock in our hands, as long as its session lives."""

    lock: MartsLock

    def fileno(self) -> int:
        """The session's socket: a process started with `pass_fds=[held.fileno()]` keeps the lock until it is gone."""

    def still_held(self) -> bool:
        """Whether the marts still have our lock; asks them."""
