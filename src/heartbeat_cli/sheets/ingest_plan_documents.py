"""The plan of an ingest for programs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from heartbeat_cli.errors import HbError
from heartbeat_cli.ingest import (
    ColumnChange,
    DatasetJob,
    IngestResult,
    Outlook,
    SourceFindings,
    SourceJob,
    TableJob,
    expected,
)
from heartbeat_cli.pgschema import QName
from heartbeat_cli.sheets.document import ABSENT, Absent, ErrorDocument, document_of, error_document, error_or_none
from heartbeat_cli.sheets.ingest_documents import EffectDocument, findings
from heartbeat_cli.sheets.ingest_plan import counted
from heartbeat_cli.sources import Cursor


@dataclass(frozen=True, slots=True)
class PlannedTableDocument:
    """What would be done with a table and why; rows and bytes are the planner's estimates, null where nobody knows."""

    table: QName
    mode: str
    reason: str
    estimated_rows: int | None
    bytes: int | None
    rows_to_move: int | None
    bytes_to_move: int | None
    ranges: int
    key: tuple[str, ...] | None
    cursor: Cursor
    watermark: str | None
    proof: str
    notes: tuple[str, ...]
    changes: tuple[ColumnChange, ...]


@dataclass(frozen=True, slots=True)
class UnplannedTable:
    """A table that cannot be landed, and why."""

    table: str
    code: str
    message: str
    hint: str | None


@dataclass(frozen=True, slots=True)
class PlannedDatasetDocument:
    """A dataset that would be landed."""

    dataset: str
    tables: tuple[PlannedTableDocument, ...]
    failed: tuple[UnplannedTable, ...]


@dataclass(frozen=True, slots=True)
class Total:
    """What all of it takes, null where nobody knows; the pace is that of the run it was measured in."""

    rows: int | None
    bytes: int | None
    tables_of_unknown_size: int
    rows_per_second: float | None
    measured_in_run: str | None
    seconds: float | None
    disk_needed: int | None
    disk_free: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSource:
    """A source that would be landed; of one that cannot be, only `source`, no datasets, and the error."""

    source: str
    datasets: tuple[PlannedDatasetDocument, ...]
    missing: tuple[str, ...] | Absent = ABSENT
    gone: tuple[str, ...] | Absent = ABSENT
    unwanted: tuple[str, ...] | Absent = ABSENT
    metrics: tuple[EffectDocument, ...] | Absent = ABSENT
    error: ErrorDocument | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOfOne(PlannedSource):
    """`hb ingest --source X --plan --json`."""

    total: Total


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOfSeveral:
    """`hb ingest --plan --json` of several sources; `error` is what the exit code stands for."""

    sources: tuple[PlannedSource, ...]
    total: Total
    error: ErrorDocument | Absent = ABSENT


def plan_document(
    works: Sequence[SourceJob],
    outlook: Outlook,
    found: Mapping[str, SourceFindings],
    refused: Sequence[IngestResult] = (),
    error: HbError | None = None,
) -> PlanOfOne | PlanOfSeveral:
    """The plan; `error` is what the exit code stands for."""
    bodies: list[dict[str, Any]] = [_source(work, found.get(work.plan.source.name)) for work in works]
    bodies += [{"source": one.source, "datasets": (), "error": error_or_none(one.error)} for one in refused]
    if len(bodies) == 1:
        failure = {"error": error_document(error)} if error is not None else {}
        return PlanOfOne(**(bodies[0] | failure), total=total_of(outlook))
    sources = tuple(PlannedSource(**body) for body in bodies)
    failed = ABSENT if error is None else error_document(error)
    return PlanOfSeveral(sources=sources, total=total_of(outlook), error=failed)


def _source(work: SourceJob, found: SourceFindings | None) -> dict[str, Any]:
    return {
        "source": work.plan.source.name,
        "datasets": tuple(map(_dataset, work.datasets)),
        "missing": tuple(map(str, work.plan.missing)),
        **findings(found),
        "error": None,
    }


def _dataset(dataset: DatasetJob) -> PlannedDatasetDocument:
    failed = (UnplannedTable(str(f.qname), f.code, f.message, f.hint) for f in dataset.failures)
    return PlannedDatasetDocument(dataset.dataset, tuple(map(_table, dataset.tables)), tuple(failed))


def _table(work: TableJob) -> PlannedTableDocument:
    moved, key = expected(work), work.table.key
    return document_of(
        PlannedTableDocument,
        work,
        table=work.table.qname,
        estimated_rows=work.table.rows,
        bytes=work.table.bytes,
        rows_to_move=moved.rows,
        bytes_to_move=moved.bytes,
        ranges=len(work.units),
        key=key.columns if key else None,
        cursor=work.table.cursor,
        proof=work.algorithm,
    )


def total_of(outlook: Outlook) -> Total:
    """What a run takes, for programs."""
    moved, pace, disk = counted(outlook), outlook.pace, outlook.disk
    seconds = outlook.seconds if moved.rows is not None else None
    return Total(
        rows=moved.rows,
        bytes=moved.bytes,
        tables_of_unknown_size=outlook.open,
        rows_per_second=round(pace.rows_per_second, 1) if pace else None,
        measured_in_run=pace.run_id if pace else None,
        seconds=round(seconds, 1) if seconds is not None else None,
        disk_needed=disk.needed if disk and moved.bytes is not None else None,
        disk_free=disk.free if disk else None,
    )
