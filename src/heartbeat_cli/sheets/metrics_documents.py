"""Metrics for programs."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import RightSource
from heartbeat_cli.files import from_root
from heartbeat_cli.metrics import Alignment, BlockedOn, Metric, definition_fingerprint, effective_status
from heartbeat_cli.sheets.document import ABSENT, Absent, ErrorDocument, error_document
from heartbeat_cli.sheets.metrics import Values
from heartbeat_cli.wording import path

if TYPE_CHECKING:
    from heartbeat_cli.metrics import Aligned, Run, Value


@dataclass(frozen=True, slots=True)
class NoteDocument:
    """A note: `fallback`, `caveat` or `method`."""

    kind: str
    source: str | None
    why: str
    tried: tuple[str, ...]
    review_by: date | None


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
    alignment: tuple[Alignment, ...]
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
    """`hb metrics show --json`: the metric, the tables its SQL reads, and its right sources."""

    reads: tuple[str, ...]
    right_sources: tuple[RightSourceReason, ...]


@dataclass(frozen=True, slots=True)
class WrongSource:
    """A source the metric reads and should not, or not without a note."""

    severity: str
    message: str
    next: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricRunDocument(MetricDocument):
    """`hb metrics run --json`: the metric, its value at a moment, and the SQL that gave it."""

    value: Decimal | None
    as_of: datetime
    seconds: float
    sql_run: str
    wrong_source: tuple[WrongSource, ...]


@dataclass(frozen=True, slots=True)
class ComparisonDocument(Alignment):
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
        "alignment": metric.alignment,
        "fingerprint": definition_fingerprint(metric) if metric.sql else None,
        "sql": metric.sql,
    }


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


def metric_document(metric: Metric, tables: Iterable[str], right: Iterable[RightSource], root: Path) -> ShownMetric:
    """One metric for programs."""
    because = tuple(RightSourceReason(r.source.name, r.because) for r in right)
    return ShownMetric(**_metric(metric, root), reads=tuple(tables), right_sources=because)


def metric_run_document(run: "Run", root: Path) -> MetricRunDocument:
    """A computed metric for programs."""
    return MetricRunDocument(
        **_metric(run.metric, root),
        value=run.value.value,
        as_of=run.value.as_of,
        seconds=round(run.value.seconds, 3),
        sql_run=run.value.sql,
        wrong_source=tuple(WrongSource(m.severity, m.message, m.next) for m in run.misuses),
    )


def aligned_document(aligned: "Aligned", root: Path) -> AlignedDocument:
    """A match for programs."""
    comparison = aligned.comparison
    record = {f.name: getattr(comparison.record, f.name) for f in fields(comparison.record)}
    numbers = ComparisonDocument(**record, difference=comparison.difference, allowed=comparison.allowed)
    return AlignedDocument(**_metric(aligned.metric, root), written=aligned.file is not None, comparison=numbers)
