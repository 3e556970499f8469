"""To when the data of landed tables reaches: the load or look that last verified each, and its newest row."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from heartbeat_cli.marts.origin import DumpOrigin, dump_origin
from heartbeat_cli.marts.receipt import (
    LANDED,
    RECEIPTS_TABLE,
    Queryable,
    Receipt,
    checked_datasets,
    joined_checks,
    ledgered_datasets,
)
from heartbeat_cli.pgschema import QName, literal, quote

INEXACT: Final = "inexact: "
"""What a receipt's note begins with where the source says that its figures are no exact counts."""


@dataclass(frozen=True, slots=True)
class Reach:
    """To when one table (`dataset.table`) reaches.

    `verified_at` is when it was last landed, or looked at and found as its source has it; None where no receipt says
    that it has landed in full. `newest` is the time its newest row has at the source, None where its cursor is no time.
    `inexact` are the reasons the source gave why its figures are no exact counts. What landed from a `dump` reaches to
    when that was made.
    """

    table: QName
    verified_at: datetime | None = None
    newest: datetime | None = None
    inexact: tuple[str, ...] = ()
    dump: DumpOrigin | None = None


def reach_of(receipt: Receipt) -> Reach:
    """What a receipt says of its table."""
    table = QName(receipt.dataset, receipt.table)
    notes = "\n".join(receipt.notes)
    said = receipt.state, receipt.loaded_at, receipt.watermark, receipt.checked_at, notes, receipt.counters
    return _reach((*table, *said))


def newest_row(watermark: str | None) -> datetime | None:
    """The moment a receipt's watermark stands for; UTC where it names no zone, None where it is no time."""
    try:
        _column, type_, text = json.loads(watermark or "")
        if not str(type_).startswith("timestamp"):
            return None
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None


def read_reach(reader: Queryable, tables: Iterable[QName]) -> tuple[Reach, ...]:
    """To when each of these tables reaches, asked of their receipts only: `read_receipts` sums up every range."""
    wanted = sorted(set(tables))
    datasets = sorted(set(ledgered_datasets(reader)) & {table.schema for table in wanted})
    checked = checked_datasets(reader) if datasets else ()
    selects = [
        _select(dataset, [t.name for t in wanted if t.schema == dataset], checked=dataset in checked)
        for dataset in datasets
    ]
    rows = reader.query(" UNION ALL ".join(selects)).rows if selects else ()
    known = {reach.table: reach for reach in map(_reach, rows)}
    return tuple(known.get(table, Reach(table)) for table in wanted)


def inexact_by(notes: Iterable[str]) -> tuple[str, ...]:
    """The reasons among a receipt's notes why its figures are no exact counts."""
    return tuple(note.removeprefix(INEXACT) for note in notes if note.startswith(INEXACT))


def _select(dataset: str, names: Iterable[str], *, checked: bool) -> str:
    return (
        f"SELECT {literal(dataset)} AS dataset, r.table_name, r.state, r.loaded_at, r.watermark, c.checked_at,"
        " r.notes, r.counters"
        f" FROM {quote(dataset)}.{quote(RECEIPTS_TABLE)} AS r{joined_checks(dataset, checked=checked)}"
        f" WHERE r.table_name IN ({', '.join(literal(name) for name in names)})"
    )


def _reach(row: tuple[Any, ...]) -> Reach:
    dataset, table, state, loaded_at, watermark, checked_at, notes, counters = row
    dump = dump_origin(counters)
    looked_at = min(dump.made_at, loaded_at) if dump else max(filter(None, (loaded_at, checked_at)))
    verified = looked_at.astimezone(UTC) if state == LANDED else None
    inexact = inexact_by(str(notes or "").split("\n"))
    return Reach(QName(str(dataset), str(table)), verified, newest_row(watermark), inexact, dump)
