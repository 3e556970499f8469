"""The marts: one reader, whichever database holds them, and the ledger of what has landed there.

`MartsKind` says what a kind of marts declares; a member of `marts/kinds` is one.
"""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.marts.age import FRESH, LATE, NO_DATA, STALE, Age, TableAge, age_of, source_age
    from heartbeat_cli.marts.checks import enter_checks
    from heartbeat_cli.marts.column_mapping import ColumnMapping, Form, WholeNumber
    from heartbeat_cli.marts.dialect import Dialect
    from heartbeat_cli.marts.evaluations import (
        EVALUATIONS_SCHEMA,
        EVALUATIONS_TABLE,
        EvaluationRow,
        evaluations_near,
        evaluations_of,
        evaluations_with,
        newest_evaluations,
        read_evaluations,
        record_evaluations,
    )
    from heartbeat_cli.marts.failures import MartsRefusedError, MemoryLimitError, disk_full, first_line
    from heartbeat_cli.marts.kind import Disk, MartsKind
    from heartbeat_cli.marts.landing import LandedPart, SourceLanding, landed_sources, landing_of, unlike_receipts
    from heartbeat_cli.marts.loads import Load, read_loads
    from heartbeat_cli.marts.lock import HeldMartsLock, MartsLock
    from heartbeat_cli.marts.names import UnlandableError, check_landable, landed_relation
    from heartbeat_cli.marts.open import (
        disk_for,
        find_marts_kind,
        keep_others_out,
        marts_kind_of,
        open_marts,
        open_snapshot,
    )
    from heartbeat_cli.marts.origin import DumpOrigin, dump_origin
    from heartbeat_cli.marts.published import Cell, publish, publishing
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
    from heartbeat_cli.marts.reach import INEXACT, Reach, reach_of, read_reach
    from heartbeat_cli.marts.reader import LandedTable, MartsReader, Result, TableShape, views_among
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
    from heartbeat_cli.marts.remembering import RememberingReader
    from heartbeat_cli.marts.stop import Stop, Stopped
    from heartbeat_cli.marts.transfer import Copied, MartsTransfer, Room, Transfer, TransferSession

__getattr__, __dir__ = face(
    __name__,
    {
        "age": "Age FRESH LATE NO_DATA STALE TableAge age_of source_age",
        "checks": "enter_checks",
        "column_mapping": "ColumnMapping Form WholeNumber",
        "dialect": "Dialect",
        "evaluations": (
            "EVALUATIONS_SCHEMA EVALUATIONS_TABLE EvaluationRow evaluations_near evaluations_of evaluations_with "
            "newest_evaluations read_evaluations record_evaluations"
        ),
        "failures": "MartsRefusedError MemoryLimitError disk_full first_line",
        "kind": "Disk MartsKind",
        "landing": "LandedPart SourceLanding landed_sources landing_of unlike_receipts",
        "loads": "Load read_loads",
        "lock": "HeldMartsLock MartsLock",
        "names": "UnlandableError check_landable landed_relation",
        "open": "disk_for find_marts_kind keep_others_out marts_kind_of open_marts open_snapshot",
        "published": "Cell publish publishing",
        "ranges": (
            "Bounds LandedRange RANGES_TABLE as_range chained create_ranges enter_range forget_range "
            "forget_table retitle_shape select_ranges select_totals tiled"
        ),
        "origin": "DumpOrigin dump_origin",
        "reach": "INEXACT Reach reach_of read_reach",
        "reader": "LandedTable MartsReader Result TableShape views_among",
        "remembering": "RememberingReader",
        "receipt": (
            "ADOPTING LANDED LANDING RECEIPTS_TABLE Receipt create_receipts forget_receipt "
            "ledgered_datasets read_receipts write_receipt"
        ),
        "stop": "Stop Stopped",
        "transfer": "Copied MartsTransfer Room Transfer TransferSession",
    },
)

__all__ = [
    "ADOPTING",
    "EVALUATIONS_SCHEMA",
    "EVALUATIONS_TABLE",
    "FRESH",
    "INEXACT",
    "LANDED",
    "LANDING",
    "LATE",
    "NO_DATA",
    "RANGES_TABLE",
    "RECEIPTS_TABLE",
    "STALE",
    "Age",
    "Bounds",
    "Cell",
    "ColumnMapping",
    "Copied",
    "Dialect",
    "Disk",
    "DumpOrigin",
    "EvaluationRow",
    "Form",
    "HeldMartsLock",
    "LandedPart",
    "LandedRange",
    "LandedTable",
    "Load",
    "MartsKind",
    "MartsLock",
    "MartsReader",
    "MartsRefusedError",
    "MartsTransfer",
    "MemoryLimitError",
    "Reach",
    "Receipt",
    "RememberingReader",
    "Result",
    "Room",
    "SourceLanding",
    "Stop",
    "Stopped",
    "TableAge",
    "TableShape",
    "Transfer",
    "TransferSession",
    "UnlandableError",
    "WholeNumber",
    "age_of",
    "as_range",
    "chained",
    "check_landable",
    "create_ranges",
    "create_receipts",
    "disk_for",
    "disk_full",
    "dump_origin",
    "enter_checks",
    "enter_range",
    "evaluations_near",
    "evaluations_of",
    "evaluations_with",
    "find_marts_kind",
    "first_line",
    "forget_range",
    "forget_receipt",
    "forget_table",
    "keep_others_out",
    "landed_relation",
    "landed_sources",
    "landing_of",
    "ledgered_datasets",
    "marts_kind_of",
    "newest_evaluations",
    "open_marts",
    "open_snapshot",
    "publish",
    "publishing",
    "reach_of",
    "read_evaluations",
    "read_loads",
    "read_reach",
    "read_receipts",
    "record_evaluations",
    "retitle_shape",
    "select_ranges",
    "select_totals",
    "source_age",
    "tiled",
    "unlike_receipts",
    "views_among",
    "write_receipt",
]
