"""Moments of the calendar in words: `the beginning of last month in Europe/Berlin`."""

from typing import Final

from sqlglot import exp

_UNITS: Final = {"day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year"}
_BACK: Final = {"day": ("1", "day"), "week": ("1", "week"), "month": ("1", "month"), "quarter": ("3", "month"),
                "year": ("1", "year")}  # fmt: skip


def beginning_in_words(value: exp.Expr) -> str | None:
    """The beginning of this day, week, month, quarter or year, or of the one before; None of any other moment."""
    inner = value.unnest()
    while isinstance(inner, exp.AtTimeZone | exp.Cast):
        inner = inner.this.unnest()
    back = isinstance(inner, exp.Sub)
    cut = inner.this.unnest() if back else inner
    unit = _UNITS.get(cut.text("unit").lower()) if isinstance(cut, exp.TimestampTrunc) else None
    if unit is None or (back and not _is_one_back(inner.expression, unit)):
        return None
    zone = cut.this.unnest()
    if isinstance(zone, exp.AtTimeZone):
        zone, where = zone.this, f" in {zone.args['zone'].name}"
    else:
        where = ""
    if not isinstance(zone, exp.CurrentTimestamp):
        return None
    which = {"day": "yesterday" if back else "today"}.get(unit, f"{'last' if back else 'this'} {unit}")
    return f"the beginning of {which}{where}"


def _is_one_back(span: exp.Expr, unit: str) -> bool:
    """Whether an interval is as long as a period."""
    if not isinstance(span, exp.Interval) or span.unit is None:
        return False
    return (span.this.name, span.unit.name.lower().removesuffix("s")) == _BACK[unit]


def day_in_words(value: exp.Expr) -> str | None:
    """A day that is written down, and where it begins; None of anything else."""
    inner, zone = value.unnest(), ""
    while isinstance(inner, exp.AtTimeZone):
        inner, zone = inner.this.unnest(), zone or f" in {inner.args['zone'].name}"
    if not isinstance(inner, exp.Cast) or not isinstance(inner.this, exp.Literal):
        return None
    is_time = inner.is_type("date", "timestamp", "timestamptz")
    return f"{inner.this.name.removesuffix(' 00:00:00')}{zone}" if is_time else None
