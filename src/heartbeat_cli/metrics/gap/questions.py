"""What is asked of the rows of a query, so that every change can be told from the answers; and of which rows."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from heartbeat_cli.metrics.gap.changes import RowTest, SqlChange, TimeCut, base_tests
from heartbeat_cli.metrics.gap.scan import Asking, KeyOfRows
from heartbeat_cli.metrics.gap.settings import QuerySettings


@dataclass(frozen=True, slots=True)
class RowQuestions:
    """The `tests` and `keys` of rows, of which the first `surveyed` are asked of every row, and the others only of
    rows that meet all of the query's conditions but one.

    `conditions` are those of the query, together what a change takes away together. `base` are the same as tests.
    """

    base: tuple[RowTest, ...]
    conditions: tuple[tuple[str, ...], ...]
    tests: tuple[str, ...]
    keys: tuple[KeyOfRows, ...]
    surveyed_tests: int
    surveyed_keys: int

    def but(self, most: int) -> tuple[str, ...]:
        """Conditions on rows that fail at most so many of the query's own."""
        if most >= len(self.conditions):
            return ()
        if most == 0:
            return tuple(text for together in self.conditions for text in together)
        met = (" AND ".join(f"({text})" for text in together) for together in self.conditions)
        return (" + ".join(f"CASE WHEN {each} THEN 0 ELSE 1 END" for each in met) + f" <= {most}",)

    @property
    def met(self) -> tuple[tuple[RowTest, ...], ...]:
        """The conditions as tests."""
        return tuple(tuple(test for test in self.base if test.text in together) for together in self.conditions)

    @property
    def asked_of_all(self) -> frozenset[str]:
        """The tests and columns that are asked of every row."""
        return frozenset((*self.tests[: self.surveyed_tests], *(k.name for k in self.keys[: self.surveyed_keys])))


def questions_of(settings: QuerySettings, changes: Sequence[SqlChange], columns: Sequence[str]) -> RowQuestions:
    """What tells each of `changes`, and the values of `columns`."""
    base = base_tests(settings)
    tests = [*base, *(test for change in changes for test in change.tests)]
    cuts = _cuts(tests)
    relaxed = {test.cut.column for c in changes if c.without for test in c.tests if test.cut is not None}
    relaxed |= {value.column for value in settings.values}
    keys = [KeyOfRows(column, listed) for column, listed in cuts.items()]
    keys += [KeyOfRows(column) for column in columns]
    keys.sort(key=lambda key: key.name not in relaxed)
    named: set[str | None] = {key.name for key in keys}
    own = _written(base, named)
    written = tuple(dict.fromkeys((*own, *_written(tests, named))))
    return RowQuestions(
        base,
        tuple(_conditions(settings)),
        written,
        tuple(keys),
        len(own),
        sum(key.name in relaxed for key in keys),
    )


def _conditions(settings: QuerySettings) -> Iterator[tuple[str, ...]]:
    if settings.ends is not None:
        yield settings.ends.conditions
    for value in settings.values:
        yield (value.text,)
    for text in settings.others:
        yield (text,)


def _cuts(tests: Iterable[RowTest]) -> dict[str, tuple[TimeCut, ...]]:
    """The moments that are asked for, by column, in their order."""
    found: dict[str, dict[object, TimeCut]] = {}
    for test in tests:
        if test.cut is not None:
            found.setdefault(test.cut.column, {}).setdefault(test.cut.place, test.cut)
    return {column: tuple(sorted(by_place.values(), key=lambda cut: cut.place)) for column, by_place in found.items()}


def _written(tests: Iterable[RowTest], keys: Collection[str | None]) -> list[str]:
    """What has to be asked as it is written: of no column that is told apart anyway."""
    rest = (test for test in tests if test.cut is None and test.column not in keys)
    return list(dict.fromkeys(test.asked for test in rest))


@dataclass(frozen=True, slots=True)
class RowReach:
    """What holds for every row that a change could count: of the query's own FROM in a way that lets marts skip the
    most of their rows, and of any other. No row has a time before `since` by which it could count."""

    own: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    since: datetime | None = None


def reach_of(ask: Asking, settings: QuerySettings, changes: Iterable[SqlChange]) -> RowReach:
    """No row is older than the earliest beginning, by a time that a change looks at.

    Marts that skip rows by what one column says cannot by several: they are asked for how old such rows are by one of
    these times.
    """
    firsts = _firsts(changes) if settings.ends is not None and settings.ends.begin is not None else {}
    if not firsts:
        return RowReach()
    any_of, since = " OR ".join(cut.sql for cut in firsts.values()), min(cut.moment for cut in firsts.values())
    anchor = _filled(ask, settings, firsts) if ask.skips_rows and len(firsts) > 1 else None
    if anchor is None:
        return RowReach((any_of,), (any_of,), since)
    oldest = (
        f"(SELECT min({anchor}) FROM {settings.clauses.source} WHERE {cut.sql})"
        for column, cut in firsts.items()
        if column != anchor
    )
    own = firsts[anchor].literal
    (first,) = ask(f"{settings.clauses.before}SELECT least({own}, {', '.join(oldest)})::text")
    return RowReach((f"{anchor} >= {own.partition(' ')[0]} '{first}'", any_of), (any_of,), since)


def _firsts(changes: Iterable[SqlChange]) -> dict[str, TimeCut]:
    """The earliest beginning by each column."""
    found: dict[str, TimeCut] = {}
    for cut in (test.cut for change in changes if change.part == "time" for test in change.tests):
        if cut is not None and cut.later and (cut.column not in found or cut.place < found[cut.column].place):
            found[cut.column] = cut
    return found


def _filled(ask: Asking, settings: QuerySettings, columns: Iterable[str]) -> str | None:
    """The first of some columns that has a time in every row; None where all have rows without."""
    listed = list(columns)
    empty = (f"(EXISTS (SELECT 1 FROM {settings.clauses.source} WHERE {column} IS NULL))::text" for column in listed)
    (line,) = ask(f"{settings.clauses.before}SELECT concat_ws('|', {', '.join(empty)})")
    return next((column for column, some in zip(listed, line.split("|"), strict=True) if some == "false"), None)
