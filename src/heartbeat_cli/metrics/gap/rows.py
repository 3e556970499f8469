"""Changes of which rows count, by what the rows are: tests, cancelled ones, late ones, weekends, nothing paid."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from heartbeat_cli.metrics.gap.changes import RowTest, SqlChange
from heartbeat_cli.metrics.gap.instants import Instant, literal_of
from heartbeat_cli.metrics.gap.settings import QuerySettings, RowColumn
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


def row_changes(settings: QuerySettings, as_of: datetime) -> tuple[SqlChange, ...]:
    """What else could be asked of each row, and the conditions that could be missing."""
    own = [c for c in settings.columns if "dict" not in str(c.table)]
    found = [
        *_left_out(settings),
        *_tests(own),
        *_times(own, settings),
        *_empty(own, settings),
        *_late(own, settings, as_of),
        *_weekdays(settings),
        *_amounts(own),
    ]
    return tuple(found)


def _either(
    kind: str, part: str, test: str, words: tuple[str, str], priors: tuple[float, float]
) -> Iterator[SqlChange]:
    """With a condition, and with its opposite."""
    yield SqlChange(kind, part, words[0], priors[0], tests=(RowTest(test),))
    yield SqlChange(kind, part, words[1], priors[1], tests=(RowTest(f"({test}) IS NOT TRUE"),))


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
        yield from _either("deleted rows" if gone else "empty", f"null {column.sql}", f"{column.sql} IS NULL",
                           (f"rows with a {column.name} left out", f"rows without a {column.name} left out"),
                           (2.0 if gone else 0.7, 0.7))  # fmt: skip


def _empty(columns: list[RowColumn], settings: QuerySettings) -> Iterator[SqlChange]:
    conditioned = {value.column for value in settings.values}
    asked = [c for c in columns if c.nullable and not c.is_time and c.codes is None and c.kind != "boolean"]
    for column in [c for c in asked if c.sql not in conditioned and c.table is not None and c.kind != "json"][:_MOST]:
        yield from _either("empty", f"null {column.sql}", f"{column.sql} IS NULL",
                           (f"rows with a {column.name} left out", f"rows without a {column.name} left out"),
                           (0.3, 0.6))  # fmt: skip


def _late(columns: list[RowColumn], settings: QuerySettings, as_of: datetime) -> Iterator[SqlChange]:
    """What was written down later than it happened: who counted before that did not see it."""
    main = settings.ends.column if settings.ends else None
    for column in [c for c in columns if c.is_time and _WRITTEN.search(c.name) and c != main][:4]:
        for instant, words in (
            (Instant(Moment("now")), "now"),
            (Instant(Moment("day")), "today began"),
            (Instant(Moment("day", -86_400.0)), "yesterday began"),
        ):
            literal = literal_of(instant.at(as_of), column.kind)
            test = RowTest(f"{column.sql} < {instant.sql(column.kind)}", f"{column.sql} < {literal}")
            yield SqlChange("late rows", f"late {column.sql}", f"only rows whose {column.name} is before {words}", 0.7,
                         tests=(test,))  # fmt: skip


def _weekdays(settings: QuerySettings) -> Iterator[SqlChange]:
    if settings.ends is not None:
        day = f"extract(isodow FROM {settings.ends.column.sql})"
        yield SqlChange("weekdays", "weekdays", "without Saturdays and Sundays", 1.0, tests=(RowTest(f"{day} < 6"),))


def _amounts(columns: list[RowColumn]) -> Iterator[SqlChange]:
    for column in [c for c in columns if c.kind in ("numeric", "float", "money")][:3]:
        yield from _either("amount", f"amount {column.sql}", f"{column.sql} > 0",
                           (f"only rows with {column.name} above 0", f"only rows with {column.name} of 0 or less"),
                           (0.7, 0.1))  # fmt: skip
