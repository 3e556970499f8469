"""What every change of a query would give, worked out from one look at its rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from heartbeat_cli.errors import HbError
from heartbeat_cli.metrics.gap.aggregates import filtered, measure_changes
from heartbeat_cli.metrics.gap.cells import Cells, members
from heartbeat_cli.metrics.gap.changes import RowTest, SqlChange, Variation, sql_of, tests_of, value_text
from heartbeat_cli.metrics.gap.known import Known, code_column
from heartbeat_cli.metrics.gap.questions import RowQuestions, RowReach, questions_of, reach_of
from heartbeat_cli.metrics.gap.ranking import CountingWay
from heartbeat_cli.metrics.gap.rows import row_changes
from heartbeat_cli.metrics.gap.scan import Asking, KeyOfRows, cells_of, scan, where_of
from heartbeat_cli.metrics.gap.settings import NULL, QuerySettings, read_settings
from heartbeat_cli.metrics.gap.sources import source_changes
from heartbeat_cli.metrics.gap.times import time_changes
from heartbeat_cli.metrics.gap.values import sorted_columns, value_changes
from heartbeat_cli.pgschema import quote_if_needed

_MOST_COLUMNS: Final = 9
_AT_ONCE: Final = 100
_MOST_NEAR: Final = 500_000
"""Rows failing one condition that are told apart by everything; of more it is only told what the query asks for."""
_MOST_WORK: Final = 50_000_000
_HEAVY: Final = 5
"""How many rows are looked at for what cannot be added up, all variations together; keeping values costs more."""
_MOST_JOINED: Final = 200_000
"""Rows that another table is joined to, to see what that would give."""
_MOST_ELSEWHERE: Final = 50_000
"""The same of rows of another FROM."""


@dataclass(slots=True)
class Inspected:
    """A query, what could be changed in it, and the rows that tell what each change gives.

    `cells` are those of each FROM, the query's own under "". `numbers` holds what cells cannot tell, `parts` what
    variations have of each part: by a column, or by days ("").
    """

    ask: Asking
    settings: QuerySettings
    changes: tuple[SqlChange, ...]
    questions: RowQuestions
    columns: tuple[str, ...]
    reach: RowReach
    cells: dict[str, Cells] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    numbers: dict[Variation, Decimal | None] = field(default_factory=dict)
    parts: dict[tuple[str, Variation], dict[str, Decimal] | None] = field(default_factory=dict)
    ways: tuple[CountingWay, ...] | None = None
    by_row: dict[tuple[str, str], Cells] = field(default_factory=dict)

    def filters(self, variation: Variation) -> tuple[RowTest, ...]:
        """The conditions of a variation."""
        return tests_of(self.questions.base, variation)

    def rows(self, variation: Variation) -> tuple[str, int] | None:
        """Which rows a variation counts: two that count the same have the same; None where that cannot be told."""
        source = source_of(variation)
        rows = rows_of(self.cells[source], variation, self.filters(variation))
        return None if rows is None else (source, rows)

    def adds_up(self, variation: Variation) -> bool:
        """Whether cells tell its number."""
        changed = any(c.measure is not None or c.query is not None for c in variation)
        return self.settings.measure.formula is not None and not changed

    def number(self, variation: Variation) -> Decimal | None:
        """What the query with these changes gives; of what cells cannot tell, what was asked for."""
        formula = self.settings.measure.formula
        if formula is None or not self.adds_up(variation):
            found = self.numbers.get(tuple(c for c in variation if c.factor is None))
        else:
            rows = self.rows(variation)
            found = None if rows is None else self.cells[rows[0]].number(formula, rows[1])
        return scaled(found, variation)

    def ask_for(self, variations: Iterable[Variation]) -> None:
        """Have the marts work out what cells cannot tell, many at once: those of the same rows but for a condition."""
        wanted = dict.fromkeys(
            v for v in (tuple(c for c in each if c.factor is None) for each in variations)
            if not self.adds_up(v) and v not in self.numbers and all(c.query is None for c in v)
        )  # fmt: skip
        alike: dict[tuple[str, tuple[RowTest, ...], bool], list[Variation]] = {}
        for variation in wanted:
            own = self.settings.measure.how == "distinct" and all(c.measure is None for c in variation)
            alike.setdefault((source_of(variation), self.kept(variation), own), []).append(variation)
        for (source, kept, own), listed in alike.items():
            ask = self._ask_different if own else self._ask_filtered
            told = self._affordable(kept, listed, heavy=not own)
            for start in range(0, len(told), _AT_ONCE):
                some = told[start : start + _AT_ONCE]
                for variation, text in zip(some, ask(source, kept, some), strict=True):
                    self.numbers[variation] = Decimal(text) if text else None

    def _affordable(self, kept: tuple[RowTest, ...], listed: list[Variation], *, heavy: bool) -> list[Variation]:
        """Of many rows only the likeliest variations: what cannot be added up is worked out anew for each."""
        own = self.cells[""]
        most = _MOST_WORK // max(own.count(own.where(kept) or 0), 1)
        distinct = heavy and any("distinct" in (c.measure or "").lower() for v in listed for c in v)
        ordered = sorted(listed, key=lambda v: -min((c.prior for c in v), default=9.0))
        return ordered[: max(most // (_HEAVY if distinct or self.settings.measure.how == "percentile" else 1), 2)]

    def kept(self, variation: Variation) -> tuple[RowTest, ...]:
        """The query's own conditions that a variation keeps."""
        tests = frozenset(self.filters(variation))
        return tuple(test for test in self.questions.base if test in tests)

    def _ask_filtered(self, source: str, kept: tuple[RowTest, ...], variations: Sequence[Variation]) -> list[str]:
        parts = [self.filtered(variation, kept) for variation in variations]
        (line,) = self.ask(f"{self.before}SELECT {_piped(parts)} FROM {self.rows_sql(source, kept)}")
        return line.split("|")

    def _ask_different(self, source: str, kept: tuple[RowTest, ...], variations: Sequence[Variation]) -> list[str]:
        """How many different ones count: for each of them, whether it has a row that does.

        The marts could not hold a list of them for every variation.
        """
        of = self.settings.measure.of
        tests = [" AND ".join(f"({t.sql})" for t in self.rest(v, kept)) or "true" for v in variations]
        told = ", ".join(f"bool_or({test}) AS h{number}" for number, test in enumerate(tests))
        parts = [f"(count(q.x) FILTER (WHERE q.h{number}))::text" for number in range(len(tests))]
        inner = f"SELECT {of} AS x, {told} FROM {self.rows_sql(source, kept)} GROUP BY {of}"
        (line,) = self.ask(f"{self.before}SELECT {_piped(parts)} FROM ({inner}) AS q")
        return line.split("|")

    def filtered(self, variation: Variation, kept: Sequence[RowTest]) -> str:
        """The number of a variation, over rows that meet the conditions that are `kept`, as text."""
        measure = next((c.measure for c in variation if c.measure is not None), self.settings.clauses.outputs)
        return f"coalesce(round(({filtered(measure, self.rest(variation, kept))})::numeric, 9)::text, '')"

    def rest(self, variation: Variation, kept: Sequence[RowTest]) -> list[RowTest]:
        """The conditions of a variation beyond those that are kept."""
        return [test for test in self.filters(variation) if test not in kept]

    @property
    def before(self) -> str:
        """What stands before its SELECT."""
        return self.settings.clauses.before

    def rows_sql(self, source: str, kept: Iterable[RowTest]) -> str:
        """The rows of a FROM that meet some of the query's conditions."""
        reach = self.reach.other if source else self.reach.own
        return f"{source or self.settings.clauses.source}{where_of((*(test.sql for test in kept), *reach))}"

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

    def ids(self, source: str, column: str) -> Cells:
        """The cells of a FROM with each row, by its id, apart."""
        found = self.by_row.get((source, column))
        if found is None:
            own = self.cells[""]
            most = 2 if own.count(own.every) <= _MOST_JOINED else 1
            found = self.by_row[source, column] = self._scan(source, most, column)
        return found

    def look_at(self, source: str, most: int) -> None:
        """Count the rows of a FROM that fail at most so many of the query's conditions."""
        self.cells[source] = self._scan(source, most)

    def _scan(self, source: str, most: int, row: str | None = None) -> Cells:
        asked, settings = self.questions, self.settings
        clauses = replace(settings.clauses, source=source or settings.clauses.source)
        keys = (*asked.keys, *([KeyOfRows(row)] if row else []))
        conditions = (*(self.reach.other if source else self.reach.own), *asked.but(most))
        lines = scan(self.ask, clauses, settings.measure.formula, asked.tests, keys, conditions)
        held = tuple(line.values[-1] for line in lines) if row else ()
        return replace(cells_of(asked.tests, asked.keys, lines), held=held, most_relaxed=most)

    def survey(self) -> None:
        """Count the rows of the query's FROM: all by what it asks for, those that fail no more than one of its
        conditions by everything, unless they are too many."""
        asked, reach, settings = self.questions, self.reach.own, self.settings
        clauses, formula = settings.clauses, settings.measure.formula
        tests, keys = asked.tests[: asked.surveyed_tests], asked.keys[: asked.surveyed_keys]
        lines = scan(self.ask, clauses, formula, tests, keys, (*reach, *asked.but(2)))
        surveyed = cells_of(tests, keys, lines)
        failing = surveyed.failing(asked.met)
        most = 1 if surveyed.count(failing[0] | failing[1]) <= _MOST_NEAR else 0
        told = scan(self.ask, clauses, formula, asked.tests, asked.keys, (*reach, *asked.but(most)))
        rest = members(surveyed.every & ~failing[0] & ~(failing[1] if most else 0))
        self.cells[""] = replace(
            cells_of(asked.tests, asked.keys, told, [lines[i] for i in rest]), asked_of_all=asked.asked_of_all
        )

    def value_sql(self, column: str, value: str, kind: str) -> str:
        """A condition on one value of a column."""
        return value_text(column, kind, (value,))

    def value_words(self, column: str, value: str) -> str:
        """One value of a column as people say it."""
        name = column.rpartition(".")[2].strip('"')
        said = self.words.get(column, {}).get(value)
        return f"{name} is {'empty' if value == NULL else f'{said} ({value})' if said else value}"

    @property
    def own_day(self) -> tuple[str, str, str] | None:
        """By which column, in which zone, the query's own rows have their day; None where it looks at no time."""
        ends = self.settings.ends
        if ends is None:
            return None
        zone = (ends.begin or ends.end).zone if ends.begin or ends.end else "UTC"  # type: ignore[union-attr]
        return ends.column.sql, ends.column.kind, zone


def scaled(number: Decimal | None, variation: Variation) -> Decimal | None:
    """A number in the unit of a variation."""
    for change in variation:
        if number is not None and change.factor is not None:
            number = number / change.factor if change.divided else number * change.factor
    return number


def is_row_change(change: SqlChange) -> bool:
    """Whether a change is one of which rows count."""
    return change.measure is None and change.query is None and change.factor is None


def source_of(variation: Variation) -> str:
    """The FROM of a variation, "" for the query's own."""
    return next((c.source for c in variation if c.source is not None), "")


def rows_of(cells: Cells, variation: Variation, tests: Iterable[RowTest]) -> int | None:
    """The cells that a variation counts; None where they cannot tell."""
    relaxed = sum(1 for change in variation if change.without)
    return cells.where(tests) if relaxed <= cells.most_relaxed else None


def look(
    ask: Asking,
    sql: str,
    known: Known,
    as_of: datetime,
    zone: str | None = None,
    columns: int = _MOST_COLUMNS,
    more: Iterable[SqlChange] = (),
) -> Inspected:
    """Look at the rows of a query that was judged; `more` are changes that its SQL alone does not suggest.

    Raises RefusedError (`not_varied`), and what asking raises.
    """
    settings = read_settings(sql, known)
    times = time_changes(settings, as_of, zone)
    reach = reach_of(ask, settings, times)
    asked = [*times, *row_changes(settings, as_of, reach.since), *more]
    told = tuple(column.sql for column in sorted_columns(settings, columns))
    looked = Inspected(ask, settings, (), questions_of(settings, asked, told), told, reach)
    looked.survey()
    looked.words = _words(ask, settings, told, known)
    values = looked.cells[""].values
    found = {column: sorted(values[column]) for column in told}
    changes = [*asked, *value_changes(settings, found, looked.words), *measure_changes(settings)]
    changes += _with_sources(looked, known)
    looked.changes = tuple(changes)
    looked.ask_for([(), *((change,) for change in changes)])
    return looked


def _with_sources(looked: Inspected, known: Known) -> list[SqlChange]:
    """The changes of FROM that can be looked at; one that the marts cannot answer is none."""
    kept: list[SqlChange] = []
    own = looked.cells[""]
    rows = own.count(own.every)
    for change in source_changes(looked.settings, known, looked.ask):
        if change.kind == "duplicates" and rows > _MOST_JOINED:
            continue
        try:
            looked.look_at(source_of((change,)), 1 if rows <= _MOST_ELSEWHERE else 0)
        except HbError:
            continue
        kept.append(change)
    return kept


def _words(ask: Asking, settings: QuerySettings, columns: Sequence[str], known: Known) -> dict[str, dict[str, str]]:
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
