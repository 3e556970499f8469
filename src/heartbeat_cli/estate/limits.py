"""What a query of the marts may take, so that a mistake in SQL costs an error and not the machine."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

USUAL_SECONDS: Final = 120
USUAL_MEMORY_MB: Final = 2048
USUAL_SPILL_MB: Final = 4096
USUAL_WIDE_MB: Final = 1024
"""What landing rows that are very wide may take."""


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """Seconds a query may run, megabytes of memory it may take, and of disk it may spill to."""

    seconds: float = USUAL_SECONDS
    memory_mb: int = USUAL_MEMORY_MB
    spill_mb: int = USUAL_SPILL_MB


USUAL_LIMITS: Final = QueryLimits()


def read_limits(limits: Mapping[str, Any]) -> QueryLimits:
    """`limits` of heartbeat.yml; memory is at most half of the machine's where it is not set."""
    return QueryLimits(
        limits.get("seconds", USUAL_SECONDS),
        limits.get("memory_mb", min(USUAL_MEMORY_MB, share_of_memory(2, USUAL_MEMORY_MB))),
        limits.get("spill_mb", USUAL_SPILL_MB),
    )


def share_of_memory(part: int, unknown: int) -> int:
    """The `part`-th part of the machine's memory in megabytes, `unknown` where nobody can tell."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // part // 1024**2
    except (AttributeError, ValueError, OSError):
        return unknown
