"""Ages in words: to when data reaches, how old that is, and what to do where it is too old."""

from datetime import datetime

from heartbeat_cli.blocks import Styled
from heartbeat_cli.marts import FRESH, LATE, NO_DATA, STALE, Age
from heartbeat_cli.wording import at, in_short, in_words

AGE_STYLES = {FRESH: "good", LATE: "warning", STALE: "bad", NO_DATA: "bad"}
_DATE_ALONE = 2 * 86_400
"""Data this many seconds old is old by the day."""


def age_cell(age: Age | None) -> Styled | str:
    """`fresh, 3 h`, for a column; `-` for nothing."""
    if age is None:
        return "-"
    return Styled(", ".join(filter(None, (age.state, in_short(age.seconds or 0)))), AGE_STYLES[age.state])


def reach_words(age: Age) -> str:
    """`data to 2026-03-29, 40 days old`."""
    if age.state == NO_DATA:
        return f"{age.decided_by.table} has no row up to then"
    if age.until is None:
        return f"{age.decided_by.table} has not landed in full"
    old = in_words(age.seconds or 0)
    return f"data to {_day(age.until, age.seconds or 0)}" + (f", {old} old" if old else "")


def age_words(age: Age) -> str:
    """The same, and what is to be said beyond it."""
    return "; ".join((reach_words(age), *beyond_reach(age)))


def beyond_reach(age: Age) -> tuple[str, ...]:
    """The newest row, the table that decides where another one reaches less far, and what helps."""
    decided, found = age.decided_by, []
    if age.newest is not None:
        found.append(f"newest row {at(age.newest)}")
    if age.state in (LATE, STALE) and decided.seconds is not None and decided.seconds != age.seconds:
        found.append(f"{age.state} by {decided.table}, {in_words(decided.seconds)} old")
    if age.state in (LATE, STALE) and decided.refreshed_by is not None:
        found.append(f"{decided.refreshed_by} brings it up to date")
    if age.dumps:
        found.append(f"from a dump: {', '.join(age.dumps)}")
    if age.inexact:
        found.append(f"no exact count by the source's own word: {', '.join(age.inexact)}")
    return tuple(found)


def _day(moment: datetime, seconds: int) -> str:
    return f"{moment:%Y-%m-%d}" if seconds >= _DATE_ALONE else at(moment)
