"""The grammar of metric names: `<subject>_<measure>[_<aggregation>][_<unit>]_<window>`.

The name is read by people on the cockpit, so its last words must say what the number is: `…_p50_min_24h` is a median
in minutes over a day. A number without a window, everything there is at one moment, ends in `total`.
"""

import re
from typing import Final

from heartbeat_cli.metrics.metric import Metric
from heartbeat_cli.metrics.window import GRAMMAR, TOTAL, Window, window_ending, without_ending

AGGREGATIONS: Final = ("avg", "median", "p50", "p75", "p90", "p95", "p99", "sum", "min", "max", "count", "share")
# The unit as a name spells it, and the ways the `unit` field may spell the same.
UNITS: Final = {
    "ms": ("ms", "milliseconds"),
    "s": ("s", "sec", "seconds"),
    "sec": ("s", "sec", "seconds"),
    "min": ("min", "minutes"),
    "h": ("h", "hours"),
    "hours": ("h", "hours"),
    "days": ("d", "days"),
    "pct": ("%", "pct", "percent"),
    "eur": ("EUR", "eur", "€"),
    "usd": ("USD", "usd", "$"),
}
_WORDS = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


def name_problems(metric: Metric) -> tuple[str, ...]:
    """What is wrong with a metric's name; nothing where it follows the grammar and agrees with the fields."""
    name = metric.name
    if not _WORDS.fullmatch(name):
        return (f"'{name}' is not lower_snake_case",)
    window = window_ending(name)
    words = (without_ending(name) if window is not None else name.rpartition("_")[0]).split("_")
    problems = []
    if window is None:
        problems.append(f"'{name}' does not end in its window: {GRAMMAR}")
    elif window.name != metric.window:
        problems.append(f"'{name}' ends in {window.name}, but its window is {metric.window}")
    if len(words) < 2:
        problems.append(f"'{name}' needs a subject and a measure before its window, like payment_count_24h")
    problems += _period_problem(name, words, window)
    problems += _unit_problem(metric, words)
    return tuple(problems)


def _period_problem(name: str, words: list[str], window: Window | None) -> list[str]:
    """A name says one window: what stands before it is no other."""
    other = window_ending("_".join(words))
    if window is None or other is None or other.kind == TOTAL or len(words) < 2:
        return []
    return [f"'{name}' says {other.name} as well as {window.name}, and a number has one window"]


def _unit_problem(metric: Metric, words: list[str]) -> list[str]:
    """`min` is a unit after an aggregation or alone, an aggregation before a unit; only a unit is held to the field."""
    if len(words) < 3 or words[-1] not in UNITS or metric.unit is None:
        return []
    word = words[-1]
    if word in AGGREGATIONS and metric.unit not in UNITS[word] and words[-2] not in AGGREGATIONS:
        return []
    if metric.unit in UNITS[word]:
        return []
    return [f"'{metric.name}' is in {word}, but its unit is {metric.unit}"]
