"""A metric as of many moments: each value, what it lacks, and how far the whole can be trusted.

A series is no evidence: no receipt is made of its points, so nothing can be aligned with one. That they were shown is
kept, for a count that is made afterwards is not a blind one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import ClassVar, Final

from heartbeat_cli.errors import HbError
from heartbeat_cli.marts import LATE, NO_DATA, STALE, Age, Reach, age_of, read_reach
from heartbeat_cli.metrics.bench import Bench, Run
from heartbeat_cli.metrics.evaluation import landed_columns
from heartbeat_cli.metrics.pieces import NoPiecesError
from heartbeat_cli.metrics.series.cells import scan
from heartbeat_cli.metrics.series.coverage import first_rows, states_of_now
from heartbeat_cli.metrics.series.schedule import Schedule
from heartbeat_cli.metrics.shape.bounds import is_about_the_clock
from heartbeat_cli.metrics.shape.columns import QueryNames
from heartbeat_cli.metrics.shape.read import read_shape
from heartbeat_cli.metrics.window import find_window
from heartbeat_cli.pgschema import Column, QName, Table, canonical

WHOLE: Final = "whole"
PARTIAL: Final = "partial"
FUTURE: Final = "future"
FAILED: Final = "failed"
GAPS: Final = (NO_DATA, FUTURE, FAILED)
"""What has no value, and is not zero."""


@dataclass(frozen=True, slots=True)
class Point:
    """The value as of one moment, and what it lacks.

    `state` is `whole`; `partial` where its window begins before the first row; `late` or `stale` where the data does
    not reach so far; and of no value `no data` before the first row, `future`, or `failed`. `why` says more.
    """

    json_keys: ClassVar = "as_of value state why"

    as_of: datetime
    value: Decimal | None
    state: str = WHOLE
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """A metric as of every moment of a schedule, the oldest first.

    `every` is the step, days in `zone`. `one_scan` says whether one query gave all of it; `why` it did not.
    `whole_until` is to when its data reaches, `first_row` from when on all its tables have rows. `as_now` names columns
    that say how a row is now: a value of the past is then what the rows of today say of it, not what was shown then.
    """

    json_keys: ClassVar = "every zone one_scan why whole_until first_row as_now points"

    every: str
    zone: str
    one_scan: bool
    why: str | None
    whole_until: datetime | None
    first_row: datetime | None
    as_now: tuple[str, ...]
    points: tuple[Point, ...]

    def at(self, moment: datetime) -> Point | None:
        """The point of a moment that is one of the series'."""
        return next((point for point in self.points if point.as_of == moment), None)


def series_of(bench: Bench, run: Run, schedule: Schedule) -> Series:
    """The series that ends with a number that was just computed. Raises HbError where the marts fail as a whole."""
    moments = schedule.moments(run.value.as_of, bench.project.time_zone)
    return _series(bench, run, schedule, moments, *_values(bench, run, _reached(bench, moments)))


def _reached(bench: Bench, moments: Sequence[datetime]) -> list[datetime]:
    now = bench.project.now()
    return [moment for moment in moments if moment <= now]


def _series(
    bench: Bench,
    run: Run,
    schedule: Schedule,
    moments: Sequence[datetime],
    values: dict[datetime, Decimal | HbError | None],
    why: str | None,
) -> Series:
    reaches = read_reach(bench.reader, run.value.tables)
    firsts = first_rows(bench.reader, run.receipt)
    judge = _Judge(bench, run, reaches, firsts)
    points = tuple(judge.point(moment, values[moment]) if moment in values else _future(moment) for moment in moments)
    return Series(
        every=str(schedule.every),
        zone=bench.project.time_zone or "UTC",
        one_scan=why is None,
        why=why,
        whole_until=run.age.until if run.age is not None else None,
        first_row=judge.first_row,
        as_now=_as_now(bench, run),
        points=points,
    )


def series_at_once(bench: Bench, run: Run, schedule: Schedule) -> Series | None:
    """As `series_of`, where one query gives all of it; else None, and for a number that no clock moves.

    Raises HbError where the marts fail as a whole.
    """
    if not is_about_the_clock(QueryNames(read_shape(run.metric.sql or ""), {})):
        return None
    moments = schedule.moments(run.value.as_of, bench.project.time_zone)
    try:
        return _series(bench, run, schedule, moments, _in_one_scan(bench, run, _reached(bench, moments)), None)
    except NoPiecesError:
        return None


def _future(moment: datetime) -> Point:
    return Point(moment, None, FUTURE, "this moment is yet to come")


def _values(
    bench: Bench, run: Run, moments: Sequence[datetime]
) -> tuple[dict[datetime, Decimal | HbError | None], str | None]:
    """The value as of each moment, and why it took more than one query."""
    if not is_about_the_clock(QueryNames(read_shape(run.metric.sql or ""), {})):
        return dict.fromkeys(moments, run.value.value), None
    try:
        return _in_one_scan(bench, run, moments), None
    except NoPiecesError as error:
        why = str(error)
    except HbError as error:
        why = f"one query for all of it was refused: {error.message}"
    return {moment: _alone(bench, run, moment) for moment in moments}, why


def _in_one_scan(bench: Bench, run: Run, moments: Sequence[datetime]) -> dict[datetime, Decimal | HbError | None]:
    """Of all moments for which nothing is counted the first is run, for they are alike."""
    found = scan(bench, run.metric, moments)
    values: dict[datetime, Decimal | HbError | None] = dict(found.values)
    if found.empty:
        values |= dict.fromkeys(found.empty, _alone(bench, run, found.empty[0]))
    values |= {moment: _alone(bench, run, moment) for moment in found.alone}
    if run.value.as_of in values and values[run.value.as_of] != run.value.value:
        raise NoPiecesError("one query for all of it gave another number")
    return values


def _alone(bench: Bench, run: Run, moment: datetime) -> Decimal | HbError | None:
    if moment == run.value.as_of:
        return run.value.value
    try:
        return bench.value(run.metric, moment).value
    except HbError as error:
        return error


class _Judge:
    """What is known of a metric's data, which says of each point what it lacks."""

    def __init__(self, bench: Bench, run: Run, reaches: Sequence[Reach], firsts: dict[QName, datetime | None]) -> None:
        self._bench = bench
        self._reaches = reaches
        self._firsts = firsts
        self._window = find_window(run.metric.window)
        known = [first for first in firsts.values() if first is not None]
        self.first_row = max(known) if known and max(known).year > 1 else None

    def point(self, moment: datetime, value: Decimal | HbError | None) -> Point:
        if isinstance(value, HbError):
            return Point(moment, None, FAILED, value.message)
        empty = next((t for t, first in self._firsts.items() if first is None or first > moment), None)
        if empty is not None and not value:
            return Point(moment, None, NO_DATA, f"{empty} has no row up to then")
        age = self._age(moment)
        if age is not None and age.state == STALE:
            return Point(moment, value, STALE, _reach(age))
        if self._begins_before_the_first_row(moment):
            return Point(moment, value, PARTIAL, "its window begins before the first row")
        if age is not None and age.state == LATE:
            return Point(moment, value, LATE, _reach(age))
        return Point(moment, value)

    def _begins_before_the_first_row(self, moment: datetime) -> bool:
        begins = self._window.begins(moment, self._bench.project.time_zone) if self._window is not None else None
        return begins is not None and self.first_row is not None and begins < self.first_row

    def _age(self, moment: datetime) -> Age | None:
        return age_of(self._reaches, moment, self._bench.project.now(), self._bench.inventory)


def _reach(age: Age) -> str:
    table = age.decided_by.table
    if age.until is None:
        return f"{table} has not landed in full"
    return f"{table} reaches to {age.until:%Y-%m-%d %H:%M} UTC"


def _as_now(bench: Bench, run: Run) -> tuple[str, ...]:
    columns = landed_columns(run.value.tables, bench.reader, bench.inventory)
    tables = {
        name: Table(name.schema, name.name, tuple(Column(column.name, canonical(column.type)) for column in own))
        for name, own in columns.items()
    }
    return states_of_now(run.metric.sql or "", tables)
