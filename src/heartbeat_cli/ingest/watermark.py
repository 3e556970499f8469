"""Where a refresh goes on: counters and watermarks as receipts keep them, and how far a refresh goes back.

A watermark is the cursor's greatest value when a load began, or that moment itself where some row's value lies in the
future: what is changed from then on has smaller ones.
"""

import json
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from heartbeat_cli.marts import Receipt
from heartbeat_cli.pgschema import quote
from heartbeat_cli.sources import SECONDS_FROM, Counters, Cursor, per_second

_WEST = timedelta(hours=12)
_DAY = timedelta(days=1)


def written_counters(counters: Counters | None) -> str | None:
    """Counters as a receipt keeps them."""
    return json.dumps(asdict(counters), separators=(",", ":")) if counters else None


def read_counters(text: str | None) -> Counters | None:
    """Counters as they stand in a receipt; None where it has none that can be read."""
    try:
        return Counters(**json.loads(text)) if text else None
    except (ValueError, TypeError):
        return None


def select_watermark(cursor: Cursor) -> str:
    """SQL for the source, of its rows: the watermark as text, NULL where there are none."""
    greatest = f"max({quote(cursor.column or '')})"
    if cursor.kind == "growing":
        return f"{greatest}::text"
    # Not least(): that prefers a value to NULL, and this still finds both maxima by an index.
    now = f"now()::{cursor.type}"
    return f"(CASE WHEN {greatest} > {now} THEN {now} ELSE {greatest} END)::text"


def written_watermark(cursor: Cursor, watermark: str | None) -> str | None:
    """A watermark as a receipt keeps it: with the column it is one of."""
    return None if watermark is None else json.dumps([cursor.column, cursor.type, watermark], ensure_ascii=False)


def read_watermark(text: str | None, cursor: Cursor) -> str | None:
    """The watermark a receipt keeps; None where it is one of another column, or of this one under another type."""
    try:
        column, type_, watermark = json.loads(text or "")
    except (ValueError, TypeError):
        return None
    return str(watermark) if (column, type_) == (cursor.column, cursor.type) else None


def is_settled(receipt: Receipt, cursor: Cursor, lag_seconds: int) -> bool:
    """Whether the last load began so long after its watermark that no older transaction can have been open."""
    try:
        moment = datetime.fromisoformat(read_watermark(receipt.watermark, cursor) or "")
    except ValueError:
        return False
    if moment.tzinfo is None:
        # It may be local time somewhere west, and a date goes on for the rest of its day.
        moment = moment.replace(tzinfo=UTC) + _WEST + (_DAY if cursor.type == "date" else timedelta())
    # What was loaded was read this long before it was all there, at most.
    return receipt.loaded_at - moment > timedelta(seconds=lag_seconds + receipt.seconds)


def before_by(moment: str, seconds: int) -> str:
    """A moment as PostgreSQL writes it in ISO style and UTC, `seconds` earlier; itself where it is no finite one.

    So are numbers that can be seconds or milliseconds since 1970. One that was a row's after all only brings some rows
    again.
    """
    number = _number(moment)
    if number is not None:
        return moment if number < SECONDS_FROM else str(number - seconds * per_second(number))
    try:
        if len(moment) == len("2026-01-01"):
            return (date.fromisoformat(moment) - timedelta(days=-(-seconds // 86_400))).isoformat()
        return (datetime.fromisoformat(moment) - timedelta(seconds=seconds)).isoformat(sep=" ")
    except (ValueError, OverflowError):
        return moment


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
