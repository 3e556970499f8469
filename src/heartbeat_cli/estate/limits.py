"""What a query of the marts may take, so that a mistake in SQL costs an error and not the machine."""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

USUAL_SECONDS: Final = 120
USUAL_MEMORY_MB: Final = 256
"""Of a machine with 4 GB or more; a 16th part of a smaller one's, and `_LEAST_MEMORY_MB` at least."""
_LEAST_MEMORY_MB: Final = 64
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
    """`limits` of heartbeat.yml; memory is at most a 16th part of the machine's where it is not set."""
    usual = max(_LEAST_MEMORY_MB, min(USUAL_MEMORY_MB, share_of_memory(16, USUAL_MEMORY_MB)))
    return QueryLimits(
        limits.get("seconds", USUAL_SECONDS),
        limits.get("memory_mb", usual),
        limits.get("spill_mb", USUAL_SPILL_MB),
    )


def share_of_memory(part: int, unknown: int) -> int:
    """The `part`-th part of the memory of this machine or container in megabytes, `unknown` where nobody can tell."""
    there = min(_memory_there(), default=None)
    return unknown if there is None else there // part // 1024**2


def _memory_there() -> Iterator[int]:
    """Bytes: the machine's, and what the control group of a container may have of it."""
    with suppress(AttributeError, ValueError, OSError):
        yield os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    for limit in ("memory.max", "memory/memory.limit_in_bytes"):
        with suppress(ValueError, OSError):
            yield int(Path("/sys/fs/cgroup", limit).read_text())
