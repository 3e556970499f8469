"""The marts: one reader, whichever database holds them, and the ledger of what has landed there."""

from typing import TYPE_CHECKING

from heartbeat_cli.estate import MartsKind, find_marts_kind, marts_kind_names, marts_kind_of
from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.marts.advisory import HeldMarts, MartsLock
    from heartbeat_cli.marts.duckdb import connect
    from heartbeat_cli.marts.evaluations import (
        EVALUATIONS_SCHEMA,
        EVALUATIONS_TABLE,
        EvaluationRow,
        evaluations_of,
        evaluations_with,
        read_loads,
        record_evaluations,
    )
    from heartbeat_cli.marts.landing import SourceLanding, landed_sources, landing_of
    from heartbeat_cli.marts.lock import keep_others_out
    from heartbeat_cli.marts.ranges import (
        RANGES_TABLE,
        Bounds,
        LandedRange,
        as_range,
        chained,
        create_ranges,
        enter_range,
        forget_range,
        forget_table,
        retitle_shape,
        select_ranges,
        select_totals,
        tiled,
    )
    from heartbeat_cli.marts.reader import LandedTable, MartsReader, Result, TableShape, open_marts
    from heartbeat_cli.marts.receipt import (
        ADOPTING,
        LANDED,
        LANDING,
        RECEIPTS_TABLE,
        Receipt,
        create_receipts,
        forget_receipt,
        ledgered_datasets,
        read_receipts,
        write_receipt,
    )

__getattr__, __dir__ = face(
    __name__,
    {
        "advisory": "HeldMarts MartsLock",
        "duckdb": "connect",
        "evaluations": (
            "EVALUATIONS_SCHEMA EVALUATIONS_TABLE EvaluationRow evaluations_of evaluations_with read_loads "
            "record_evaluations"
        ),
        "landing": "SourceLanding landed_sources landing_of",
        "lock": "keep_others_out",
        "ranges": (
            "Bounds LandedRange RANGES_TABLE as_range chained create_ranges enter_range forget_range "
            "forget_table retitle_shape select_ranges select_totals tiled"
        ),
        "reader": "LandedTable MartsReader Result TableShape open_marts",
        "receipt": (
            "ADOPTING LANDED LANDING RECEIPTS_TABLE Receipt create_receipts forget_receipt "
            "ledgered_datasets read_receipts write_receipt"
        ),
    },
)

__all__ = [
    "ADOPTING",
    "EVALUATIONS_SCHEMA",
    "EVALUATIONS_TABLE",
    "LANDED",
    "LANDING",
    "RANGES_TABLE",
    "RECEIPTS_TABLE",
    "Bounds",
    "EvaluationRow",
    "HeldMarts",
    "LandedRange",
    "LandedTable",
    "MartsKind",
    "MartsLock",
    "MartsReader",
    "Receipt",
    "Result",
    "SourceLanding",
    "TableShape",
    "as_range",
    "chained",
    "connect",
    "create_ranges",
    "create_receipts",
    "enter_range",
    "evaluations_of",
    "evaluations_with",
    "find_marts_kind",
    "forget_range",
    "forget_receipt",
    "forget_table",
    "keep_others_out",
    "landed_sources",
    "landing_of",
    "ledgered_datasets",
    "marts_kind_names",
    "marts_kind_of",
    "open_marts",
    "read_loads",
    "read_receipts",
    "record_evaluations",
    "retitle_shape",
    "select_ranges",
    "select_totals",
    "tiled",
    "write_receipt",
]
