"""Rows that may be too wide to come by the thousand: which of a table's rows take about so many bytes together.

The source says how wide each row is and where it lies, in the snapshot that is copied: a row's place does not change in
it.
"""

from dataclasses import dataclass

from heartbeat_cli.ingest.source.width import row_size
from heartbeat_cli.marts import TransferSession
from heartbeat_cli.sources import PlannedTable


@dataclass(frozen=True, slots=True)
class Batches:
    """Conditions for the rows of each batch at the source, and how many rows have the bytes of one on average."""

    conditions: tuple[str | None, ...]
    rows_at_once: int


def cut_into_batches(session: TransferSession, table: PlannedTable, condition: str | None, batch_bytes: int) -> Batches:
    """Batches of at most `batch_bytes`, but for a row that has more: it may be one too many for its batch."""
    found = session.ask_source(_query(table, condition, batch_bytes))
    rows, bytes_ = sum(int(row[3]) for row in found), sum(int(row[4]) for row in found)
    within = f" AND {condition}" if condition else ""
    conditions = [
        f"tableoid = {part} AND ctid >= '{low}'::tid AND ctid <= '{high}'::tid{within}" for part, low, high, *_ in found
    ]
    return Batches(tuple(conditions) or (condition,), max(1, batch_bytes * rows // max(bytes_, 1)))


def _query(table: PlannedTable, condition: str | None, batch_bytes: int) -> str:
    size = row_size(table.columns)
    sized = f"SELECT tableoid AS part, ctid AS place, ({size})::bigint AS size FROM {table.relation}"
    before = "sum(size) OVER (PARTITION BY part ORDER BY place ROWS UNBOUNDED PRECEDING) - size"
    numbered = (
        f"SELECT part, place, size, div({before}, {batch_bytes}) AS number"
        f" FROM ({sized}{f' WHERE {condition}' if condition else ''}) AS sized"
    )
    return (
        "SELECT part::bigint AS part, min(place)::text AS low, max(place)::text AS high, count(*) AS rows,"
        f" sum(size)::bigint AS bytes FROM ({numbered}) AS numbered GROUP BY part, number ORDER BY part, number"
    )
