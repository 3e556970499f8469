"""Where a refresh goes on: counters and watermarks as receipts keep them, and how far a refresh goes back."""

import json
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta

from heartbeat_cli.ingest.plan import Counters
from heartbeat_cli.ledger import Receipt


def written_counters(counters: Counters | None) -> str | None:
    """Counters as a receipt keeps them."""
    return json.dumps(asdict(counters), separators=(",", ":")) if counters else None


def read_counters(text: str | None) -> Counters | None:
    try:
        return Counters(**json.loads(text)) if text else None
    except (ValueError, TypeError):
        return None


def is_settled(receipt: Receipt, lag_seconds: int) -> bool:
    """Whether the last load began so long after its watermark that no older transaction can have been open."""
    try:
        moment = datetime.fromisoformat(receipt.watermark or "")
    except ValueError:
        return False
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    # What was loaded was read this long before it was all there, at most.
    return receipt.loaded_at - moment > timedelta(seconds=lag_seconds + receipt.seconds)


def before_by(moment: str, seconds: int) -> str:
    """A moment as PostgreSQL writes it in ISO style and UTC, `seconds` earlier; itself where it is no finite one."""
    try:
        if len(moment) == len("2026-01-01"):
            return (date.fromisoformat(moment) - timedelta(days=-(-seconds // 86_400))).isoformat()
        return (datetime.fromisoformat(moment) - timedelta(seconds=seconds)).isoformat(sep=" ")
    except (ValueError, OverflowError):
        return moment
