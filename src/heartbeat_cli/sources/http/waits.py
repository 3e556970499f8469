"""How long to wait before something is tried again."""

import random
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from heartbeat_cli.sources.http.limits import Limits


def asked_for(headers: Mapping[str, str], now: datetime) -> float | None:
    """The seconds a service asks for in Retry-After, a number or an HTTP date; None where it does not."""
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        when = parsedate_to_datetime(said)
    except ValueError:
        return None
    return max(0.0, (when.replace(tzinfo=when.tzinfo or UTC) - now).total_seconds())


def backoff(limits: Limits, failures: int) -> float:
    """Seconds after so many failures: exponential, with full jitter.

    Source: M. Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015.
    """
    most = min(limits.longest_pause_seconds, limits.first_pause_seconds * 2 ** (failures - 1))
    return random.uniform(0, most)
