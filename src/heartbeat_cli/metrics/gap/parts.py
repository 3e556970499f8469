"""What each way of counting has of a day, or of one value: what a further count is held against."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

from heartbeat_cli.metrics.gap.changes import RowTest, Variation
from heartbeat_cli.metrics.gap.looked import Inspected, scaled, source_of
from heartbeat_cli.metrics.gap.ranking import Suspect
from heartbeat_cli.metrics.gap.scan import KeyOfRows
from heartbeat_cli.metrics.gap.settings import NULL
from heartbeat_cli.metrics.gap.times import midnights

_MOST_DAYS: Final = 100
_MOST_VALUES: Final = 12
_MANY_ROWS: Final = 200_000
_MOST_DAYS_ASKED: Final = 2
_DAYS: Final = ""
ANY_DAY: Final = "any day"
"""A key that stands for every day."""


@dataclass(slots=True)
class Parts:
    """The parts that the rows of a query have; of each variation every part is asked for at once."""

    looked: Inspected
    _named: dict[str, tuple[str, str]] = field(default_factory=dict)
    _days: dict[tuple[str, str, str], "_Part"] = field(default_factory=dict)
    _days_asked: set[tuple[str, "_Part"]] = field(default_factory=set)

    @property
    def has_days(self) -> bool:
        """Whether days are worth asking for: not of many rows of all times."""
        looked = self.looked
        return looked.own_day is not None and (looked.reach.since is not None or not self._has_many)

    @property
    def _has_many(self) -> bool:
        own = self.looked.rows(())
        return own is not None and self.looked.cells[""].count(own[1]) > _MANY_ROWS

    def days(self) -> tuple[str, ...]:
        """The days of the rows the query counts, where it looks at a time of not too many."""
        if not self.has_days:
            return ()
        self._ask(_DAYS, [()])
        told = self.looked.parts[_DAYS, ()] or {}
        found = tuple(sorted(key for key, number in told.items() if number and key != NULL))
        return found if len(found) <= _MOST_DAYS else ()

    def values(self) -> tuple[str, ...]:
        """The values of columns that have few, as `column=value`."""
        cells = self.looked.cells[""]
        return tuple(
            self.key(column, value)
            for column in self.looked.columns
            if len(held := cells.values[column]) <= _MOST_VALUES
            for value in sorted(held)
        )

    def changed(self, suspects: Iterable[Suspect]) -> tuple[str, ...]:
        """The values that suspects leave out or let in, of columns with many values, too."""
        tests = (test for suspect in suspects for change in suspect.changes for test in change.tests)
        named = ((test.column, value) for test in tests for value in test.values if test.column in self.looked.columns)
        return tuple(self.key(column, value) for column, value in dict.fromkeys(named) if column is not None)

    def key(self, column: str, value: str) -> str:
        """How people name the rows with a value."""
        short = [each.rpartition(".")[2] for each in self.looked.columns]
        name = column.rpartition(".")[2]
        name = (name if short.count(name) == 1 else column).replace('"', "")
        return f"{name}={self.looked.words.get(column, {}).get(value, value)}"

    def tell(self, variations: Iterable[Variation], keys: Iterable[str]) -> None:
        """Have all that these variations have of some parts, before it is asked for one by one."""
        listed = list(variations)
        for by in dict.fromkeys(held[0] if (held := self.held_by(key)) else _DAYS for key in keys):
            self._ask(by, listed)

    def predict(self, suspect: Suspect, key: str) -> Decimal | None:
        """What a suspect has of a part; None of what cannot be told."""
        return self.number(suspect.changes, key)

    def own(self, keys: Iterable[str]) -> dict[str, Decimal]:
        """What the query itself has of each part."""
        return {key: self.number((), key) or Decimal(0) for key in keys}

    def number(self, variation: Variation, key: str) -> Decimal | None:
        """What a variation has of a part."""
        held = self.held_by(key)
        by, value = held or (_DAYS, key)
        if any(change.query is not None for change in variation) or (by == _DAYS and self._day(variation) is None):
            return None
        if held is not None and (found := self._of_cells(variation, *held)) is not None:
            return found
        if held is None or not self._has_many:
            self._ask(by, [variation])
        told = self.looked.parts.get((by, variation))
        return None if told is None else told.get(value, Decimal(0))

    def _of_cells(self, variation: Variation, column: str, value: str) -> Decimal | None:
        """Of a value, what cells tell of it."""
        looked = self.looked
        formula = looked.settings.measure.formula
        rows = looked.rows(variation) if looked.adds_up(variation) else None
        if rows is None or formula is None:
            return None
        cells = looked.cells[rows[0]]
        if rows[1] & cells.untold_of(column):
            return None
        found = cells.number(formula, rows[1] & cells.values[column].get(value, 0))
        return scaled(found, variation) or Decimal(0)

    def _ask(self, by: str, variations: Iterable[Variation]) -> None:
        """Ask for every part of variations by a column's values, or by days: those of one FROM and day at once."""
        alike: dict[tuple[str, _Part], list[Variation]] = {}
        for variation in dict.fromkeys(variations):
            part = _Part(by) if by else self._day(variation)
            if (
                part is not None
                and (by, variation) not in self.looked.parts
                and all(c.query is None for c in variation)
            ):
                alike.setdefault((source_of(variation), part), []).append(variation)
        for (source, part), listed in alike.items():
            if not by and not self._is_affordable(source, part):
                self.looked.parts.update(((by, variation), None) for variation in listed)
                continue
            lines = [line.split("|") for line in self.looked.ask(self._sql(source, part, listed))]
            for place, variation in enumerate(listed, 1):
                self.looked.parts[by, variation] = {
                    part.named(line[0]): scaled(Decimal(line[place]), variation) or Decimal(0)
                    for line in lines
                    if line[place]
                }

    def _is_affordable(self, source: str, part: "_Part") -> bool:
        """Whether the days of a column and zone may be asked for: of many rows only those of a few."""
        cells = self.looked.cells[""]
        if len(self._days_asked) >= _MOST_DAYS_ASKED and cells.count(cells.every) > _MANY_ROWS:
            return (source, part) in self._days_asked
        self._days_asked.add((source, part))
        return True

    def _sql(self, source: str, part: "_Part", variations: Sequence[Variation]) -> str:
        looked = self.looked
        kept = _in_all([looked.kept(variation) for variation in variations])
        numbers = [f"{looked.filtered(v, kept)} AS n{place}" for place, v in enumerate(variations)]
        inner = f"SELECT {part.sql} AS d, {', '.join(numbers)} FROM {looked.rows_sql(source, kept)} GROUP BY 1"
        shown = ", ".join(f"q.n{place}" for place in range(len(numbers)))
        return (
            f"{looked.before}SELECT concat_ws('|', coalesce(replace(q.d::text, '|', '/'), '{NULL}'), {shown})"
            f" FROM ({inner}) AS q"
        )

    def _day(self, variation: Variation) -> "_Part | None":
        """The day a row is of, by the time a variation looks at."""
        day = next((c.day for c in variation if c.day is not None), self.looked.own_day)
        if day is not None and day not in self._days:
            self._days[day] = self._day_of(*day)
        return None if day is None else self._days[day]

    def _day_of(self, name: str, kind: str, zone: str) -> "_Part":
        since = self.looked.reach.since
        # Calendars take an engine its time with each row, and us ours with each day.
        if kind == "timestamptz" and since is not None and self._has_many:
            column = next(c for c in self.looked.settings.columns if c.sql == name)
            first, last = since - timedelta(days=1), self.looked.ask.as_of + timedelta(days=2)
            cuts = midnights(column, first, last, zone)
            days = tuple(f"{cut.moment.astimezone(ZoneInfo(zone)):%Y-%m-%d}" for cut in cuts)
            return _Part(KeyOfRows(name, tuple(cuts)).sql, (NULL, *days))
        text = {"timestamptz": f"({name} AT TIME ZONE '{zone}')::date", "timestamp": f"{name}::date"}
        return _Part(text.get(kind, name))

    def held_by(self, key: str) -> tuple[str, str] | None:
        """The column and the value a key names; None of a day, and of what is neither."""
        if not self._named:
            values = self.looked.cells[""].values
            self._named.update(
                (self.key(column, value), (column, value)) for column in self.looked.columns for value in values[column]
            )
        return self._named.get(key)

    def has(self, key: str) -> bool:
        """Whether a key names a day, or a value that is there."""
        return self.held_by(key) is not None or (len(key) == len("2026-05-08") and key[4] == key[7] == "-")


def _in_all(listed: Sequence[Sequence[RowTest]]) -> tuple[RowTest, ...]:
    first, *rest = listed
    return tuple(test for test in first if all(test in other for other in rest))


@dataclass(frozen=True, slots=True)
class _Part:
    """What tells the parts of rows apart: SQL that gives their name, or the place of it among `names`."""

    sql: str
    names: tuple[str, ...] = ()

    def named(self, given: str) -> str:
        return self.names[int(given)] if self.names and given != NULL else given
