"""What every change of a query would give, worked out from one scan of its rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from heartbeat_cli.errors import HbError
from heartbeat_cli.metrics.gap.aggregates import filtered, measure_changes
from heartbeat_cli.metrics.gap.cells import Cells
from heartbeat_cli.metrics.gap.changes import RowTest, SqlChange, Variation, base_tests, sql_of, tests_of, value_text
from heartbeat_cli.metrics.gap.known import Known, code_column
from heartbeat_cli.metrics.gap.ranking import CountingWay
from heartbeat_cli.metrics.gap.rows import row_changes
from heartbeat_cli.metrics.gap.scan import Ask, scan
from heartbeat_cli.metrics.gap.settings import NULL, Aggregation, QuerySettings, read_settings
from heartbeat_cli.metrics.gap.sources import source_changes
from heartbeat_cli.metrics.gap.times import time_changes
from heartbeat_cli.metrics.gap.values import sorted_columns, value_changes
from heartbeat_cli.pgschema import quote_if_needed

_MOST_COLUMNS: Final = 9
_AT_ONCE: Final = 100
_MOST_JOINED: Final = 200_000
"""Rows that another table is joined to, to see what that would give."""


@dataclass(slots=True)
class Inspected:
    """A query, what could be changed in it, and the rows that tell what each change gives.

    `cells` are those of each FROM, the query's own under "". `numbers` holds what cells cannot tell.
    """

    ask: Ask
    settings: QuerySettings
    changes: tuple[SqlChange, ...]
    tests: tuple[RowTest, ...]
    columns: tuple[str, ...]
    cells: dict[str, Cells]
    words: Mapping[str, Mapping[str, str]]
    base: tuple[RowTest, ...] = ()
    within: str | None = None
    numbers: dict[Variation, Decimal | None] = field(default_factory=dict)
    ways: tuple[CountingWay, ...] | None = None
    by_row: dict[tuple[str, str], Cells] = field(default_factory=dict)
    by_day: dict[tuple[str, tuple[str, str, str]], Cells] = field(default_factory=dict)

    def filters(self, variation: Variation) -> tuple[RowTest, ...]:
        """The conditions of a variation."""
        return tests_of(self.base, variation)

    def rows(self, variation: Variation) -> tuple[str, int]:
        """Which rows a variation counts: two that count the same have the same."""
        source = source_of(variation)
        return source, self.cells[source].where(self.filters(variation))

    def is_plain(self, variation: Variation) -> bool:
        """Whether cells tell its number."""
        other = self.settings.measure.how == "other"
        return not other and all(c.measure is None and c.query is None for c in variation)

    def number(self, variation: Variation) -> Decimal | None:
        """What the query with these changes gives; of what cells cannot tell, what was asked for."""
        if not self.is_plain(variation):
            found = self.numbers.get(tuple(c for c in variation if c.factor is None))
        else:
            source, rows = self.rows(variation)
            measure = self.settings.measure
            found = self.cells[source].number(measure, rows)
        for change in variation:
            if found is not None and change.factor is not None:
                found = found / change.factor if change.divided else found * change.factor
        return found

    def ask_for(self, variations: Iterable[Variation]) -> None:
        """Have the marts work out what cells cannot tell, many at once."""
        wanted = dict.fromkeys(
            v for v in (tuple(c for c in each if c.factor is None) for each in variations)
            if not self.is_plain(v) and v not in self.numbers
        )  # fmt: skip
        by_source: dict[str, list[Variation]] = {}
        for variation in wanted:
            by_source.setdefault(source_of(variation), []).append(variation)
        for source, listed in by_source.items():
            for start in range(0, len(listed), _AT_ONCE):
                self._ask_some(source, listed[start : start + _AT_ONCE])

    def _ask_some(self, source: str, variations: Sequence[Variation]) -> None:
        clauses = self.settings.clauses
        parts = []
        for variation in variations:
            measure = next((c.measure for c in variation if c.measure is not None), clauses.outputs)
            number = filtered(measure, self.filters(variation))
            parts.append(f"coalesce(round(({number})::numeric, 9)::text, '')")
        where = f" WHERE {self.within}" if self.within else ""
        sql = f"{clauses.before}SELECT {_piped(parts)} FROM {source or clauses.source}{where}"
        (line,) = self.ask(sql)
        for variation, text in zip(variations, line.split("|"), strict=True):
            self.numbers[variation] = Decimal(text) if text else None

    def add(self, changes: Iterable[SqlChange]) -> None:
        """Put in what other queries give; one that gives no number now is left out."""
        for change in changes:
            try:
                (line,) = self.ask(f"SELECT round((q.x)::numeric, 9)::text FROM ({change.query}) AS q(x)")
            except (HbError, ValueError):
                continue
            if line != "None":
                self.numbers[(change,)] = Decimal(line)
                self.changes = (*self.changes, change)

    def days(self, source: str, day: tuple[str, str, str]) -> Cells:
        """The cells of a FROM with the rows of each day apart."""
        found = self.by_day.get((source, day))
        if found is None:
            settings = self.settings
            clauses = replace(settings.clauses, source=source or settings.clauses.source)
            found = scan(self.ask, clauses, settings.measure, self.tests, self.columns, within=self.within, day=day)
            self.by_day[source, day] = found
        return found

    def ids(self, source: str, column: str) -> Cells:
        """The cells of a FROM with each row, by its id, apart."""
        found = self.by_row.get((source, column))
        if found is None:
            clauses = replace(self.settings.clauses, source=source or self.settings.clauses.source)
            rows = Aggregation("count(*)", "count")
            found = scan(self.ask, clauses, rows, self.tests, self.columns, within=self.within, row=column)
            self.by_row[source, column] = found
        return found

    def is_row_change(self, change: SqlChange) -> bool:
        """Whether a change is one of which rows count."""
        return change.measure is None and change.query is None and change.factor is None

    def value_sql(self, column: str, value: str, kind: str) -> str:
        """A condition on one value of a column."""
        return value_text(column, kind, (value,))

    def value_words(self, column: str, value: str) -> str:
        """One value of a column as people say it."""
        name = column.rpartition(".")[2].strip('"')
        said = self.words.get(column, {}).get(value)
        return f"{name} is {'empty' if value == NULL else f'{said} ({value})' if said else value}"

    @property
    def zero(self) -> Decimal:
        """Nothing, for what gives no number."""
        return Decimal(0)

    @property
    def own_day(self) -> tuple[str, str, str] | None:
        """By which column, in which zone, the query's own rows have their day; None where it looks at no time."""
        ends = self.settings.ends
        if ends is None:
            return None
        zone = (ends.begin or ends.end).zone if ends.begin or ends.end else "UTC"  # type: ignore[union-attr]
        return ends.column.sql, ends.column.kind, zone


def source_of(variation: Variation) -> str:
    """The FROM of a variation, "" for the query's own."""
    return next((c.source for c in variation if c.source is not None), "")


def look(
    ask: Ask, sql: str, known: Known, as_of: datetime, zone: str | None = None, columns: int = _MOST_COLUMNS
) -> Inspected:
    """Scan the rows of a query that was judged. Raises RefusedError (`not_varied`), and what asking raises."""
    settings = read_settings(sql, known)
    asked = [*time_changes(settings, as_of, zone), *row_changes(settings, as_of)]
    tests = tuple(dict.fromkeys(t for t in (*base_tests(settings), *_tests(asked)) if t.column is None))
    told = tuple(column.sql for column in sorted_columns(settings, columns))
    within = _within(settings, asked)
    cells = {"": scan(ask, settings.clauses, settings.measure, tests, told, within=within)}
    words = _words(ask, settings, told, known)
    found = {column: sorted(values) for column, values in cells[""].values.items()}
    changes = [*asked, *value_changes(settings, found, words), *measure_changes(settings)]
    looked = Inspected(ask, settings, (), tests, told, cells, words, base_tests(settings), within)
    changes += _with_sources(looked, known)
    looked.changes = tuple(changes)
    looked.ask_for([(), *((change,) for change in changes)])
    return looked


def _tests(changes: Iterable[SqlChange]) -> Iterable[RowTest]:
    return (test for change in changes for test in change.tests)


def _with_sources(looked: Inspected, known: Known) -> list[SqlChange]:
    """The changes of FROM that can be scanned; one that the marts cannot answer is none."""
    kept: list[SqlChange] = []
    own = looked.cells[""]
    for change in source_changes(looked.settings, known):
        if change.kind == "duplicates" and own.count(own.every) > _MOST_JOINED:
            continue
        source = source_of((change,))
        clauses = replace(looked.settings.clauses, source=source)
        try:
            looked.cells[source] = scan(
                looked.ask, clauses, looked.settings.measure, looked.tests, looked.columns, within=looked.within
            )
        except HbError:
            continue
        kept.append(change)
    return kept


def _within(settings: QuerySettings, changes: Iterable[SqlChange]) -> str | None:
    """What holds for every row that a change could count: that it is not older than the earliest beginning."""
    ends = settings.ends
    if ends is None or ends.begin is None:
        return None
    timed = [change for change in changes if change.part == "time"]
    firsts: dict[str, str] = {}
    for change in timed:
        begins = [test.sql for test in change.tests if " >" in test.sql]
        if not begins:
            continue
        column, _, literal = begins[0].replace(">=", ">").partition(" > ")
        if column not in firsts or literal < firsts[column]:
            firsts[column] = literal
    return "(" + " OR ".join(f"{column} >= {literal}" for column, literal in sorted(firsts.items())) + ")"


def _words(ask: Ask, settings: QuerySettings, columns: Sequence[str], known: Known) -> dict[str, dict[str, str]]:
    """What tables of codes call the values of columns that refer to them."""
    found: dict[str, dict[str, str]] = {}
    for column in settings.columns:
        table = known.dictionaries.get(column.codes) if column.codes is not None and column.sql in columns else None
        code = code_column(table) if table is not None else None
        if table is None or code is None or column.codes is None or table.primary_key is None:
            continue
        key = quote_if_needed(table.primary_key.columns[0])
        name = f"{quote_if_needed(column.codes.schema)}.{quote_if_needed(column.codes.name)}"
        try:
            lines = ask(f"SELECT {key}::text || '|' || {quote_if_needed(code)}::text FROM {name}")
        except HbError:
            continue
        found[column.sql] = {value: said for value, _, said in (line.partition("|") for line in lines)}
    return found


def _piped(parts: Sequence[str]) -> str:
    return f"concat_ws('|', {', '.join(parts)})"


def sql_with(looked: Inspected, variation: Variation) -> str:
    """The query with these changes."""
    return sql_of(looked.settings, variation)
