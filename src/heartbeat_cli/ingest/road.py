"""What the two roads into the marts have in common.

A road lands one table: one snapshot of the source, one transaction in the marts, with the receipt in the same
transaction. Killed at any point, the marts hold the old content or the new one.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from heartbeat_cli.catalog.quoting import literal, quote
from heartbeat_cli.errors import HbError
from heartbeat_cli.ingest.plan import LandedNow, PlannedDataset, PlannedTable
from heartbeat_cli.ledger import RECEIPTS_TABLE
from heartbeat_cli.ledger.receipt import RECEIPT_COLUMNS

RESERVED_PREFIXES = ("_dlt_", "_hb_")


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
        f"no room to write: {text}",
        hint="Make room on that disk, then run the same command again: what has landed stays.",
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
