"""A single change of a query, and what a query with some changes is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from heartbeat_cli.metrics.gap.settings import NULL, QuerySettings


@dataclass(frozen=True, slots=True)
class TimeCut:
    """A side of a moment on a column of time: its rows are `later`, or all that is before.

    `beyond`: what happened right then is before. `literal` is the moment as it is written down for the column.
    """

    column: str
    moment: datetime
    literal: str
    later: bool
    beyond: bool

    @property
    def place(self) -> tuple[datetime, bool]:
        """Where it lies on its column."""
        return self.moment, self.beyond

    @property
    def sql(self) -> str:
        """As SQL: whether a row is later."""
        return f"{self.column} {'>' if self.beyond else '>='} {self.literal}"


def by_halves(cuts: Sequence[TimeCut], leaves: Sequence[str]) -> str:
    """SQL that gives the leaf between the cuts a row lies between, found in few steps; one more leaf than cuts."""
    if not cuts:
        return leaves[0]
    middle = len(cuts) // 2
    later = by_halves(cuts[middle + 1 :], leaves[middle + 1 :])
    return f"CASE WHEN {cuts[middle].sql} THEN {later} ELSE {by_halves(cuts[:middle], leaves[: middle + 1])} END"


@dataclass(frozen=True, slots=True)
class RowTest:
    """A condition on a row: as it is shown, and as it is run, with its moments written down.

    With `column` it is about that column's values alone: one of `values`, or none of them where it is `denied`. With
    `cut` it is about which side of a moment the row is, with `opposite` it holds where that condition does not.
    """

    text: str
    run: str = ""
    column: str | None = None
    values: tuple[str, ...] = ()
    denied: bool = False
    cut: TimeCut | None = None
    opposite: str = ""

    @property
    def sql(self) -> str:
        """What is run."""
        return self.run or self.text

    @property
    def asked(self) -> str:
        """What a row has to be asked to know whether it passes."""
        return self.opposite or self.sql


@dataclass(frozen=True, slots=True)
class SqlChange:
    """One thing done differently: of which kind, in words, and how likely beside others before anything is counted.

    Of the query's conditions those in `without` go and `tests` come. `measure` is another aggregate, `source` another
    FROM, `factor` what the number is multiplied by, or
    `divided`, `query` another query altogether. Two changes of one `part` exclude
    each other.
    """

    kind: str
    part: str
    words: str
    prior: float
    without: tuple[str, ...] = ()
    tests: tuple[RowTest, ...] = ()
    measure: str | None = None
    source: str | None = None
    factor: Decimal | None = None
    divided: bool = False
    query: str | None = None
    day: tuple[str, str, str] | None = None
    """Of a change of time: the column rows then have their day by, its kind, and the zone that day is of."""


Variation = tuple[SqlChange, ...]


def base_tests(settings: QuerySettings) -> tuple[RowTest, ...]:
    """The conditions of the query as it is."""
    own = {value.text: _value_test(value.text, value.column, value.values, value.denied) for value in settings.values}
    return tuple(own.get(text) or RowTest(text) for text in settings.clauses.conditions)


def _value_test(text: str, column: str, values: tuple[str, ...], denied: bool) -> RowTest:
    # `x <> 'a'` is not true of no value either.
    return RowTest(text, "", column, (*values, NULL) if denied and NULL not in values else values, denied)


def tests_of(base: Sequence[RowTest], variation: Sequence[SqlChange]) -> tuple[RowTest, ...]:
    """The conditions of a query that has those of `base`, with these changes."""
    gone = {text for change in variation for text in change.without}
    kept = [test for test in base if test.text not in gone]
    return (*kept, *(test for change in variation for test in change.tests))


def sql_of(settings: QuerySettings, variation: Sequence[SqlChange]) -> str:
    """The query with these changes, as it could be a candidate."""
    other = next((change.query for change in variation if change.query is not None), None)
    if other is not None:
        return other
    clauses = settings.clauses
    measure = next((c.measure for c in variation if c.measure is not None), clauses.outputs)
    source = next((c.source for c in variation if c.source is not None), clauses.source)
    for change in (c for c in variation if c.factor is not None):
        measure = f"({measure}) {'/' if change.divided else '*'} {change.factor:f}"
    tests = tuple(dict.fromkeys(test.text for test in tests_of(base_tests(settings), variation)))
    return replace(clauses, outputs=measure, source=source, conditions=tests).text()


def differences_of(settings: QuerySettings, variation: Sequence[SqlChange]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What goes from the query and what comes, as lines of SQL."""
    before, after = (settings.clauses, sql_of(settings, variation))
    gone = [text for change in variation for text in change.without]
    come = [test.text for change in variation for test in change.tests]
    for change in variation:
        if change.measure is not None:
            gone, come = [*gone, before.outputs], [*come, change.measure]
        if change.source is not None:
            gone, come = [*gone, " ".join(before.source.split())], [*come, " ".join(change.source.split())]
        if change.factor is not None:
            come = [*come, after.splitlines()[0].removeprefix("SELECT ")]
        if change.query is not None:
            come = [*come, " ".join(change.query.split())]
    return tuple(gone), tuple(come)


def value_text(column: str, kind: str, values: Sequence[str], *, denied: bool = False) -> str:
    """A condition on a column's values as SQL; denied, rows without a value pass."""
    written = [value for value in values if value != NULL]
    has_null = NULL in values
    literals = [_literal(value, kind) for value in written]
    if denied:
        if not literals:
            return f"{column} IS NOT NULL"
        if has_null:
            return f"{column} NOT IN ({', '.join(literals)})" if len(literals) > 1 else f"{column} <> {literals[0]}"
        return (
            f"{column} IS DISTINCT FROM {literals[0]}"
            if len(literals) == 1
            else (f"({column} IS NULL OR {column} NOT IN ({', '.join(literals)}))")
        )
    listed = f"{column} = {literals[0]}" if len(literals) == 1 else f"{column} IN ({', '.join(literals)})"
    if not literals:
        return f"{column} IS NULL"
    return f"({listed} OR {column} IS NULL)" if has_null else listed


def _literal(value: str, kind: str) -> str:
    if kind in ("integer", "numeric", "float"):
        return value
    return value if kind == "boolean" else "'" + value.replace("'", "''") + "'"
