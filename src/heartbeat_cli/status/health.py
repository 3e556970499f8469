"""What was found where something that could stop the next command was looked for."""

from collections.abc import Iterator
from dataclasses import dataclass

OK, CAUTION, PROBLEM = "ok", "caution", "problem"


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """One thing that was looked at: `state` is `ok`, `caution` or `problem`; `then` is what to do."""

    about: str
    state: str
    message: str
    then: str | None = None


Checks = Iterator[HealthCheck]
