"""Receipts and records of alignment as `hb metrics align` would have written them."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from heartbeat_cli.metrics import Alignment, EvaluationReceipt, Metric, TableRead
from heartbeat_cli.metrics.records import seal
from heartbeat_cli.metrics.write import metric_text

AS_OF = datetime(2026, 5, 8, 9, tzinfo=UTC)


def receipt_of(metric: Metric, value: str | None = "1", as_of: datetime = AS_OF) -> EvaluationReceipt:
    """The receipt of a metric as it is defined, made at the moment it is for."""
    return EvaluationReceipt(
        definition=metric.definition,
        value=None if value is None else Decimal(value),
        as_of=as_of,
        made_at=as_of,
        tables=(TableRead("webbank_core.payment", "1", 48),),
        engine="duckdb 1.4.2",
        seconds=Decimal("0.015"),
    )


def record_of(
    metric: Metric, count: str = "1", value: str = "1", as_of: datetime = AS_OF, **change: object
) -> Alignment:
    """A blind count held against a value, sealed as the next record of the metric; `change` is made before that."""
    verdict = "match" if count == value else "mismatch"
    receipt = receipt_of(metric, value, as_of)
    written = Alignment(
        Decimal(count), Decimal(value), as_of, "ops", "a list", verdict=verdict, given="blind", receipt=receipt
    )
    return seal(metric, replace(written, **change))  # type: ignore[arg-type]


def counted(metric: Metric, count: str = "1", value: str = "1", as_of: datetime = AS_OF, **change: object) -> Metric:
    """The metric with one more record."""
    return replace(metric, alignment=(*metric.alignment, record_of(metric, count, value, as_of, **change)))


def in_a_file(metric: Metric) -> str:
    """The lines of a metric's file from `alignment:` on."""
    text = metric_text(metric)
    return text[text.index("alignment:") :]
