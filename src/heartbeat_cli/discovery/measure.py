"""What is computed: a measure as a value, the words people write for one, and what is still missing from it.

    count | count distinct COL | sum COL | avg COL | median COL | p95 FROM..UNTIL in min | share CONDITION

A measure may be given whole (`--measure "median authorized_at..settled_at in min"`) or in parts (`--measure median`,
then `--column`, `--until`, `--in`, `--share-where`): both end in the same value.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from heartbeat_cli.discovery.columns import AMOUNTS, amounts, timestamps
from heartbeat_cli.errors import UsageError, did_you_mean
from heartbeat_cli.pgschema import TIMESTAMP_KINDS, Table, kind_of

COUNT, COUNT_DISTINCT, SUM, AVG, PERCENTILE, SHARE = "count", "count_distinct", "sum", "avg", "percentile", "share"
SECONDS: Final = {"s": 1, "min": 60, "h": 3600, "d": 86400}
_UNIT_WORDS = {"sec": "s", "second": "s", "minute": "min", "min": "min", "m": "min", "hour": "h", "day": "d"}
_FORMS = "count, count distinct COL, sum COL, avg COL, median COL, p95 FROM..UNTIL in min, share CONDITION"
_SHAPE = re.compile(
    r"(?P<kind>count[ _]distinct|count|rows|sum|total|avg|average|mean|median|p\d{1,2}|share)\b[ (:]*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_NAME = r'(?:"(?:[^"]|"")+"|\w+)'
_TARGET = re.compile(
    rf"(?P<column>{_NAME})(?:\s*\.\.\s*(?P<until>{_NAME}))?(?:\s+in\s+(?P<unit>\w+))?\s*\)?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Measure:
    """One of the measures. `percent` is the percentile (50 the median); with `until` the value is the time from
    `column` to it, in `time_unit` (s, min, h, d); `condition` is what a share counts."""

    kind: str
    percent: int | None = None
    column: str | None = None
    until: str | None = None
    time_unit: str | None = None
    condition: str | None = None

    @property
    def word(self) -> str:
        """The measure's word in a metric name: `count`, `sum`, `avg`, `p50`, `rate`."""
        if self.kind == PERCENTILE:
            return f"p{self.percent}"
        return {COUNT_DISTINCT: "count", SHARE: "rate"}.get(self.kind, self.kind)

    @property
    def unit(self) -> str | None:
        """The unit of the value where the measure decides it."""
        if self.kind in (COUNT, COUNT_DISTINCT):
            return "count"
        return "percent" if self.kind == SHARE else self.time_unit


def parse_measure(text: str) -> Measure:
    """The measure `text` asks for, complete or not; raises UsageError where it asks for none."""
    match = _SHAPE.fullmatch(text.strip())
    if match is None:
        word = text.split()[0] if text.split() else ""
        known = ("count", "count_distinct", "sum", "avg", "median", "p95", "share")
        guess = did_you_mean(word, known)
        raise UsageError(f"'{text}' is no measure", hint=f"{guess + ' ' if guess else ''}One of: {_FORMS}.")
    word, rest = match["kind"].casefold().replace(" ", "_"), match["rest"].strip()
    measure = _named(word)
    if measure.kind == SHARE:
        condition = re.sub(r"^(of\s+)?(rows\s+)?(where\s+)?", "", rest, flags=re.IGNORECASE)
        return replace(measure, condition=condition or None)
    if measure.kind == COUNT and rest.strip("*) ") == "":
        return measure
    return _with_target(measure, rest, text) if rest else measure


def _named(word: str) -> Measure:
    if word == "median":
        return Measure(PERCENTILE, percent=50)
    if word.startswith("p"):
        return Measure(PERCENTILE, percent=int(word[1:]))
    kinds = {"rows": COUNT, "total": SUM, "average": AVG, "mean": AVG}
    return Measure(kinds.get(word, word))


def _with_target(measure: Measure, rest: str, text: str) -> Measure:
    target = _TARGET.fullmatch(rest)
    if measure.kind == COUNT or target is None:
        raise UsageError(f"'{text}' is no measure", hint=f"One of: {_FORMS}.")
    column, until = (_unquoted(part) if part else None for part in (target["column"], target["until"]))
    unit = parse_time_unit(target["unit"]) if target["unit"] else None
    return replace(measure, column=column, until=until, time_unit=unit)


def _unquoted(name: str) -> str:
    return name[1:-1].replace('""', '"') if name.startswith('"') else name


def parse_time_unit(text: str) -> str:
    """`s`, `min`, `h` or `d` for any way to write one; raises UsageError."""
    word = text.strip().casefold()
    unit = word if word in SECONDS else _UNIT_WORDS.get(word.rstrip("s"))
    if unit is None:
        raise UsageError(f"'{text}' is no unit of time", hint=f"One of: {', '.join(SECONDS)}.")
    return unit


def complete_from(table: Table, measure: Measure) -> str | None:
    """The answer still missing from `measure` over `table`: `column`, `until`, `in`, `share-where`, or None.

    Raises UsageError where what is there does not fit: an unknown column, a sum of texts.
    """
    if measure.kind == COUNT:
        return None
    if measure.kind == SHARE:
        return None if measure.condition else "share-where"
    if measure.column is None:
        return "column"
    _check_column(table, measure.column, measure)
    if measure.kind == COUNT_DISTINCT:
        return None
    column = table.column(measure.column)
    if column is not None and kind_of(column.type) in TIMESTAMP_KINDS:
        if measure.until is None:
            return "until"
        _check_column(table, measure.until, measure, timestamp=True)
        return None if measure.time_unit else "in"
    if measure.until is not None:
        raise UsageError(f"{measure.column} is no point in time: nothing runs from it to {measure.until}")
    return None


def usable_columns(table: Table, measure: Measure) -> tuple[str, ...]:
    """The columns `measure` can be taken of."""
    if measure.kind == COUNT_DISTINCT:
        return tuple(c.name for c in table.columns)
    between = timestamps(table) if len(timestamps(table)) > 1 else ()
    return tuple(c.name for c in (*amounts(table), *between))


def _check_column(table: Table, name: str, measure: Measure, *, timestamp: bool = False) -> None:
    column = table.column(name)
    if column is None:
        names = [c.name for c in table.columns]
        hint = did_you_mean(name, names) or f"It has: {', '.join(names)}."
        raise UsageError(f"{table.qname} has no column '{name}'", hint=hint, code="unknown_column")
    fitting = TIMESTAMP_KINDS if timestamp else AMOUNTS | TIMESTAMP_KINDS
    if measure.kind != COUNT_DISTINCT and kind_of(column.type) not in fitting:
        what = "a point in time" if timestamp else "a number or a point in time"
        fits = ", ".join(c.name for c in timestamps(table)) if timestamp else ", ".join(usable_columns(table, measure))
        raise UsageError(f"{name} is {column.type}, not {what}", hint=f"These fit: {fits or 'none in this table'}.")
