"""What the two roads into the marts have in common.

A road lands one table: one snapshot of the source, one transaction in the marts, with the receipt in the same
transaction. Killed at any point, the marts hold the old content or the new one.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from heartbeat_cli.errors import HbError
from heartbeat_cli.ingest.plan import LandedNow, PlannedDataset, PlannedTable
from heartbeat_cli.ingest.types import literal, quote
from heartbeat_cli.ledger import RECEIPTS_TABLE
from heartbeat_cli.ledger.receipt import RECEIPT_COLUMNS

RESERVED_PREFIXES = ("_dlt_", "_hb_")
Cancel = Callable[[], None]


class Stopped(Exception):  # noqa: N818 - not a failure: somebody asked for it
    """The run is being stopped; the table in hand is left as it was."""


class Stop:
    """A request to stop, and what to cancel when it comes. Safe across threads."""

    def __init__(self) -> None:
        self._requested = threading.Event()
        self._cancels: set[Cancel] = set()
        self._lock = threading.Lock()

    @property
    def requested(self) -> bool:
        return self._requested.is_set()

    def request(self) -> None:
        """Stop everything under way. Anything begun later stops at once."""
        self._requested.set()
        with self._lock:
            cancels = tuple(self._cancels)
        for cancel in cancels:
            cancel()

    @contextmanager
    def cancelling(self, cancel: Cancel) -> Iterator[None]:
        """Call `cancel` if a stop is requested while the body runs; raises Stopped where it already is."""
        with self._lock:
            self._cancels.add(cancel)
        try:
            if self.requested:
                raise Stopped
            yield
        finally:
            with self._lock:
                self._cancels.discard(cancel)


class Road(Protocol):
    """Moves one table from the source into the marts."""

    def land(self, dataset: PlannedDataset, table: PlannedTable, load_id: str) -> LandedNow:
        """Replace the table in the marts; raises HbError with the marts unchanged, Stopped when told to stop."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What the proof of a landing compares, before it is committed."""

    source_rows: int
    rows: int

    def check(self, table: PlannedTable) -> None:
        """Raises HbError `count_mismatch`."""
        if self.source_rows != self.rows:
            raise HbError(
                f"{self.source_rows} rows in the source's snapshot, {self.rows} arrived: nothing was changed",
                where=str(table.qname),
                hint="Run it again; if it happens twice, please report it with --debug.",
                code="count_mismatch",
                retryable=True,
            )


def check_landable(table: PlannedTable) -> None:
    """Raises HbError for a table no marts can hold: one without columns, or with a name dlt or the ledger claim."""
    if not table.columns:
        raise HbError("the table has no columns", where=str(table.qname), code="no_columns")
    if table.qname.name.startswith(RESERVED_PREFIXES):
        raise HbError(
            f"names that begin with {' or '.join(RESERVED_PREFIXES)} are kept for bookkeeping in the marts",
            where=str(table.qname),
            hint="Leave the table out of the slice.",
            code="reserved_name",
        )


def disk_full(text: str) -> HbError:
    """The failure of marts that cannot grow."""
    return HbError(
        f"the marts cannot be written: {text}",
        hint="Make room on the disk that holds them, then run the same command again: what has landed stays.",
        code="disk_full",
        retryable=True,
    )


def landed_relation(dataset: PlannedDataset, table: PlannedTable) -> str:
    """The table in the marts, quoted."""
    return f"{quote(dataset.dataset)}.{quote(table.qname.name)}"


def create_receipts(dataset: PlannedDataset) -> str:
    """SQL that makes the dataset's receipts table."""
    columns = ", ".join(f"{quote(name)} {type_}" for name, type_ in RECEIPT_COLUMNS)
    return f"CREATE TABLE IF NOT EXISTS {quote(dataset.dataset)}.{quote(RECEIPTS_TABLE)} ({columns})"


def write_receipt(
    dataset: PlannedDataset, table: PlannedTable, counted: Counted, load_id: str, seconds: float
) -> tuple[str, str]:
    """SQL that replaces the table's receipt: to be run in the transaction that replaces the table."""
    receipts = f"{quote(dataset.dataset)}.{quote(RECEIPTS_TABLE)}"
    name = literal(table.qname.name)
    now = datetime.now(UTC).isoformat()
    values = (
        f"{name}, {literal(str(table.qname))}, {counted.rows}, {counted.source_rows}, {literal(load_id)},"
        f" {literal(now)}, {seconds:.3f}, NULL"
    )
    names = ", ".join(quote(column) for column, _ in RECEIPT_COLUMNS)
    return f"DELETE FROM {receipts} WHERE table_name = {name}", f"INSERT INTO {receipts} ({names}) VALUES ({values})"
