"""What is to be pulled of each table, decided before a record is read: what is new, or all there is."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from heartbeat_cli.ingest.columns.shape import RecordedColumn, read_columns
from heartbeat_cli.ingest.marts_snapshot import TableSnapshot
from heartbeat_cli.ingest.pull.spool import Wanted
from heartbeat_cli.ingest.pull.typed import RAW
from heartbeat_cli.ingest.request import IngestRequest
from heartbeat_cli.ingest.watermark import before_by, read_watermark
from heartbeat_cli.marts import LANDED, LandedRange, Receipt, chained
from heartbeat_cli.sources import PlannedTable, Stream


@dataclass(frozen=True, slots=True)
class Pulling:
    """The pull of one table: what is `wanted`, why, and what has landed of it.

    `anew`: whatever has landed goes. `recorded` are the columns that landed, none where nothing did.
    """

    wanted: Wanted
    mode: str
    reason: str
    anew: bool = False
    receipt: Receipt | None = None
    recorded: tuple[RecordedColumn, ...] = ()
    stored: tuple[LandedRange, ...] = ()

    @property
    def full(self) -> bool:
        """Whether everything is read."""
        return self.wanted.since is None


@dataclass(frozen=True, slots=True)
class Remembered:
    """What a receipt remembers of pulls: when everything was read, and what was withheld then."""

    full_at: datetime
    exclude: tuple[str, ...]
    hashed: tuple[str, ...]

    def written(self) -> str:
        """As the receipt keeps it."""
        return json.dumps(
            {"full_at": self.full_at.isoformat(), "exclude": self.exclude, "hash": self.hashed}, separators=(",", ":")
        )

    @classmethod
    def read(cls, text: str | None) -> "Remembered | None":
        """What stands in a receipt; None where nothing of a pull does."""
        try:
            told = json.loads(text or "")
            return cls(datetime.fromisoformat(told["full_at"]), tuple(told["exclude"]), tuple(told["hash"]))
        except (ValueError, TypeError, KeyError):
            return None


def decide_pull(
    table: PlannedTable,
    snapshot: TableSnapshot,
    exclude: Sequence[str],
    hashed: Sequence[str],
    finished: frozenset[str],
    request: IngestRequest,
    now: datetime | None = None,
) -> Pulling:
    """What to ask for, by what stands in the marts; `finished` are the load ids in dlt's books."""
    stream = table.stream
    assert stream is not None
    everything = Wanted(stream.name, None, tuple(sorted(exclude)), tuple(sorted(hashed)), stream.raw)
    receipt, stored = snapshot.receipt, chained(snapshot.ranges)
    if request.rebuild:
        return Pulling(everything, "rebuild", "asked for", anew=True)
    if snapshot.columns is None or receipt is None:
        why = "not landed yet" if receipt is None else "its table is gone from the marts"
        return Pulling(everything, "backfill", why, anew=True)
    recorded = tuple(column for column in read_columns(receipt.columns) or () if column.name != RAW)
    remembered = Remembered.read(receipt.counters)
    if receipt.state != LANDED or stored is None or len(stored) != 1 or not recorded or remembered is None:
        return Pulling(everything, "backfill", "it had not landed whole", anew=True)
    if not any(entry.rows for entry in stored):
        return Pulling(everything, "backfill", "there was nothing yet", anew=True)
    known: dict[str, Any] = {"receipt": receipt, "recorded": recorded, "stored": stored}
    if (remembered.exclude, remembered.hashed) != (everything.exclude, everything.hashed):
        return Pulling(everything, "reshape", "other columns are withheld now", anew=True, **known)
    if _other_fields(table, recorded):
        return Pulling(everything, "reshape", "its columns changed", anew=True, **known)
    if snapshot.rows is not None and snapshot.rows != sum(entry.rows for entry in stored):
        return Pulling(everything, "repair", "the marts' table has not the rows its ledger says", anew=True, **known)
    if any(entry.load_id not in finished for entry in stored):
        return Pulling(everything, "resume", "dlt's books lack its load", anew=True, **known)
    if request.reconcile:
        return Pulling(everything, "reconcile", "asked for", **known)
    since = _since(table, receipt)
    if since is None:
        return Pulling(everything, "compare", "no cursor" if stream.cursor is None else "no watermark", **known)
    if _full_is_due(stream, remembered, now or datetime.now(UTC)):
        return Pulling(everything, "compare", f"{stream.cursor} does not show all changes", **known)
    wanted = Wanted(stream.name, since, everything.exclude, everything.hashed, stream.raw)
    return Pulling(wanted, "refresh", f"by {stream.cursor}", **known)


def everything_instead(pulling: Pulling, reason: str) -> Pulling:
    """The pull of all there is, in place of one of what is new."""
    wanted = pulling.wanted
    all_ = Wanted(wanted.stream, None, wanted.exclude, wanted.hashed, wanted.raw)
    return Pulling(all_, "reshape", reason, True, pulling.receipt, pulling.recorded, pulling.stored)


def _other_fields(table: PlannedTable, recorded: Sequence[RecordedColumn]) -> bool:
    """Whether a column that is known beforehand is new, or of another type; one that landed as text stays so."""
    assert table.stream is not None
    landed = {column.name: column.source for column in recorded}
    fields = declared(table).items()
    return any(name not in landed or landed[name] not in (type_, "text") for name, type_ in fields)


def declared(table: PlannedTable) -> dict[str, str]:
    """The columns known beforehand, with their types as a receipt spells them."""
    from heartbeat_cli.ingest.columns.shape import source_type_text

    return {name: source_type_text(type_) for name, type_ in table.columns if name != RAW}


def _since(table: PlannedTable, receipt: Receipt) -> str | None:
    stream = table.stream
    assert stream is not None
    watermark = read_watermark(receipt.watermark, table.cursor)
    if stream.cursor is None or not stream.key or watermark is None:
        return None
    return before_by(watermark, stream.lag_seconds).replace(" ", "T")


def _full_is_due(stream: Stream, remembered: Remembered, now: datetime) -> bool:
    every = stream.full_every_seconds
    return every is not None and abs((now - remembered.full_at).total_seconds()) >= every
