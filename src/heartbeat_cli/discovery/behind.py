"""What stands behind a number that was just computed: what it was before, and some of the rows it is made of."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, TypeVar

from heartbeat_cli.discovery.effects import Behind
from heartbeat_cli.discovery.sight import is_shown
from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import ProjectSettings, load_decisions
from heartbeat_cli.metrics import (
    Bench,
    Breakdown,
    Run,
    Schedule,
    break_down,
    columns_named,
    declared_table,
    find_window,
    landed_types,
    parse_schedule,
    sample_rows,
    series_at_once,
)
from heartbeat_cli.mirror import MirrorDumps
from heartbeat_cli.pgschema import QName
from heartbeat_cli.text import split_words, stem

_Found = TypeVar("_Found")
_COLUMNS: Final = 5
_SEGMENTS: Final = 5
_SHORT_DAYS: Final = 2


def behind(run: Run, by: Sequence[str], bench: Bench, project: ProjectSettings, mirror: MirrorDumps) -> Behind:
    """What one query more tells of a number each; what cannot be had is left out, for the number stands without it."""
    sampled = _Sampled(run.metric.sql or "", bench, project, mirror)
    parts = {word: _parts(run, word, bench, mirror) for word in by}
    return Behind(
        run.metric.unit,
        _or_none(lambda: series_at_once(bench, run, _schedule(run.metric.window))),
        _or_none(lambda: sample_rows(run.metric.sql or "", sampled.columns, bench.reader, run.value.as_of)),
        sampled.masked,
        tuple(found for found in parts.values() if found is not None),
        tuple(word for word, found in parts.items() if found is None),
    )


def _or_none(read: Callable[[], _Found | None]) -> _Found | None:
    try:
        return read()
    except HbError:
        return None


def _parts(run: Run, word: str, bench: Bench, mirror: MirrorDumps) -> Breakdown | None:
    """The number by the column that is called so, of the tables it is of."""
    tables = (declared_table(bench.inventory, mirror, name) for name in run.value.tables)
    named = [c.name for t in tables if t is not None for c in t.columns if stem(word) in map(stem, split_words(c.name))]
    for column in dict.fromkeys(sorted(named, key=len)):
        found = _or_none(partial(break_down, bench, run, column, _SEGMENTS))
        if found is not None:
            return found
    return None


def _schedule(window: str) -> Schedule:
    """Each day of two weeks for a window of a day or two, else each week of twelve."""
    found = find_window(window)
    is_short = found is not None and (
        found.unit == "day" or (found.span is not None and found.span.days <= _SHORT_DAYS)
    )
    return parse_schedule("14d", "1d") if is_short else parse_schedule("12w", "1w")


class _Sampled:
    """Which columns of a table are worth a look: its key, those the query names, then the first ones."""

    def __init__(self, sql: str, bench: Bench, project: ProjectSettings, mirror: MirrorDumps) -> None:
        self._sql = sql
        self._bench = bench
        self._project = project
        self._mirror = mirror
        self.masked: tuple[str, ...] = ()

    def columns(self, name: QName) -> Sequence[str]:
        """Of a table that has no DDL nobody knows what is personal, and none is shown."""
        table = declared_table(self._bench.inventory, self._mirror, name)
        owner = self._bench.inventory.of_dataset(name.schema)
        if table is None or owner is None:
            return ()
        source, schema = owner
        decision = load_decisions(self._project, source.name).get(QName(schema, name.name))
        types = landed_types([name], self._bench.reader)
        landed = {c.name for c in table.columns if f"{name}.{c.name}" in types}
        shown = {c.name for c in table.columns if c.name in landed and is_shown(table, c, decision)}
        named = columns_named(self._sql).get(name, frozenset[str]())
        key = table.primary_key.columns if table.primary_key is not None else ()
        wanted = list(dict.fromkeys((*key, *(c.name for c in table.columns if c.name in named))))
        self.masked = tuple(c for c in wanted if c in landed - shown)
        others = [c.name for c in table.columns if c.name not in wanted]
        return [c for c in (*wanted, *others) if c in shown][:_COLUMNS]
