"""The quotas of a property: tokens by day and hour, requests at a time, server errors, requests that show too much."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from heartbeat_cli.demo.services.ga4.errors import refused

HOUR, DAY = 3600.0, 86_400.0
TOKENS = ("tokensPerDay", "tokensPerHour", "tokensPerProjectPerHour")


@dataclass(frozen=True, slots=True)
class Quota:
    """How much in how many seconds (None: at a time), and what is said when it is used up."""

    limit: int
    seconds: float | None
    message: str


STANDARD: Mapping[str, Quota] = {
    "tokensPerDay": Quota(
        200_000,
        DAY,
        "Exhausted property tokens per day. These quota tokens will return in under 24 hours. To increase your quota, "
        "upgrade to Google Analytics 360.",
    ),
    "tokensPerHour": Quota(
        40_000,
        HOUR,
        "Exhausted property tokens per hour. These quota tokens will return in under an hour. To increase your quota, "
        "upgrade to Google Analytics 360.",
    ),
    "concurrentRequests": Quota(10, None, "Exhausted concurrent requests quota. Please wait until other requests end."),
    "serverErrorsPerProjectPerHour": Quota(10, HOUR, "Exhausted server errors for a project per hour."),
    "potentiallyThresholdedRequestsPerHour": Quota(120, HOUR, "Exhausted potentially thresholded requests quota."),
    "tokensPerProjectPerHour": Quota(
        14_000,
        HOUR,
        "Exhausted property tokens for a project per hour. These quota tokens will return in under an hour. To "
        "increase your quota, upgrade to Google Analytics 360.",
    ),
}


class Quotas:
    """What is left of each quota. `limits` changes some of the standard ones, `clock` gives seconds."""

    def __init__(self, limits: Mapping[str, int], clock: Callable[[], float] = time.monotonic) -> None:
        self._quotas = {n: Quota(limits.get(n, q.limit), q.seconds, q.message) for n, q in STANDARD.items()}
        self._clock = clock
        self._used = dict.fromkeys(self._quotas, 0)
        self._refreshed = dict.fromkeys(self._quotas, clock())
        self._until: dict[str, float] = {}
        self._lock = threading.Lock()

    def exhaust(self, name: str, seconds: float) -> None:
        """Use up a quota; it is whole again after so many seconds. Raises KeyError for one that is not there."""
        with self._lock:
            self._used[name] = self._quotas[name].limit
            self._until[name] = self._clock() + seconds

    def enter(self, *, thresholded: bool) -> None:
        """Let a request in, or raise Refused with the first quota that is used up. Whoever is in must leave."""
        with self._lock:
            self._refresh()
            wanted = [n for n in self._quotas if thresholded or n != "potentiallyThresholdedRequestsPerHour"]
            for name in wanted:
                if self._used[name] >= self._quotas[name].limit:
                    raise refused(429, self._quotas[name].message)
            self._used["concurrentRequests"] += 1
            self._used["potentiallyThresholdedRequestsPerHour"] += thresholded

    def leave(self) -> None:
        """A request is done."""
        with self._lock:
            self._used["concurrentRequests"] = max(0, self._used["concurrentRequests"] - 1)

    def count_server_error(self) -> None:
        """A request ended in a server error."""
        with self._lock:
            self._used["serverErrorsPerProjectPerHour"] += 1

    def charge(self, tokens: int) -> dict[str, dict[str, int]]:
        """Take the tokens of a report; returns every quota with what it consumed and what remains."""
        with self._lock:
            for name in TOKENS:
                self._used[name] += tokens
            return {
                name: {
                    "consumed": tokens if name in TOKENS else 0,
                    "remaining": max(0, quota.limit - self._used[name]),
                }
                for name, quota in self._quotas.items()
            }

    def _refresh(self) -> None:
        now = self._clock()
        for name, quota in self._quotas.items():
            until = self._until.get(name)
            ended = until is not None and now >= until
            aged = until is None and quota.seconds is not None and now - self._refreshed[name] >= quota.seconds
            if ended or aged:
                self._used[name], self._refreshed[name] = 0, now
                self._until.pop(name, None)
