"""The ledger: one row per landed range, written in the transaction that lands the rows it describes.

It stands in the dataset, beside the tables it speaks for: a dataset that is dropped takes its ledger along, and no
entry outlives its data unseen.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from heartbeat_cli.pgschema import literal, quote

RANGES_TABLE = "_hb_range"

# The same words mean the same in DuckDB and PostgreSQL, so there is one definition.
RANGE_COLUMNS = (
    ("table_name", "text"),
    ("low", "text"),
    ("high", "text"),
    ("rows_out", "bigint"),
    ("rows", "bigint"),
    ("checksum", "text"),
    ("shape", "text"),
    ("load_id", "text"),
    ("loaded_at", "timestamp with time zone"),
    ("seconds", "double precision"),
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """A stretch of a key: `low` included, `high` excluded, each a text per key column; None is without end."""

    low: tuple[str, ...] | None = None
    high: tuple[str, ...] | None = None

    @property
    def whole(self) -> bool:
        """The whole table."""
        return self.low is None and self.high is None

    def __str__(self) -> str:
        if self.whole:
            return "the whole table"
        low = ", ".join(self.low) if self.low else "the first"
        high = f"before {', '.join(self.high)}" if self.high else "the last"
        return f"{low} to {high}"


@dataclass(frozen=True, slots=True)
class LandedRange:
    """One range in the marts: rows the source sent, rows that stand here, and the checksum both sides agreed on.

    `checksum` is None where only rows were counted. `shape` says which columns it was landed with.
    """

    dataset: str
    table: str
    bounds: Bounds
    rows_out: int
    rows: int
    checksum: str | None
    shape: str
    load_id: str
    loaded_at: datetime
    seconds: float


def write_bound(bound: tuple[str, ...] | None) -> str | None:
    """A bound as the ledger's column has it."""
    return None if bound is None else json.dumps(list(bound), ensure_ascii=False)


def read_bound(text: str | None) -> tuple[str, ...] | None:
    """A bound as it stands in the ledger's column."""
    return None if text is None else tuple(json.loads(text))


def create_ranges(dataset: str) -> str:
    """SQL that makes the dataset's ledger."""
    columns = ", ".join(f"{quote(name)} {type_}" for name, type_ in RANGE_COLUMNS)
    return f"CREATE TABLE IF NOT EXISTS {quote(dataset)}.{quote(RANGES_TABLE)} ({columns})"


def forget_range(dataset: str, table: str, bounds: Bounds) -> str:
    """SQL that takes one entry out of the ledger."""
    return (
        f"DELETE FROM {quote(dataset)}.{quote(RANGES_TABLE)} WHERE table_name = {literal(table)}"
        f" AND low IS NOT DISTINCT FROM {_text(write_bound(bounds.low))}"
        f" AND high IS NOT DISTINCT FROM {_text(write_bound(bounds.high))}"
    )


def forget_table(dataset: str, table: str) -> str:
    """SQL that takes every entry of a table out of the ledger."""
    return f"DELETE FROM {quote(dataset)}.{quote(RANGES_TABLE)} WHERE table_name = {literal(table)}"


def enter_range(entry: LandedRange) -> str:
    """SQL that puts an entry in the ledger; the one it replaces is taken out by `forget_range`."""
    values = (
        literal(entry.table),
        _text(write_bound(entry.bounds.low)),
        _text(write_bound(entry.bounds.high)),
        str(entry.rows_out),
        str(entry.rows),
        _text(entry.checksum),
        literal(entry.shape),
        literal(entry.load_id),
        literal(entry.loaded_at.astimezone(UTC).isoformat()),
        f"{entry.seconds:.3f}",
    )
    names = ", ".join(quote(name) for name, _ in RANGE_COLUMNS)
    return f"INSERT INTO {quote(entry.dataset)}.{quote(RANGES_TABLE)} ({names}) VALUES ({', '.join(values)})"


def select_ranges(dataset: str) -> str:
    """SQL for every entry of a dataset; each row is read by `as_range`."""
    names = ", ".join(quote(name) for name, _ in RANGE_COLUMNS)
    return f"SELECT {literal(dataset)} AS dataset, {names} FROM {quote(dataset)}.{quote(RANGES_TABLE)}"


def retitle_shape(dataset: str, table: str, shape: str) -> str:
    """SQL for entries that stay true although the columns' names or types are others now."""
    return (
        f"UPDATE {quote(dataset)}.{quote(RANGES_TABLE)} SET shape = {literal(shape)}"
        f" WHERE table_name = {literal(table)}"
    )


def chained(entries: Iterable[LandedRange]) -> tuple[LandedRange, ...] | None:
    """The entries of a table in order of its key, None where they are not the whole key space, each part once."""
    all_ = list(entries)
    found = tiled(entry.bounds for entry in all_)
    by_bounds = {entry.bounds: entry for entry in all_}
    return None if found is None else tuple(by_bounds[bounds] for bounds in found)


def tiled(bounds: Iterable[Bounds]) -> tuple[Bounds, ...] | None:
    """Stretches in order of the key, None where they are not the whole key space, each part once."""
    all_ = list(bounds)
    by_low = {one.low: one for one in all_}
    found: list[Bounds] = []
    low: tuple[str, ...] | None = None
    while (one := by_low.pop(low, None)) is not None:
        found.append(one)
        low = one.high
        if low is None:
            return tuple(found) if len(found) == len(all_) else None
    return None


def select_totals(dataset: str) -> str:
    """SQL for the rows of each table, by the ledger: name and number."""
    return f"SELECT table_name, sum(rows) FROM {quote(dataset)}.{quote(RANGES_TABLE)} GROUP BY table_name"


def as_range(row: Sequence[Any]) -> LandedRange:
    """A row of the ledger, its dataset first, as a value."""
    dataset, table, low, high, rows_out, rows, checksum, shape, load_id, loaded_at, seconds = row
    return LandedRange(
        dataset=str(dataset),
        table=str(table),
        bounds=Bounds(read_bound(low), read_bound(high)),
        rows_out=int(rows_out),
        rows=int(rows),
        checksum=checksum,
        shape=str(shape),
        load_id=str(load_id),
        loaded_at=loaded_at.astimezone(UTC),
        seconds=float(seconds),
    )


def _text(value: str | None) -> str:
    return "NULL" if value is None else literal(value)
