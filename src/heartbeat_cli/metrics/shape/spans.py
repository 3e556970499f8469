"""How long a query looks back: from each bound before now to what ends it."""

from dataclasses import dataclass

from heartbeat_cli.metrics.shape.bounds import Bound
from heartbeat_cli.metrics.shape.moments import DAY, Moment


@dataclass(frozen=True, slots=True)
class Span:
    """How long a window is, in seconds: between `least` and `most`, which differ where it begins with a day."""

    least: float
    most: float
    lower: Bound
    upper: Bound | None


def spans_of(bounds: tuple[Bound, ...]) -> tuple[Span, ...]:
    """The windows of a query: every bound before now, and what ends it."""
    found: list[Span] = []
    for lower in bounds:
        if not lower.lower or _latest(lower.moment) > 0 or lower.moment == Moment("now"):
            continue
        uppers: list[Bound | None] = [
            b for b in bounds if not b.lower and b.column == lower.column and (b.arm is None or b.arm == lower.arm)
        ]
        found += [_span_between(lower, upper) for upper in uppers or [None]]
    return tuple(found)


def _latest(moment: Moment) -> float:
    return moment.seconds + moment.months * 30 * DAY


def _span_between(lower: Bound, upper: Bound | None) -> Span:
    end = upper.moment if upper is not None else Moment("now")
    # To the end of a day that counts as a whole.
    more = DAY if upper is not None and upper.closed and (upper.date or upper.column is None) else 0.0
    months = end.months - lower.moment.months
    base = end.seconds - lower.moment.seconds + more
    least, most = (base + 28 * DAY * months, base + 31 * DAY * months) if months >= 0 else (base, base)
    if end.anchor != lower.moment.anchor:
        unit = {"day": DAY, "week": 7 * DAY}.get(lower.moment.anchor, {"day": DAY}.get(end.anchor, 31 * DAY))
        if end.anchor == "now":
            most += unit
        else:
            least -= unit
    return Span(least, most, lower, upper)
