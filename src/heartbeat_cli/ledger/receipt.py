"""Receipts: one row per landed table, written in the same transaction as the table itself.

They stand in the dataset, beside the tables they speak for, so that a dataset that is dropped takes its receipts along
and none of them outlives its data. A table counts as landed only with a receipt whose rows are the table's rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from heartbeat_cli.catalog.quoting import literal, quote

RECEIPTS_TABLE = "_hb_receipt"

# The same words mean the same in DuckDB and PostgreSQL, so there is one definition.
RECEIPT_COLUMNS = (
    ("table_name", "text"),
    ("source_table", "text"),
    ("rows", "bigint"),
    ("source_rows", "bigint"),
    ("load_id", "text"),
    ("loaded_at", "timestamp with time zone"),
    ("seconds", "double precision"),
    ("checksum", "text"),
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """One landed table: rows in the marts and in the source's snapshot, dlt's load id, when, and seconds it took.

    `checksum` is the order-independent sum of row hashes where it was asked for; `source_table` is `schema.table`.
    """

    dataset: str
    table: str
    rows: int
    load_id: str
    loaded_at: datetime
    seconds: float
    source_rows: int | None = None
    source_table: str | None = None
    checksum: str | None = None


class _Rows(Protocol):
    @property
    def rows(self) -> Sequence[tuple[object, ...]]: ...


class Marts(Protocol):
    """The part of `warehouse.MartsReader` a ledger needs."""

    def query(self, sql: str) -> _Rows: ...


def read_receipts(reader: Marts) -> tuple[Receipt, ...]:
    """Every receipt in the marts, by dataset and table."""
    found = reader.query(
        f"SELECT table_schema FROM information_schema.tables WHERE table_name = '{RECEIPTS_TABLE}' ORDER BY 1"
    )
    datasets = [str(row[0]) for row in found.rows]
    if not datasets:
        return ()
    selects = [_select(dataset) for dataset in datasets]
    rows = reader.query(" UNION ALL ".join(selects) + " ORDER BY 1, 2").rows
    return tuple(_receipt(row) for row in rows)


def _select(dataset: str) -> str:
    return (
        f"SELECT {literal(dataset)} AS dataset, table_name, rows, load_id, loaded_at, seconds, source_rows,"
        f" source_table, checksum FROM {quote(dataset)}.{quote(RECEIPTS_TABLE)}"
    )


def _receipt(row: tuple[Any, ...]) -> Receipt:
    dataset, table, rows, load_id, loaded_at, seconds, source_rows, source_table, checksum = row
    return Receipt(
        dataset=str(dataset),
        table=str(table),
        rows=int(rows),
        load_id=str(load_id),
        loaded_at=loaded_at.astimezone(UTC),
        seconds=float(seconds),
        source_rows=source_rows,
        source_table=source_table,
        checksum=checksum,
    )
