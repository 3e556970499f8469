"""What was understood, in one line: `how many · rejected · yesterday (calendar day, Europe/Berlin)`."""

from collections.abc import Iterator
from typing import Final

from heartbeat_cli.discovery.understanding.understood import (
    AVG,
    BACKLOG,
    COUNT,
    COUNT_DISTINCT,
    DURATION,
    FUNNEL,
    MAX,
    MIN,
    PERCENTILE,
    SHARE,
    SUM,
    Understanding,
)
from heartbeat_cli.metrics import CALENDAR, ROLLING, SINCE, Window

_SHAPES: Final = {
    COUNT: "how many",
    COUNT_DISTINCT: "how many different",
    SHARE: "which share",
    SUM: "the sum",
    AVG: "the average",
    MAX: "the largest",
    MIN: "the smallest",
    BACKLOG: "how many there are now",
    FUNNEL: "how many get from step to step",
}
_PERCENTS: Final = {None: "on average", 50: "the median", 100: "the longest", 0: "the shortest"}


def in_words(understood: Understanding, zone: str | None) -> str:
    """One line of what a question is taken for, nothing where it says no more than that something is counted."""
    parts = list(_parts(understood, zone))
    return " · ".join(parts) if len(parts) > 1 or understood.shape != COUNT else ""


def _parts(understood: Understanding, zone: str | None) -> Iterator[str]:
    yield _shape(understood)
    if understood.shape == DURATION and len(understood.states) > 1:
        first, last = (" ".join(words) for words in understood.states)
        yield f"from {first} to {last}" if first else f"until {last}"
    elif understood.states:
        yield " → ".join(" ".join(words) for words in understood.states)
    if understood.older_than is not None:
        yield f"for at least {understood.older_than.total_seconds() / 3600:g} hours"
    if understood.currency is not None:
        yield f"in {understood.currency}"
    if understood.by:
        yield f"by {' '.join(understood.by)}"
    if understood.per is not None:
        yield f"per {understood.per}"
    if understood.window is not None:
        yield _window(understood.window, zone)
    for words in understood.unread:
        yield f"“{words}” is no window"


def _shape(understood: Understanding) -> str:
    if understood.shape == DURATION:
        return f"how long, {_PERCENTS.get(understood.percent, f'p{understood.percent}')}"
    if understood.shape == PERCENTILE:
        return _PERCENTS[50] if understood.percent == 50 else f"the {understood.percent}th percentile"
    return _SHAPES[understood.shape]


def _window(window: Window, zone: str | None) -> str:
    kinds = {CALENDAR: f"calendar {window.unit}", ROLLING: "rolling", SINCE: "from that day on"}
    kind = kinds.get(window.kind)
    where = f", {zone or 'UTC'}" if window.kind in (CALENDAR, SINCE) else ""
    return f"{window.spoken} ({kind}{where})" if kind is not None else window.spoken
