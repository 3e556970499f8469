"""`hb metrics show --brief`: what an owner reads of a metric, of its SQL, the marts, the mirror and other metrics."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from heartbeat_cli.app.from_root import files_from_root, named_from_root
from heartbeat_cli.errors import HbError

if TYPE_CHECKING:
    from heartbeat_cli.estate import Inventory, ProjectSettings
    from heartbeat_cli.marts import MartsReader
    from heartbeat_cli.metrics import Brief, CountInWords, Examples, Metric, SourceTable, Tried
    from heartbeat_cli.mirror import MirrorDumps
    from heartbeat_cli.pgschema import QName, Table

Labels = tuple[tuple[str, str], ...]
_MOST_LABELS = 100
_SINCE = "30d"
_FEW = 100
"""Of more metrics than these a series is only told of what the cockpit shows, where one query gives all of it."""
_CALLED = ("name", "title", "label", "description")


def brief_of(
    project: "ProjectSettings", metric: "Metric", *, reveal: bool = False, as_of: datetime | None = None
) -> "Brief":
    """The brief of a metric, now or as of a moment. What the marts cannot tell now is left out, and said."""
    from heartbeat_cli.metrics import load_all, metrics_like

    with files_from_root(project):
        others = load_all(project)[0]
        like = metrics_like(metric, others)
        known = _known(project, others, _numbers(project, [metric], like, as_of or project.now()))
        with known.estate:
            found = _brief(known, metric, like)
            if found.tried is None or found.tried.run is None:
                return found
            examples, why = known.estate.examples(metric, reveal=reveal)
            return replace(found, examples=examples, no_examples=why)


def briefs_of(project: "ProjectSettings", metrics: "tuple[Metric, ...]", as_of: datetime) -> "tuple[Brief, ...]":
    """The briefs of all metrics there are, as of one moment and of one snapshot of the marts, without examples."""
    from heartbeat_cli.metrics import metrics_like

    with files_from_root(project):
        known = _known(project, metrics, _numbers(project, metrics, (), as_of))
        with known.estate:
            return tuple(_brief(known, metric, metrics_like(metric, metrics)) for metric in metrics)


@dataclass(frozen=True, slots=True)
class _Known:
    """What briefs are made of: all metrics, the numbers that were asked for, and what a check calls wrong."""

    estate: "_Estate"
    metrics: "tuple[Metric, ...]"
    tried: "dict[str, Tried]"
    wrong: "dict[Path | None, tuple[str, ...]]"
    unknown: tuple[str, ...]


def _known(project: "ProjectSettings", metrics: "tuple[Metric, ...]", tried: "dict[str, Tried]") -> _Known:
    from heartbeat_cli.estate import load_inventory
    from heartbeat_cli.mirror import MirrorDumps

    estate = _Estate(project, load_inventory(project), MirrorDumps(project))
    return _Known(estate, metrics, tried, *_wrong(project, tried.values()))


def _brief(known: _Known, metric: "Metric", like: "Iterable[Metric]") -> "Brief":
    """The brief without examples."""
    from heartbeat_cli.exports import doubts_about
    from heartbeat_cli.metrics import Brief, LikeMetric

    estate, tried, wrong = known.estate, known.tried, known.wrong
    own = tried.get(metric.name)
    run = own.run if own is not None else None
    shown = run.metric if run is not None else metric
    return Brief(
        metric=shown,
        tried=own,
        doubts=(*doubts_about(shown, run.age if run else None), *wrong.get(metric.file, ()), *known.unknown),
        counted=estate.counted(metric),
        tables=estate.tables(metric),
        examples=None,
        no_examples=None,
        like=tuple(
            LikeMetric(one, tried.get(one.name), _differs(estate, metric, one), wrong.get(one.file, ())) for one in like
        ),
        open=tuple(_open(shown, known.metrics)),
    )


def _has_number(metric: "Metric") -> bool:
    return metric.sql is not None and metric.status not in ("parked", "retired")


def _numbers(
    project: "ProjectSettings", over_time: "Iterable[Metric]", beside: "Iterable[Metric]", as_of: datetime
) -> "dict[str, Tried]":
    """The numbers of those that have one, of the first over time, too; why not where the marts cannot be read."""
    from heartbeat_cli.metrics import Beside, Tried, parse_schedule, run_several

    over_time = tuple(over_time)
    series = Beside(change=True, schedule=parse_schedule(_SINCE, None), sparing=len(over_time) > _FEW)
    found: list[Tried] = []
    for asked, wanted in ((over_time, series), (beside, None)):
        shown = [metric for metric in asked if _has_number(metric)]
        try:
            found += run_several(project, shown, as_of, wanted) if shown else ()
        except HbError as error:
            found += [Tried(metric, error=error) for metric in shown]
    return {each.metric.name: _named(each, project) for each in found}


def _named(tried: "Tried", project: "ProjectSettings") -> "Tried":
    return replace(tried, error=named_from_root(tried.error, project)) if tried.error is not None else tried


def _wrong(
    project: "ProjectSettings", tried: "Iterable[Tried]"
) -> "tuple[dict[Path | None, tuple[str, ...]], tuple[str, ...]]":
    """What a check calls wrong with each file, and why nobody knows."""
    from heartbeat_cli.app.landed import landed_text
    from heartbeat_cli.rules import all_rules, errors_of, other_rules

    read = {table for each in tried if each.run is not None for table in each.run.receipt.tables}
    try:
        found = errors_of(project, all_rules, other_rules(), landed_text(read) if read else None)
    except HbError as error:
        return {}, (f"whether hb check finds errors in it is not known: {error.message}",)
    return {
        file: tuple(f"wrong: hb check finds {e.rule} (line {e.line})" for e in errors) for file, errors in found.items()
    }, ()


def _differs(estate: "_Estate", metric: "Metric", other: "Metric") -> str | None:
    from heartbeat_cli.metrics import difference

    counted, theirs = estate.counted(metric), estate.counted(other)
    return difference(counted, theirs) if counted and theirs else None


class _Estate:
    """What is known of the tables metrics read: by the mirror, and by the marts where those can be read."""

    def __init__(self, project: "ProjectSettings", inventory: "Inventory", mirror: "MirrorDumps") -> None:
        self._project = project
        self._inventory = inventory
        self._mirror = mirror
        self._reader: MartsReader | None = None
        self._away: str | None = None
        self._counted: dict[str, CountInWords | None] = {}

    def __enter__(self) -> None:
        from heartbeat_cli.marts import open_marts

        try:
            self._reader = open_marts(self._project)
        except HbError as error:
            self._away = error.message

    def __exit__(self, *_: object) -> None:
        if self._reader is not None:
            self._reader.close()

    def counted(self, metric: "Metric") -> "CountInWords | None":
        from heartbeat_cli.metrics import counted_or_none

        if metric.name not in self._counted:
            self._counted[metric.name] = counted_or_none(metric.sql, self._labels)
        return self._counted[metric.name]

    def tables(self, metric: "Metric") -> "tuple[SourceTable, ...]":
        from heartbeat_cli.metrics import source_tables

        try:
            return source_tables(metric.sql, self._inventory, self._mirror.database) if metric.sql else ()
        except HbError:
            return ()

    def examples(self, metric: "Metric", *, reveal: bool) -> "tuple[Examples | None, str | None]":
        """Keys of rows its number is made of, and why there are none."""
        from heartbeat_cli.metrics import example_rows

        if self._reader is None:
            return None, self._away
        try:
            found = example_rows(metric.sql or "", self._key, self._reader, self._project.now())
        except HbError as error:
            return None, error.message
        if found is None:
            return None, "its SQL does not say which rows it is made of by one key"
        if not reveal and self._is_personal(found.table, found.column):
            return replace(found, ids=(), masked=True), None
        return found, None

    def _declared(self, name: "QName") -> "Table | None":
        from heartbeat_cli.metrics import declared_table

        return declared_table(self._inventory, self._mirror, name)

    def _key(self, name: "QName") -> str | None:
        table = self._declared(name)
        key = table.primary_key.columns if table is not None and table.primary_key is not None else ()
        return key[0] if len(key) == 1 else None

    def _is_personal(self, name: "QName", column: str) -> bool:
        from heartbeat_cli.metrics import is_personal

        return is_personal(self._project, self._inventory, self._mirror, name, column)

    def _labels(self, name: "QName", column: str) -> Labels:
        """The values of a lookup table's column, each with what it is called, in the order of its key."""
        from heartbeat_cli.pgschema import quote

        table = self._declared(name)
        if self._reader is None or table is None or column not in {c.name for c in table.columns}:
            return ()
        if self._is_personal(name, column):
            return ()
        names = [n for n in _CALLED if n != column and n in {c.name for c in table.columns}][:1]
        names = [called for called in names if not self._is_personal(name, called)]
        # Not every column of the DDL has to be landed.
        for second in (*map(quote, names), "''"):
            place, by = f"{quote(name.schema)}.{quote(name.name)}", quote(self._key(name) or column)
            asked = f"SELECT {quote(column)}, {second} FROM {place} ORDER BY {by} LIMIT {_MOST_LABELS + 1}"
            try:
                rows = self._reader.query(asked).rows
            except HbError:
                continue
            return tuple((str(code), str(told or "")) for code, told in rows) if len(rows) <= _MOST_LABELS else ()
        return ()


# What is open


def _open(metric: "Metric", others: "Iterable[Metric]") -> Iterator[str]:
    """What somebody has to answer, or to wait for, before the number is all it could be."""
    from heartbeat_cli.metrics import effective_status, fallback_gaps, reason_gaps, why_realign

    if metric.owner is None:
        yield "nobody is its owner"
    for blocked in metric.blocked_on:
        needs = f" ({', '.join(blocked.needs)})" if blocked.needs else ""
        yield f"it waits for {blocked.source}{needs}{f': {blocked.why}' if blocked.why else ''}"
    status = effective_status(metric)
    if status == "needs_realignment":
        yield f"it has to be counted again: {why_realign(metric) or 'its definition changed'}"
    elif status in ("candidate", "ready"):
        yield "nobody has counted it by hand"
    for note in metric.notes:
        if note.kind in ("caveat", "fallback"):
            until = f" To be reviewed by {note.review_by}." if note.review_by else ""
            whose = f"until {note.source}" if note.kind == "caveat" else f"to {note.source}"
            yield f"{note.kind} {whose}: {note.why}{until}"
    yield from dict.fromkeys((*(g.message for g in reason_gaps(metric)), *(gap for _, gap in fallback_gaps(metric))))
    for other in others:
        if other.status == "parked" and _waits_beside(metric, other):
            yield f"{other.name} is parked beside it: it waits for {', '.join(b.source for b in other.blocked_on)}"


def _waits_beside(metric: "Metric", other: "Metric") -> bool:
    """Whether a parked candidate waits for what this number's notes name, and asks of the same thing."""
    from heartbeat_cli.text import stem_set

    named = {note.source for note in metric.notes if note.source}
    first, second = stem_set(metric.label), stem_set(other.label)
    same = len(first & second) >= len(first) / 2 if first else False
    return other.name != metric.name and same and bool(named & {blocked.source for blocked in other.blocked_on})
