"""Is there anything new in a table? Asked of hundreds at once, so that an ingest with nothing to do takes no time.

Two witnesses, neither of which reads rows:

*The server's counters* of rows inserted, updated and deleted (`PlannedTable.counters`, read by the survey). Equal
counters mean that nothing was written since they were read, if they still count from the same beginning: `since`
changes with a reset, a crash (which loses them), TRUNCATE and every rewrite of the table, none of which the counters
show. They trail behind: a session that reported less than a second ago waits up to ten, or until it ends, with what it
commits next, one of PostgreSQL 14 or older until its next transaction. So a change can be overlooked for a while, but
not for good, provided that **the counters a receipt keeps were read before the snapshot its rows were read in**:
whatever the snapshot did not see was committed after it and reported after that, and makes the counters differ from the
receipt's until it has landed. What the snapshot saw and was reported later looks like news once too often, which costs
a look and loses nothing. A replica keeps no counters.

*The greatest value of the cursor*, in one round trip for all tables. Where it is not the watermark there is news,
whatever the counters say. Where it is, that proves less: a transaction that began before the watermark and committed
later has brought rows below it, changed rows move it only where the cursor sees changes, and deleted ones never do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from heartbeat_cli.ingest.source.short_timeout import TooLongError, short_timeout
from heartbeat_cli.ingest.watermark import select_watermark
from heartbeat_cli.pgschema import QName
from heartbeat_cli.sources import Counters, Cursor, PlannedTable

if TYPE_CHECKING:
    import psycopg

_TIMEOUT_MS: Final = 20_000
_SCANNED_BYTES: Final = 64 * 1024 * 1024
"""A cursor without an index is asked for its greatest value only in tables up to this size."""


@dataclass(frozen=True, slots=True)
class SourceCounts:
    """What the source says of a table now. `maximum` would be its watermark, None in an empty table.

    `asked` is false where the maximum is not known: no cursor, no index to find it by, or a locked table among those
    asked with it.
    """

    maximum: str | None = None
    asked: bool = False
    counters: Counters | None = None


class SourceChange(StrEnum):
    """What happened to a table since it landed."""

    NOTHING = "nothing"
    """Nothing; no need to look."""
    ADDED = "added"
    """Rows were added, none changed or deleted: a cursor that finds new rows finds everything."""
    CHANGED = "changed"
    """Rows were changed or deleted, or may have been besides those that are new."""
    UNKNOWN = "unknown"
    """The witnesses cannot say."""


def count_at_source(session: "psycopg.Connection[Any]", tables: Sequence[PlannedTable]) -> dict[QName, SourceCounts]:
    """The counts of every table in at most one round trip that reads tables. Raises psycopg.Error where it fails."""
    asked = [table for table in tables if _worth_asking(table)]
    maxima: dict[QName, str | None] = {}
    if asked:
        rows = ", ".join(f"({number}, ({_maximum(table)}))" for number, table in enumerate(asked))
        try:
            with short_timeout(session, _TIMEOUT_MS):
                found = session.execute(f"VALUES {rows}".encode()).fetchall()
            maxima = {asked[number].qname: maximum for number, maximum in found}
        except TooLongError:
            maxima = {}
    return {
        table.qname: SourceCounts(maxima.get(table.qname), table.qname in maxima, table.counters) for table in tables
    }


def classify_change(
    cursor: Cursor,
    watermark: str | None,
    counters: Counters | None,
    counts: SourceCounts,
    *,
    settled: bool = False,
) -> SourceChange:
    """What happened since a landing that kept `watermark` (the cursor's greatest value then) and `counters`.

    `settled` says that the landing's snapshot was taken so long after the watermark that no transaction from before it
    was still open (longer than the lag): only then does an unmoved maximum mean that nothing is new. A watermark is the
    text PostgreSQL gave in a session like `open_source`'s.
    """
    moved = counts.asked and counts.maximum != watermark
    if (counted := counted_since(counters, counts.counters)) is not None:
        inserted, updated, deleted = counted
        if updated or deleted:
            return SourceChange.CHANGED
        if inserted:
            return SourceChange.ADDED
        if not moved:
            return SourceChange.NOTHING
        return SourceChange.ADDED if cursor.kind == "growing" else SourceChange.CHANGED
    if moved:
        return SourceChange.CHANGED
    if counts.asked and cursor.kind == "updated_at" and settled and watermark is not None:
        return SourceChange.NOTHING
    return SourceChange.UNKNOWN


def counted_since(before: Counters | None, now: Counters | None) -> tuple[int, int, int] | None:
    """Rows inserted, updated and deleted between two readings; None where they do not count from the same beginning."""
    if before is None or now is None or before.since != now.since:
        return None
    counted = (now.inserted - before.inserted, now.updated - before.updated, now.deleted - before.deleted)
    return None if min(counted) < 0 else counted


def _worth_asking(table: PlannedTable) -> bool:
    return table.cursor.column is not None and (table.cursor.indexed or (table.bytes or 0) <= _SCANNED_BYTES)


def _maximum(table: PlannedTable) -> str:
    return f"SELECT {select_watermark(table.cursor)} FROM {table.relation}"
