"""Changes of which rows count, by what the rows are: tests, cancelled ones, late ones, weekends, nothing paid."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from heartbeat_cli.metrics.gap.changes import RowTest, SqlChange, by_halves
from heartbeat_cli.metrics.gap.instants import Instant, literal_of
from heartbeat_cli.metrics.gap.settings import NULL, QuerySettings, RowColumn
from heartbeat_cli.metrics.gap.times import midnights, moment_test
from heartbeat_cli.metrics.shape.moments import Moment

_SAYING: Final = re.compile(
    r"mail|login|name|reference|comment|note|descr|purpose|external|logged_by|source|reason|tag|title|label",
    re.IGNORECASE,
)
_GONE: Final = re.compile(
    r"delet|remov|cancel|clos|archiv|void|revers|reject|terminat|deactivat|storn|refund|withdraw", re.IGNORECASE
)
_WRITTEN: Final = re.compile(
    r"creat|insert|load|record|receiv|book|logg|regist|enter|post|updat|import|arriv|ingest|modif", re.IGNORECASE
)
_MOST: Final = 8


def row_changes(settings: QuerySettings, as_of: datetime, since: datetime | None = None) -> tuple[SqlChange, ...]:
    """What else could be asked of each row, and the conditions that could be missing; no row is from before `since`."""
    own = [c for c in settings.columns if "dict" not in str(c.table)]
    found = [
        *_left_out(settings),
        *_tests(own),
        *_times(own, settings),
        *_empty(own, settings),
        *_late(own, settings, as_of),
        *_weekdays(settings, as_of, since),
        *_amounts(own),
    ]
    return tuple(found)


def _either(
    kind: str, part: str, test: str, words: tuple[str, str], priors: tuple[float, float]
) -> Iterator[SqlChange]:
    """With a condition, and with its opposite."""
    yield SqlChange(kind, part, words[0], priors[0], tests=(RowTest(test),))
    yield SqlChange(kind, part, words[1], priors[1], tests=(_opposite(test),))


def _opposite(test: str) -> RowTest:
    return RowTest(f"({test}) IS NOT TRUE", opposite=test)


def _without(kind: str, column: RowColumn, priors: tuple[float, float]) -> Iterator[SqlChange]:
    """Only rows that have nothing in a column, and only those that have something."""
    part, null = f"null {column.sql}", f"{column.sql} IS NULL"
    none = RowTest(null, "", column.sql, (NULL,))
    some = replace(_opposite(null), column=column.sql, values=(NULL,), denied=True)
    yield SqlChange(kind, part, f"rows with a {column.name} left out", priors[0], tests=(none,))
    yield SqlChange(kind, part, f"rows without a {column.name} left out", priors[1], tests=(some,))


def _left_out(settings: QuerySettings) -> Iterator[SqlChange]:
    for index, text in enumerate(settings.others):
        yield SqlChange("condition", f"condition {index}", f"without the condition {text}", 1.5, (text,))


def _tests(columns: list[RowColumn]) -> Iterator[SqlChange]:
    texts = [c for c in columns if c.kind == "text" and c.codes is None and _SAYING.search(c.name)]
    for column in texts[:_MOST]:
        says = f"lower({column.sql}) LIKE '%test%'"
        yield from _either("test rows", f"test {column.sql}", says,
                           (f"only rows with 'test' in {column.name}", f"rows with 'test' in {column.name} left out"),
                           (0.2, 2.0))  # fmt: skip


def _times(columns: list[RowColumn], settings: QuerySettings) -> Iterator[SqlChange]:
    """What has been cancelled, closed, settled: whether a time of it is there."""
    main = settings.ends.column.sql if settings.ends else None
    for column in [c for c in columns if c.is_time and c.nullable and c.sql != main][:_MOST]:
        gone = bool(_GONE.search(column.name))
        yield from _without("deleted rows" if gone else "empty", column, (2.0 if gone else 0.7, 0.7))


def _empty(columns: list[RowColumn], settings: QuerySettings) -> Iterator[SqlChange]:
    conditioned = {value.column for value in settings.values}
    asked = [c for c in columns if c.nullable and not c.is_time and c.codes is None and c.kind != "boolean"]
    for column in [c for c in asked if c.sql not in conditioned and c.table is not None and c.kind != "json"][:_MOST]:
        yield from _without("empty", column, (0.3, 0.6))


def _late(columns: list[RowColumn], settings: QuerySettings, as_of: datetime) -> Iterator[SqlChange]:
    """What was written down later than it happened: who counted before that did not see it."""
    main = settings.ends.column if settings.ends else None
    for column in [c for c in columns if c.is_time and _WRITTEN.search(c.name) and c != main][:4]:
        for instant, words in (
            (Instant(Moment("now")), "now"),
            (Instant(Moment("day")), "today began"),
            (Instant(Moment("day", -86_400.0)), "yesterday began"),
        ):
            yield SqlChange("late rows", f"late {column.sql}", f"only rows whose {column.name} is before {words}", 0.7,
                         tests=(moment_test(column, "<", instant, as_of),))  # fmt: skip


def _weekdays(settings: QuerySettings, as_of: datetime, since: datetime | None) -> Iterator[SqlChange]:
    # Of what has no beginning nobody leaves out some days.
    if settings.ends is not None and settings.ends.begin is not None:
        column = settings.ends.column
        shown = f"extract(isodow FROM {column.sql}) < 6"
        run = shown if since is None else _weekday(column, since, as_of, shown)
        yield SqlChange("weekdays", "weekdays", "without Saturdays and Sundays", 1.0, tests=(RowTest(shown, run),))


def _weekday(column: RowColumn, since: datetime, as_of: datetime, otherwise: str) -> str:
    """The same by the Saturdays and Mondays there are: engines take their time over calendars."""
    first, last = since - timedelta(days=2), as_of + timedelta(days=2)
    turns = [cut for cut in midnights(column, first, last, "UTC") if cut.moment.weekday() in (0, 5)]
    if not turns:
        return otherwise
    leaves = ["true" if cut.moment.weekday() == 5 else "false" for cut in turns]
    leaves.append("false" if leaves[-1] == "true" else "true")
    within = f"{column.sql} >= {literal_of(first, column.kind)} AND {column.sql} < {literal_of(last, column.kind)}"
    return f"CASE WHEN {within} THEN {by_halves(turns, leaves)} ELSE {otherwise} END"


def _amounts(columns: list[RowColumn]) -> Iterator[SqlChange]:
    for column in [c for c in columns if c.kind in ("numeric", "float", "money")][:3]:
        yield from _either("amount", f"amount {column.sql}", f"{column.sql} > 0",
                           (f"only rows with {column.name} above 0", f"only rows with {column.name} of 0 or less"),
                           (0.7, 0.1))  # fmt: skip
