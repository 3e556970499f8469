"""Receipts: one row per landed table, beside the tables themselves.

A receipt says how a table is landed: which columns, where the next refresh goes on, and whether all of its ranges have
arrived (`state`). How many rows it speaks for is the sum of its ranges in the ledger, never a figure of its own: a
table counts as landed only while it has just these.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, Protocol

from heartbeat_cli.marts.checks import CHECKS_TABLE, select_checks
from heartbeat_cli.marts.ranges import RANGES_TABLE
from heartbeat_cli.pgschema import literal, quote

RECEIPTS_TABLE: Final = "_hb_receipt"
LANDING: Final = "landing"
ADOPTING: Final = "adopting"
LANDED: Final = "landed"

# The same words mean the same in DuckDB and PostgreSQL, so there is one definition.
RECEIPT_COLUMNS = (
    ("table_name", "text"),
    ("source_table", "text"),
    ("state", "text"),
    ("load_id", "text"),
    ("loaded_at", "timestamp with time zone"),
    ("watermark", "text"),
    ("counters", "text"),
    ("columns", "text"),
    ("notes", "text"),
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """One landed table.

    `rows`, `source_rows`, `seconds` and `ranges` sum up its ranges; `source_table` is `schema.table`. `state` is
    `landing` until every range is there (`adopting` where somebody else landed them). `watermark` is the cursor's
    maximum at the source when the last load began, `counters` what the source's statistics said then, `columns` what
    was landed: JSON of the ingest's. `checked_at` is when the newest ingest looked that found nothing new, None where
    each has landed something.
    """

    dataset: str
    table: str
    rows: int
    load_id: str
    loaded_at: datetime
    seconds: float
    source_rows: int | None = None
    source_table: str | None = None
    state: str = LANDED
    ranges: int = 0
    watermark: str | None = None
    counters: str | None = None
    columns: str | None = None
    notes: tuple[str, ...] = ()
    checked_at: datetime | None = None


class _Rows(Protocol):
    @property
    def rows(self) -> Sequence[tuple[object, ...]]: ...


class Queryable(Protocol):
    """The part of `MartsReader` a ledger needs."""

    def query(self, sql: str) -> _Rows:
        """Run one query. Raises HbError."""


def read_receipts(reader: Queryable) -> tuple[Receipt, ...]:
    """Every receipt in the marts, by dataset and table."""
    datasets = ledgered_datasets(reader)
    checked = checked_datasets(reader) if datasets else ()
    selects = [_select(dataset, checked=dataset in checked) for dataset in datasets]
    if not selects:
        return ()
    rows = reader.query(" UNION ALL ".join(selects) + " ORDER BY 1, 2").rows
    return tuple(_receipt(row) for row in rows)


def ledgered_datasets(reader: Queryable) -> tuple[str, ...]:
    """The datasets that have a ledger."""
    found = reader.query(
        f"SELECT table_schema FROM information_schema.tables WHERE table_name IN ('{RECEIPTS_TABLE}', '{RANGES_TABLE}')"
        " GROUP BY table_schema HAVING count(*) = 2 ORDER BY 1"
    )
    return tuple(str(row[0]) for row in found.rows)


def checked_datasets(reader: Queryable) -> frozenset[str]:
    """The datasets of which an ingest has found tables unchanged."""
    found = reader.query(f"SELECT table_schema FROM information_schema.tables WHERE table_name = '{CHECKS_TABLE}'")
    return frozenset(str(row[0]) for row in found.rows)


def create_receipts(dataset: str) -> str:
    """SQL that makes the dataset's receipts table."""
    columns = ", ".join(f"{quote(name)} {type_}" for name, type_ in RECEIPT_COLUMNS)
    return f"CREATE TABLE IF NOT EXISTS {quote(dataset)}.{quote(RECEIPTS_TABLE)} ({columns})"


def forget_receipt(dataset: str, table: str) -> str:
    """SQL that takes a table's receipt away."""
    return f"DELETE FROM {quote(dataset)}.{quote(RECEIPTS_TABLE)} WHERE table_name = {literal(table)}"


def write_receipt(receipt: Receipt) -> tuple[str, str]:
    """SQL that replaces the table's receipt; what it sums up is left to the ledger."""
    values = (
        literal(receipt.table),
        _text(receipt.source_table),
        literal(receipt.state),
        literal(receipt.load_id),
        literal(receipt.loaded_at.astimezone(UTC).isoformat()),
        _text(receipt.watermark),
        _text(receipt.counters),
        _text(receipt.columns),
        _text("\n".join(receipt.notes) or None),
    )
    names = ", ".join(quote(name) for name, _ in RECEIPT_COLUMNS)
    table = f"{quote(receipt.dataset)}.{quote(RECEIPTS_TABLE)}"
    return forget_receipt(receipt.dataset, receipt.table), f"INSERT INTO {table} ({names}) VALUES ({', '.join(values)})"


def joined_checks(dataset: str, *, checked: bool) -> str:
    """SQL behind the receipts `r` of a dataset: `c` has when each table was checked."""
    none = "SELECT NULL AS table_name, CAST(NULL AS timestamp with time zone) AS checked_at"
    return f" LEFT JOIN ({select_checks(dataset) if checked else none}) AS c ON c.table_name = r.table_name"


def _select(dataset: str, *, checked: bool) -> str:
    sums = (
        "SELECT table_name, sum(rows) AS rows, sum(rows_out) AS rows_out, sum(seconds) AS seconds, count(*) AS ranges"
        f" FROM {quote(dataset)}.{quote(RANGES_TABLE)} GROUP BY table_name"
    )
    return (
        f"SELECT {literal(dataset)} AS dataset, r.table_name, coalesce(s.rows, 0), r.load_id, r.loaded_at,"
        " coalesce(s.seconds, 0), coalesce(s.rows_out, 0), r.source_table, r.state, coalesce(s.ranges, 0), r.watermark,"
        f" r.counters, r.columns, r.notes, c.checked_at FROM {quote(dataset)}.{quote(RECEIPTS_TABLE)} AS r"
        f" LEFT JOIN ({sums}) AS s ON s.table_name = r.table_name{joined_checks(dataset, checked=checked)}"
    )


def _receipt(row: tuple[Any, ...]) -> Receipt:
    (dataset, table, rows, load_id, loaded_at, seconds, source_rows, source_table, state, ranges) = row[:10]
    watermark, counters, columns, notes, checked_at = row[10:]
    return Receipt(
        dataset=str(dataset),
        table=str(table),
        rows=int(rows),
        load_id=str(load_id),
        loaded_at=loaded_at.astimezone(UTC),
        seconds=float(seconds),
        source_rows=int(source_rows),
        source_table=source_table,
        state=str(state),
        ranges=int(ranges),
        watermark=watermark,
        counters=counters,
        columns=columns,
        notes=tuple(notes.split("\n")) if notes else (),
        checked_at=checked_at.astimezone(UTC) if checked_at is not None else None,
    )


def _text(value: str | None) -> str:
    return "NULL" if value is None else literal(value)
