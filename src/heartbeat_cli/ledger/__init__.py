"""What has been landed, and who is landing now. Readable without dlt."""

from heartbeat_cli.ledger.lock import Holder, current_holder, keep_others_out, single_flight
from heartbeat_cli.ledger.ranges import RANGES_TABLE, Bounds, LandedRange
from heartbeat_cli.ledger.receipt import RECEIPTS_TABLE, Receipt, read_receipts

__all__ = [
    "RANGES_TABLE",
    "RECEIPTS_TABLE",
    "Bounds",
    "Holder",
    "LandedRange",
    "Receipt",
    "current_holder",
    "keep_others_out",
    "read_receipts",
    "single_flight",
]
