"""Bringing what a source has into the marts: look, decide, land, report.

`plan_ingest` says what would be done, `run_ingest` does it and tells a `Progress`, `verify_all` checks what has landed
before; the rest are values of theirs. Nothing of it is imported before it is asked for.
"""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.ingest.columns.changes import ChangeKind, ColumnChange
    from heartbeat_cli.ingest.columns.shape import RecordedColumn, read_columns
    from heartbeat_cli.ingest.container import launch_container
    from heartbeat_cli.ingest.jobs import UNCHANGED, DatasetJob, SourceJob, TableJob
    from heartbeat_cli.ingest.progress import Progress, Silent
    from heartbeat_cli.ingest.proof.verify import Verdict, VerifiedRange, VerifiedTable, verify_all
    from heartbeat_cli.ingest.report.broken import GOING, read_broken, write_broken
    from heartbeat_cli.ingest.report.forecast import Moved, Outlook, expected, outlook
    from heartbeat_cli.ingest.report.found import Changes, SourceFindings, find_changes
    from heartbeat_cli.ingest.report.landed_before import landed_before, receipts_in_marts, receipts_or_none
    from heartbeat_cli.ingest.report.reporting import Findings
    from heartbeat_cli.ingest.report.tracker import Tracker, tracking
    from heartbeat_cli.ingest.request import IngestRequest
    from heartbeat_cli.ingest.result import DatasetResult, IngestResult, TableFailure, TableResult
    from heartbeat_cli.ingest.run import plan_ingest, run_ingest

__getattr__, __dir__ = face(
    __name__,
    {
        "columns.changes": "ChangeKind ColumnChange",
        "columns.shape": "RecordedColumn read_columns",
        "container": "launch_container",
        "jobs": "DatasetJob SourceJob TableJob UNCHANGED",
        "progress": "Progress Silent",
        "proof.verify": "Verdict VerifiedRange VerifiedTable verify_all",
        "report.broken": "GOING read_broken write_broken",
        "report.forecast": "Moved Outlook expected outlook",
        "report.found": "Changes SourceFindings find_changes",
        "report.landed_before": "landed_before receipts_in_marts receipts_or_none",
        "report.reporting": "Findings",
        "report.tracker": "Tracker tracking",
        "request": "IngestRequest",
        "result": "DatasetResult IngestResult TableFailure TableResult",
        "run": "plan_ingest run_ingest",
    },
)

__all__ = [
    "GOING",
    "UNCHANGED",
    "ChangeKind",
    "Changes",
    "ColumnChange",
    "DatasetJob",
    "DatasetResult",
    "Findings",
    "IngestRequest",
    "IngestResult",
    "Moved",
    "Outlook",
    "Progress",
    "RecordedColumn",
    "Silent",
    "SourceFindings",
    "SourceJob",
    "TableFailure",
    "TableJob",
    "TableResult",
    "Tracker",
    "Verdict",
    "VerifiedRange",
    "VerifiedTable",
    "expected",
    "find_changes",
    "landed_before",
    "launch_container",
    "outlook",
    "plan_ingest",
    "read_broken",
    "read_columns",
    "receipts_in_marts",
    "receipts_or_none",
    "run_ingest",
    "tracking",
    "verify_all",
    "write_broken",
]
