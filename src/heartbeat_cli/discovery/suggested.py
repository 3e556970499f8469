"""What the words of a question suggest for the steps of the wizard: the measure and the window."""

from typing import Final

from heartbeat_cli.discovery.understanding import (
    AVG,
    BACKLOG,
    COUNT,
    COUNT_DISTINCT,
    DURATION,
    PERCENTILE,
    SHARE,
    SUM,
    Understanding,
)
from heartbeat_cli.errors import UsageError, did_you_mean
from heartbeat_cli.metrics import TOTAL, Window, find_window, usual_windows

_MEASURES: Final = {
    COUNT: "count",
    COUNT_DISTINCT: "count distinct",
    SHARE: "share",
    SUM: "sum",
    AVG: "avg",
    BACKLOG: "count",
}
_PERCENTILES: Final = {50: "median", 95: "p95"}
_STEPS: Final = {"hour": "1h", "day": "24h", "week": "7d", "month": "30d"}


def suggested_measure(understood: Understanding) -> str | None:
    """The measure a question names; None where no word says how."""
    if understood.guessed:
        return None
    if understood.shape in (DURATION, PERCENTILE):
        return "avg" if understood.percent is None else _PERCENTILES.get(understood.percent)
    return _MEASURES.get(understood.shape)


def suggested_window(understood: Understanding) -> Window | None:
    """The window a question names; that of one step of its series; everything for what is there now."""
    if understood.window is not None:
        return understood.window
    if understood.per is not None:
        return suggested_step(understood)
    return Window(TOTAL) if understood.shape == BACKLOG else None


def suggested_step(understood: Understanding) -> Window | None:
    """The window of one step of the series a question wants; None where it wants one number."""
    return find_window(_STEPS[understood.per]) if understood.per is not None else None


def parse_window(text: str) -> str:
    """The name of a window, as somebody wrote it. Raises UsageError for what is none."""
    name = "_".join(text.casefold().split())
    if find_window(name) is None:
        known = [window.name for window in usual_windows()]
        guess = did_you_mean(name, known)
        likes = "12h, 90d, 4w, since_2026_01_01, in_2025_12"
        hint = f"{guess + ' ' if guess else ''}One of: {', '.join(known)}, or like {likes}."
        raise UsageError(f"'{text.strip()}' is no window", hint=hint)
    return name
