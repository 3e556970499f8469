"""What each way of counting has of a day, or of one value: what a further count is held against."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from heartbeat_cli.metrics.gap.changes import RowTest, SqlChange, Variation, value_text
from heartbeat_cli.metrics.gap.looked import Inspected, source_of
from heartbeat_cli.metrics.gap.ranking import Suspect
from heartbeat_cli.metrics.gap.scan import DAY, day_of

_MOST_DAYS: Final = 100
_MOST_VALUES: Final = 12
_MANY_ROWS: Final = 200_000
_MOST_DAYS_ASKED: Final = 2


@dataclass(slots=True)
class Parts:
    """The parts that the rows of a query have."""

    looked: Inspected
    _named: dict[str, tuple[str, str]] = field(default_factory=dict)

    def days(self) -> tuple[str, ...]:
        """The days of the rows the query counts, where it looks at a time of not too many."""
        day = self.looked.own_day
        if day is None:
            return ()
        cells = self.looked.days("", day)
        rows = cells.where(self.looked.filters(()))
        found = tuple(sorted(key for key, held in cells.values[DAY].items() if held & rows))
        return found if len(found) <= _MOST_DAYS else ()

    def values(self) -> tuple[str, ...]:
        """The values of columns that have few, as `column=value`."""
        return tuple(
            self.key(column, value)
            for column, held in self.looked.cells[""].values.items()
            if len(held) <= _MOST_VALUES
            for value in sorted(held)
        )

    def key(self, column: str, value: str) -> str:
        """How people name the rows with a value."""
        short = [each.rpartition(".")[2] for each in self.looked.columns]
        name = column.rpartition(".")[2]
        name = (name if short.count(name) == 1 else column).replace('"', "")
        return f"{name}={self.looked.words.get(column, {}).get(value, value)}"

    def predict(self, suspect: Suspect, key: str) -> Decimal | None:
        """What a suspect has of a part; None of what cannot be told."""
        return self.number(suspect.changes, key)

    def own(self, keys: Iterable[str]) -> dict[str, Decimal]:
        """What the query itself has of each part."""
        return {key: self.number((), key) or Decimal(0) for key in keys}

    def number(self, variation: Variation, key: str) -> Decimal | None:
        """What a variation has of a part."""
        looked, held = self.looked, self.held_by(key)
        if any(change.query is not None for change in variation):
            return None
        if not looked.is_plain(variation):
            return self._asked_for(variation, key)
        source, settings = source_of(variation), looked.settings
        if held is None:
            day = self._day(variation)
            if day is None or not self._is_affordable(source, day):
                return None
            cells = looked.days(source, day)
            some = cells.values[DAY].get(key, 0)
        else:
            cells = looked.cells[source]
            some = cells.values[held[0]].get(held[1], 0)
        rows = cells.where(looked.filters(variation)) & some
        found = cells.number(settings.measure, rows)
        return Decimal(0) if found is None else found

    def _is_affordable(self, source: str, day: tuple[str, str, str]) -> bool:
        """Whether the days of a column and zone may be asked for: of many rows only those of a few."""
        known, every = self.looked.by_day, self.looked.cells[""]
        return (source, day) in known or len(known) < _MOST_DAYS_ASKED or every.count(every.every) <= _MANY_ROWS

    def _day(self, variation: Variation) -> tuple[str, str, str] | None:
        return next((c.day for c in variation if c.day is not None), self.looked.own_day)

    def held_by(self, key: str) -> tuple[str, str] | None:
        """The column and the value a key names; None of a day, and of what is neither."""
        if not self._named:
            cells = self.looked.cells[""]
            self._named.update(
                (self.key(column, value), (column, value)) for column, held in cells.values.items() for value in held
            )
        return self._named.get(key)

    def _asked_for(self, variation: Variation, key: str) -> Decimal | None:
        """The same of what cells cannot tell, asked of the marts."""
        held, day = self.held_by(key), self._day(variation)
        if held is not None:
            kind = next(c.kind for c in self.looked.settings.columns if c.sql == held[0])
            test = RowTest(value_text(held[0], kind, (held[1],)), "", held[0], (held[1],))
        elif day is not None:
            test = RowTest(f"{day_of(*day)} = DATE '{key}'")
        else:
            return None
        asked = (*variation, SqlChange("part", "part", key, 0.0, tests=(test,)))
        self.looked.ask_for([asked])
        return self.looked.number(asked) or Decimal(0)

    def has(self, key: str) -> bool:
        """Whether a key names a day, or a value that is there."""
        return self.held_by(key) is not None or (len(key) == len("2026-05-08") and key[4] == key[7] == "-")
