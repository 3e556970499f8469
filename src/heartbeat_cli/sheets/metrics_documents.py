"""Metrics for programs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from heartbeat_cli.errors import HbError
from heartbeat_cli.estate import RightSource
from heartbeat_cli.files import from_root
from heartbeat_cli.marts import Age
from heartbeat_cli.metrics import (
    Alignment,
    BlockedOn,
    Breakdown,
    EvaluationReceipt,
    Metric,
    Migration,
    Misuse,
    Note,
    Series,
    WindowChange,
    shown_status,
)
from heartbeat_cli.sheets.check import FindingDocument, finding_documents
from heartbeat_cli.sheets.document import ABSENT, Absent, ErrorDocument, document_of, error_document, error_or_none
from heartbeat_cli.sheets.metrics import NO_AGES, Values
from heartbeat_cli.wording import path

if TYPE_CHECKING:
    from heartbeat_cli.metrics import Aligned, Rerun, Run, Tried, Value
    from heartbeat_cli.rules import Finding
    from heartbeat_cli.sheets.metric_runs import MetricRuns

_Told = TypeVar("_Told")


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricDocument:
    """A metric or candidate with the status that holds now; `fingerprint` names its definition.

    `migration_target` has the sources being replaced that it stands on, `migration` what takes its place.
    """

    name: str
    label: str
    question: str
    description: str | None
    owner: str | None
    unit: str | None
    window: str
    direction: str | None
    source: str
    migration_target: tuple[str, ...]
    status: str
    file: str | None
    waits_for: tuple[str, ...]
    blocked_on: tuple[BlockedOn, ...]
    notes: tuple[Note, ...]
    alignment: tuple[Alignment, ...]
    migration: Migration | None
    fingerprint: str | None
    sql: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedMetric(MetricDocument):
    """A metric of the list; with `--values` its value and moment, or null and the error that stood for it.

    `age` is that of the number the cockpit shows of it, null where it shows none or the marts cannot be read.
    """

    age: Age | None
    value: Decimal | Absent | None
    as_of: datetime | Absent
    error: ErrorDocument | Absent


@dataclass(frozen=True, slots=True)
class MetricsDocument:
    """`hb metrics list --json`; `unreadable` says which files could not be read."""

    metrics: tuple[ListedMetric, ...]
    unreadable: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMetric(MetricDocument):
    """`hb metrics show --json`: the metric, the tables its SQL reads, its right sources, and its receipts in the marts.

    `receipts` and `age` are null where the marts cannot be read. `errors` are those `hb check` finds in it.
    """

    age: Age | None
    errors: tuple[FindingDocument, ...]
    reads: tuple[str, ...]
    right_sources: tuple[RightSource, ...]
    receipts: tuple[EvaluationReceipt, ...] | None


@dataclass(frozen=True, slots=True)
class AgainDocument:
    """A receipt that was run again: whether its value came out again, and what has changed since."""

    receipt: EvaluationReceipt
    same: bool
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricRunDocument(MetricDocument):
    """`hb metrics run --json`: the metric, its value at a moment, the SQL that gave it, and the receipt.

    `age` is how old that is, and `status` says so where it is too old. Where `hb check` finds `errors` in the metric,
    the value must not be used. `unrecorded` says why the marts do not have the receipt. `again` is there with
    `--receipt`.
    """

    age: Age | None
    errors: tuple[FindingDocument, ...]
    value: Decimal | None
    as_of: datetime
    seconds: float
    sql_run: str
    wrong_source: tuple[Misuse, ...]
    receipt: EvaluationReceipt
    unrecorded: str | None
    again: AgainDocument | Absent


@dataclass(frozen=True, slots=True, kw_only=True)
class RanMetric(MetricDocument):
    """One of several: the metric, its value, and its receipt; null, and `error`, where something stood in its way.

    `change` is against the window before: null where the window does not move, absent where nobody asked. `series` is
    there with `--since`, `breakdown` with `--by`.
    """

    age: Age | None
    errors: tuple[FindingDocument, ...]
    value: Decimal | None
    as_of: datetime
    seconds: float | None
    sql_run: str | None
    wrong_source: tuple[Misuse, ...]
    receipt: EvaluationReceipt | None
    unrecorded: str | None
    change: WindowChange | Absent | None
    series: Series | Absent
    breakdown: Breakdown | Absent
    error: ErrorDocument | None


@dataclass(frozen=True, slots=True)
class MetricRunsDocument:
    """`hb metrics run --json` for several: their numbers as of one moment.

    `numberless` names those that were meant and show none, `unreadable` says which files could not be read.
    """

    as_of: datetime
    metrics: tuple[RanMetric, ...]
    numberless: tuple[str, ...]
    unreadable: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparisonDocument(Alignment):
    """A record of alignment, and how far count and value are apart."""

    json_keys: ClassVar = f"{Alignment.json_keys} difference allowed"

    difference: Decimal = Decimal(0)
    allowed: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedDocument(MetricDocument):
    """`hb metrics align --json`: the metric as it is now, whether it was written, and the comparison."""

    written: bool
    comparison: ComparisonDocument


def _document(type_: type[_Told], metric: Metric, root: Path, /, **own: Any) -> _Told:
    return document_of(
        type_,
        metric,
        status=shown_status(metric, own.get("age")),
        file=path(metric.file, root) if metric.file is not None else None,
        waits_for=tuple(blocked.source for blocked in metric.blocked_on),
        fingerprint=metric.definition.fingerprint if metric.sql else None,
        **own,
    )


def metrics_document(
    metrics: Iterable[Metric],
    values: "Values | None",
    problems: Iterable[object],
    root: Path,
    ages: Mapping[str, Age] = NO_AGES,
) -> MetricsDocument:
    """The list for programs."""
    listed = (
        _document(ListedMetric, m, root, age=ages.get(m.name), **_value((values or {}).get(m.name))) for m in metrics
    )
    return MetricsDocument(tuple(listed), tuple(from_root(str(problem), root) for problem in problems))


def _value(value: "Value | HbError | None") -> dict[str, Any]:
    if value is None:
        return {"value": ABSENT, "as_of": ABSENT, "error": ABSENT}
    if isinstance(value, HbError):
        return {"value": None, "as_of": ABSENT, "error": error_document(value)}
    return {"value": value.value, "as_of": value.as_of, "error": ABSENT}


def metric_document(
    metric: Metric,
    tables: Iterable[str],
    right: Iterable[RightSource],
    receipts: tuple[EvaluationReceipt, ...] | None,
    root: Path,
    age: Age | None = None,
    errors: "Iterable[Finding]" = (),
) -> ShownMetric:
    """One metric for programs."""
    own = {"reads": tuple(tables), "right_sources": tuple(right), "receipts": receipts, "age": age}
    return _document(ShownMetric, metric, root, errors=finding_documents(errors, root), **own)


def metric_run_document(
    run: "Run", root: Path, again: "Rerun | None" = None, errors: "Iterable[Finding]" = ()
) -> MetricRunDocument:
    """A computed metric for programs; `again` is the receipt it was computed from anew."""
    return _document(
        MetricRunDocument,
        run.metric,
        root,
        age=run.age,
        errors=finding_documents(errors, root),
        value=run.value.value,
        as_of=run.value.as_of,
        seconds=round(run.value.seconds, 3),
        sql_run=run.value.sql,
        wrong_source=run.misuses,
        receipt=run.receipt,
        unrecorded=run.unrecorded,
        again=document_of(AgainDocument, again) if again else ABSENT,
    )


def metric_runs_document(runs: "MetricRuns", root: Path, *, change: bool = False) -> MetricRunsDocument:
    """Several computed metrics for programs."""
    metrics = tuple(_ran(each, runs, root, change=change) for each in runs.tried)
    return MetricRunsDocument(runs.as_of, metrics, runs.numberless, runs.unreadable)


def _ran(tried: "Tried", runs: "MetricRuns", root: Path, *, change: bool) -> RanMetric:
    run, metric = tried.run, tried.metric
    return _document(
        RanMetric,
        metric,
        root,
        age=run.age if run else None,
        errors=finding_documents(runs.errors.get(metric.name, ()), root),
        value=run.value.value if run else None,
        as_of=runs.as_of,
        seconds=round(run.value.seconds, 3) if run else None,
        sql_run=run.value.sql if run else None,
        wrong_source=run.misuses if run else (),
        receipt=run.receipt if run else None,
        unrecorded=run.unrecorded if run else None,
        change=tried.change if change or tried.series is not None else ABSENT,
        series=tried.series if tried.series is not None else ABSENT,
        breakdown=tried.breakdown if tried.breakdown is not None else ABSENT,
        error=error_or_none(tried.error),
    )


def aligned_document(aligned: "Aligned", root: Path) -> AlignedDocument:
    """A match for programs."""
    comparison = aligned.comparison
    apart = {"difference": comparison.difference, "allowed": comparison.allowed}
    numbers = document_of(ComparisonDocument, comparison.record, **apart)
    return _document(AlignedDocument, aligned.metric, root, written=aligned.file is not None, comparison=numbers)
