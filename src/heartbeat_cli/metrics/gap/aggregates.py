"""An aggregate over the rows that pass some tests alone, and the other aggregates a count could have been."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from heartbeat_cli.metrics.gap.changes import RowTest, SqlChange
from heartbeat_cli.metrics.gap.formula import calls_of
from heartbeat_cli.metrics.gap.settings import QuerySettings, RowColumn

_FACTORS: Final = (
    (Decimal(100), "in hundredths (cents, percent)"),
    (Decimal(60), "in sixtieths (seconds for minutes, minutes for hours)"),
    (Decimal(1000), "in thousandths"),
    (Decimal(24), "in hours instead of days"),
    (Decimal(3600), "in seconds instead of hours"),
)
_MOST_KEYS: Final = 8
_FILTER: Final = re.compile(r"\bFILTER\s*\(\s*WHERE\s+", re.IGNORECASE)


def filtered(measure: str, tests: Iterable[RowTest]) -> str:
    """The same with every aggregate in it over the rows that pass these tests."""
    condition, found = " AND ".join(f"({test.sql})" for test in tests), measure
    if not condition:
        return measure
    for start, end in reversed(list(calls_of(measure))):
        call = measure[start:end]
        own = _FILTER.search(call)
        also = (
            f"{call[: own.end()]}({call[own.end() : -1]}) AND {condition})"
            if own
            else f"{call} FILTER (WHERE {condition})"
        )
        found = f"{found[:start]}{also}{found[end:]}"
    return found


def measure_changes(settings: QuerySettings) -> tuple[SqlChange, ...]:
    """Other things that could have been counted, and other units."""
    return (*_distinct(settings), *_averages(settings), *_units(settings))


def _distinct(settings: QuerySettings) -> Iterator[SqlChange]:
    text = settings.measure.text
    lowered = text.lower().replace(" ", "")
    if lowered.startswith("count(distinct"):
        inside = text[text.lower().index("distinct") + 8 : text.rindex(")")].strip()
        yield SqlChange("duplicates", "measure", "every row, also of those counted already", 3.0, measure="count(*)")
        yield from (_of_different(c, 1.0) for c in _keys(settings) if c.sql.replace('"', "") != inside.replace('"', ""))
    elif settings.measure.how == "count":
        for column in _keys(settings):
            yield _of_different(column, 2.0 if not column.key else 1.0)


def _of_different(column: RowColumn, prior: float) -> SqlChange:
    words = f"each {column.name} once, however many rows it has"
    return SqlChange("duplicates", "measure", words, prior, measure=f"count(DISTINCT {column.sql})")


def _keys(settings: QuerySettings) -> list[RowColumn]:
    """The columns that could be what people count."""
    named = [c for c in settings.columns if c.name.endswith(("_id", "_no", "_number")) or c.name == "id"]
    own = [c for c in named if c.codes is None and "dict" not in str(c.table) and c.kind not in ("boolean", "smallint")]
    return own[:_MOST_KEYS]


def _averages(settings: QuerySettings) -> Iterator[SqlChange]:
    of, lowered = settings.measure.of, settings.measure.text.lower()
    if settings.measure.how == "avg":
        yield SqlChange("measure", "measure", "the median instead of the average", 2.0,
                     measure=f"percentile_cont(0.5) WITHIN GROUP (ORDER BY {of})")  # fmt: skip
    if lowered.startswith("percentile_") and "order by" in lowered:
        inside = settings.measure.text[lowered.index("order by") + 8 : settings.measure.text.rindex(")")].strip()
        yield SqlChange("measure", "measure", "the average instead of the median", 2.0, measure=f"avg({inside})")


def _units(settings: QuerySettings) -> Iterator[SqlChange]:
    if settings.measure.how == "count" or settings.measure.text.lower().startswith("count("):
        return
    for factor, words in _FACTORS:
        yield SqlChange("unit", "unit", words, 1.0, factor=factor)
        yield SqlChange("unit", "unit", f"{words}, the other way round", 1.0, factor=factor, divided=True)
