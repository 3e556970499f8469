"""Changes of the values that count: neighbours of a state, one value more or less, a part of the rows left out."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from heartbeat_cli.metrics.gap.changes import RowTest, SqlChange, value_text
from heartbeat_cli.metrics.gap.settings import NULL, QuerySettings, RowColumn, ValueCondition

_STATES: Final = re.compile(r"stat(e|us)|stage|phase|verdict|outcome|result", re.IGNORECASE)
_FLAGS: Final = re.compile(
    r"test|delet|internal|demo|dummy|fake|void|archiv|revers|cancel|duplicat|hidden|active", re.IGNORECASE
)
_PARTS: Final = re.compile(
    r"kind|type|direction|channel|currency|rail|category|segment|class|provider|source|origin|method|reason|level"
    r"|product|entrance|answer", re.IGNORECASE,
)  # fmt: skip
_SHORT: Final = ("text", "other")


def sorted_columns(settings: QuerySettings, most: int) -> tuple[RowColumn, ...]:
    """The columns whose values are worth telling apart: those of the query's own conditions, then by what they say."""
    asked = {value.column for value in settings.values}
    held = [c for c in settings.columns if c.sql in asked]
    # The code of a state says the same as the state does.
    listed = {c.table for c in held}
    rest = [c for c in settings.columns if c.sql not in asked and _rank(c) < _NONE and c.codes not in listed]
    rest = [c for c in rest if c.table is None or "dict" not in str(c.table)]
    return (*held, *sorted(rest, key=_rank)[: max(most - len(held), 0)])


_NONE: Final = 9


def _rank(column: RowColumn) -> int:
    if column.kind == "boolean":
        return 0 if _FLAGS.search(column.name) else 1
    if column.codes is not None:
        return 0 if _STATES.search(column.name) else 2 if _PARTS.search(column.name) else 3
    named = _STATES.search(column.name) or _PARTS.search(column.name)
    if named and (
        column.kind in _SHORT
        or (column.kind == "integer" and column.name.endswith(("_id", "state", "status", "type", "kind")))
    ):
        return 2 if _STATES.search(column.name) else 4
    return _NONE


def value_changes(
    settings: QuerySettings, found: Mapping[str, Sequence[str]], words: Mapping[str, Mapping[str, str]]
) -> tuple[SqlChange, ...]:
    """Every change of one column's values: `found` are those there are, `words` what a table of codes calls them."""
    conditions = {value.column: value for value in settings.values}
    changes: list[SqlChange] = []
    for column in settings.columns:
        if column.sql in found:
            said = _Said(column, words.get(column.sql, {}))
            held = conditions.get(column.sql)
            every = list(found[column.sql])
            changes += _neighbours(held, said, every) if held is not None else _parts(said, every)
    return tuple(changes)


class _Said:
    """A column and its values in words and as SQL."""

    def __init__(self, column: RowColumn, words: Mapping[str, str]) -> None:
        self.column, self._words = column, words

    def __call__(self, value: str) -> str:
        if value == NULL:
            return "no value"
        return f"{self._words[value]} ({value})" if value in self._words else value

    def test(self, values: Sequence[str], *, denied: bool = False) -> RowTest:
        text = value_text(self.column.sql, self.column.kind, values, denied=denied)
        return RowTest(text, "", self.column.sql, tuple(values), denied)


def _neighbours(held: ValueCondition, said: _Said, every: list[str]) -> Iterator[SqlChange]:
    """Of a column that the query asks for some values of."""
    name, part = said.column.name, f"values {held.column}"
    kind = "flag" if said.column.kind == "boolean" else "values"
    now = [v for v in every if (v in held.values) != held.denied]
    prior = 3.0 if _STATES.search(f"{name} {said.column.table}") else 2.0
    yield SqlChange(kind, part, f"whatever {name} is", prior, (held.text,))
    if held.values == (NULL,):
        return
    for value in every:
        if value not in now:
            words, likely = f"{name} {said(value)} counts too", prior if value != NULL else prior / 2
            yield SqlChange(kind, part, words, likely, (held.text,), (said.test((*now, value)),))
            if len(now) == 1:
                words = f"{name} {said(value)} instead of {said(now[0])}"
                yield SqlChange(kind, part, words, prior / 2, (held.text,), (said.test((value,)),))
        elif len(now) > 1:
            rest = [v for v in now if v != value]
            yield SqlChange(kind, part, f"{name} {said(value)} does not count", prior, (held.text,), (said.test(rest),))
            if len(now) > 2:
                yield SqlChange(
                    kind, part, f"{name} {said(value)} alone", prior / 2, (held.text,), (said.test((value,)),)
                )


def _parts(said: _Said, every: list[str]) -> Iterator[SqlChange]:
    """Of a column that the query does not ask about: one value left out, or alone."""
    column, part = said.column, f"values {said.column.sql}"
    if len(every) < 2:
        return
    flag = column.kind == "boolean"
    kind = "flag" if flag else "part"
    for value in every:
        # What is marked as a test or deleted is left out; the opposite is hardly what anybody counts.
        marked = flag and value == "true" and _FLAGS.search(column.name)
        prior = 2.0 if marked else 1.5 if _STATES.search(column.name) else 0.8
        without = said.test((value,), denied=True)
        yield SqlChange(kind, part, f"{column.name} {said(value)} left out", prior, tests=(without,))
        if NULL in every and value != NULL:
            words = f"{column.name} {said(value)} left out, and rows without one"
            yield SqlChange(kind, part, words, prior / 2, tests=(said.test((value, NULL), denied=True),))
        yield SqlChange(kind, part, f"only {column.name} {said(value)}", prior / 3, tests=(said.test((value,)),))
