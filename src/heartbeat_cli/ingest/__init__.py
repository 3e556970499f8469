"""Landing a source in the marts."""

from heartbeat_cli.ingest.orders import Options
from heartbeat_cli.ingest.plan import Plan, PlannedDataset, PlannedTable
from heartbeat_cli.ingest.progress import Progress
from heartbeat_cli.ingest.result import DatasetResult, IngestResult, LandedNow, TableFailure, TableResult
from heartbeat_cli.ingest.run import plan_ingest, run_ingest

__all__ = [
    "DatasetResult",
    "IngestResult",
    "LandedNow",
    "Options",
    "Plan",
    "PlannedDataset",
    "PlannedTable",
    "Progress",
    "TableFailure",
    "TableResult",
    "plan_ingest",
    "run_ingest",
]
