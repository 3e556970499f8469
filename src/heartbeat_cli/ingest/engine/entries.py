"""The ledger's entries of one table, written in the session that lands what they describe."""

import time
from datetime import UTC, datetime

from heartbeat_cli.ingest.engine.range_check import Content, RangeCheck
from heartbeat_cli.ingest.proof.checksum import COUNT, Checksum
from heartbeat_cli.marts import Bounds, LandedRange, enter_range, forget_range, forget_table


class Entries:
    """What the ledger says of one unit's table, and will say when its session commits."""

    def __init__(self, range_check: RangeCheck, load_id: str) -> None:
        self._range_check = range_check
        self._work = range_check.job
        self._table = range_check.table.qname.name
        self._load_id = load_id
        self._started = time.monotonic()

    @property
    def seconds(self) -> float:
        """Since the unit was begun."""
        return time.monotonic() - self._started

    def known_as(self, sent: Content) -> bool:
        """Whether this is what the ledger says of the unit's range."""
        known = self.known
        return known is not None and (known.rows_out, known.checksum) == (sent.rows, _text(sent.checksum))

    @property
    def known(self) -> LandedRange | None:
        """The entry of the unit's range, if it says what this proof wants to know."""
        bounds = self._range_check.unit.bounds
        return next((entry for entry in self._work.stored if entry.bounds == bounds and self.is_proven(entry)), None)

    def is_proven(self, entry: LandedRange) -> bool:
        """Whether an entry was proven the way this unit is."""
        return (Checksum.parse(entry.checksum).algorithm if entry.checksum else COUNT) == self._work.algorithm

    def enter(self, sent: Content, stored: int) -> None:
        """The unit's range holds what was `sent`, and `stored` rows in all."""
        self._enter(self._range_check.unit.bounds, sent.rows, stored, sent.checksum)

    def adjust(self, entry: LandedRange, change: Content) -> None:
        """An entry after rows were merged into its range: what it said, less what went, plus what came."""
        total = change.checksum + Checksum.parse(entry.checksum) if entry.checksum else change.checksum
        self._enter(entry.bounds, entry.rows_out + change.rows, entry.rows + change.rows, total)

    def recount(self, entry: LandedRange) -> None:
        """The same by looking at all of the range."""
        here = self._range_check.sum_marts(self._range_check.within(entry.bounds))
        self._enter(entry.bounds, here.rows, self._range_check.count_stored(entry.bounds), here.checksum)

    def forget_all(self) -> None:
        """Drop every entry of the table."""
        self._range_check.session.run(forget_table(self._work.dataset, self._table))

    def _enter(self, bounds: Bounds, rows_out: int, rows: int, checksum: Checksum) -> None:
        entry = LandedRange(
            self._work.dataset,
            self._table,
            bounds,
            rows_out,
            rows,
            _text(checksum),
            self._work.shape,
            self._load_id,
            datetime.now(UTC),
            self.seconds,
        )
        self._range_check.session.run(forget_range(self._work.dataset, self._table, bounds))
        self._range_check.session.run(enter_range(entry))


def _text(checksum: Checksum) -> str | None:
    return str(checksum) if checksum.sums else None
