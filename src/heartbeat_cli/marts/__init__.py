"""The marts: one reader, whichever database holds them, and the ledger of what has landed there."""

from heartbeat_cli.estate import MartsKind, marts_kind, marts_kind_names, marts_kind_of
from heartbeat_cli.marts.landing import SourceLanding, landed_sources, landing_of
from heartbeat_cli.marts.lock import keep_others_out
from heartbeat_cli.marts.ranges import RANGES_TABLE, Bounds, LandedRange
from heartbeat_cli.marts.reader import LandedTable, MartsReader, Result, TableShape, open_marts
from heartbeat_cli.marts.receipt import RECEIPTS_TABLE, Receipt, read_receipts

__all__ = [
    "RANGES_TABLE",
    "RECEIPTS_TABLE",
    "Bounds",
    "LandedRange",
    "LandedTable",
    "MartsKind",
    "MartsReader",
    "Receipt",
    "Result",
    "SourceLanding",
    "TableShape",
    "keep_others_out",
    "landed_sources",
    "landing_of",
    "marts_kind",
    "marts_kind_names",
    "marts_kind_of",
    "open_marts",
    "read_receipts",
]
