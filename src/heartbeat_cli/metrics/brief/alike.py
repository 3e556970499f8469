"""Metrics that ask much the same as another, and how they differ from it."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from heartbeat_cli.metrics.brief.counted import CountInWords
from heartbeat_cli.metrics.metric import Metric
from heartbeat_cli.text import stem_set

# Every metric of an estate is held against every other.
_words = lru_cache(maxsize=2048)(stem_set)
_ALIKE: Final = 0.6
_MOST: Final = 3


def metrics_like(metric: Metric, others: Iterable[Metric]) -> tuple[Metric, ...]:
    """Those that ask much the same, the closest first; none that is retired."""
    near = [(-_likeness(metric, other), other.name, other) for other in others if other.name != metric.name]
    found = [other for far, _, other in sorted(near, key=lambda one: one[:2]) if -far >= _ALIKE]
    return tuple(other for other in found if other.status != "retired")[:_MOST]


def _likeness(one: Metric, other: Metric) -> float:
    """How much of what is asked is the same: of the words of both questions and of both labels, the share."""
    return max(_share(one.question, other.question), _share(one.label, other.label))


def _share(one: str, other: str) -> float:
    first, second = _words(one), _words(other)
    return len(first & second) / len(first | second) if first and second else 0.0


def difference(one: CountInWords, other: CountInWords) -> str:
    """A sentence that says how two metrics differ: only what is not the same of both."""
    said = []
    this, that = f"{one.measure} {one.rows}", f"{other.measure} {other.rows}"
    if this != that:
        said.append(f"this one {this}, that one {that}")
    mine, theirs = (*one.only, *one.also), (*other.only, *other.also)
    if set(mine) != set(theirs):
        said.append(f"this one {_only(mine, theirs)}, that one {_only(theirs, mine)}")
    if one.window != other.window:
        said.append(_windows(one, other))
    if set(one.left_out) != set(other.left_out) and not said:
        said.append(f"this one leaves out {_left_out(one)}, that one {_left_out(other)}")
    text = "; ".join(said) or "both count the same"
    return text[0].upper() + text[1:]


def _only(conditions: Iterable[str], others: Iterable[str]) -> str:
    own = [condition for condition in conditions if condition not in others]
    return f"only where {' and '.join(own)}" if own else "without a condition like it"


def _windows(one: CountInWords, other: CountInWords) -> str:
    """Of two windows that are the same but for their column, the column alone."""
    (mine, ends), (theirs, others) = (_window(each).partition(", ")[::2] for each in (one, other))
    if ends == others:
        return f"this one goes {mine}, that one {theirs}"
    return f"this one goes {_window(one)}, that one {_window(other)}"


def _window(counted: CountInWords) -> str:
    return "; ".join(counted.window) or "at all there is"


def _left_out(counted: CountInWords) -> str:
    return ", ".join(counted.left_out) or "nothing"
