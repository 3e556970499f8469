"""A stage of the journey: what it wants next, and what it makes of the reply.

Both are pure functions of the draft, called `wants_…` and `settle_…` of what they are about. `wants` returns None where
the stage has nothing (more) to do; `settle` raises UsageError, NotFoundError or RefusedError where a reply will not do,
and the machine then asks again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from heartbeat_cli.discovery.draft import Draft
from heartbeat_cli.discovery.effects import Effect


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the journey."""

    name: str
    wants: Callable[[Draft], Effect | None]
    settle: Callable[[Draft, Any], Draft]
