"""An ingest, done or planned, for programs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from heartbeat_cli.errors import HbError
from heartbeat_cli.ingest import ColumnChange, DatasetResult, IngestResult, SourceFindings, TableFailure, TableResult
from heartbeat_cli.pgschema import QName
from heartbeat_cli.sheets.document import ABSENT, Absent, ErrorDocument, document_of, error_document, error_or_none


@dataclass(frozen=True, slots=True)
class LandedTableDocument:
    """A table an ingest went through: what was done with it and why, and the rows moved, in all and deleted."""

    table: QName
    mode: str
    reason: str
    rows: int
    total: int
    deleted: int
    ranges: int
    seconds: float
    load_id: str | None
    notes: tuple[str, ...]
    changes: tuple[ColumnChange, ...]


@dataclass(frozen=True, slots=True)
class LandedDataset:
    """A dataset an ingest went through."""

    dataset: str
    tables: tuple[LandedTableDocument, ...]
    rows: int
    seconds: float


@dataclass(frozen=True, slots=True)
class EffectDocument:
    """What a change means for a metric."""

    metric: str
    table: str
    column: str | None
    breaks: bool
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestedSource:
    """A source that was landed. `missing`: named by the slice and not there; `gone`: landed before and not there.

    `unwanted`: landed before and left out of the slice now. `error` is the failure of the source as a whole.
    """

    source: str
    datasets: tuple[LandedDataset, ...]
    missing: tuple[str, ...]
    gone: tuple[str, ...]
    unwanted: tuple[str, ...]
    metrics: tuple[EffectDocument, ...]
    failed: tuple[TableFailure, ...]
    error: ErrorDocument | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestOfOne(IngestedSource):
    """`hb ingest --source X --json`: the source, the candidates that became ready, and the run's name.

    `error` is what the exit code stands for.
    """

    ready: tuple[str, ...]
    run: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestOfSeveral:
    """`hb ingest --json` of several sources."""

    sources: tuple[IngestedSource, ...]
    ready: tuple[str, ...]
    run: str
    error: ErrorDocument | Absent = ABSENT


@dataclass(frozen=True, slots=True)
class ContainerDocument:
    """`hb ingest --container --json`: the command that would be run, which nothing runs."""

    command: tuple[str, ...]


def results_document(
    results: Sequence[IngestResult],
    found: Mapping[str, SourceFindings],
    ready: Sequence[str],
    run_id: str,
    error: HbError | None,
) -> IngestOfOne | IngestOfSeveral:
    """What became of an ingest; `error` is what the exit code stands for."""
    if len(results) != 1:
        sources = tuple(IngestedSource(**_source(result, found.get(result.source))) for result in results)
        failure = ABSENT if error is None else error_document(error)
        return IngestOfSeveral(sources=sources, ready=tuple(ready), run=run_id, error=failure)
    body = _source(results[0], found.get(results[0].source))
    if error is not None:
        body["error"] = error_document(error)
    return IngestOfOne(**body, ready=tuple(ready), run=run_id)


def _source(result: IngestResult, found: SourceFindings | None) -> dict[str, Any]:
    return {
        "source": result.source,
        "datasets": tuple(map(_dataset, result.datasets)),
        "missing": tuple(map(str, result.missing)),
        **findings(found),
        "failed": result.failures,
        "error": error_or_none(result.error),
    }


def findings(found: SourceFindings | None) -> dict[str, Any]:
    """What was found at a source: tables gone and unwanted, and the metrics a change concerns."""
    return {
        "gone": tuple(map(str, found.left.gone)) if found else (),
        "unwanted": tuple(map(str, found.left.unwanted)) if found else (),
        "metrics": tuple(
            EffectDocument(e.metric.name, str(e.table), e.column, e.breaks, e.sentence) for e in found.effects
        )
        if found
        else (),
    }


def _dataset(dataset: DatasetResult) -> LandedDataset:
    tables = sorted(dataset.tables, key=lambda table: table.qname)
    return LandedDataset(dataset.dataset, tuple(map(_table, tables)), dataset.rows, dataset.seconds)


def _table(table: TableResult) -> LandedTableDocument:
    return document_of(LandedTableDocument, table, table=table.qname, seconds=round(table.seconds, 3))
