"""What has been landed, and who is landing now. Readable without dlt."""

from heartbeat_cli.ledger.lock import Holder, current_holder, single_flight
from heartbeat_cli.ledger.receipt import RECEIPTS_TABLE, Receipt, read_receipts

__all__ = ["RECEIPTS_TABLE", "Holder", "Receipt", "current_holder", "read_receipts", "single_flight"]
