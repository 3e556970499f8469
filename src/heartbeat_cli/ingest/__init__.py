"""Landing a source in the marts."""

from heartbeat_cli.ingest.plan import (
    DatasetResult,
    IngestResult,
    LandedNow,
    Plan,
    PlannedDataset,
    PlannedTable,
    TableFailure,
)
from heartbeat_cli.ingest.progress import Progress
from heartbeat_cli.ingest.run import plan_ingest, run_ingest

__all__ = [
    "DatasetResult",
    "IngestResult",
    "LandedNow",
    "Plan",
    "PlannedDataset",
    "PlannedTable",
    "Progress",
    "TableFailure",
    "plan_ingest",
    "run_ingest",
]
