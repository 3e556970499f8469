"""Receipts and ledger entries for tables a test made in DuckDB marts itself."""

from datetime import UTC, datetime

import duckdb

from heartbeat_cli.marts import Bounds, LandedRange, Receipt, create_ranges, create_receipts, enter_range, write_receipt

LOADED_AT = datetime(2026, 5, 8, 8, tzinfo=UTC)


def give_receipt(marts: duckdb.DuckDBPyConnection, dataset: str, table: str, loaded_at: datetime = LOADED_AT) -> None:
    """What an ingest would have written for the table as it stands."""
    found = marts.execute(f'SELECT count(*) FROM "{dataset}"."{table}"').fetchone()
    assert found is not None
    for statement in receipt_statements(dataset, table, found[0], loaded_at):
        marts.execute(statement)


def receipt_statements(dataset: str, table: str, rows: int, loaded_at: datetime = LOADED_AT) -> tuple[str, ...]:
    """What an ingest would write for a table of so many rows, in SQL of any marts."""
    entry = LandedRange(dataset, table, Bounds(), rows, rows, None, "", "1", loaded_at, 0.5)
    receipt = Receipt(dataset, table, rows, "1", loaded_at, 0.5, source_table=f"core.{table}")
    return create_ranges(dataset), create_receipts(dataset), enter_range(entry), *write_receipt(receipt)
