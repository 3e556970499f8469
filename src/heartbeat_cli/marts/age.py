"""Age: to when a number's data reaches, how old that is, and whether its sources' limits still allow it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Final

from heartbeat_cli.estate import USUAL_FRESHNESS, Freshness, Inventory, Source
from heartbeat_cli.marts.reach import Reach
from heartbeat_cli.pgschema import QName

FRESH: Final = "fresh"
LATE: Final = "late"
STALE: Final = "stale"
NO_DATA: Final = "no data"
_WORSE: Final = (FRESH, LATE, STALE)


@dataclass(frozen=True, slots=True)
class TableAge:
    """One table: to when it reaches, how many seconds before the moment asked for that is, and what its source's
    limits make of it. `until` and `seconds` are None where it has not landed in full. `inexact` is why its figures are
    no exact counts, by its source's own word. What landed from a `dump` is never fresh: nobody has looked at the source
    since."""

    json_keys: ClassVar = "table source state until seconds newest_row=newest inexact dump"

    table: QName
    source: str | None
    state: str
    until: datetime | None
    seconds: int | None
    newest: datetime | None
    inexact: tuple[str, ...] = ()
    dump: str | None = None

    @property
    def refreshed_by(self) -> str | None:
        """The command that brings it up to date, for people; None where no source of ours has the table."""
        if self.source is None:
            return None
        return "`hb ingest --from` a younger dump" if self.dump else f"`hb ingest --source {self.source}`"


@dataclass(frozen=True, slots=True)
class Age:
    """The age of everything some tables have to say at one moment.

    `until` is the least of what they reach to, `seconds` how much later the moment is, `newest` the time of the newest
    row of any; None where nobody knows. `state` is the worst of theirs, by the limits of each one's own source, or `no
    data` where one has no row up to the moment; `decided_by` is the table that makes it so.
    """

    json_keys: ClassVar = "state until seconds newest_row=newest source=decided_by.source inexact tables"

    state: str
    until: datetime | None
    seconds: int | None
    newest: datetime | None
    decided_by: TableAge
    tables: tuple[TableAge, ...]

    @property
    def inexact(self) -> tuple[str, ...]:
        """Why a figure made of the tables is no exact count; empty where it is one."""
        return tuple(dict.fromkeys(reason for table in self.tables for reason in table.inexact))

    @property
    def dumps(self) -> tuple[str, ...]:
        """The dumps its tables landed from, by the names of their files; empty where each came from its source."""
        return tuple(dict.fromkeys(table.dump for table in self.tables if table.dump is not None))

    @property
    def stale(self) -> bool:
        """Whether it is too old to be shown as anything else."""
        return self.state == STALE

    @property
    def says_nothing(self) -> bool:
        """Whether a number made of them is none to be shown plainly: too old, or of a moment without data."""
        return self.state in (STALE, NO_DATA)

    def without_data(self, table: QName) -> "Age":
        """The same at a moment up to which one of its tables has no row."""
        decided = next((told for told in self.tables if told.table == table), self.decided_by)
        return replace(self, state=NO_DATA, decided_by=decided)


def age_of(reaches: Iterable[Reach], as_of: datetime, now: datetime, inventory: Inventory) -> Age | None:
    """The age of tables at `as_of`; None for no table.

    Data reaches no further than `now`, whatever the hour it was loaded at: a project's fixed clock is as far as its
    data goes.
    """
    tables = tuple(_table_age(reach, as_of, now, inventory) for reach in reaches)
    return _worst(tables) if tables else None


def source_age(source: Source, reaches: Iterable[Reach], now: datetime) -> Age | None:
    """The age of what has landed of one source, now."""
    tables = tuple(_judged(reach, now, now, source.name, source.freshness) for reach in reaches)
    return _worst(tables) if tables else None


def _table_age(reach: Reach, as_of: datetime, now: datetime, inventory: Inventory) -> TableAge:
    found = inventory.of_dataset(reach.table.schema)
    if found is None:
        return _judged(reach, as_of, now, None, USUAL_FRESHNESS)
    return _judged(reach, as_of, now, found[0].name, found[0].freshness)


def _judged(reach: Reach, as_of: datetime, now: datetime, source: str | None, limits: Freshness) -> TableAge:
    dump = reach.dump.name if reach.dump is not None else None
    if reach.verified_at is None:
        return TableAge(reach.table, source, STALE, None, None, reach.newest, reach.inexact, dump)
    until = min(reach.verified_at, now)
    seconds = max(0, int((as_of - until).total_seconds()))
    late = seconds > limits.warn_after or dump is not None
    state = STALE if seconds > limits.error_after else LATE if late else FRESH
    return TableAge(reach.table, source, state, until, seconds, reach.newest, reach.inexact, dump)


def _worst(tables: tuple[TableAge, ...]) -> Age:
    worst = max(tables, key=lambda t: (_WORSE.index(t.state), t.seconds is None, t.seconds or 0))
    ends, spans = [t.until for t in tables], [t.seconds for t in tables]
    newest = [t.newest for t in tables if t.newest is not None]
    return Age(
        state=worst.state,
        until=None if None in ends else min(end for end in ends if end is not None),
        seconds=None if None in spans else max(span for span in spans if span is not None),
        newest=max(newest, default=None),
        decided_by=worst,
        tables=tables,
    )
