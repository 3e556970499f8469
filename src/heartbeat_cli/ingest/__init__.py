"""Bringing what a source has into the marts: look, decide, land, report.

`plan_ingest` says what would be done, `run_ingest` does it and tells a `Progress`, `verify_all` checks what has landed
before; the rest are values of theirs. Nothing of it is imported before it is asked for.
"""

from typing import TYPE_CHECKING

from heartbeat_cli.faces import face

if TYPE_CHECKING:
    from heartbeat_cli.ingest.columns.changes import ChangeKind, ColumnChange
    from heartbeat_cli.ingest.columns.shape import RecordedColumn, read_columns
    from heartbeat_cli.ingest.container import container_command, launch_container
    from heartbeat_cli.ingest.dump.dump_file import has_rows
    from heartbeat_cli.ingest.engine.destination import LandsDescriptors, LandsUnit, descriptors_only
    from heartbeat_cli.ingest.jobs import UNCHANGED, DatasetJob, SourceJob, TableJob
    from heartbeat_cli.ingest.progress import Progress, Silent
    from heartbeat_cli.ingest.proof.checksum import ROWS_MD5
    from heartbeat_cli.ingest.proof.source_sums import algorithm_between_servers, postgres_sums
    from heartbeat_cli.ingest.proof.verdict import Verdict, VerifiedRange, VerifiedTable
    from heartbeat_cli.ingest.proof.verify import verify_all
    from heartbeat_cli.ingest.report.broken import GOING, read_broken, write_broken
    from heartbeat_cli.ingest.report.forecast import Moved, Outlook, expected, outlook
    from heartbeat_cli.ingest.report.found import Changes, SourceFindings, find_changes
    from heartbeat_cli.ingest.report.landed_before import landed_before, receipts_in_marts, receipts_or_none
    from heartbeat_cli.ingest.report.reporting import Findings
    from heartbeat_cli.ingest.report.told import untold
    from heartbeat_cli.ingest.report.tracker import Tracker, tracking
    from heartbeat_cli.ingest.request import IngestRequest
    from heartbeat_cli.ingest.result import DatasetResult, IngestResult, TableFailure, TableResult
    from heartbeat_cli.ingest.run import plan_ingest, run_ingest
    from heartbeat_cli.ingest.source.connect import (
        CANCEL_TIMEOUT_S,
        CONNECT_TIMEOUT_S,
        cancel_backend,
        despite_recovery,
        session_options,
        source_failure,
        source_lost,
    )
    from heartbeat_cli.ingest.source.stream import SourceStream
    from heartbeat_cli.ingest.source.survey import survey_database

__getattr__, __dir__ = face(
    __name__,
    {
        "columns.changes": "ChangeKind ColumnChange",
        "columns.shape": "RecordedColumn read_columns",
        "container": "container_command launch_container",
        "dump.dump_file": "has_rows",
        "engine.destination": "LandsDescriptors LandsUnit descriptors_only",
        "jobs": "DatasetJob SourceJob TableJob UNCHANGED",
        "progress": "Progress Silent",
        "proof.checksum": "ROWS_MD5",
        "proof.source_sums": "algorithm_between_servers postgres_sums",
        "proof.verdict": "Verdict VerifiedRange VerifiedTable",
        "proof.verify": "verify_all",
        "report.broken": "GOING read_broken write_broken",
        "report.forecast": "Moved Outlook expected outlook",
        "report.found": "Changes SourceFindings find_changes",
        "report.landed_before": "landed_before receipts_in_marts receipts_or_none",
        "report.reporting": "Findings",
        "report.told": "untold",
        "report.tracker": "Tracker tracking",
        "request": "IngestRequest",
        "result": "DatasetResult IngestResult TableFailure TableResult",
        "run": "plan_ingest run_ingest",
        "source.connect": (
            "CANCEL_TIMEOUT_S CONNECT_TIMEOUT_S cancel_backend despite_recovery session_options source_failure "
            "source_lost"
        ),
        "source.stream": "SourceStream",
        "source.survey": "survey_database",
    },
)

__all__ = [
    "CANCEL_TIMEOUT_S",
    "CONNECT_TIMEOUT_S",
    "GOING",
    "ROWS_MD5",
    "UNCHANGED",
    "ChangeKind",
    "Changes",
    "ColumnChange",
    "DatasetJob",
    "DatasetResult",
    "Findings",
    "IngestRequest",
    "IngestResult",
    "LandsDescriptors",
    "LandsUnit",
    "Moved",
    "Outlook",
    "Progress",
    "RecordedColumn",
    "Silent",
    "SourceFindings",
    "SourceJob",
    "SourceStream",
    "TableFailure",
    "TableJob",
    "TableResult",
    "Tracker",
    "Verdict",
    "VerifiedRange",
    "VerifiedTable",
    "algorithm_between_servers",
    "cancel_backend",
    "container_command",
    "descriptors_only",
    "despite_recovery",
    "expected",
    "find_changes",
    "has_rows",
    "landed_before",
    "launch_container",
    "outlook",
    "plan_ingest",
    "postgres_sums",
    "read_broken",
    "read_columns",
    "receipts_in_marts",
    "receipts_or_none",
    "run_ingest",
    "session_options",
    "source_failure",
    "source_lost",
    "survey_database",
    "tracking",
    "untold",
    "verify_all",
    "write_broken",
]
