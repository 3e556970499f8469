"""Who is landing now, how far it is, and what ran before. Readable without dlt."""

from heartbeat_cli.ledger.lock import Holder, current_holder, keep_others_out, single_flight

__all__ = ["Holder", "current_holder", "keep_others_out", "single_flight"]
