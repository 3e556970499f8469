"""Metrics for programs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import RightSource
from heartbeat_cli.metrics import (
    Alignment,
    BlockedOn,
    EvaluationReceipt,
    Metric,
    TableRead,
    effective_status,
    fingerprint,
    from_root,
)
from heartbeat_cli.sheets.document import ABSENT, Absent, ErrorDocument, error_document
from heartbeat_cli.sheets.metrics import Values
from heartbeat_cli.wording import path

if TYPE_CHECKING:
    from heartbeat_cli.metrics import Aligned, Rerun, Run, Value


@dataclass(frozen=True, slots=True)
class NoteDocument:
    """A note: `fallback`, `caveat` or `method`."""

    kind: str
    source: str | None
    why: str
    tried: tuple[str, ...]
    review_by: date | None


@dataclass(frozen=True, slots=True)
class RecordDocument:
    """A record of alignment; `receipt` is the id of the evaluation it rests on, `given` is `blind`, `sighted` or
    `rehearsal`."""

    count: Decimal
    value: Decimal
    as_of: datetime
    by: str
    method: str
    tolerance: str
    reason: str | None
    verdict: str
    given: str | None
    attested_by: str | None
    receipt: str | None
    digest: str | None


@dataclass(frozen=True, slots=True)
class ReceiptDocument:
    """The record of one evaluation: `fingerprint` names what was computed, `tables` the rows it was computed from."""

    id: str
    metric: str
    fingerprint: str
    value: Decimal | None
    as_of: datetime
    made_at: datetime
    tables: tuple[TableRead, ...]
    engine: str
    revision: str | None
    seconds: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricDocument:
    """A metric or candidate with the status that holds now; `fingerprint` names its definition."""

    name: str
    label: str
    question: str
    description: str | None
    owner: str | None
    unit: str | None
    window: str
    direction: str | None
    source: str
    status: str
    file: str | None
    waits_for: tuple[str, ...]
    blocked_on: tuple[BlockedOn, ...]
    notes: tuple[NoteDocument, ...]
    alignment: tuple[RecordDocument, ...]
    fingerprint: str | None
    sql: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedMetric(MetricDocument):
    """A metric of the list; with `--values` its value and moment, or null and the error that stood for it."""

    value: Decimal | Absent | None = ABSENT
    as_of: datetime | Absent = ABSENT
    error: ErrorDocument | Absent = ABSENT


@dataclass(frozen=True, slots=True)
class MetricsDocument:
    """`hb metrics list --json`; `unreadable` says which files could not be read."""

    metrics: tuple[ListedMetric, ...]
    unreadable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RightSourceReason:
    """A right source of a metric, and because of what."""

    source: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMetric(MetricDocument):
    """`hb metrics show --json`: the metric, the tables its SQL reads, its right sources, and its receipts in the marts.

    `receipts` is null where the marts cannot be read.
    """

    reads: tuple[str, ...]
    right_sources: tuple[RightSourceReason, ...]
    receipts: tuple[ReceiptDocument, ...] | None


@dataclass(frozen=True, slots=True)
class WrongSource:
    """A source the metric reads and should not, or not without a note."""

    severity: str
    message: str
    next: str


@dataclass(frozen=True, slots=True)
class AgainDocument:
    """A receipt that was run again: the value it has, whether it came out again, and what has changed since."""

    receipt: ReceiptDocument
    same: bool
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricRunDocument(MetricDocument):
    """`hb metrics run --json`: the metric, its value at a moment, the SQL that gave it, and the receipt.

    `unrecorded` says why the marts do not have the receipt. `again` is there with `--receipt`.
    """

    value: Decimal | None
    as_of: datetime
    seconds: float
    sql_run: str
    wrong_source: tuple[WrongSource, ...]
    receipt: ReceiptDocument
    unrecorded: str | None
    again: AgainDocument | Absent = ABSENT


@dataclass(frozen=True, slots=True)
class ComparisonDocument(RecordDocument):
    """A record of alignment, and how far count and value are apart."""

    difference: Decimal = Decimal(0)
    allowed: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedDocument(MetricDocument):
    """`hb metrics align --json`: the metric as it is now, whether it was written, and the comparison."""

    written: bool
    comparison: ComparisonDocument


def _metric(metric: Metric, root: Path) -> dict[str, Any]:
    return {
        "name": metric.name,
        "label": metric.label,
        "question": metric.question,
        "description": metric.description,
        "owner": metric.owner,
        "unit": metric.unit,
        "window": metric.window,
        "direction": metric.direction,
        "source": metric.source,
        "status": effective_status(metric),
        "file": path(metric.file, root) if metric.file is not None else None,
        "waits_for": tuple(blocked.source for blocked in metric.blocked_on),
        "blocked_on": metric.blocked_on,
        "notes": note_documents(metric),
        "alignment": tuple(RecordDocument(**_record(record)) for record in metric.alignment),
        "fingerprint": fingerprint(metric.definition) if metric.sql else None,
        "sql": metric.sql,
    }


def _record(record: Alignment) -> dict[str, Any]:
    return {
        "count": record.count,
        "value": record.value,
        "as_of": record.as_of,
        "by": record.by,
        "method": record.method,
        "tolerance": record.tolerance,
        "reason": record.reason,
        "verdict": record.verdict,
        "given": record.given,
        "attested_by": record.attested_by,
        "receipt": record.receipt.id if record.receipt is not None else None,
        "digest": record.digest,
    }


def receipt_document(receipt: EvaluationReceipt) -> ReceiptDocument:
    """A receipt for programs."""
    return ReceiptDocument(
        id=receipt.id,
        metric=receipt.definition.name,
        fingerprint=fingerprint(receipt.definition),
        value=receipt.value,
        as_of=receipt.as_of,
        made_at=receipt.made_at,
        tables=receipt.tables,
        engine=receipt.engine,
        revision=receipt.revision,
        seconds=receipt.seconds,
    )


def note_documents(metric: Metric) -> tuple[NoteDocument, ...]:
    """The notes of a metric."""
    return tuple(NoteDocument(n.kind, n.source, n.why, n.tried, n.review_by) for n in metric.notes)


def metrics_document(
    metrics: Iterable[Metric], values: "Values | None", problems: Iterable[object], root: Path
) -> MetricsDocument:
    """The list for programs."""
    listed = (ListedMetric(**_metric(m, root), **_value((values or {}).get(m.name))) for m in metrics)
    return MetricsDocument(tuple(listed), tuple(from_root(str(problem), root) for problem in problems))


def _value(value: "Value | HbError | None") -> dict[str, Any]:
    if value is None:
        return {}
    if isinstance(value, HbError):
        return {"value": None, "error": error_document(value)}
    return {"value": value.value, "as_of": value.as_of}


def metric_document(
    metric: Metric,
    tables: Iterable[str],
    right: Iterable[RightSource],
    receipts: Iterable[EvaluationReceipt] | None,
    root: Path,
) -> ShownMetric:
    """One metric for programs."""
    because = tuple(RightSourceReason(r.source.name, r.because) for r in right)
    history = tuple(map(receipt_document, receipts)) if receipts is not None else None
    return ShownMetric(**_metric(metric, root), reads=tuple(tables), right_sources=because, receipts=history)


def metric_run_document(run: "Run", root: Path, again: "Rerun | None" = None) -> MetricRunDocument:
    """A computed metric for programs; `again` is the receipt it was computed from anew."""
    return MetricRunDocument(
        **_metric(run.metric, root),
        value=run.value.value,
        as_of=run.value.as_of,
        seconds=round(run.value.seconds, 3),
        sql_run=run.value.sql,
        wrong_source=tuple(WrongSource(m.severity, m.message, m.next) for m in run.misuses),
        receipt=receipt_document(run.receipt),
        unrecorded=run.unrecorded,
        again=AgainDocument(receipt_document(again.receipt), again.same, again.changes) if again else ABSENT,
    )


def aligned_document(aligned: "Aligned", root: Path) -> AlignedDocument:
    """A match for programs."""
    comparison = aligned.comparison
    numbers = ComparisonDocument(
        **_record(comparison.record), difference=comparison.difference, allowed=comparison.allowed
    )
    return AlignedDocument(**_metric(aligned.metric, root), written=aligned.file is not None, comparison=numbers)
